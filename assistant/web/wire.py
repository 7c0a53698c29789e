"""The protocol under the applications: addresses typed with Chinese characters, and requests that are none.

Knows the first line of a request; refuses to know what is asked. A browser spells 市 in an address as %E5%B8%82, many
command-line programs send the bytes as they are; both mean the same here.
"""

from __future__ import annotations

import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from assistant.web import problems

_FOREIGN = re.compile(rb"[\x80-\xff]")


def spelled(data: bytes) -> bytes:
    """The beginning of a request with every byte of its first line that may not stand there as %XX."""
    line, end, rest = data.partition(b"\r\n")
    if line.isascii():
        return data
    return _FOREIGN.sub(lambda byte: b"%%%02X" % byte.group()[0], line) + end + rest


class Protocol(HttpToolsProtocol):
    """The server library's own protocol with both differences."""

    _between_requests = True

    def data_received(self, data: bytes) -> None:
        """Only where a request begins: the bytes of a body must stay as many as were announced."""
        super().data_received(spelled(data) if self._between_requests else data)

    def on_message_begin(self) -> None:
        """The parser has met the first byte of a request."""
        self._between_requests = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """The parser has met the last byte of a request."""
        self._between_requests = True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is told so as every other error is, and the connection ends."""
        content = problems.to_bytes(problems.details(400, "malformed_request", msg, ""))
        head = f"HTTP/1.1 400 Bad Request\r\ncontent-type: {problems.MEDIA_TYPE}\r\ncontent-length: {len(content)}"
        self.transport.write(head.encode() + b"\r\nconnection: close\r\n\r\n" + content)
        self.transport.close()
