from __future__ import annotations

import inspect
import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import errors
from assistant.web import problems, schemas


def problem(response: Any) -> dict[str, Any]:
    """The problem of a response, after checking that it is a whole one."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    body: dict[str, Any] = response.json()
    schemas.ProblemBody.model_validate(body)
    assert body["status"] == response.status_code
    assert body["detail"]
    assert body["title"]
    return body


CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.AssistantError)]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_class_becomes_a_problem(kind: type[errors.AssistantError]) -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/api/x")
    def fail() -> None:
        raise kind("几点说明")

    body = problem(TestClient(app, raise_server_exceptions=False).get("/api/x"))
    assert (body["code"], body["detail"], body["instance"]) == (kind.code, "几点说明", "/api/x")
    assert 400 <= body["status"] <= 599


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.QuestionTooLong, 422),
        (errors.UnknownDocument, 422),
        (errors.UnknownSeries, 422),
        (errors.UnknownConversation, 404),
        (errors.UnknownRecord, 404),
        (errors.IndexMissing, 503),
        (errors.DatabaseProblem, 503),
        (errors.SettingsProblem, 500),
    ],
)
def test_the_table_says_which_status(kind: type[errors.AssistantError], status: int) -> None:
    assert problems.status_of(kind("x")) == status


def test_a_defect_is_a_problem_that_tells_nothing_of_the_inside() -> None:
    app = FastAPI()
    problems.install(app)

    @app.get("/api/x")
    def fail() -> None:
        raise ZeroDivisionError("secret")

    response = TestClient(app, raise_server_exceptions=False).get("/api/x")
    assert problem(response)["code"] == "internal_error"
    assert "secret" not in response.text


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v1/chat/", "/api/v2/chat", "/api/v1/target", "/docs/x"]
)
def test_an_unknown_path_is_told(client: httpx.Client, path: str) -> None:
    body = problem(client.get(path))
    assert (body["status"], body["code"], body["instance"]) == (404, "no_such_path", path)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/chat", "POST"),
        ("HEAD", "/api/v1/chat", "POST"),
        ("PUT", "/api/v1/conversations/x", "DELETE, GET, HEAD"),
        ("POST", "/api/v1/tasks", "GET, HEAD"),
        ("DELETE", "/api/v1/records/shenzhen/task/58", "GET, HEAD"),
        ("OPTIONS", "/api/v1/feedback", "POST"),
        ("POST", "/healthz", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_with_the_right_ones(client: httpx.Client, method: str, path: str, allowed: str) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    assert response.headers["content-type"] == "application/problem+json"
    if method != "HEAD":
        assert problem(response)["code"] == "method_not_allowed"


def test_headers_alone_can_be_asked_for(client: httpx.Client) -> None:
    for path in ("/healthz", "/api/v1/tasks?limit=1", "/documents/shenzhen"):
        response = client.head(path)
        assert (response.status_code, response.content) == (200, b"")
        assert response.headers["content-length"] == client.get(path).headers["content-length"]


BAD_BODIES = {
    b"": (422, "invalid_request"),
    b"{": (400, "malformed_body"),
    b"null": (422, "invalid_request"),
    b"[]": (422, "invalid_request"),
    b'"x"': (422, "invalid_request"),
    b"\xff\xfe{": (400, "malformed_body"),
    b'{"question":' + b"[" * 30000 + b"]" * 30000 + b"}": (400, "malformed_body"),
    b'{"question":"x","y":' + b"9" * 30000 + b"}": (400, "malformed_body"),
    b'{"question":1e999}': (422, "invalid_request"),
    b'{"question":NaN}': (422, "invalid_request"),
    b'{"question":null}': (422, "invalid_request"),
    b'{"question":" \\t\\n"}': (422, "empty_question"),
    b'{"question":"\\ud800"}': (422, "invalid_request"),
    b'{"question":"x","\\udfff":1}': (422, "invalid_request"),
    b'{"question":"x","more":1}': (422, "invalid_request"),
    b'{"question":"x","filters":{"document":["shenzhen"]}}': (422, "invalid_request"),
    b'{"question":"x","composer":"magic"}': (422, "invalid_request"),
    b'{"question":"x","conversation_id":7}': (422, "invalid_request"),
    b'{"question":"x","conversation_id":"\\u0000"}': (404, "unknown_conversation"),
}


@pytest.mark.parametrize("body", BAD_BODIES)
@pytest.mark.parametrize("path", ["/api/v1/chat", "/api/v1/chat/stream"])
def test_a_bad_body_is_told(client: httpx.Client, path: str, body: bytes) -> None:
    found = problem(client.post(path, content=body, headers={"content-type": "application/json"}))
    assert (found["status"], found["code"]) == BAD_BODIES[body]
    assert len(json.dumps(found)) < 4000


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "garbage", ""]
)
def test_another_content_type_is_told(client: httpx.Client, kind: str) -> None:
    found = problem(client.post("/api/v1/chat", content=b'{"question":"x"}', headers={"content-type": kind}))
    assert (found["status"], found["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "question", ["x\0y", "\u202e\u200b58", "😀" * 500, "深" * 2000, "[1](javascript:x)", "' OR 1=1 --"]
)
def test_any_text_of_2000_characters_is_answered(client: httpx.Client, question: str) -> None:
    response = client.post("/api/v1/chat", json={"question": question})
    assert response.status_code == 200
    schemas.AnswerBody.model_validate(response.json())


def test_a_longer_question_is_refused(client: httpx.Client) -> None:
    body = problem(client.post("/api/v1/chat", json={"question": "深" * 2001}))
    assert (body["status"], body["code"]) == (422, "question_too_long")
    assert "2000" in body["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=501", "limit=x", "offset=-1", "role=boss", "number=x", "number=1.5", "number=" + "9" * 5000,
        "number=99999999999999999999", "agencys=x", "q=" + "x" * 2001,
    ],
)  # fmt: skip
def test_a_bad_query_is_told(client: httpx.Client, query: str) -> None:
    body = problem(client.get(f"/api/v1/tasks?{query}"))
    assert (body["status"], body["code"]) == (422, "invalid_request")
    assert body["errors"][0]["location"] == f"query.{query.partition('=')[0]}"


@pytest.mark.parametrize(
    "query", ["k=0&q=x", "k=51&q=x", "", "q=", "q=%20", "q=x&document=henan", "q=x&series=chapter"]
)
def test_a_bad_search_is_told(client: httpx.Client, query: str) -> None:
    assert problem(client.get(f"/api/v1/search?{query}"))["status"] == 422


@pytest.mark.parametrize("path", ["/api/v1/tasks?q=%00", "/api/v1/tasks?agency=%ED%A0%80", "/api/v1/search?q=%00%ff"])
def test_bytes_that_are_no_text_do_no_harm(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/records/%00", "/api/v1/answers/%ED%A0%80", "/api/v1/conversations/%00"])
def test_an_id_that_is_no_text_is_unknown(client: httpx.Client, path: str) -> None:
    assert problem(client.get(path))["status"] == 404


@pytest.mark.parametrize("path", ["/api/v1/chat", "/", "/gradio_api/upload", "/healthz", "/nowhere"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_above_64_kib_is_refused_on_every_path(client: httpx.Client, path: str, chunked: bool) -> None:
    content: Any = (b"x" * 8192 for _ in range(40)) if chunked else b"x" * 65537
    body = problem(client.post(path, content=content, headers={"content-type": "application/json"}))
    assert (body["status"], body["code"], body["instance"]) == (413, "body_too_large", path)
    assert client.get("/healthz").status_code == 200


def test_a_body_of_64_kib_is_read(client: httpx.Client) -> None:
    exactly = b'{"question":"x"' + b" " * (65536 - 16) + b"}"
    assert len(exactly) == 65536
    assert client.post("/api/v1/chat", content=exactly, headers={"content-type": "application/json"}).status_code == 200
