"""Records as rows."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.records import Record, Responsibility, Span
from assistant.core.rows import passage_row, task_row

RECORD = Record(
    record_id="x/task/1",
    document="x",
    series="task",
    number=1,
    label="重点任务第1项",
    path=("一、", "（一）"),
    title="",
    text="做好。",
    spans=(Span(start=3, end=6),),
    start=1,
    end=9,
    responsibility=Responsibility(form="lead_support", lead=("甲",), support=("乙", "丙"), raw="甲牵头，乙、丙协办"),
)


def test_a_row_holds_the_agencies_by_role_and_the_cell_as_printed() -> None:
    row = task_row(RECORD)
    assert (row["lead"], row["support"], row["joint"]) == (["甲"], ["乙", "丙"], [])
    assert row["raw_agencies"] == "甲牵头，乙、丙协办"
    assert (row["record_id"], row["number"], row["path"], row["text"]) == ("x/task/1", 1, ["一、", "（一）"], "做好。")


def test_a_row_without_a_cell_says_so_with_null() -> None:
    for responsibility in (None, Responsibility(form="none")):
        row = task_row(replace(RECORD, responsibility=responsibility))
        assert row["raw_agencies"] is None
        assert row["lead"] == row["support"] == row["joint"] == []


def test_a_passage_has_its_own_place_and_shows_signals_only_when_asked() -> None:
    plain = passage_row(RECORD, text="做", start=3, end=4, score=0.5)
    assert (plain["text"], plain["start"], plain["end"], plain["score"]) == ("做", 3, 4, 0.5)
    assert "signals" not in plain
    assert passage_row(RECORD, text="做", start=3, end=4, score=0.5, signals={"bm25": 1.0})["signals"] == {"bm25": 1.0}
