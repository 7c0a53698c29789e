from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.golden import GOLDEN, LINEAGE, TARGETS, render_golden, render_lineage, write_golden
from tests.ingest.documents import parsed


@pytest.mark.parametrize("document", ["zhejiang", "guangdong", "jiangsu", "chongqing", "shenzhen"])
def test_records_are_those_that_were_reviewed(document: str) -> None:
    reviewed = (GOLDEN / f"{document}.txt").read_text("utf-8")
    assert render_golden(parsed()[document]) == reviewed, (
        "if meant: python -m ingest golden --write, then review the diff"
    )


def test_lineage_is_that_which_was_reviewed() -> None:
    assert render_lineage(list(parsed().values())) == (GOLDEN / f"{LINEAGE}.txt").read_text("utf-8"), (
        "if meant: python -m ingest golden --write, then review the diff"
    )


def test_the_golden_folder_holds_the_documents_and_what_is_drawn_from_them_and_nothing_else() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted([*parsed(), LINEAGE, TARGETS])


def test_every_change_of_a_record_shows(tmp_path: Path) -> None:
    part = parsed()["shenzhen"]
    before = write_golden(part, tmp_path).read_text("utf-8")
    task = next(record for record in part.records if record.record_id == "shenzhen/task/58")
    for changes in (
        {"parent": None},
        {"title": "x"},
        {"number": 5},
        {"path": ()},
        {"end": 1},
        {"responsibility": None},
    ):
        records = tuple(replace(r, **changes) if r is task else r for r in part.records)
        assert write_golden(replace(part, records=records), tmp_path).read_text("utf-8") != before, changes
