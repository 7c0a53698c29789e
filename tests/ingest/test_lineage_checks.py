"""Each check is shown a flaw it must find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.core.lineage import Lineage, Stretch, Uncarried
from ingest.lineage import align
from ingest.lineage_checks import check_lineage
from tests.ingest.documents import parsed

Entries = tuple[Lineage | Uncarried, ...]


def _changed(entries: Entries, record_id: str, change: Callable[[Lineage], Lineage]) -> Entries:
    return tuple(change(e) if isinstance(e, Lineage) and e.record_id == record_id else e for e in entries)


def _edit(entry: Lineage, **changes: object) -> Lineage:
    return replace(entry, edits=(replace(entry.edits[0], **changes), *entry.edits[1:]))  # type: ignore[arg-type]


def test_all_holds_for_the_five() -> None:
    parts = list(parsed().values())
    assert check_lineage(parts, align(parts)) == []


@pytest.mark.parametrize(
    ("flaw", "where", "what"),
    [
        (lambda e: e[1:], "shenzhen/task/1", "0 entries"),
        (lambda e: (e[0], *e), "shenzhen/task/1", "2 entries"),
        (lambda e: (*e, Lineage(record_id="zhejiang/annex/1", kind="new")), "zhejiang/annex/1", "no row"),
        (lambda e: _changed(e, "shenzhen/task/2", lambda x: replace(x, kind="new")), "shenzhen/task/2", "new with"),
        (lambda e: _changed(e, "shenzhen/task/58", lambda x: replace(x, edits=())), "shenzhen/task/58", "adapted with"),
        (lambda e: _changed(e, "shenzhen/task/58", lambda x: _edit(x, after="光")), "shenzhen/task/58", "is not what"),
        (lambda e: _changed(e, "shenzhen/task/58", lambda x: _edit(x, kind="dropped")), "shenzhen/task/58", "dropped"),
        (
            lambda e: _changed(e, "shenzhen/task/61", lambda x: replace(x, edits=x.edits[::-1])),
            "shenzhen/task/61",
            "overlap",
        ),
        (
            lambda e: _changed(e, "shenzhen/task/58", lambda x: replace(x, kind="copied", edits=())),
            "shenzhen/task/58",
            "its words differ",
        ),
        (
            lambda e: _changed(
                e, "shenzhen/task/2", lambda x: replace(x, sources=(Stretch(record_id="x", start=0, end=9),))
            ),
            "shenzhen/task/2",
            "no words at",
        ),
        (
            lambda e: (*e, Uncarried(sentence=next(x for x in e if isinstance(x, Lineage)).sources[0], heading=True)),
            "guangdong/item/1",
            "carried and uncarried",
        ),
    ],
)
def test_flaws_are_found(flaw: Callable[[Entries], Entries], where: str, what: str) -> None:
    parts = list(parsed().values())
    findings = check_lineage(parts, flaw(align(parts)))
    assert any(f.where == where and what in f.what for f in findings), findings


def test_the_plan_must_be_there() -> None:
    parts = [parsed()["shenzhen"]]
    findings = check_lineage(parts, align(parts))
    assert [(f.where, "guangdong" in f.what) for f in findings] == [("shenzhen", True)]
