from __future__ import annotations

from decimal import Decimal

import pytest

from eval.items import marked_lines, mentions
from eval.words import figures, has_figure, holds, plain


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("达到96%以上", "96%", True),
        ("达到９６％以上", "96%", True),
        ("达到 96 % 以上", "96%", True),
        ("百分之九十六", "96%", True),
        ("96 percent", "96%", True),
        ("96个", "96%", False),
        ("196%", "96%", False),
        ("9.6%", "96%", False),
        ("14.5%", "14%", False),
        ("150万个", "150万", True),
        ("1.5 million boxes", "150万", True),
        ("1,500,000 boxes", "150万", True),
        ("15万个", "150万", False),
        ("19.73 万吨", "19.73万", True),
        ("19.73万吨", "19.73万亩", False),
        ("7000余家农资店", "7000", True),
        ("一共十六项", "16", True),
        ("第[96]条", "96", False),
    ],
)
def test_figures_of_an_answer(text: str, wanted: str, found: bool) -> None:
    assert has_figure(text, (wanted,)) is found


def test_what_is_not_one_figure_is_an_error() -> None:
    with pytest.raises(ValueError, match="not one figure"):
        has_figure("1", ("many",))


def test_a_scale_is_worked_in() -> None:
    assert [figure.value for figure in figures("4.32万吨、1亿平方米")] == [Decimal(43200), Decimal(10**8)]


def test_plain_words_ignore_width_quotes_dashes_and_marks() -> None:
    assert plain("**“肥药两制”**[1]　ＡＢ——c") == "肥药两制ab-c"
    assert holds(plain("创建5—10个园区[3]"), ("5-10个",))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第58项", {58}),
        ("第45、46、47项", {45, 46, 47}),
        ("第五十八项和第59项", {58, 59}),
        ("第56至58项", {56, 57, 58}),
        ("items 3, 4 and 5", {3, 4, 5}),
        ("- task 58 [1]\n- task 59 [2]", {58, 59}),
        ("共第3项", set()),
        ("扫描140项，符合6项", set()),
    ],
)
def test_item_numbers_of_an_answer(text: str, numbers: set[int]) -> None:
    assert {mention.number for mention in mentions(text)} == numbers


def test_the_series_is_that_of_the_word_before() -> None:
    found = mentions("重点任务：\n- 第43项\n重点工程：\n- 第6项")
    assert [(mention.series, mention.number) for mention in found] == [("task", 43), ("project", 6)]


def test_lines_with_one_item_and_its_marks() -> None:
    assert marked_lines("概览 [9]\n- 第58项 [1]\n- 第59、60项 [2]") == ((58, (1,)),)
