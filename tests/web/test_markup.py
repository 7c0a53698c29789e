from __future__ import annotations

import pytest

from assistant.web.markup import escape, one_line, plain, render
from tests.support.hostile import HOSTILE, shown


def none(_: int) -> str | None:
    return None


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "- {}", "**{}**", "> {}", "# {}", "|a|\n|-|\n|{}|", "`{}`", "前\n\n{}\n后"])
def test_hostile_words_stay_words(words: str, frame: str) -> None:
    found = shown(render(frame.format(words), none))
    assert "href" not in {name for _, name, _ in found.attributes}


@pytest.mark.parametrize("words", HOSTILE)
def test_escaped_words_are_text_everywhere(words: str) -> None:
    kept = "".join(c for c in words if c not in "\x00\x1b\u202e")
    assert shown(f"<p>{escape(words)}</p>").text == kept
    assert shown(f'<p title="{escape(words)}">x</p>').values("title") == [kept]


def test_forms_of_an_answer() -> None:
    table = "| 区域 | 值 |\n|---|---:|\n| 广东 | 85% |"
    text = f"**牵头单位**：市水务局\n第二行\n\n- 甲\n- 乙\n\n1. 一\n\n> 引文\n\n{table}\n\n# 标题"
    html = render(text, none)
    for part in (
        "<strong>牵头单位</strong>",
        "<br>",
        "<li>甲</li>",
        "<ol>",
        "<blockquote>",
        "<td>广东</td>",
        "subhead",
    ):
        assert part in html
    assert "<h1>" not in html


def test_marks_are_replaced_only_where_they_cite() -> None:
    html = render("甲[1]乙[7]，`[1]`，[1][2]", lambda number: f"<b>{number}</b>" if number < 3 else None)
    assert html == "<p>甲<b>1</b>乙[7]，<code>[1]</code>，<b>1</b><b>2</b></p>\n"


def test_a_long_number_in_brackets_is_no_mark() -> None:
    assert "[12345678901234567890]" in render("[12345678901234567890]", lambda _: "x")


def test_spoken_words_have_no_signs() -> None:
    assert plain("**市水务局**牵头[1]。\n\n- 第43项 <b>\n- 第64项") == "市水务局牵头。 第43项 <b> 第64项"


def test_one_line() -> None:
    assert one_line(" 甲\n\t乙　<丙> ") == "甲 乙 &lt;丙&gt;"
