from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.indicators import IndicatorIndex, indicator_from_json, indicator_to_json
from assistant.core.text import normalise


@pytest.fixture(scope="module")
def index(five: Corpus) -> IndicatorIndex:
    return IndicatorIndex(five.indicators)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("秸秆综合利用率", {"straw"}),
        ("农作物秸秆的资源化利用比例", {"straw"}),
        ("straw utilization rates", {"straw"}),
        ("单位地区生产总值能耗", {"energy_per_gdp"}),
        ("每万元GDP的能耗", {"energy_per_gdp"}),
        ("规模以上工业单位增加值能耗", {"energy_per_industry"}),
        ("单位工业增加值能耗控制标准", {"energy_standard"}),
        ("COD减排量", {"cod"}),
        ("NH3-N", {"ammonia"}),
        ("nitrogen oxides", {"nox"}),
        ("四项污染物减排量", {"cod", "ammonia", "nox", "voc"}),
        ("农膜回收率", {"film"}),
        ("农膜回收网点", {"film_points"}),
        ("绿色建筑占新建建筑比重", {"green_building"}),
        ("新建建筑中装配式建筑比例", {"prefab"}),
        ("绿色建材应用比例", {"green_materials"}),
        ("畜禽粪污无害化处理率", {"manure_treatment"}),
        ("畜禽粪污综合利用率", {"manure"}),
        ("shore power coverage", {"shore_power"}),
        ("VOCs清洁原料替代", {"voc_substitution"}),
        ("公共建筑节能改造面积", {"retrofit_public"}),
        ("既有建筑节能改造面积", {"retrofit"}),
        ("今天天气", set()),
    ],
)
def test_names(words: str, ids: set[str], index: IndicatorIndex) -> None:
    found = index.find(normalise(words).lower())
    assert {i for m in found if not m.loose for i in m.indicators} == ids


@pytest.mark.parametrize("words", ["桔秆综合利用律", "秸杆综合利用率", "建筑拉圾综合利用率", "农田灌溉水有效利用系束"])
def test_misspellings_are_guessed(words: str, index: IndicatorIndex) -> None:
    (found,) = index.find(words)
    assert found.guessed or not found.loose
    assert found.indicators[0] in ("straw", "construction_waste", "irrigation_coefficient")


@pytest.mark.parametrize(
    "words", ["固废综合利用率", "生活垃圾回收率", "森林覆盖率", "城镇化率", "工业固体废物综合利用率"]
)
def test_other_indicators_are_not_taken_for_these(words: str, index: IndicatorIndex) -> None:
    assert not [m for m in index.find(words) if not m.loose]


def test_loose_words_are_marked(index: IndicatorIndex) -> None:
    (found,) = index.find("秸秆")
    assert found.loose and found.indicators == ("straw",)


def test_json(five: Corpus) -> None:
    for indicator in five.indicators:
        assert indicator_from_json(indicator_to_json(indicator)) == indicator
