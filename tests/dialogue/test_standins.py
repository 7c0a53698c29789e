"""Words that stand for a name or a figure of an earlier turn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.standins import with_bodies, with_figure
from assistant.dialogue.state import State

BEFORE = State(text="深圳第46项谁牵头", bodies=("市商务局", "市教育局"), asker=("市住建局",))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("我们局牵头几项", "市住建局牵头几项"),
        ("这条也算我们牵头吧", "这条也算市住建局牵头吧"),
        ("我们想问一下", "我们想问一下"),
        ("第二个牵头单位还管什么", "市教育局还管什么"),
        ("第三家呢", "第三家呢"),
        ("第一家企业呢", "第一家企业呢"),
        ("what else does the second one lead?", "what else does 市教育局 lead?"),
    ],
)
def test_bodies_are_put_in_the_place_of_words_for_them(words: str, read: str) -> None:
    assert with_bodies(words, BEFORE) == read


@pytest.mark.parametrize(
    ("words", "language", "read"),
    [
        ("浙江也要这么多吗", "zh", "浙江也要 1000家 吗"),
        ("does it want that many", "en", "does it want  1000 "),
        ("这么说来", "zh", "这么说来"),
    ],
)
def test_the_last_figure_is_put_in_the_place_of_words_for_it(words: str, language: str, read: str) -> None:
    before = replace(BEFORE, indicators=("audits",), figure="1000家以上")
    assert with_figure(words, before, "zh" if language == "zh" else "en", claims=False) == read


def test_nothing_is_put_in_where_nothing_was_told() -> None:
    assert with_figure("浙江也要这么多吗", BEFORE, "zh", claims=True) == "浙江也要这么多吗"
