from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import httpx
import pytest

from assistant.web.wire import spelled

QUESTION = json.dumps({"question": "深圳第58项由哪个局牵头？"}, ensure_ascii=False).encode()


@pytest.fixture
def raw(client: httpx.Client) -> Iterator[socket.socket]:
    """A bare connection to the server."""
    assert client.base_url.port is not None
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=30) as connection:
        yield connection


def read_until(connection: socket.socket, end: bytes) -> bytes:
    found = b""
    while end not in found:
        piece = connection.recv(65536)
        assert piece, found
        found += piece
    return found


def test_only_the_first_line_is_spelled() -> None:
    data = "GET /a?q=市&x=%20 HTTP/1.1\r\nX: 市\r\n\r\n市".encode()
    assert spelled(data) == b"GET /a?q=%E5%B8%82&x=%20 HTTP/1.1\r\n" + "X: 市\r\n\r\n市".encode()
    assert spelled(b"\xff") == b"%FF"
    assert spelled(b"GET / HTTP/1.1\r\n\r\n\xff") == b"GET / HTTP/1.1\r\n\r\n\xff"


def test_an_address_may_be_typed_in_chinese(raw: socket.socket) -> None:
    for _ in range(2):
        raw.sendall("GET /api/v1/tasks?agency=市商务局&role=lead&limit=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert b"\xe5\xb8\x82\xe5\x95\x86\xe5\x8a\xa1\xe5\xb1\x80" in read_until(raw, b"}]}")


def test_a_body_is_taken_as_it_is_also_when_it_comes_alone(raw: socket.socket) -> None:
    head = "POST /api/v1/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    for _ in range(2):
        raw.sendall(f"{head}Content-Length: {len(QUESTION)}\r\n\r\n".encode())
        raw.sendall(QUESTION[:20])
        raw.sendall(QUESTION[20:])
        assert read_until(raw, b'"timings_ms":{').startswith(b"HTTP/1.1 200")


def test_what_is_no_http_is_a_problem(raw: socket.socket) -> None:
    raw.sendall("深 圳\r\n\r\n".encode())
    answered = read_until(raw, b"}")
    assert answered.startswith(b"HTTP/1.1 400")
    assert b"application/problem+json" in answered
    assert b'"code":"malformed_request"' in answered
    assert raw.recv(1) == b""
