"""The whole assistant in process, over the real index and a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.core.answer import Filters
from assistant.core.evidence import squeeze
from assistant.errors import (
    EmptyQuestion,
    QuestionTooLong,
    UnknownAnswer,
    UnknownConversation,
    UnknownDocument,
    UnknownRecord,
)
from assistant.service import Assistant, Finished, TextDelta, open_assistant
from assistant.settings import Settings, load_settings
from ingest.build import build


def test_an_exact_question(assistant: Assistant) -> None:
    answer = assistant.ask("深圳第58项由哪个局牵头？")
    assert (answer.status, answer.reason, answer.language) == ("answered", None, "zh")
    assert "市住房建设局" in answer.answer
    (citation,) = answer.citations
    assert (citation.marker, citation.record_id, citation.label) == (1, "shenzhen/task/58", "重点任务第58项")
    source = assistant.corpus.source("shenzhen")
    assert squeeze(source[citation.start : citation.end]) == squeeze(citation.quote)
    assert answer.understood.documents == ("shenzhen",)
    assert answer.understood.numbers == (58,)
    assert answer.index_version == assistant.corpus.manifest.index_version
    assert answer.timings_ms["total"] > 0


def test_an_open_question_is_quoted(assistant: Assistant) -> None:
    assistant.warm()
    answer = assistant.ask("浙江到2025年秸秆综合利用率要达到多少？")
    assert answer.status == "answered"
    assert "96%" in answer.answer
    assert all(c.document == "zhejiang" for c in answer.citations)


def test_english_questions_are_answered_in_english(assistant: Assistant) -> None:
    answer = assistant.ask("Who supports task 58?")
    assert answer.language == "en"
    assert "Development and Reform Commission (市发展改革委)" in answer.answer


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (["深圳税务局牵头的是哪几项", "第二个说的啥", "这个说法重庆有没有"], "列入企业经营成本"),
        (["深圳第58项谁牵头", "今晚吃什么好", "收到，谢谢", "下一项讲什么"], "全装修"),
        (["What straw rate is Chongqing aiming for?", "and Guangdong?", "which of the two is higher?"], "Chongqing"),
        (["广东第5项讲什么", "那深圳怎么落的", "第一项谁牵头"], "重点任务第19项的牵头单位是市市场监管局"),
        (["市邮政管理局在深圳的重点任务里出现在哪些项", "其中跟塑料有关的是", "第一个谁牵头"], "没有指定牵头单位"),
        (["深圳第150项谁牵头", "哦那最后一项谁负责"], "重点任务第140项"),
    ],
)
def test_a_thread_is_followed_to_its_end(turns: list[str], says: str, assistant: Assistant) -> None:
    answer, conversation = "", None
    for turn in turns:
        told = assistant.ask(turn, conversation_id=conversation)
        answer, conversation = told.answer, told.conversation_id
    assert says in answer


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("我在看深圳重点任务第58项。谁牵头？谁协办？", (58,)),
        ("1. 深圳58项谁牵头\n2. 59项呢", (58, 59)),
        ("深圳58项谁牵头？谢谢！", (58,)),
    ],
)
def test_questions_put_at_once_are_answered_one_by_one(
    words: str, numbers: tuple[int, ...], assistant: Assistant
) -> None:
    answer = assistant.ask(words)
    assert (answer.status, answer.understood.numbers) == ("answered", numbers)
    assert "市住房建设局" in answer.answer


def test_a_conversation_keeps_its_thread_and_can_be_read_and_deleted(assistant: Assistant) -> None:
    first = assistant.ask("深圳第58项由哪个局牵头？")
    second = assistant.ask("那79项呢？", conversation_id=first.conversation_id)
    assert "市交通运输局、市商务局" in second.answer
    assert "documents" in second.understood.carried_over
    kept = assistant.conversation(first.conversation_id)
    assert [turn.question for turn in kept.turns] == ["深圳第58项由哪个局牵头？", "那79项呢？"]
    assert assistant.answer(second.answer_id)["answer"] == second.answer
    assistant.delete_conversation(first.conversation_id)
    with pytest.raises(UnknownConversation):
        assistant.conversation(first.conversation_id)
    with pytest.raises(UnknownAnswer):
        assistant.answer(first.answer_id)


def test_several_questions_in_one_are_answered_part_by_part(assistant: Assistant) -> None:
    answer = assistant.ask("深圳第58项由哪个局牵头？协办单位呢？")
    assert "市住房建设局" in answer.answer
    assert "市发展改革委、各区政府" in answer.answer
    assert answer.status == "answered"


def test_one_part_that_cannot_be_answered_makes_it_partial(assistant: Assistant) -> None:
    answer = assistant.ask("深圳第58项由哪个局牵头？深圳第141项由谁牵头？")
    assert (answer.status, answer.reason) == ("partial", "out_of_range")
    assert [c.record_id for c in answer.citations] == ["shenzhen/task/58"]


def test_filters_fix_the_document(assistant: Assistant) -> None:
    answer = assistant.ask("第12项由谁牵头", filters=Filters(documents=("zhejiang",), series=("annex",)))
    assert [c.record_id for c in answer.citations] == ["zhejiang/annex/12"]
    with pytest.raises(UnknownDocument, match="zhejiang"):
        assistant.ask("第12项", filters=Filters(documents=("beijing",)))


def test_another_city_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("上海的秸秆综合利用率目标是多少？")
    assert (answer.status, answer.reason) == ("refused", "not_stated")
    assert not answer.citations


def test_the_source_of_the_last_answer(assistant: Assistant) -> None:
    first = assistant.ask("深圳第58项由哪个局牵头？")
    again = assistant.ask("出处是什么？", conversation_id=first.conversation_id)
    assert [c.record_id for c in again.citations] == ["shenzhen/task/58"]


def test_bad_questions_are_named(assistant: Assistant) -> None:
    with pytest.raises(EmptyQuestion):
        assistant.ask("  \n")
    with pytest.raises(QuestionTooLong, match="2000"):
        assistant.ask("问" * 2001)
    with pytest.raises(UnknownConversation):
        assistant.ask("你好", conversation_id="none")
    with pytest.raises(UnknownRecord):
        assistant.corpus.record("shenzhen/task/141")


def test_a_stream_ends_with_the_answer_it_streamed(assistant: Assistant) -> None:
    events = list(assistant.stream("深圳第58项由哪个局牵头？"))
    assert isinstance(events[-1], Finished)
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == events[-1].answer.answer


def test_a_model_asked_for_but_not_configured_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("深圳第58项由哪个局牵头？", composer="llm")
    assert answer.composer == "extractive"
    assert [n.code for n in answer.notices] == ["model_unconfigured"]


def test_the_answer_is_plain_json(assistant: Assistant) -> None:
    answer = assistant.ask("深圳市商务局牵头哪些任务？")
    data = json.loads(json.dumps(answer.to_json(), ensure_ascii=False))
    assert data["coverage"] == {"scanned": 140, "matched": 6, "listed": 6}
    assert [c["marker"] for c in data["citations"]] == [1, 2, 3, 4, 5, 6]


def test_feedback_is_kept_for_a_known_answer_only(assistant: Assistant) -> None:
    answer = assistant.ask("深圳第58项由哪个局牵头？")
    assert assistant.feedback(answer.answer_id, "right", "")
    with pytest.raises(UnknownAnswer):
        assistant.feedback("none", "wrong", "")


def test_readiness_names_every_part(assistant: Assistant) -> None:
    assert assistant.readiness()["index"][0]
    assert assistant.readiness()["database"][0]
    assistant.warm()
    assert assistant.readiness()["encoder"][0]
    assert "reranker" not in assistant.readiness(), "none is wanted"


def test_readiness_names_a_reranker_that_cannot_be_had(settings: Settings) -> None:
    with open_assistant(settings.model_copy(update={"reranker": "no-such-model"})) as opened:
        assert opened.readiness()["reranker"] == (False, "reranker no-such-model is not loaded yet")
        opened.warm()
        ready, told = opened.readiness()["reranker"]
        assert not ready
        assert "ASSISTANT_RERANKER" in told
        asked = opened.ask("浙江怎么推进快递包装绿色转型？")
    assert asked.status == "answered"
    assert "no_reranker" in [notice.code for notice in asked.notices]


def test_a_new_index_is_taken_up_and_a_broken_one_left_alone(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "plan.txt").write_text("试点方案\n一、总则\n第一条 试点由园区办公室组织。\n", encoding="utf-8")
    index = tmp_path / "index"
    build(index_dir=index, documents=documents)
    with open_assistant(load_settings(index_dir=index, data_dir=tmp_path / "data")) as assistant:
        before = assistant.corpus.manifest.index_version
        assert not assistant.refresh()
        (documents / "plan.txt").write_text("试点方案\n一、总则\n第一条 试点由管委会组织。\n", encoding="utf-8")
        build(index_dir=index, documents=documents)
        assert assistant.refresh()
        assert assistant.corpus.manifest.index_version != before
        (index / "current").write_text("nowhere", encoding="utf-8")
        assert not assistant.refresh()
        assert "管委会" in assistant.corpus.source("plan")
