from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.views import View, inline_furniture, join, lines_of, view_of

PIECES = st.lists(
    st.sampled_from(
        ["甲", "乙。", " ", "\n", "\t", "\r\n", "\ufeff", "**", "# ", "## 二", "<p>", "</p>", "a", "[bookmark: _Toc1]"]
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_a_view_and_its_furniture_are_the_whole_source(source: str) -> None:
    view = view_of(source)
    hidden = {at for piece in inline_furniture(source) for at in range(piece.start, piece.end)}
    assert hidden.isdisjoint(view.offsets)
    assert hidden | set(view.offsets) == set(range(len(source)))
    assert view.text == "".join(source[at] for at in view.offsets)


@given(PIECES)
def test_spans_of_any_view_give_its_text(source: str) -> None:
    for line in lines_of(source):
        assert "".join(source[span.start : span.end] for span in line.spans()) == line.text
        assert (line.start, line.end) == (line.spans()[0].start, line.spans()[-1].end)
        assert line.text.strip("\ufeff") == line.text.strip() != ""


@given(PIECES)
def test_the_parts_of_a_split_with_their_separators_are_the_view(source: str) -> None:
    view = view_of(source)
    assert "\n".join(part.text for part in view.split("\n")) == view.text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("[bookmark: _Toc1][bookmark: OLE_LINK1]一、主要目标", "一、主要目标"),
        ("#### **四、深入推进**", "四、深入推进"),
        ("**13.强化改造。**积极开展", "13.强化改造。积极开展"),
        ("<p>(四) 大力</p>\t13", "(四) 大力\t13"),
        ("  \u3000落款 \t", "落款"),
        ("C# 与 #标签", "C# 与 #标签"),
    ],
)
def test_inline_furniture_is_no_part_of_the_words(source: str, words: str) -> None:
    assert [line.text for line in lines_of(source)] == [words]


def test_views_joined_across_a_gap_have_two_spans() -> None:
    source = "节约\n\n资源"
    first, second = lines_of(source)
    whole = join((first, second))
    assert whole.text == "节约资源" == (first + second).text
    assert [(span.start, span.end) for span in whole.spans()] == [(0, 2), (4, 6)]


def test_a_view_needs_an_offset_for_each_character() -> None:
    with pytest.raises(ValueError, match="2 characters but 1 offsets"):
        View("ab", (0,))
