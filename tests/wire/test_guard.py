"""The guard lets the loopback address through and nothing else, in this process and in its children."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.wire import guard

OUTSIDE = "192.0.2.1"  # an address set aside for documentation: nobody answers there


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost", "", None, "0.0.0.0"])
def test_this_machine_may_be_reached(host: object) -> None:
    assert guard.is_local(host)


@pytest.mark.parametrize("host", [OUTSIDE, "10.0.0.1", "2001:db8::1", "example.org", b"example.org", "localhost.org"])
def test_nothing_else_may(host: object) -> None:
    assert not guard.is_local(host)


def test_connecting_looking_up_and_sending_are_refused_and_kept() -> None:
    before = len(guard.ATTEMPTS)
    with socket.socket() as stream, pytest.raises(guard.WireCut):
        stream.connect((OUTSIDE, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as datagram, pytest.raises(guard.WireCut):
        datagram.sendto(b"x", (OUTSIDE, 53))
    with pytest.raises(guard.WireCut):
        socket.getaddrinfo("example.org", 443)
    kept = guard.ATTEMPTS[before:]
    del guard.ATTEMPTS[before:]  # asked for by this test: no reason to fail it
    assert [attempt.split()[0] for attempt in kept] == ["socket.connect", "socket.sendto", "socket.getaddrinfo"]


def test_the_loopback_address_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        client.sendall(b"hello")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(5) == b"hello"


def test_a_child_process_is_cut_too_and_says_so(tmp_path: Path) -> None:
    log = tmp_path / "tries"
    code = (
        f"import socket\ntry: socket.create_connection(('{OUTSIDE}', 80))\nexcept OSError as e: print(type(e).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "WIRE_LOG": str(log)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "WireCut\n"
    assert "socket.getaddrinfo '192.0.2.1'" in log.read_text(encoding="utf-8")
