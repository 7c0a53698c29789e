"""The limit on the size of a request, on every path of the server.

Knows bytes; refuses to know what they mean. A body without a declared length is read here, up to the limit, and handed
on afterwards, so that no application behind it ever sees the beginning of a body that is too large.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import problems


class BodyLimit:
    """An application behind a limit of ``limit`` bytes per request body."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        declared = headers.get("content-length", "")
        if declared.isdecimal():
            if int(declared) > self.limit:
                await self._refuse(scope, receive, send)
                return
        elif "transfer-encoding" in headers:
            messages = await self._read(receive)
            if messages is None:
                await self._refuse(scope, receive, send)
                return
            receive = _replay(messages, receive)
        await self.app(scope, receive, send)

    async def _read(self, receive: Receive) -> list[Message] | None:
        """The messages of a whole body; ``None`` as soon as it exceeds the limit."""
        messages: list[Message] = []
        size, more = 0, True
        while more:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self.limit:
                return None
            more = message["type"] == "http.request" and message.get("more_body", False)
        return messages

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"a request body may hold at most {self.limit} bytes"
        await problems.respond(scope, 413, "body_too_large", detail)(scope, receive, send)


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def replayed() -> Message:
        for message in waiting:
            return message
        return await receive()

    return replayed
