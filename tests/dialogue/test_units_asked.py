"""Words that only may mean an indicator are held to the unit that is asked for."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies, five.indicators)


@pytest.mark.parametrize(
    ("words", "indicators"),
    [
        ("浙江水产养殖面积多少亩", ()),
        ("深圳化肥用量减少多少吨", ()),
        ("浙江农膜要回收百分之几", ("film",)),
        ("装配式建筑浙江2022新开工多少平方米", ("prefab_area",)),
        ("重庆秸秆要利用多少", ("straw",)),
        ("江苏挥发性有机物减多少吨", ("voc",)),
    ],
)
def test_units(words: str, indicators: tuple[str, ...], vocabulary: Vocabulary) -> None:
    mentions = understand(words, vocabulary).target.mentions
    assert tuple(i for m in mentions for i in m.indicators) == indicators
