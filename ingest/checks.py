"""Proves that the records account for the documents: nothing lost, nothing doubled, every character explained.

Every check names the record and what is wrong with it. Knows records, furniture and agencies; refuses to know how they
came about, so that it can be held against any reader.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.core.records import SERIES, Agency, Record
from ingest.builder import Parsed
from ingest.responsibility import bare, rejoin
from ingest.views import BLANK

_DIGITS = re.compile(r"\d+")
_LINKS = "。．.、|"
"""What may stand between a number, a heading and a text without belonging to any of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that does not hold; ``where`` is a record, an agency or a document."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def check(parsed: Sequence[Parsed], agencies: Sequence[Agency] = ()) -> list[Finding]:
    """Everything that does not hold; empty when all is right."""
    findings: list[Finding] = []
    for part in parsed:
        findings += _source(part)
        findings += _ids(part)
        findings += _numbers(part)
        findings += _texts(part)
        findings += _frames(part)
        findings += _coverage(part)
        findings += _responsibilities(part)
    findings += _agencies(parsed, agencies)
    return findings


def counts(part: Parsed) -> dict[str, int]:
    """Records per series, in the order of the series."""
    found = Counter(record.series for record in part.records)
    return {series: found[series] for series in SERIES if found[series]}


def report(parsed: Sequence[Parsed], findings: Sequence[Finding]) -> str:
    """Counts per document and series, and what was found, for people."""
    lines = []
    for part in parsed:
        numbers = ", ".join(f"{number} {series}" for series, number in counts(part).items())
        kinds = Counter(piece.kind for piece in part.furniture)
        furniture = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        cells = Counter(record.responsibility.form for record in part.records if record.responsibility)
        lines.append(f"{part.info.document}: {len(part.text):,} characters, {len(part.records)} records ({numbers})")
        lines.append(f"  furniture: {furniture or 'none'}")
        if cells:
            forms = ", ".join(f"{number} {form}" for form, number in sorted(cells.items()))
            lines.append(f"  responsibilities: {forms}")
    lines += [f"WRONG {finding}" for finding in findings]
    lines.append(f"{len(findings)} findings" if findings else "all checks hold")
    return "\n".join(lines)


def _source(part: Parsed) -> Iterator[Finding]:
    name = part.info.document
    digest = hashlib.sha256(part.text.encode("utf-8")).hexdigest()
    if digest != part.info.sha256:
        yield Finding(where=name, what=f"sha256 is {digest}, the manifest says {part.info.sha256}")
    found = counts(part)
    for series in sorted({*found, *part.expected}) if part.expected else ():
        if found.get(series, 0) != part.expected.get(series, 0):
            yield Finding(where=name, what=f"{found.get(series, 0)} {series}, expected {part.expected.get(series, 0)}")


def _ids(part: Parsed) -> Iterator[Finding]:
    ids = Counter(record.record_id for record in part.records)
    for record_id, number in ids.items():
        if number > 1:
            yield Finding(where=record_id, what=f"{number} records bear this id")
        if not record_id.startswith(f"{part.info.document}/"):
            yield Finding(where=record_id, what=f"is not an id of {part.info.document}")
    for record in part.records:
        if record.parent is not None and record.parent not in ids:
            yield Finding(where=record.record_id, what=f"its parent {record.parent} is no record")


def _numbers(part: Parsed) -> Iterator[Finding]:
    """Numbers of one kind run from 1 without a gap, and start again only under another heading."""
    kinds: defaultdict[str, list[Record]] = defaultdict(list)
    for record in part.records if part.expected else ():
        if record.number is not None:
            kinds[_DIGITS.sub("#", record.record_id)].append(record)
    for records in kinds.values():
        if records[0].number != 1:
            yield Finding(where=records[0].record_id, what="the numbers of its kind do not begin with 1")
        for left, right in pairwise(records):
            restarts = right.number == 1 and right.parent != left.parent
            if right.number != (left.number or 0) + 1 and not restarts:
                yield Finding(where=right.record_id, what=f"follows {left.record_id}")


def _texts(part: Parsed) -> Iterator[Finding]:
    for record in part.records:
        if record.text != "".join(part.text[span.start : span.end] for span in record.spans):
            yield Finding(where=record.record_id, what="its text is not what stands at its spans")
        edges = [record.start, *(edge for span in record.spans for edge in (span.start, span.end)), record.end]
        if any(left > right for left, right in pairwise(edges)) or record.start >= record.end:
            yield Finding(where=record.record_id, what="its spans do not lie in order within it")


