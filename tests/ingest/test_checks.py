"""Each check is shown a flaw it must find."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.core.records import Furniture, Record, Responsibility, Span
from ingest.builder import Parsed
from ingest.checks import check, counts, report
from ingest.sources import load_agencies
from tests.ingest.documents import parsed

AGENCIES = load_agencies()


def _with(part: Parsed, changed_id: str, **changes: object) -> Parsed:
    changed = [replace(r, **changes) if r.record_id == changed_id else r for r in part.records]  # type: ignore[arg-type]
    assert changed != list(part.records)
    return replace(part, records=tuple(changed))


def _record(part: Parsed, record_id: str) -> Record:
    return next(found for found in part.records if found.record_id == record_id)


def _cell(part: Parsed, record_id: str, **changes: object) -> Parsed:
    cell = _record(part, record_id).responsibility
    assert cell is not None
    return _with(part, record_id, responsibility=replace(cell, **changes))  # type: ignore[arg-type]


def test_all_holds_for_the_five() -> None:
    assert check(list(parsed().values()), AGENCIES) == []


@pytest.mark.parametrize(
    ("flaw", "where", "what"),
    [
        (lambda p: replace(p, text=p.text + "。"), "shenzhen", "sha256 is"),
        (lambda p: replace(p, records=p.records[:-1]), "shenzhen", "24 project, expected 25"),
        (lambda p: replace(p, records=(*p.records, p.records[-1])), "shenzhen/project/25", "2 records bear this id"),
        (lambda p: _with(p, "shenzhen/task/58", record_id="guangdong/task/58"), "guangdong/task/58", "is not an id of"),
        (lambda p: _with(p, "shenzhen/task/58", parent="shenzhen/section/99"), "shenzhen/task/58", "is no record"),
        (lambda p: _with(p, "shenzhen/task/58", number=59), "shenzhen/task/58", "follows shenzhen/task/57"),
        (lambda p: _with(p, "shenzhen/task/1", number=2), "shenzhen/task/1", "do not begin with 1"),
        (lambda p: _with(p, "shenzhen/task/58", text="大力推进"), "shenzhen/task/58", "not what stands at its spans"),
        (lambda p: _with(p, "shenzhen/task/58", end=5870), "shenzhen", "belongs to nothing"),
        (lambda p: _with(p, "shenzhen/task/58", start=5800), "shenzhen/task/58", "do not lie in order"),
        (lambda p: _with(p, "shenzhen/task/58", end=5899), "shenzhen/task/59", "overlaps shenzhen/task/58"),
        (lambda p: _with(p, "shenzhen/project/12", title="", path=()), "shenzhen/project/12", "is neither number"),
        (lambda p: _with(p, "shenzhen/task/122", responsibility=None), "shenzhen/task/122", "is neither number"),
        (lambda p: _cell(p, "shenzhen/task/58", lead=()), "shenzhen/task/58", "does not consume its cell"),
        (lambda p: _cell(p, "shenzhen/task/57", form="list"), "shenzhen/task/57", "does not consume its cell"),
        (lambda p: _cell(p, "shenzhen/task/57", raw="市水务局"), "shenzhen/task/57", "is not what stands at its span"),
        (lambda p: _cell(p, "shenzhen/task/122", form="none"), "shenzhen/task/122", "do not fit the form none"),
        (lambda p: replace(p, furniture=p.furniture[1:]), "shenzhen", "belongs to nothing"),
    ],
)  # fmt: skip
def test_a_flaw_is_found_and_named(flaw: Callable[[Parsed], Parsed], where: str, what: str) -> None:
    findings = check([flaw(parsed()["shenzhen"])], AGENCIES)
    named = [finding for finding in findings if finding.where in (where, "shenzhen")]
    assert any(re.search(what, str(finding)) for finding in named), findings


def test_a_clause_that_reaches_out_of_its_section_is_found() -> None:
    part = parsed()["zhejiang"]
    clause = _record(part, "zhejiang/clause/6-3")
    findings = check([_with(part, clause.record_id, end=clause.end + 1)])
    assert any("overlaps zhejiang/section/6" in finding.what for finding in findings)


def test_furniture_cannot_hide_words() -> None:
    part = parsed()["jiangsu"]
    lost = replace(part, records=tuple(r for r in part.records if r.record_id != "jiangsu/section/2-3-4"))
    assert any("营造良好氛围" in finding.what for finding in check([lost]))
    kept = replace(lost, furniture=(*part.furniture, Furniture(start=6279, end=6332, kind="blank")))
    assert [finding.what for finding in check([kept])] == ["27 section, expected 28"]


def test_the_table_of_agencies_is_held_against_the_documents() -> None:
    part = parsed()["shenzhen"]
    housing = next(a for a in AGENCIES if a.agency_id == "shenzhen/zjj")
    others = [a for a in AGENCIES if a.agency_id != housing.agency_id]
    missing = check([part], others)
    assert any("市住房建设局 is missing" in finding.what for finding in missing)
    doubled = check([part], [*AGENCIES, replace(housing, agency_id="shenzhen/other")])
    assert any(finding.what == "市住房建设局 belongs to shenzhen/zjj and shenzhen/other" for finding in doubled)
    invented = check([part], [*others, replace(housing, printed=(*housing.printed, "市园林局"))])
    assert [str(finding) for finding in invented] == ["shenzhen/zjj: shenzhen does not print 市园林局"]
    assert any("2 agencies bear this id" in finding.what for finding in check([part], [*AGENCIES, housing]))


def test_an_unread_document_may_number_as_it_likes() -> None:
    part = replace(parsed()["shenzhen"], expected={})
    assert check([_with(part, "shenzhen/task/58", number=77)]) != []  # its number cell is still not its number
    span = Span(start=0, end=0)
    assert check([_with(part, "shenzhen/task/121", responsibility=Responsibility(form="none", span=span))]) == []


def test_the_report_counts_and_names() -> None:
    part = parsed()["shenzhen"]
    assert counts(part) == {"task": 140, "project": 25, "section": 62, "text": 1}
    good = report([part], [])
    assert "18,826 characters, 228 records (140 task, 25 project, 62 section, 1 text)" in good
    assert "64 joint, 99 lead_support, 1 list, 1 none" in good and good.endswith("all checks hold")
    broken = replace(part, records=part.records[1:])
    bad = report([broken], check([broken]))
    assert "WRONG shenzhen: 0 text, expected 1" in bad and bad.endswith("findings")
