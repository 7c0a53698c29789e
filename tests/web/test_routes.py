from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from assistant.core.corpus import Corpus
from assistant.core.evidence import squeeze
from assistant.dialogue.store import Store
from assistant.settings import Settings
from assistant.web import schemas, search_schemas
from assistant.web.guard import API_POLICY
from tests.web.serving import running, wait_until_ready

QUESTION = "深圳第58项由哪个局牵头？"


def ask(client: httpx.Client, question: str = QUESTION, **more: Any) -> dict[str, Any]:
    response = client.post("/api/v1/chat", json={"question": question, **more})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def test_a_question_is_answered_with_the_words_it_stands_on(client: httpx.Client, five: Corpus) -> None:
    answer = schemas.AnswerBody.model_validate_json(client.post("/api/v1/chat", json={"question": QUESTION}).text)
    assert (answer.status, answer.reason, answer.language, answer.composer) == ("answered", None, "zh", "extractive")
    assert "市住房建设局" in answer.answer
    (cited,) = [one for one in answer.citations if one.record_id == "shenzhen/task/58"]
    assert (cited.document, cited.series, cited.number, cited.label) == ("shenzhen", "task", 58, "重点任务第58项")
    assert cited.path[-1] == "12. 推动新建建筑用能清洁化低碳化"
    assert squeeze(five.source("shenzhen")[cited.start : cited.end]) == squeeze(cited.quote)
    assert f"[{cited.marker}]" in answer.answer
    assert answer.index_version == five.manifest.index_version


