"""Which leftover words may narrow an indicator down."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies, five.indicators)


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        ("写年度总结要用：浙江的单位GDP能耗降幅是多少，别给我五年累计的", ()),
        ("老师让查广东秸秆综合利用率是多少", ()),
        ("浙江造纸行业单位GDP能耗要降多少", ("造纸行业",)),
        ("浙江秸秆焚烧要降多少", ("焚烧",)),
        ("straw utilisation rate for rice in Zhejiang", ("rice",)),
        ("I need the straw number for Chongqing for my thesis", ()),
    ],
)
def test_beside(words: str, beside: tuple[str, ...], vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).target.beside == beside


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("浙江二〇二二年秸秆综合利用率", (2022,)),
        ("浙江22年清单 vs 25年正文的非化石能源占比", (2022, 2025)),
        ("非化石能源占比 浙江 22年", (2022,)),
        ("浙江25年底的农膜回收率", (2025,)),
    ],
)
def test_years_as_people_write_them(words: str, years: tuple[int, ...], vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).years == years


def test_figures_are_no_numbers_of_items(vocabulary: Vocabulary) -> None:
    for words in ("Which document mentions 10,000 village points?", "What does the number 4500 in Jiangsu refer to?"):
        assert understand(words, vocabulary).refs == ()


def test_a_city_beside_its_province(vocabulary: Vocabulary) -> None:
    assert understand("建筑垃圾综合利用率省里要求多少、深圳定到多少", vocabulary).documents == ("shenzhen", "guangdong")
