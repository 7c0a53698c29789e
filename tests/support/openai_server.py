"""A scripted OpenAI-compatible server on the loopback address: each request takes the next reply of the script.

Knows the wire form of streamed chat completions and the ways in which real servers fail; refuses to know what a right
answer is. Nothing waits by the clock: a slow reply waits until the server closes.
"""

from __future__ import annotations

import io
import json
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal

How = Literal["stream", "slow_start", "slow_end", "drip", "break_off", "status", "garbage", "whole"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One reply. ``how`` it goes: see ``Scripted``; ``finish`` is the reason the last chunk gives."""

    pieces: Sequence[str] = ()
    how: How = "stream"
    finish: str | None = "stop"
    status: int = 200
    body: bytes = b""


def says(*pieces: str) -> Reply:
    """A well-formed streamed reply."""
    return Reply(pieces=pieces)


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    def message(self, role: str) -> str:
        """The one message of a role."""
        (found,) = [m["content"] for m in self.body["messages"] if m["role"] == role]
        return str(found)


@dataclass(slots=True)
class Scripted:
    """A running server: ``with Scripted(replies) as server``.

    ``stream`` sends the pieces; ``slow_start`` sends nothing, not even headers, until the server closes; ``slow_end``
    sends the pieces and then nothing more; ``drip`` sends comments for ever after the pieces, as proxies do to keep a
    connection alive; ``break_off`` closes the connection within a chunk; ``status`` answers with an error;
    ``garbage`` answers 200 with bytes that are no protocol; ``whole`` answers with one JSON body instead of a stream.
    """

    replies: Sequence[Reply]
    requests: list[Request] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    _server: ThreadingHTTPServer | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Base address as a setting would name it."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Scripted:
        scripted, script = self, deque(self.replies)

        class Handler(_Handler):
            def next_reply(self, request: Request) -> Reply:
                scripted.requests.append(request)
                return script.popleft()

            released = scripted.released

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.released.set()
        assert self._server is not None
        assert self._thread is not None
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    released: threading.Event

    def next_reply(self, request: Request) -> Reply:
        raise AssertionError("the server's own handler gives the replies")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        sent = Request(path=self.path, headers={k.lower(): v for k, v in self.headers.items()}, body=json.loads(body))
        reply = self.next_reply(sent)
        self.close_connection = True
        try:
            self._answer(reply)
        except OSError:
            self.wfile = _Closed()  # the client has gone; that is what some tests are about

    def _answer(self, reply: Reply) -> None:
        if reply.how == "slow_start":
            self.released.wait()
            return
        if reply.how in ("status", "garbage", "whole"):
            kind = "application/json" if reply.how != "garbage" else "text/event-stream"
            content = _whole(reply) if reply.how == "whole" else reply.body
            self._send(reply.status, kind, content)
            return
        self._headers(200, "text/event-stream", chunked=True)
        for piece in reply.pieces:
            self._event({"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None})
        self._end(reply)

    def _end(self, reply: Reply) -> None:
        if reply.how == "slow_end":
            self.released.wait()
        elif reply.how == "drip":
            while not self.released.wait(0.01):
                self._chunk(b": still here\n\n")
        elif reply.how == "break_off":
            self.wfile.write(b"400\r\ndata: {")  # announces more than it sends
        else:
            if reply.finish is not None:
                self._event({"index": 0, "delta": {}, "finish_reason": reply.finish})
            self._chunk(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

    def _event(self, choice: dict[str, Any]) -> None:
        event = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
        self._chunk(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(b"%x\r\n%b\r\n" % (len(content), content))
        self.wfile.flush()

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self._headers(status, kind, length=len(content))
        self.wfile.write(content)

    def _headers(self, status: int, kind: str, *, chunked: bool = False, length: int = 0) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()


class _Closed(io.BytesIO):
    """Takes what is written to a client that has gone."""


def _whole(reply: Reply) -> bytes:
    message = {"role": "assistant", "content": "".join(reply.pieces)}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    return json.dumps(
        {"id": "x", "object": "chat.completion", "created": 0, "model": "s", "choices": [choice]}
    ).encode()
