from __future__ import annotations

import re

import pytest

from assistant.core.indicators import Indicator
from ingest.indicators import Entry, Excluded, Table
from ingest.joining import clauses


def entry(name: str, printed: str, stated: str = "") -> Entry:
    return Entry(
        indicator=Indicator(indicator_id=name, name=name, english=name, unit="percent"),
        kind="target",
        printed=(re.compile(printed),),
        stated=(re.compile(stated),) if stated else (),
    )


TABLE = Table(
    entries=(
        entry("energy", "能耗"),
        entry("water", "水耗"),
        entry("film", "农膜回收率"),
        entry("shops", "农资店", "全部入库"),
    ),
    excluded=(Excluded(pattern=re.compile(r"20\d\d年"), reason="a year"),),
)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("农膜回收率达到90%", [("film", "90%")]),
        ("能耗、水耗分别下降14.5%、15%", [("energy", "14.5%"), ("water", "15%")]),
        ("能耗和水耗均下降14%", [("energy", "14%"), ("water", "14%")]),
        ("能耗下降3%、水耗下降4%", [("energy", "3%"), ("water", "4%")]),
        ("建成100家农资店", [("shops", "100家")]),
        ("能耗下降3%，水耗下降4%", [("energy", "3%"), ("water", "4%")]),
        ("到2025年，能耗下降3%", [("energy", "3%")]),
        ("农资店，全部入库", [("shops", "全部入库")]),
    ],
)
def test_names_and_figures(text: str, joined: list[tuple[str, str]]) -> None:
    found = [
        (j.name.entry.indicator.indicator_id, text[j.start : j.end]) for c in clauses(text, TABLE) for j in c.joined
    ]
    assert found == joined


def test_a_comparison_before_the_first_governs_the_run() -> None:
    (clause,) = clauses("能耗和水耗降幅不低于20%和10%", TABLE)
    assert [j.amount.comparator for j in clause.joined if j.amount] == [">=", ">="]
    assert not clause.alone


def test_a_figure_without_a_name_stands_alone() -> None:
    (clause,) = clauses("达到90%", TABLE)
    assert [a.value for a in clause.alone] == [90]


def test_the_name_of_another_sentence_does_not_count() -> None:
    assert not [c for c in clauses("开设农资店。全部入库。", TABLE) if c.joined]
