"""Answers and tables as plain text."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.cli_text import MIDDLE, answer_text, cells, table
from assistant.core.answer import Answer, Choice, Citation, Language, Notice

CITATION = Citation(
    marker=1,
    record_id="shenzhen/task/3",
    document="shenzhen",
    title="分工表",
    region="深圳",
    series="task",
    number=3,
    path=("一、总体", "（一）先行"),
    label="重点任务第3项",
    quote="先行先试。",
    start=10,
    end=15,
)


def _answer(text: str = "由甲局牵头。[1]", *, language: Language = "zh", **rest: object) -> Answer:
    fields: dict[str, Any] = {"citations": (CITATION,), **rest}
    return Answer(conversation_id="c", answer_id="a", answer=text, language=language, status="answered", **fields)


def test_the_sources_follow_the_text_with_label_path_and_quote() -> None:
    assert answer_text(_answer()) == (
        "由甲局牵头。[1]\n\n来源\n[1] 深圳 重点任务第3项 | 一、总体 / （一）先行\n    先行先试。"
    )


@pytest.mark.parametrize(("language", "word"), [("zh", "来源"), ("en", "Sources")])
def test_the_frame_speaks_the_language_of_the_answer(language: Language, word: str) -> None:
    assert word in answer_text(_answer(language=language)).splitlines()


def test_an_answer_without_sources_is_its_text_alone() -> None:
    assert answer_text(_answer("您好。", citations=())) == "您好。"


def test_a_refusal_shows_what_is_nearest() -> None:
    text = answer_text(_answer("没有说明。", citations=(), nearest=(CITATION,)))
    assert text.split("\n\n")[1].startswith("最接近的内容\n[1] 深圳")


def test_notices_are_shown_and_assumptions_only_where_the_text_lacks_them() -> None:
    told = _answer("按深圳回答：甲局。", citations=(), assumptions=("按深圳回答", "按重点任务回答"))
    assert answer_text(told) == "按深圳回答：甲局。\n\n按重点任务回答"
    noticed = _answer("甲局。", citations=(), notices=(Notice(code="x", text="未用模型"),))
    assert answer_text(noticed) == "甲局。\n\n注意: 未用模型"


def test_choices_show_the_question_to_ask_and_how_much_it_finds() -> None:
    choices = (
        Choice(label="重点任务", question="深圳重点任务第3项？", count=2),
        Choice(label="重点工程", question="？"),
    )
    text = answer_text(_answer("哪一个？", citations=(), choices=choices))
    assert text.endswith("可以这样问\n- 重点任务 (2条): 深圳重点任务第3项？\n- 重点工程: ？")


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("重点", 4), ("（", 2), ("e\u0301", 1), ("…", 1), ("", 0)])
def test_wide_characters_take_two_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_columns_line_up_in_cells() -> None:
    lines = table(("A", "B", "C"), [("重点", "x", "一\n二"), ("a", "yy", "")], None).splitlines()
    assert lines == ["A     B   C", "重点  x   一 二", "a     yy"]


def test_lines_fit_the_terminal_where_there_is_one() -> None:
    long = "重点任务" * 30
    for line in table(("ID", "LEAD", "TEXT"), [("shenzhen/task/1", long, long)], 60).splitlines():
        assert cells(line) <= 60
    assert long in table(("ID", "LEAD", "TEXT"), [("x", "y", long)], None)


def test_the_last_column_keeps_some_room_in_a_narrow_terminal() -> None:
    last = table(("ID", "TEXT"), [("a" * 50, "b" * 50)], 20).splitlines()[1].split()[-1]
    assert last == "b" * (MIDDLE - 1) + "…"
