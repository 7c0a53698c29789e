"""Proves that the lineage accounts for both documents: every row once, every sentence once, every span exact.

Knows records and lineage entries; refuses to know how rows and sentences were aligned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.core.lineage import Edit, Lineage, Stretch, Uncarried
from assistant.core.records import Record
from ingest.builder import Parsed
from ingest.checks import Finding
from ingest.lineage import rows_of
from ingest.wording_diff import plain_key

_EMPTY_SIDES = {"changed": (False, False), "added": (True, False), "dropped": (False, True)}
"""Which side of an edit has no words: the plan's, the row's."""


def check_lineage(parsed: Sequence[Parsed], entries: Sequence[Lineage | Uncarried]) -> list[Finding]:
    """Everything that does not hold; empty when all is right."""
    records = {record.record_id: record for part in parsed for record in part.records}
    documents = {part.info.document for part in parsed}
    rows = [e for e in entries if isinstance(e, Lineage)]
    findings: list[Finding] = []
    for part in parsed:
        if part.info.carries_out is not None and part.info.carries_out not in documents:
            findings.append(Finding(where=part.info.document, what=f"carries out {part.info.carries_out}, not here"))
    counts = Counter(e.record_id for e in rows)
    due = [r for p in parsed if p.info.carries_out in documents for r in rows_of(p.records)]
    for record in due:
        if counts[record.record_id] != 1:
            findings.append(Finding(where=record.record_id, what=f"has {counts[record.record_id]} entries of lineage"))
    known = {record.record_id for record in due}
    for entry in rows:
        if entry.record_id not in known:
            findings.append(Finding(where=entry.record_id, what="is no row that carries anything out"))
            continue
        findings += _entry(entry, records)
    findings += _sentences(rows, [e for e in entries if isinstance(e, Uncarried)], records)
    return findings


def _entry(entry: Lineage, records: dict[str, Record]) -> Iterator[Finding]:
    where = entry.record_id
    fits = {"copied": (True, False), "adapted": (True, True), "new": (False, False)}[entry.kind]
    if (bool(entry.sources), bool(entry.edits)) != fits:
        yield Finding(where=where, what=f"{entry.kind} with {len(entry.sources)} sources, {len(entry.edits)} edits")
    for source in entry.sources:
        if not _words(source, records):
            yield Finding(where=where, what=f"no words at {source}")
    for edit in entry.edits:
        yield from _edit(where, edit, records)
    for one, two in pairwise(e.row for e in entry.edits):
        if two.start < one.end:
            yield Finding(where=where, what=f"edits at {one.start} and {two.start} overlap")
    if entry.kind == "copied" and plain_key(records[where].text) != "".join(
        plain_key(_words(s, records)) for s in entry.sources
    ):
        yield Finding(where=where, what="is said to be copied, but its words differ")


def _edit(where: str, edit: Edit, records: dict[str, Record]) -> Iterator[Finding]:
    if edit.row.record_id != where:
        yield Finding(where=where, what=f"an edit stands in {edit.row.record_id}")
    if (_words(edit.source, records), _words(edit.row, records)) != (edit.before, edit.after):
        yield Finding(where=where, what=f"an edit is not what stands at its place: {edit.before!r} → {edit.after!r}")
    if (not edit.before, not edit.after) != _EMPTY_SIDES[edit.kind]:
        yield Finding(where=where, what=f"{edit.kind} {edit.before!r} → {edit.after!r}")


def _sentences(
    rows: Sequence[Lineage], uncarried: Sequence[Uncarried], records: dict[str, Record]
) -> Iterator[Finding]:
    carried = {source for row in rows for source in row.sources}
    for left in uncarried:
        if left.sentence in carried:
            yield Finding(where=left.sentence.record_id, what=f"carried and uncarried at {left.sentence.start}")
        if not _words(left.sentence, records):
            yield Finding(where=left.sentence.record_id, what=f"no words at {left.sentence}")


def _words(stretch: Stretch, records: dict[str, Record]) -> str:
    record = records.get(stretch.record_id)
    return record.text[stretch.start : stretch.end] if record and stretch.end <= len(record.text) else ""
