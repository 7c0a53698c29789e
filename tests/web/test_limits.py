from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.web.limits import BodyLimit

LIMIT = 10


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body it was sent."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def ask(messages: Iterable[Message], headers: dict[str, str], path: str = "/gradio_api/upload") -> list[Message]:
    waiting = iter(messages)
    sent: list[Message] = []

    async def receive() -> Message:
        return next(waiting)

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": path, "headers": raw}
    asyncio.run(BodyLimit(echo, LIMIT)(scope, receive, send))
    return sent


def parts(*bodies: bytes) -> list[Message]:
    last = len(bodies) - 1
    return [{"type": "http.request", "body": body, "more_body": n < last} for n, body in enumerate(bodies)]


@pytest.mark.parametrize("bodies", [(b"",), (b"0123456789",), (b"01234", b"", b"56789"), (b"0", b"1", b"")])
def test_a_body_within_the_limit_arrives_whole(bodies: tuple[bytes, ...]) -> None:
    whole = b"".join(bodies)
    for headers in ({"content-length": str(len(whole))}, {"transfer-encoding": "chunked"}):
        sent = ask(parts(*bodies), headers)
        assert sent[0]["status"] == 200
        assert sent[1]["body"] == whole


def test_a_declared_length_above_the_limit_is_refused_unread() -> None:
    sent = ask([], {"content-length": "11"})
    assert sent[0]["status"] == 413
    assert (b"content-type", b"application/problem+json") in sent[0]["headers"]
    assert b'"code":"body_too_large"' in sent[1]["body"]


def test_a_body_without_a_length_is_refused_as_soon_as_it_is_too_large() -> None:
    read: list[int] = []

    def endless() -> Iterable[Message]:
        while True:
            read.append(1)
            yield {"type": "http.request", "body": b"0123", "more_body": True}

    assert ask(endless(), {"transfer-encoding": "chunked"})[0]["status"] == 413
    assert len(read) == 3


def test_a_client_that_leaves_while_it_sends_gets_no_answer() -> None:
    gone: list[Message] = [{"type": "http.request", "body": b"0", "more_body": True}, {"type": "http.disconnect"}]
    assert ask(gone, {"transfer-encoding": "chunked"}) == []


def test_what_is_no_request_passes() -> None:
    seen: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])

    async def nothing(*_: object) -> Any:
        raise AssertionError("nothing is to be read or sent")

    asyncio.run(BodyLimit(application, LIMIT)({"type": "lifespan"}, nothing, nothing))
    assert seen == ["lifespan"]
