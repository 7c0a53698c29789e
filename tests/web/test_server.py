from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.errors import SettingsProblem
from assistant.settings import load_settings
from assistant.web.server import address, serve
from tests.web.serving import until

ROOT = Path(__file__).resolve().parents[2]
CODE = "import sys; from assistant.settings import load_settings; from assistant.web.server import serve; "
QUESTION = {"question": "深圳第58项由哪个局牵头？"}


@contextmanager
def process(index: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server as its own process, and the address it announces."""
    given = {"ASSISTANT_INDEX_DIR": str(index), "ASSISTANT_DATA_DIR": str(tmp_path / "data"), "ASSISTANT_PORT": "0"}
    started = subprocess.Popen(
        [sys.executable, "-c", CODE + "sys.exit(serve(load_settings()))"],
        cwd=ROOT,
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout is not None
        line = started.stdout.readline()
        assert line.startswith("serving http://127.0.0.1:"), line
        yield started, line.split()[1]
    finally:
        started.kill()
        started.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_announces_its_address_answers_and_ends_when_told(
    built_index: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with process(built_index, tmp_path) as (server, url):
        response = httpx.post(f"{url}/api/v1/chat", json=QUESTION, timeout=30, trust_env=False)
        assert response.json()["status"] == "answered"
        server.send_signal(number)
        assert server.wait(30) == 0


@pytest.mark.slow
def test_an_open_tab_does_not_hold_up_the_end(built_index: Path, tmp_path: Path) -> None:
    with process(built_index, tmp_path) as (server, url), httpx.Client(base_url=url, trust_env=False) as client:
        until(lambda: client.get("/").status_code == 200, "the page")
        with client.stream("GET", "/gradio_api/heartbeat/tab", timeout=60) as tab:
            beats = tab.iter_text()
            assert "ALIVE" in next(beats)
            told = time.monotonic()
            server.send_signal(signal.SIGTERM)
            assert "ALIVE" not in "".join(beats)
            # The grace given to requests in flight is five seconds: it was not waited out.
            assert time.monotonic() - told < 4
        assert server.wait(30) == 0


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = load_settings(index_dir=tmp_path / "i", data_dir=tmp_path / "d", port=port)
        with pytest.raises(SettingsProblem, match=f"127.0.0.1:{port}; stop it or set ASSISTANT_PORT"):
            serve(settings)


def test_a_host_that_is_not_here_is_told(tmp_path: Path) -> None:
    settings = load_settings(index_dir=tmp_path / "i", data_dir=tmp_path / "d", host="192.0.2.1", allow_remote=True)
    with pytest.raises(SettingsProblem, match=r"cannot listen on 192\.0\.2\.1"):
        serve(settings)


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def test_an_address_is_one_a_browser_takes(host: str, family: socket.AddressFamily) -> None:
    if family == socket.AF_INET6 and not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 on this machine")
    with socket.create_server((host, 0), family=family) as sock:
        port = sock.getsockname()[1]
        assert address(sock) == (f"http://[::1]:{port}" if ":" in host else f"http://127.0.0.1:{port}")


def test_serving_needs_no_heavy_library_before_it_listens() -> None:
    heavy = {"gradio", "torch", "sentence_transformers", "chromadb", "langchain_openai"}
    code = f"import assistant.web.app, assistant.service, sys; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
