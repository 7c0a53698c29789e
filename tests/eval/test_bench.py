from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from eval import bench, store_bench
from eval.processes import ServerGone, free_port, http_chat, serving, timed, wait_ready

SERVER = """
import json, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Tiny(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self): self.reply(200, {})
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.reply(int(body["question"]) if body["question"].isdigit() else 200, {"answer": body["question"]})
    def reply(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status); self.send_header("Content-Length", str(len(data))); self.end_headers()
        self.wfile.write(data)
    def log_message(self, *args): pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Tiny).serve_forever()
"""


def tiny(port: int) -> tuple[str, ...]:
    return (sys.executable, "-S", "-c", SERVER, str(port))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_server_is_asked_and_gone_afterwards() -> None:
    port = free_port()
    with serving(port, dict(os.environ), tiny(port)) as server:
        assert server.seconds_until(lambda: wait_ready(port)) > 0
        reply = http_chat(port, "深圳？")
        assert reply.answer == "深圳？"
        assert reply.milliseconds > 0
        assert server.resident_bytes() > 10**6
        pid = server.process.pid
        assert alive(pid)
    assert not alive(pid)


def test_a_server_is_gone_also_after_an_error() -> None:
    port = free_port()
    with pytest.raises(LookupError), serving(port, dict(os.environ), tiny(port)) as server:
        pid = server.process.pid
        raise LookupError
    assert not alive(pid)


def test_a_server_that_ends_early_is_told_with_its_last_words() -> None:
    command = (sys.executable, "-S", "-c", "import sys; sys.exit('no index')")
    with serving(1, dict(os.environ), command) as server, pytest.raises(ServerGone, match="ended with 1: no index"):
        server.seconds_until(lambda: False)


def test_not_ready_is_waited_for_and_an_error_is_told() -> None:
    port = free_port()
    with serving(port, dict(os.environ), tiny(port)) as server:
        server.seconds_until(lambda: wait_ready(port))
        with pytest.raises(ConnectionError, match="503"):
            http_chat(port, "503")
        with pytest.raises(ServerGone, match="HTTP 500"):
            http_chat(port, "500")


def test_a_command_is_timed_or_its_failure_told() -> None:
    seconds, output = timed((sys.executable, "-c", "print('gut')"), dict(os.environ))
    assert seconds > 0
    assert output == "gut\n"
    with pytest.raises(ServerGone, match="ended with 3: bad"):
        timed((sys.executable, "-c", "import sys; sys.stderr.write('bad'); sys.exit(3)"), dict(os.environ))


def test_the_size_of_the_build_in_force(tmp_path: Path) -> None:
    for name, size in (("old", 100), ("new", 30)):
        (tmp_path / "builds" / name / "deep").mkdir(parents=True)
        (tmp_path / "builds" / name / "deep" / "file").write_bytes(b"x" * size)
    (tmp_path / "current").write_text("new\n", encoding="utf-8")
    assert bench.folder_bytes(tmp_path / bench._current(tmp_path)) == 30


def test_the_surroundings_leave_out_a_model_and_fix_one_thread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", "http://127.0.0.1:1")
    env = bench.environment(tmp_path)
    assert "ASSISTANT_LLM_BASE_URL" not in env
    assert env["OMP_NUM_THREADS"] == "1"
    assert env["ASSISTANT_INDEX_DIR"].startswith(str(tmp_path))


FAST: dict[str, Any] = {
    "ingest_s": 5.0, "first_answer_s": 1.0, "service_exact_p50_ms": 2.0, "http_exact_p50_ms": 4.0,
    "http_exact_p99_ms": 9.0, "cold_ask_s": 0.7,
    "memory_mb": 500, "store_save_ms": 1.0, "store_state_ms": 1.0, "store_turns_ms": 5.0, "store_list_ms": 1.0,
    "store_list_far_ms": 5.0,
}  # fmt: skip


@pytest.mark.parametrize(("slow", "code"), [({}, 0), ({"cold_ask_s": 2.0}, 1)])
def test_numbers_are_kept_and_limits_told(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    slow: dict[str, float],
    code: int,
) -> None:
    monkeypatch.setattr(bench, "measure", lambda runs, repeats: FAST | slow)
    assert bench.main(["--out", str(tmp_path / "bench.json")]) == code
    kept = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert kept["measured"] == FAST | slow
    shown = capsys.readouterr().out
    assert "ingest_s                     5.0    10.0    0.50" in shown
    assert ("above the limit: cold_ask_s" in shown) is bool(code)


def test_what_cannot_be_measured_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def gone(runs: int, repeats: int) -> dict[str, Any]:
        raise ServerGone("no port")

    monkeypatch.setattr(bench, "measure", gone)
    assert bench.main([]) == 2
    assert capsys.readouterr().err == "bench: no port\n"


def test_the_store_is_measured_on_what_was_put_into_it() -> None:
    found = store_bench.measure(conversations=30, turns=5)
    assert set(found) == set(store_bench.LIMITS)
    assert all(value > 0 for value in found.values())
    assert bench.over_limits(FAST | found | {"store_list_ms": 21.0}) == ["store_list_ms"]
