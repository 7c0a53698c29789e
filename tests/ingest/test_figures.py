"""The targets of the five documents: each as a reader found it, and no number of the documents left out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from assistant.core.evidence import squeeze, text_to_source
from assistant.core.targets import Target, target_from_json, target_to_json
from ingest.figures import extract
from ingest.golden import GOLDEN, TARGETS, render_targets
from ingest.indicators import Table, load_indicators
from ingest.sources import DOCUMENTS
from tests.ingest.documents import parsed


@cache
def table() -> Table:
    return load_indicators(DOCUMENTS)


@cache
def targets() -> tuple[Target, ...]:
    return tuple(t for part in parsed().values() for t in extract(part, table()).targets)


def of(record_id: str, indicator_id: str) -> list[Target]:
    return [t for t in targets() if (t.record_id, t.indicator_id) == (record_id, indicator_id)]


def test_targets_are_those_that_were_reviewed() -> None:
    reviewed = (GOLDEN / f"{TARGETS}.txt").read_text("utf-8")
    assert render_targets(targets()) == reviewed, "if meant: python -m ingest golden --write, then review the diff"


def test_how_many() -> None:
    found = {d: sum(t.document == d for t in targets()) for d in parsed()}
    assert found == {"zhejiang": 62, "guangdong": 35, "jiangsu": 13, "chongqing": 22, "shenzhen": 14}
    assert sum(t.kind == "target" for t in targets()) == 126


def test_every_number_of_the_documents_is_a_target_or_a_listed_exception() -> None:
    """Held against the sources and not against the extraction: every run of digits in a record's own words."""
    figures: dict[str, set[int]] = {document: set() for document in parsed()}
    for target in targets():
        record = next(r for r in parsed()[target.document].records if r.record_id == target.record_id)
        for span in text_to_source(record, target.value_start, target.value_end):
            figures[target.document].update(range(span.start, span.end))
    for document, part in parsed().items():
        words: set[int] = set()
        for record in part.records:
            for span in record.spans:
                words.update(range(span.start, span.end))
        excepted = {
            at for e in table().excluded for m in e.pattern.finditer(part.text) for at in range(m.start(), m.end())
        }
        for match in re.finditer(r"\d+(?:\.\d+)?", part.text):
            if match.start() in words:
                here = set(range(match.start(), match.end()))
                assert here <= figures[document] or here <= excepted, part.text[match.start() - 15 : match.end() + 10]


def test_every_exception_and_every_printed_name_is_needed() -> None:
    texts = [part.text for part in parsed().values()]
    for excluded in table().excluded:
        assert excluded.reason and any(excluded.pattern.search(text) for text in texts), excluded.pattern
    records = [r.text for part in parsed().values() for r in part.records]
    for entry in table().entries:
        for pattern in (*entry.printed, *entry.stated):
            assert any(pattern.search(text) for text in records), pattern
        stated = any(t.indicator_id == entry.indicator.indicator_id for t in targets())
        # One that no document prints is known so that it can be told absent and kept apart from its neighbours.
        assert stated if entry.printed or entry.stated else not stated and entry.indicator.near, entry.indicator.name


def test_sentences_and_figures_stand_where_they_are_said_to() -> None:
    for target in targets():
        record = next(r for r in parsed()[target.document].records if r.record_id == target.record_id)
        source = parsed()[target.document].text
        assert record.text[target.sentence_start : target.sentence_end] == target.sentence
        assert squeeze(record.text[target.value_start : target.value_end]) == target.value_text
        assert (
            squeeze(target.sentence) == squeeze(source[target.source_start : target.source_end])
            or len(record.spans) > 1
        )
        assert target.start <= target.value_start < target.value_end <= target.end
        assert target_from_json(target_to_json(target)) == target


