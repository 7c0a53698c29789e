from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.core.answer import Answer
from assistant.errors import DatabaseProblem, UnknownConversation
from assistant.service import Finished, StreamEvent, TextDelta
from assistant.web.stream import event_stream

SCOPE = {"type": "http", "path": "/api/v1/chat/stream"}
ANSWER = Answer(conversation_id="c", answer_id="a", answer="一\n二\r三\u2028四", language="zh", status="answered")


def sent(events: Iterator[StreamEvent]) -> Iterator[tuple[str, Any]]:
    """The events of a response, as a browser would see them."""

    async def read() -> list[bytes]:
        response = await event_stream(SCOPE, events)
        return [bytes(part) async for part in response.body_iterator]  # type: ignore[arg-type]

    for part in asyncio.run(read()):
        name, data, *rest = part.decode().split("\n")
        assert rest == ["", ""]
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_pieces_come_before_the_answer() -> None:
    events: list[StreamEvent] = [TextDelta(text="一\n"), TextDelta(text="二"), Finished(answer=ANSWER)]
    assert list(sent(iter(events))) == [
        ("delta", {"text": "一\n"}),
        ("delta", {"text": "二"}),
        ("answer", json.loads(json.dumps(ANSWER.to_json()))),
    ]


def test_a_failure_on_the_way_is_the_last_event() -> None:
    def events() -> Iterator[StreamEvent]:
        yield TextDelta(text="一")
        raise DatabaseProblem("voll")

    (_, (name, problem)) = sent(events())
    assert name == "error"
    assert (problem["status"], problem["code"], problem["detail"]) == (503, "database_problem", "voll")
    assert problem["instance"] == "/api/v1/chat/stream"


def test_a_failure_at_the_beginning_is_raised_before_the_response_begins() -> None:
    def events() -> Iterator[StreamEvent]:
        if ANSWER.answer:
            raise UnknownConversation("x")
        yield TextDelta(text="never")

    with pytest.raises(UnknownConversation):
        list(sent(events()))


def test_a_defect_is_told_without_its_words_and_raised() -> None:
    def events() -> Iterator[StreamEvent]:
        yield TextDelta(text="一")
        raise ZeroDivisionError("secret")

    async def read() -> list[str]:
        response = await event_stream(SCOPE, events())
        parts: list[str] = []
        with pytest.raises(ZeroDivisionError):
            async for part in response.body_iterator:
                parts.append(bytes(part).decode())  # type: ignore[arg-type]
        return parts

    parts = asyncio.run(read())
    assert parts[-1].startswith("event: error")
    assert "internal_error" in parts[-1]
    assert "secret" not in parts[-1]


def test_an_answer_is_not_written_for_nobody() -> None:
    ended: list[str] = []

    def events() -> Iterator[StreamEvent]:
        try:
            while True:
                yield TextDelta(text="一")
        finally:
            ended.append("closed")

    async def leave() -> None:
        response = await event_stream(SCOPE, events())
        body = response.body_iterator
        await anext(aiter(body))
        await body.aclose()  # type: ignore[attr-defined]

    asyncio.run(leave())
    assert ended == ["closed"]