def test_a_conversation_goes_on_is_shown_and_is_deleted(client: httpx.Client) -> None:
    first = ask(client)
    second = ask(client, "那59项呢？", conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert second["understood"]["numbers"] == [59]
    address = f"/api/v1/conversations/{first['conversation_id']}"
    shown = schemas.ConversationBody.model_validate(client.get(address).json())
    assert [turn.question for turn in shown.turns] == [QUESTION, "那59项呢？"]
    assert client.get(f"/api/v1/answers/{first['answer_id']}").json() == first
    assert client.delete(address).status_code == 204
    for response in (client.get(address), client.delete(address), client.get(f"/api/v1/answers/{first['answer_id']}")):
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


def test_a_question_that_was_never_answered_is_shown(settings: Settings) -> None:
    store = Store.open(settings.database)
    conversation = store.begin_turn(None, "a1", QUESTION)
    store.close()
    with running(settings) as (client, _):
        wait_until_ready(client)
        body = client.get(f"/api/v1/conversations/{conversation}").json()
        assert client.get("/api/v1/answers/a1").status_code == 404
        assert ask(client, "那59项呢？", conversation_id=conversation)["conversation_id"] == conversation
    (turn,) = schemas.ConversationBody.model_validate(body).turns
    assert (turn.question, turn.answer) == (QUESTION, None)


def test_filters_restrict_a_question(client: httpx.Client) -> None:
    answer = ask(client, "第12项由谁牵头？", filters={"documents": ["shenzhen"], "series": ["project"]})
    assert {one["record_id"] for one in answer["citations"]} == {"shenzhen/project/12"}
    for filters, code in (({"documents": ["henan"]}, "unknown_document"), ({"series": ["chapter"]}, "unknown_series")):
        response = client.post("/api/v1/chat", json={"question": QUESTION, "filters": filters})
        assert (response.status_code, response.json()["code"]) == (422, code)
    assert (
        "zhejiang, guangdong, jiangsu, chongqing, shenzhen" in client.get("/api/v1/tasks?document=x").json()["detail"]
    )
    assert "task, project, annex" in client.get("/api/v1/tasks?series=x").json()["detail"]


def test_a_model_that_is_not_there_is_told(client: httpx.Client) -> None:
    answer = ask(client, composer="llm")
    assert answer["composer"] == "extractive"
    assert answer["notices"]


def test_a_stream_ends_with_the_whole_answer(client: httpx.Client) -> None:
    with client.stream("POST", "/api/v1/chat/stream", json={"question": QUESTION}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        text = "".join(response.iter_text())
    events = [re.findall(r"^(event|data): (.*)$", block, re.MULTILINE) for block in text.strip().split("\n\n")]
    names = [dict(event)["event"] for event in events]
    assert names == ["delta"] * (len(names) - 1) + ["answer"]
    answer = json.loads(dict(events[-1])["data"])
    assert schemas.AnswerBody.model_validate(answer).status == "answered"
    assert "".join(json.loads(dict(event)["data"])["text"] for event in events[:-1]) == answer["answer"]
    assert client.get(f"/api/v1/answers/{answer['answer_id']}").json() == answer


@pytest.mark.parametrize(
    ("body", "status"), [({"question": " "}, 422), ({"question": "x", "conversation_id": "y"}, 404)]
)
def test_a_stream_that_cannot_begin_is_a_plain_problem(client: httpx.Client, body: Any, status: int) -> None:
    response = client.post("/api/v1/chat/stream", json=body)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_tasks_are_listed_completely_and_in_pages(client: httpx.Client, five: Corpus) -> None:
    everything = client.get("/api/v1/tasks?document=shenzhen&series=task&limit=500").json()
    assert everything["total"] == len(everything["items"]) == 140
    assert [item["number"] for item in everything["items"]] == list(range(1, 141))
    page = client.get("/api/v1/tasks?document=shenzhen&series=task&limit=3&offset=57").json()
    assert page == {"total": 140, "items": everything["items"][57:60]}
    assert len(client.get("/api/v1/tasks").json()["items"]) == 50
    row = page["items"][0]
    assert (row["record_id"], row["lead"], row["support"], row["joint"]) == (
        "shenzhen/task/58", ["市住房建设局"], ["市发展改革委", "各区政府"], []
    )  # fmt: skip
    assert row["text"] == five.record("shenzhen/task/58").text
    assert row["raw_agencies"] == "牵头单位: 市住房建设局 协办单位: 市发展改革委、各区政府"
    assert (
        client.get("/api/v1/tasks?document=shenzhen&number=121&series=task").json()["items"][0]["raw_agencies"] is None
    )


def test_tasks_are_filtered_by_agency_and_role(client: httpx.Client) -> None:
    found = client.get("/api/v1/tasks?agency=市商务局&role=lead&limit=500").json()
    assert found["total"] == len(found["items"]) > 0
    assert all("市商务局" in item["lead"] for item in found["items"])
    wider = client.get("/api/v1/tasks?agency=市商务局&limit=500").json()
    assert wider["total"] > found["total"]


def test_passages_are_found_best_first(client: httpx.Client, five: Corpus) -> None:
    body = client.get("/api/v1/search", params={"q": "秸秆综合利用率", "k": 5}).json()
    found = search_schemas.SearchBody.model_validate(body)
    assert len(found.results) == 5
    assert [hit.score for hit in found.results] == sorted((hit.score for hit in found.results), reverse=True)
    for hit in found.results:
        assert squeeze(hit.text) == squeeze(five.source(hit.document)[hit.start : hit.end])
    assert "signals" not in body["results"][0]
    explained = client.get("/api/v1/search", params={"q": "秸秆", "document": "zhejiang", "explain": True}).json()
    assert all(hit["document"] == "zhejiang" and hit["signals"] for hit in explained["results"])
    assert [hit["ranks"]["fused"] for hit in explained["results"]] == list(range(1, len(explained["results"]) + 1))
    (one,) = explained["filters"]
    assert (one["name"], one["values"], one["source"], one["applied"]) == ("documents", ["zhejiang"], "request", True)


def test_a_search_explains_its_filters_and_its_translation(client: httpx.Client) -> None:
    query = {"q": "What does Guangdong plan for sewage sludge and zeppelins?", "explain": "true"}
    body = client.get("/api/v1/search", params=query).json()
    found = search_schemas.SearchBody.model_validate(body)
    assert found.filters is not None and found.filters[0].values == ["guangdong"]
    assert found.filters[0].words == ["guangdong plan"] and "guangdong" in found.filters[0].reason
    assert found.translated is not None
    assert any("污泥" in term.chinese for term in found.translated.terms if "sludge" in term.english)
    assert "zeppelins" in found.translated.unknown
    assert not {"filters", "translated", "translation"} & set(client.get("/api/v1/search", params={"q": "水"}).json())


def test_a_filter_that_leaves_nothing_is_dropped_openly(client: httpx.Client) -> None:
    body = client.get("/api/v1/search", params={"q": "江苏附件里的快递包装", "explain": True}).json()
    series = next(one for one in body["filters"] if one["name"] == "series")
    assert (series["applied"], series["relaxed"], series["words"]) == (False, True, ["附件"])
    assert {hit["document"] for hit in body["results"]} == {"jiangsu"}
    assert any(notice["code"] == "filter_relaxed" and "附件" in notice["text"] for notice in body["notices"])


def test_records_documents_and_agencies_are_what_the_index_holds(client: httpx.Client, five: Corpus) -> None:
    record = client.get("/api/v1/records/zhejiang/section/15").json()
    assert schemas.RecordBody.model_validate(record).number == 15
    assert record["children"] == [child.record_id for child in five.children("zhejiang/section/15")]
    source = client.get("/api/v1/documents/zhejiang/text").json()
    assert source["text"] == five.source("zhejiang")
    assert "".join(source["text"][span["start"] : span["end"]] for span in record["spans"]) == record["text"]
    assert source["furniture"][0] == [five.furniture("zhejiang")[0].start, five.furniture("zhejiang")[0].end, "blank"]
    listed = client.get("/api/v1/documents").json()
    assert [item["document"] for item in listed["items"]] == [info.document for info in five.documents]
    assert sum(sum(item["records"].values()) for item in listed["items"]) == len(five.records)
    assert next(i for i in listed["items"] if i["document"] == "shenzhen")["records"]["task"] == 140
    agencies = client.get("/api/v1/agencies").json()
    assert agencies["total"] == len(agencies["items"]) == len(five.agencies)


def test_feedback_is_kept(client: httpx.Client) -> None:
    answer_id = ask(client)["answer_id"]
    body = {"answer_id": answer_id, "verdict": "incomplete", "comment": "少了一家"}
    response = client.post("/api/v1/feedback", json=body)
    assert response.status_code == 201
    assert re.fullmatch(r"[0-9a-f]{32}", response.json()["feedback_id"])
    assert client.post("/api/v1/feedback", json={**body, "answer_id": "none"}).status_code == 404
    assert client.post("/api/v1/feedback", json={**body, "verdict": "great"}).status_code == 422


def test_answers_are_not_kept_by_anybody_on_the_way(client: httpx.Client) -> None:
    response = client.post("/api/v1/chat", json={"question": QUESTION})
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["content-security-policy"] == API_POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
