from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.target_views import TargetQuery, list_targets, matrix
from assistant.errors import BadParameter, UnknownDocument


def test_filters(five: Corpus) -> None:
    assert list_targets(five, TargetQuery()).total == len(five.targets)
    page = list_targets(five, TargetQuery(document="zhejiang", indicator="秸秆利用率", year=2022))
    assert [t.value_text for t in page.items] == ["95%以上"]
    assert (
        list_targets(five, TargetQuery(q="水泥散装率", document="guangdong")).total == 2
    )  # two figures share the sentence
    assert list_targets(five, TargetQuery(q="shore power")).total == 2


def test_pages(five: Corpus) -> None:
    page = list_targets(five, TargetQuery(limit=2, offset=1))
    assert (page.total, page.items) == (len(five.targets), five.targets[1:3])


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (TargetQuery(limit=0), BadParameter),
        (TargetQuery(limit=501), BadParameter),
        (TargetQuery(offset=-1), BadParameter),
        (TargetQuery(indicator="幸福指数"), BadParameter),
        (TargetQuery(document="beijing"), UnknownDocument),
    ],
)
def test_what_is_unknown_is_refused(query: TargetQuery, error: type[Exception], five: Corpus) -> None:
    with pytest.raises(error):
        list_targets(five, query)


@pytest.mark.parametrize(
    ("indicator", "cells"),
    [
        ("straw", ["2022年95%以上；2025年96%以上", "2025年86%以上", "未提及", "2025年90%以上", "未提及"]),
        ("农膜回收率", ["2025年90%；2025年90%以上", "2025年85%以上", "未提及", "2025年90%以上", "未提及"]),
        ("energy consumption per unit of GDP", ["2022年3.0%左右；2025年14.5%", "2025年较2020年14%", *["未提及"] * 3]),
        ("装配式建筑占新建建筑比例", ["2025年35%", "2025年30%", "未提及", "未提及", "2025年60%"]),
        ("audit_mandatory", ["2025年1000家以上", "未提及", "每年1000家以上", "未提及", "未提及"]),
        ("residential_saving", [*["未提及"] * 4, "2030年前75%"]),
    ],
)
def test_the_matrix(indicator: str, cells: list[str], five: Corpus) -> None:
    (row,) = matrix(five, indicator)
    assert [cell.text for cell in row.cells] == cells


def test_a_name_that_fits_several_gives_several_rows(five: Corpus) -> None:
    assert len(matrix(five, "污染物减排量")) == 4


def test_every_indicator_has_a_cell_for_every_document(five: Corpus) -> None:
    for indicator in five.indicators:
        (row,) = matrix(five, indicator.indicator_id)
        assert [c.document for c in row.cells] == list(five.documents)
        for cell in row.cells:
            stated = [t for t in five.targets_of(cell.document.document) if t.indicator_id == indicator.indicator_id]
            assert bool(stated) == (cell.text != "未提及")
            assert all(t.value_text in cell.text for t in stated)
