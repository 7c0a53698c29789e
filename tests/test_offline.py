"""Asking, searching and serving reach for nothing but this machine, and no telemetry is on.

Two proofs: Python's own audit events (every test here runs under them), and, for compiled code, the kernel's count of
packets that had nowhere to go, in a network namespace that holds nothing but the loopback address.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OPEN_QUESTION = "深圳在绿色建筑方面有哪些要求？"
QUESTIONS = f"{OPEN_QUESTION}\nHow does Zhejiang promote recycled packaging?\n"

# Runs inside the namespace: raises the loopback interface, then the command, then gives the kernel's counters.
INSIDE = r"""
import fcntl, socket, struct, subprocess, sys
from pathlib import Path

def lost():
    four = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Ip:")]
    six = dict(line.split() for line in Path("/proc/net/snmp6").read_text().splitlines())
    return int(dict(zip(*four))["OutNoRoutes"]) + int(six.get("Ip6OutNoRoutes", 0))

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
before = lost()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print("result", code, lost() - before)
"""
REACHES_OUT = "import socket\ntry: socket.create_connection(('192.0.2.1', 80))\nexcept OSError: pass"
UNSHARE = ("unshare", "--user", "--map-root-user", "--net")


@pytest.fixture
def wire_log(tmp_path: Path, built_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where child processes write what they reached for; absent when they reached for nothing."""
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(built_index))
    monkeypatch.setenv("WIRE_LOG", str(tmp_path / "wire.log"))
    return tmp_path / "wire.log"


def _tries(log: Path) -> str:
    return log.read_text(encoding="utf-8") if log.exists() else ""


def test_the_command_line_reaches_for_nothing(wire_log: Path) -> None:
    command = [sys.executable, "-m", "assistant", "ask", "--json", "--file", "-"]
    done = subprocess.run(command, cwd=ROOT, input=QUESTIONS, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["notices"] for line in done.stdout.splitlines()] == [[], []], "the encoder took part"
    assert _tries(wire_log) == ""


@contextmanager
def _served() -> Iterator[str]:
    """A server in a process of its own; gives its address when everything is loaded."""
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[-1]
            deadline = time.monotonic() + 120
            while _status(f"{url}/readyz") != 200:
                assert time.monotonic() < deadline, "the server did not become ready"
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def _post(url: str, body: dict[str, object]) -> dict[str, object]:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        answer: dict[str, object] = json.load(response)
        return answer


def test_the_server_reaches_for_nothing(wire_log: Path) -> None:
    with _served() as url:
        assert _post(f"{url}/api/v1/chat", {"question": OPEN_QUESTION})["citations"]
        for path in ("/", "/docs", "/openapi.json", "/config", "/documents/shenzhen"):
            assert _status(f"{url}{path}") == 200, path
    assert _tries(wire_log) == ""


@functools.cache
def _can_be_alone() -> bool:
    """Whether this system lets a test make a network namespace of its own."""
    return (
        shutil.which("unshare") is not None and subprocess.run([*UNSHARE, "true"], capture_output=True).returncode == 0
    )


def _lost_packets(command: Sequence[str], environment: dict[str, str]) -> tuple[int, int]:
    """Exit code of a command run with nothing but the loopback address, and packets that had nowhere to go."""
    inside = [*UNSHARE, sys.executable, "-c", INSIDE, *command]
    done = subprocess.run(
        inside, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    word, code, lost = done.stdout.split()
    assert word == "result"
    return int(code), int(lost)


@pytest.mark.skipif(not _can_be_alone(), reason="no network namespace can be made here")
def test_compiled_code_reaches_for_nothing_either(built_index: Path) -> None:
    uncut = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = {**uncut, "ASSISTANT_INDEX_DIR": str(built_index)}
    assert _lost_packets([sys.executable, "-c", REACHES_OUT], environment)[1] > 0, "the count must see a try"
    assert _lost_packets([sys.executable, "-m", "assistant", "ask", OPEN_QUESTION], environment) == (0, 0)


def test_no_telemetry_is_on() -> None:
    code = (
        "import os, assistant.web.ui, gradio, chromadb.config, langsmith.utils; "
        "print(gradio.analytics.analytics_enabled(), langsmith.utils.tracing_is_enabled())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.stdout, done.returncode) == ("False False\n", 0), done.stderr
