"""``assistant ask``: one question, a file of them, a conversation."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.shell import Shell

QUESTION = "深圳第58项由哪个局牵头？"
OTHER = "深圳第59项由哪个局牵头？"


def _answers(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize("question", [QUESTION, "Which bureau leads item 58 in Shenzhen?"])
def test_the_answer_is_printed_with_its_source(shell: Shell, question: str) -> None:
    code, out, err = shell("ask", question)
    assert (code, err) == (0, "")
    assert "[1]" in out.splitlines()[0]
    source = out[out.index("\n[1] ") :]
    assert "重点任务第58项" in source
    assert "市住房" in source


def test_words_of_a_question_need_no_quotes(shell: Shell) -> None:
    words = ["Which", "bureau", "leads", "item", "58", "in", "Shenzhen?"]
    assert shell("ask", *words)[1] == shell("ask", " ".join(words))[1]


def test_json_is_the_answer_of_the_api(shell: Shell) -> None:
    code, out, _ = shell("ask", "--json", QUESTION)
    answer = json.loads(out)
    assert code == 0
    assert answer["status"] == "answered"
    assert [c["record_id"] for c in answer["citations"]] == ["shenzhen/task/58"]
    assert set(answer) == {
        *("conversation_id", "answer_id", "answer", "language", "status", "reason", "citations", "understood"),
        *("coverage", "choices", "assumptions", "searched", "nearest", "notices", "verification", "composer"),
        *("model", "index_version", "timings_ms"),
    }  # fmt: skip


def test_a_refusal_is_an_answer(shell: Shell) -> None:
    code, out, _ = shell("ask", "--json", "深圳重点任务第500项由谁牵头？")
    answer = json.loads(out)
    assert (code, answer["status"], answer["reason"]) == (0, "refused", "out_of_range")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["ask", ""], 2, ""),
        (["ask", "问" * 2001], 2, "2000"),
        (["ask", "第1项？", "--document", "atlantis"], 2, "shenzhen"),
        (["ask", "第1项？", "--conversation", "none"], 1, "none"),
        (["ask", "第1项？", "--file", "questions"], 2, "not both"),
        (["ask", "--file", "no-such-file"], 2, "no-such-file"),
    ],
)
def test_what_cannot_be_asked_is_told(shell: Shell, arguments: list[str], code: int, told: str) -> None:
    ended, out, err = shell(*arguments)
    assert (ended, out) == (code, "")
    assert err.startswith("assistant: ")
    assert told in err


def test_filters_restrict_where_the_answer_is_looked_for(shell: Shell) -> None:
    _, out, _ = shell("ask", "--json", "第12项是什么？", "--document", "shenzhen", "--series", "project")
    assert {c["record_id"] for c in json.loads(out)["citations"]} == {"shenzhen/project/12"}


def test_every_line_of_a_file_is_answered_in_order(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    path.write_text(f"\ufeff{QUESTION}\n\n  {OTHER}  \n", encoding="utf-8")
    code, out, _ = shell("ask", "--file", str(path))
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("> ")] == [f"> {QUESTION}", f"> {OTHER}"]
    found = _answers(shell("ask", "--json", "--file", str(path))[1])
    assert [a["citations"][0]["record_id"] for a in found] == ["shenzhen/task/58", "shenzhen/task/59"]
    assert len({a["conversation_id"] for a in found}) == 2


@pytest.mark.parametrize("arguments", [["--file", "-"], []])
def test_questions_come_through_a_pipe(shell: Shell, arguments: list[str]) -> None:
    code, out, _ = shell("ask", "--json", *arguments, stdin=f"{QUESTION}\n{OTHER}\n")
    assert code == 0
    assert [a["understood"]["numbers"] for a in _answers(out)] == [[58], [59]]


def test_a_line_that_cannot_be_asked_does_not_stop_the_others(shell: Shell) -> None:
    code, out, err = shell("ask", "--json", "--file", "-", stdin=f"{'问' * 2001}\n{QUESTION}\n")
    assert code == 1
    assert len(_answers(out)) == 1
    assert "2000" in err


def test_a_file_that_is_not_text_is_named(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "questions.bin"
    path.write_bytes("深圳".encode("gb18030"))
    code, _, err = shell("ask", "--file", str(path))
    assert code == 2
    assert f"{path} is not UTF-8 text" in err


def test_a_conversation_goes_on_by_its_id(shell: Shell) -> None:
    first = json.loads(shell("ask", "--json", QUESTION)[1])
    _, out, _ = shell("ask", "--json", "那59项呢？", "--conversation", first["conversation_id"])
    second = json.loads(out)
    assert second["conversation_id"] == first["conversation_id"]
    assert second["understood"]["documents"] == ["shenzhen"]
    assert second["citations"][0]["record_id"] == "shenzhen/task/59"


def test_at_a_terminal_one_talks(shell: Shell) -> None:
    typed = f"{QUESTION}\n那59项呢？\n\n{'问' * 2001}\n/new\n那59项呢？\n"
    code, out, err = shell("ask", "--json", stdin=typed, terminal=True)
    assert code == 0
    answers = _objects(out.replace("> ", ""))
    assert [a["citations"][0]["record_id"] for a in answers[:2]] == ["shenzhen/task/58", "shenzhen/task/59"]
    assert answers[0]["conversation_id"] == answers[1]["conversation_id"] != answers[2]["conversation_id"]
    assert answers[2]["understood"]["carried_over"] == []
    assert "Ctrl-D" in err
    assert "2000" in err


def _objects(text: str) -> list[dict[str, Any]]:
    found, decoder = [], json.JSONDecoder()
    text = text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].strip()
    return found


@pytest.mark.parametrize("word", ["/quit", "/exit"])
def test_a_word_ends_the_talk(shell: Shell, word: str) -> None:
    code, out, _ = shell("ask", stdin=f"{word}\n{QUESTION}\n", terminal=True)
    assert code == 0
    assert "市住房" not in out


def test_bytes_that_are_no_text_in_this_locale_are_asked_as_such(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, out, _ = shell("ask", "--json", "深圳第58项由哪个局牵头\udcff？")
    assert code == 0
    assert json.loads(out)["status"] in ("answered", "clarify", "refused", "partial")
