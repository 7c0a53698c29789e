"""Indicators in other words than their own."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.indicators import IndicatorIndex


@pytest.fixture(scope="module")
def index(five: Corpus) -> IndicatorIndex:
    return IndicatorIndex(five.indicators)


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("how much of city core public vehicles should be new energy", "public_vehicles"),
        ("pilot demonstration 企业要创建几家", "demo_firms"),
        ("additional floor area with renewable energy for buildings", "renewable_building"),
    ],
)
def test_most_of_a_name_is_enough(words: str, indicator: str, index: IndicatorIndex) -> None:
    found = {i for m in index.find(words) for i in m.indicators}
    assert indicator in found


@pytest.mark.parametrize(
    "words",
    [
        "广东生活垃圾回收利用率",
        "固体废物综合利用率",
        "广东森林覆盖率",
        "recycling rate of household waste",
        "生活污水处理率",
    ],
)
def test_a_tail_in_common_is_not(words: str, index: IndicatorIndex) -> None:
    assert index.find(words) == ()


def test_clauses_that_name_an_indicator_are_left_alone(index: IndicatorIndex) -> None:
    assert [m.indicators for m in index.find("share of new urban buildings that are prefabricated")] == [("prefab",)]


def test_a_further_ask_names_only_the_end(index: IndicatorIndex) -> None:
    assert "lowcarbon_factories" in index.by_tail("工厂")
    assert "substitution_models" in index.by_tail("示范企业")
    assert index.by_word("环保装备规上企业") == ("equipment_firms",)
    assert index.by_word("新房子") == ()
