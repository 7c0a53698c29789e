"""The run over real HTTP: a server on the loopback address that gives answers written by hand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from eval.run import main
from tests.eval.answers import ROW_58, ROW_59, answer, citation

CASES = """\
- id: sz-lead-58
  split: SPLIT
  kind: lead
  document: shenzhen
  lang: zh
  author: official
  why: A case for this test.
  question: 深圳第58项由哪个局牵头？
  expect: {agencies: {lead: [市住房建设局]}, cite: {must: [shenzhen/task/58]}}
- id: sz-follow
  split: SPLIT
  kind: follow_up
  document: shenzhen
  lang: zh
  author: official
  why: A conversation for this test.
  turns:
    - question: 深圳第58项由哪个局牵头？
      expect: {agencies: {lead: [市住房建设局]}}
    - question: 那59项呢？
      expect: {agencies: {lead: [市住房建设局]}, cite: {must: [shenzhen/task/59]}}
- id: sz-crash
  split: SPLIT
  kind: text
  document: shenzhen
  lang: zh
  author: official
  why: A question at which the server fails.
  question: 坏
  filters: {documents: [shenzhen]}
  expect: {all_of: [无]}
"""
FIRST = answer("由市住房建设局牵头。[1]", citation(1, "shenzhen/task/58", ROW_58))
SECOND = answer("由市住房建设局牵头。[1]", citation(1, "shenzhen/task/59", ROW_59))


class Scripted(BaseHTTPRequestHandler):
    """Row 59 is told only where the conversation goes on; 坏 is answered with an error."""

    asked: list[dict[str, Any]]

    def do_GET(self) -> None:
        self._send(200, {})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(body)
        if body["question"] == "坏":
            self._send(500, {"detail": "broken on purpose"})
        else:
            self._send(200, SECOND if body.get("conversation_id") == "c-1" else FIRST)

    def _send(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def url() -> Iterator[str]:
    Scripted.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "some_tuned.yaml").write_text(CASES.replace("SPLIT", "tuned"), encoding="utf-8")
    untouched = CASES.replace("SPLIT", "untouched").replace("id: sz", "id: u-sz")
    (folder / "some_untouched.yaml").write_text(untouched, encoding="utf-8")
    return folder


def run(url: str, folder: Path, *more: str) -> int:
    accepted = folder.parent / "accepted.json"
    return main(["--url", url, "--cases", str(folder), "--accepted", str(accepted), *more])


def test_accept_then_pass_then_below(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(url, folder, "--accept") == 0
    accepted = json.loads((folder.parent / "accepted.json").read_text(encoding="utf-8"))
    assert accepted["tuned"]["all"] == {
        "cases": 3, "right": 0.666, "answer": 0.666, "citation": 0.666, "status": 0.666,
    }  # fmt: skip
    assert run(url, folder) == 0
    accepted["tuned"]["lead"]["right"] = 1.01
    (folder.parent / "accepted.json").write_text(json.dumps(accepted), encoding="utf-8")
    assert run(url, folder) == 1
    assert "BELOW tuned lead: right 1.000 is below the accepted 1.010" in capsys.readouterr().out
    assert run(url, folder, "--kind", "text") == 0
    assert run(url, folder, "--split", "untouched") == 0


def test_fewer_cases_are_below_the_accepted_numbers(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(url, folder, "--accept") == 0
    (folder / "some_untouched.yaml").write_text("[]", encoding="utf-8")
    assert run(url, folder) == 1
    assert "BELOW untouched all: cases 0.000 is below the accepted 3.000" in capsys.readouterr().out


def test_a_crash_is_a_row_and_the_rest_is_scored(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "out"
    assert run(url, folder, "--accept", "--jobs", "2", "--out", str(out)) == 0
    shown = capsys.readouterr().out
    assert "sz-crash (text, shenzhen)\n  asked: 坏\n  - crash: AskFailed: HTTP 500: " in shown
    rows = {row["id"]: row for row in json.loads((out / "results.json").read_text(encoding="utf-8"))["cases"]}
    assert rows["sz-lead-58"]["scores"] == {"right": True, "answer": True, "citation": True, "status": True}
    assert rows["sz-follow"]["scores"]["right"] is True
    assert rows["sz-crash"]["scores"] == {"right": False, "answer": False, "citation": False, "status": False}
    assert [turn["question"] for turn in rows["sz-follow"]["turns"]] == ["深圳第58项由哪个局牵头？", "那59项呢？"]
    assert (out / "table.txt").read_text(encoding="utf-8").startswith("tuned")


def test_untouched_cases_are_counted_but_not_shown(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "out"
    run(url, folder, "--accept", "--out", str(out))
    shown = capsys.readouterr().out
    assert "u-sz-crash" not in shown
    assert "1 untouched cases broke" in shown
    rows = {row["id"]: row for row in json.loads((out / "results.json").read_text(encoding="utf-8"))["cases"]}
    assert "turns" not in rows["u-sz-crash"]
    run(url, folder, "--accept", "--show-untouched")
    assert "u-sz-crash (text, shenzhen)" in capsys.readouterr().out


def test_what_is_sent(url: str, folder: Path) -> None:
    run(url, folder, "--id", "sz-follow", "--id", "sz-crash", "--composer", "auto")
    assert [body.get("conversation_id") for body in Scripted.asked[:2]] == [None, "c-1"]
    assert Scripted.asked[2]["filters"] == {"documents": ["shenzhen"], "series": []}
    assert {body["composer"] for body in Scripted.asked} == {"auto"}


def test_some_cases_only_are_not_compared(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(url, folder, "--document", "shenzhen") == 0
    assert "not compared with the accepted numbers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--id", "no-such"), "no case matches"),
        ((), "no accepted numbers"),
        (("--accept", "--kind", "lead"), "--accept needs every kind"),
        (("--cases", "/nowhere"), "no cases found"),
        (("--documents", "/nowhere"), "the source document is not there"),
    ],
)
def test_a_run_that_fails_itself(
    url: str, folder: Path, more: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(url, folder, *more) == 2
    assert message in capsys.readouterr().err


def test_no_server(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("http://127.0.0.1:9", folder) == 2
    assert "no server answers there" in capsys.readouterr().err


def test_lint_by_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint"]) == 0
    assert main(["lint", "--cases", str(folder)]) == 1
    assert "u-sz-lead-58: asks the same as sz-lead-58" in capsys.readouterr().out
