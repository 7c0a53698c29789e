from __future__ import annotations

import pytest

from assistant.answers.coverage import Rarity, fold, held, squeezed
from assistant.answers.units import Synonym, Unit

TEXTS = ["秸秆综合利用率达到96%", "农膜回收率达到90%", "资源综合利用", "推动企业绿色转型", "企业绿色金融", "绿色建筑"]
RARITY = Rarity(TEXTS * 3)


def unit(words: str, *official: str) -> Unit:
    synonyms = (Synonym(start=0, end=len(words), official=official),) if official else ()
    return Unit(words=words, factors=(1.0,) * len(words), synonyms=synonyms)


def share(words: str, text: str, *official: str) -> float:
    weighed = RARITY.weigh(unit(words, *official))
    got = sum(w * c for w, c in zip(weighed.weights, held(weighed, squeezed(text), RARITY), strict=True))
    return got / weighed.total


def test_folding_keeps_offsets() -> None:
    assert fold("ＬＮＧ１０％，Ａ㎡") == "lng10%,a㎡"
    assert squeezed(" 到 2025 年\u3000") == "到2025年"


def test_words_in_the_passage_are_held_whatever_their_order() -> None:
    assert share("秸秆利用率", "利用率：秸秆") == pytest.approx(1.0)


def test_words_that_are_missing_are_not() -> None:
    assert share("秸秆利用率", "农膜回收率") < 0.4
    assert share("核电站", "秸秆综合利用率") == 0.0


def test_rare_words_weigh_more_than_common_ones() -> None:
    weights = RARITY.weigh(unit("秸秆绿色")).weights
    assert weights[0] > weights[3]


def test_a_word_the_corpus_does_not_have_weighs_most() -> None:
    assert max(RARITY.weigh(unit("核电")).weights) == RARITY.highest >= max(RARITY.weigh(unit("秸秆")).weights)


def test_a_strange_character_left_over_weighs_little() -> None:
    assert RARITY.weigh(unit("秸秆要建")).weights[3] < RARITY.highest


def test_an_official_word_stands_for_an_everyday_one() -> None:
    assert share("塑料布", "农膜回收率", "农膜") == pytest.approx(0.95)
    assert share("塑料布", "资源综合利用", "农膜") == 0.0


def test_parts_of_an_official_word_count_less_than_the_whole() -> None:
    assert 0.0 < share("油", "综合能耗利用", "综合利用") < share("油", "综合利用", "综合利用")


def test_a_latin_word_is_held_as_a_whole() -> None:
    weighed = RARITY.weigh(Unit(words="lng", factors=(1.0,)))
    assert held(weighed, "推广lng船舶", RARITY) == (1.0,)
    assert held(weighed, "推广船舶", RARITY) == (0.0,)