def _frames(part: Parsed) -> Iterator[Finding]:
    """Records part the source among them; each is its number, headings, text and agencies, and nothing else."""
    hidden = _marked(part, ((piece.start, piece.end) for piece in part.furniture))
    yield from _overlaps(part)
    for record in part.records:
        parts = [(span.start, span.end) for span in record.spans]
        if record.responsibility and record.responsibility.span:
            parts.append((record.responsibility.span.start, record.responsibility.span.end))
        own = hidden[record.start : record.end]
        for low, high in ((low - record.start, high - record.start) for low, high in parts):
            own[low:high] = b"\x01" * (high - low)
        rest = "".join(part.text[record.start + at] for at, taken in enumerate(own) if not taken)
        left_over = _unexplained(record, BLANK.sub("", rest))
        if left_over:
            yield Finding(where=record.record_id, what=f"{left_over!r} is neither number, heading, text nor agencies")


def _overlaps(part: Parsed) -> Iterator[Finding]:
    """Records that share characters without one being the whole parent of the other."""
    around: list[Record] = []
    for record in sorted(part.records, key=lambda r: (r.start, -r.end)):
        around = [outer for outer in around if outer.end > record.start]
        for outer in around:
            if record.parent != outer.record_id or record.end > outer.end:
                yield Finding(where=record.record_id, what=f"overlaps {outer.record_id}")
        around.append(record)


def _unexplained(record: Record, rest: str) -> str:
    """What is left of a frame's other characters once the record's number and headings are taken away."""
    mark = record.label.removesuffix(record.title)
    known = {BLANK.sub("", words) for words in (*record.path, record.title, record.label, mark, str(record.number))}
    while rest:
        longest = max((words for words in known if words and rest.startswith(words)), key=len, default="")
        if not longest and rest[0] in _LINKS:
            longest = rest[0]
        if not longest:
            # The first half of a heading that a page break cut in two stands for the heading.
            return "" if not record.text and any(words.startswith(rest) for words in known) else rest
        rest = rest[len(longest) :]
    return ""


def _coverage(part: Parsed) -> Iterator[Finding]:
    """Every character of the source belongs to a record or to furniture."""
    taken = _marked(part, ((r.start, r.end) for r in part.records))
    hidden = _marked(part, ((piece.start, piece.end) for piece in part.furniture))
    at = 0
    while at < len(part.text):
        end = at
        while end < len(part.text) and not taken[end] and not hidden[end]:
            end += 1
        if end > at:
            yield Finding(where=part.info.document, what=f"{part.text[at:end]!r} at {at} belongs to nothing")
        at = end + 1


def _marked(part: Parsed, stretches: Iterable[tuple[int, int]]) -> bytearray:
    marks = bytearray(len(part.text))
    for low, high in stretches:
        marks[low:high] = b"\x01" * (high - low)
    return marks


def _responsibilities(part: Parsed) -> Iterator[Finding]:
    """Every cell is where it is said to stand, and its names with the connecting words give it."""
    for record in part.records:
        cell = record.responsibility
        if cell is None:
            continue
        printed = part.text[cell.span.start : cell.span.end] if cell.span else ""
        if printed != cell.raw:
            yield Finding(where=record.record_id, what=f"its cell {cell.raw!r} is not what stands at its span")
        if part.expected and rejoin(cell) != bare(cell.raw):
            yield Finding(where=record.record_id, what=f"{rejoin(cell)!r} does not consume its cell {cell.raw!r}")
        if not part.expected and any(name not in cell.raw for name in cell.everyone):
            yield Finding(where=record.record_id, what=f"its cell {cell.raw!r} does not hold all its agencies")
        if (cell.form == "none") != (not cell.everyone) or (cell.form == "first_listed" and len(cell.lead) != 1):
            yield Finding(where=record.record_id, what=f"its agencies do not fit the form {cell.form}")


def _agencies(parsed: Sequence[Parsed], agencies: Sequence[Agency]) -> Iterator[Finding]:
    """Every printed name belongs to exactly one body of its document."""
    bodies: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for agency in agencies:
        for document in agency.documents:
            for name in agency.printed:
                bodies[document, name].append(agency.agency_id)
    for (document, name), ids in bodies.items():
        if len(ids) > 1:
            yield Finding(where=document, what=f"{name} belongs to {' and '.join(ids)}")
    for part in parsed if agencies else ():
        for record in part.records:
            for name in record.responsibility.everyone if record.responsibility else ():
                if (part.info.document, name) not in bodies:
                    yield Finding(where=record.record_id, what=f"{name} is missing in the table of agencies")
    yield from _bodies(parsed, agencies)


def _bodies(parsed: Sequence[Parsed], agencies: Sequence[Agency]) -> Iterator[Finding]:
    """Every body bears an id of its own and is printed where it says."""
    for agency_id, number in Counter(agency.agency_id for agency in agencies).items():
        if number > 1:
            yield Finding(where=agency_id, what=f"{number} agencies bear this id")
    for agency in agencies:
        for part in parsed:
            for name in agency.printed if part.info.document in agency.documents else ():
                if name not in part.text:
                    yield Finding(where=agency.agency_id, what=f"{part.info.document} does not print {name}")