@pytest.mark.parametrize(
    ("record_id", "indicator", "value", "unit", "comparator", "year"),
    [
        ("zhejiang/section/2", "straw", "96", "%", ">=", 2025),
        ("zhejiang/annex/7", "straw", "95", "%", ">=", 2022),
        ("zhejiang/clause/6-1", "nonfossil_share", "24", "%", "~", 2025),
        ("zhejiang/annex/3", "nonfossil_share", "21.3", "%", "=", 2022),
        ("zhejiang/section/2", "energy_per_gdp", "14.5", "%", "=", 2025),
        ("zhejiang/annex/4", "energy_per_gdp", "3.0", "%", "~", 2022),
        ("zhejiang/clause/12-3", "parcel_boxes", "150", "万个", "=", 2025),
        ("zhejiang/annex/12", "parcel_boxes", "100", "万个", ">=", 2022),
        ("zhejiang/clause/9-1", "pesticide_packaging", "90", "%", ">=", 2025),
        ("zhejiang/clause/9-1", "fertiliser_packaging", "90", "%", ">=", 2025),
        ("zhejiang/clause/9-1", "film", "90", "%", ">=", 2025),
        ("zhejiang/annex/5", "shops_mapped", "7000", "家", ">=", 2022),
        ("zhejiang/annex/13", "inland_containers", "130", "万标箱", ">", 2022),
        ("zhejiang/clause/17-4", "pilot_leaders", "10", "个", "~", None),
        ("guangdong/section/2", "energy_per_gdp", "14", "%", "=", 2025),
        ("guangdong/section/2", "energy_per_industry", "14", "%", "=", 2025),
        ("guangdong/section/2", "water_per_gdp", "20", "%", ">=", 2025),
        ("guangdong/section/2", "water_per_industry", "10", "%", ">=", 2025),
        ("guangdong/section/2", "cod", "19.73", "万吨", "=", 2025),
        ("guangdong/section/2", "ammonia", "0.98", "万吨", "=", 2025),
        ("guangdong/section/2", "nox", "7.38", "万吨", "=", 2025),
        ("guangdong/section/2", "voc", "4.99", "万吨", "=", 2025),
        ("guangdong/box/2-2", "irrigation_coefficient", "0.535", "", "=", 2025),
        ("guangdong/box/1-4", "audit_industry", "5000", "家", ">=", 2025),
        ("guangdong/box/4-3", "building_electricity", "80", "%", ">", 2025),
        ("guangdong/box/4-2", "retrofit", "2600", "万平方米", ">=", 2025),
        ("jiangsu/section/1-5", "audit_hazardous", "20", "%", ">=", None),
        ("jiangsu/section/1-5", "evaluation_cities", "1", "个", "=", 2023),
        ("chongqing/section/1", "energy_per_industry", "14.5", "%", "=", 2025),
        ("chongqing/section/1", "water_industry_large", "15", "%", "=", 2025),
        ("chongqing/section/1", "voc", "1.06", "万吨", "=", 2025),
        ("chongqing/box/3-3", "green_materials", "70", "%", ">", 2025),
        ("shenzhen/project/12", "residential_saving", "75", "%", "=", 2030),
        ("shenzhen/project/12", "public_saving", "78", "%", "=", 2030),
        ("shenzhen/project/18", "sea_rail", "1", "%", "=", 2025),
    ],
)
def test_figures(record_id: str, indicator: str, value: str, unit: str, comparator: str, year: int | None) -> None:
    (target,) = of(record_id, indicator)
    assert (str(target.value), target.unit, target.comparator, target.year) == (value, unit, comparator, year)


@pytest.mark.parametrize(
    ("record_id", "indicator", "low", "high"),
    [
        ("zhejiang/annex/17", "pilot_leaders", 1, 2),
        ("guangdong/box/3-3", "packaging_bases", 1, 2),
        ("jiangsu/section/1-4", "industry_clusters", 3, 5),
        ("jiangsu/section/1-6", "audit_clusters", 2, 3),
        ("chongqing/box/7-1", "demo_parks", 5, 10),
        ("chongqing/box/9-1", "audit_voluntary", 20, 30),
    ],
)
def test_ranges(record_id: str, indicator: str, low: int, high: int) -> None:
    (target,) = of(record_id, indicator)
    assert (target.comparator, target.value, target.high) == ("range", Decimal(low), Decimal(high))


def test_baselines_belong_to_their_clause_only() -> None:
    assert [t.baseline for t in of("zhejiang/section/2", "resource_productivity")] == [2020]
    assert [t.baseline for t in of("zhejiang/section/2", "energy_per_gdp")] == [None]
    assert {t.baseline for t in targets() if t.document == "guangdong" and t.baseline} == {2020}
    assert not any(t.baseline for t in targets() if t.document == "chongqing")


def test_directions_and_modes() -> None:
    assert of("zhejiang/section/2", "straw")[0].direction == "keep"
    assert of("guangdong/section/2", "nox")[0].direction == "reduce"
    assert of("zhejiang/annex/3", "nonfossil_share")[0].direction == "reach"
    assert of("guangdong/section/2", "green_building")[0].effort
    assert of("jiangsu/section/1-5", "audit_mandatory")[0].per_year


def test_kinds() -> None:
    kinds = {t.indicator_id: t.kind for t in targets()}
    assert kinds["tax_rate"] == "rate"
    assert kinds["hazardous_limit"] == kinds["subsidy_limit"] == "threshold"
    worded = {(t.document, t.indicator_id) for t in targets() if t.kind == "qualitative"}
    assert ("shenzhen", "irrigation_coefficient") in worded
    assert ("zhejiang", "cod") in worded
    assert not any(t.year for t in targets() if t.kind in ("threshold", "rate"))


def test_a_figure_without_a_name_is_found() -> None:
    part = parsed()["shenzhen"]
    record = next(r for r in part.records if r.record_id == "shenzhen/project/17")
    entries = tuple(e for e in table().entries if e.indicator.indicator_id != "construction_waste")
    found = extract(part, replace(table(), entries=entries))
    assert [f.where for f in found.findings] == [record.record_id]
    assert "90%" in found.findings[0].what


def test_documents_without_a_table_have_no_targets() -> None:
    found = extract(parsed()["shenzhen"], Table())
    assert (found.targets, found.findings) == ((), ())
