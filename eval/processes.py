"""Processes that are measured: started in a group of their own, timed, asked over HTTP, and always ended.

Knows subprocesses, ports and one persistent HTTP connection; refuses to know what is measured or what is right.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
_HOST = "127.0.0.1"
_PATIENCE_S = 120.0
_connections: dict[int, http.client.HTTPConnection] = {}


class ServerGone(Exception):
    """A measured process failed, ended early or never answered."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The words of an answer and how long it took."""

    answer: str
    milliseconds: float


def timed(command: Sequence[str], env: dict[str, str], patience: float = _PATIENCE_S) -> tuple[float, str]:
    """Wall-clock seconds and output of a command; ``ServerGone`` where it fails."""
    begun = time.perf_counter()
    done = subprocess.run(
        command, env=env, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=patience, check=False
    )
    seconds = time.perf_counter() - begun
    if done.returncode != 0:
        raise ServerGone(f"{' '.join(command[1:5])} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return seconds, done.stdout


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """A server process that was started at ``begun`` and writes to ``log``."""

    process: subprocess.Popen[bytes]
    begun: float
    log: IO[bytes]

    def seconds_until(self, done: Callable[[], bool]) -> float:
        """Seconds from the start to ``done``, which is asked every few milliseconds and may fail to connect."""
        while time.perf_counter() - self.begun < _PATIENCE_S:
            if self.process.poll() is not None:
                raise ServerGone(f"the server ended with {self.process.returncode}: {self._last_words()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if done():
                    return time.perf_counter() - self.begun
            time.sleep(0.005)
        raise ServerGone(f"no answer within {_PATIENCE_S:.0f} s: {self._last_words()}")

    def resident_bytes(self) -> int:
        """Resident memory of the server process (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024

    def _last_words(self) -> str:
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace").strip()[-500:]


@contextmanager
def serving(port: int, env: dict[str, str], command: Sequence[str] | None = None) -> Iterator[Server]:
    """The product's own server on a port; it and its children are gone when the block is left."""
    command = command or (sys.executable, "-m", "assistant", "serve", "--port", str(port))
    with tempfile.TemporaryFile() as log:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, env=env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            yield Server(process, begun, log)
        finally:
            _end(process)
            if connection := _connections.pop(port, None):
                connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group, first politely."""
    for way, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, way)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            return


def wait_ready(port: int) -> bool:
    """Whether ``/readyz`` says that everything is loaded."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    finally:
        connection.close()


def http_chat(port: int, question: str) -> Reply:
    """One question over the connection that is kept open to this port."""
    connection = _connections.get(port)
    if connection is None:
        connection = http.client.HTTPConnection(_HOST, port, timeout=_PATIENCE_S)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _connections[port] = connection
    body = json.dumps({"question": question}).encode("utf-8")
    begun = time.perf_counter()
    try:
        connection.request("POST", "/api/v1/chat", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        data = response.read()
    except (OSError, http.client.HTTPException):
        _connections.pop(port).close()
        raise
    milliseconds = (time.perf_counter() - begun) * 1000
    if response.status != 200:
        if response.status == 503:
            raise ConnectionError(f"HTTP 503: {data[:200]!r}")
        raise ServerGone(f"HTTP {response.status}: {data[:300]!r}")
    return Reply(str(json.loads(data)["answer"]), milliseconds)
