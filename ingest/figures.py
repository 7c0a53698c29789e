"""Targets: every figure of a document with what it measures, its year, its baseline and its exact sentence.

Knows what stands around a figure in its clause and sentence; refuses to know which names and figures there are
(``indicators``, ``amounts``) and how they are joined (``joining``). A figure without a name becomes a finding, so that
no number is lost silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.core.evidence import text_to_source
from assistant.core.records import Record
from assistant.core.targets import Direction, Kind, Target
from ingest.amounts import baseline_of, year_of
from ingest.builder import Parsed
from ingest.checks import Finding
from ingest.indicators import Table
from ingest.joining import SENTENCE_END, Clause, Joined, clauses

_DIRECTIONS: tuple[tuple[re.Pattern[str], Direction], ...] = (
    (re.compile(r"下降|降低|降至|降幅|减排量|排放下降"), "reduce"),
    (re.compile(r"稳定|保持"), "keep"),
    (re.compile(r"提高(?!到|至)|新增|增长"), "increase"),
)
_SCOPE = re.compile(
    r"全省各|全省|全市|我市|城镇|主城区|各设区市|规模以上工业|规上工业|(?<=在)[\u4e00-\u9fff]+(?:、[\u4e00-\u9fff]+)+?(?=各)"
)
_EVERYWHERE = re.compile(r"全覆盖")
_WHOLE = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """The targets of one document, and the figures that are neither targets nor listed exceptions."""

    targets: tuple[Target, ...]
    findings: tuple[Finding, ...] = ()


def extract(part: Parsed, table: Table) -> Extraction:
    """All targets of a document in source order; a figure belongs to the innermost record that holds it."""
    found: list[Target] = []
    findings: list[Finding] = []
    owners = _owners(part)
    for record in part.records if table.entries else ():
        for clause in clauses(record.text, table):
            for joined in clause.joined:
                if owners[_source(record, joined.start)] == record.record_id:
                    found.append(_target(record, clause, joined))
            for amount in clause.alone:
                if owners[_source(record, amount.start)] == record.record_id:
                    words = record.text[max(0, amount.start - 12) : amount.end + 8]
                    findings.append(Finding(where=record.record_id, what=f"no indicator for the figure in {words!r}"))
    found.sort(key=lambda t: (t.source_start, t.value_start, t.start))
    targets = tuple(replace(t, target_id=f"{part.info.document}/target/{n}") for n, t in enumerate(found, start=1))
    return Extraction(targets=targets, findings=tuple(findings))


def _owners(part: Parsed) -> dict[int, str]:
    """For each character of a record's text the innermost record that holds it."""
    owners: dict[int, str] = {}
    for record in sorted(part.records, key=lambda r: (r.start, -r.end)):
        for span in record.spans:
            owners.update(dict.fromkeys(range(span.start, span.end), record.record_id))
    return owners


def _source(record: Record, at: int) -> int:
    return text_to_source(record, at, at + 1)[0].start


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max((m.end() for m in SENTENCE_END.finditer(text, 0, at)), default=0)
    end = SENTENCE_END.search(text, at)
    stop = end.end() if end and end.group() != "\n" else end.start() if end else len(text)
    return start + len(text[start:stop]) - len(text[start:stop].lstrip()), stop


def _target(record: Record, clause: Clause, joined: Joined) -> Target:
    text, amount, entry = record.text, joined.amount, joined.name.entry
    sentence = _sentence(text, joined.start)
    dated = year_of(text, sentence, joined.start, record.path)
    start, end = min(joined.name.start, joined.start), max(joined.name.end, joined.end)
    start = min(start, _clause_start(text, clause))
    around = text[start:end]
    whole = amount is None and bool(_EVERYWHERE.search(text[joined.start : joined.end]))
    direction_words = text[min(joined.name.start, clause.start) : joined.end]
    source = text_to_source(record, *sentence)
    return Target(
        target_id="",
        document=record.document,
        record_id=record.record_id,
        kind=_kind(entry.kind, amount is not None or whole),
        indicator_id=entry.indicator.indicator_id,
        indicator=entry.indicator.name,
        indicator_en=entry.indicator.english,
        words=_plain(text[joined.name.start : joined.name.end]),
        value=amount.value if amount else _WHOLE if whole else None,
        high=amount.high if amount else None,
        value_text=_plain(text[joined.start : joined.end]),
        value_start=joined.start,
        value_end=joined.end,
        unit=amount.unit if amount else "%" if whole else "",
        comparator=amount.comparator if amount else "=",
        effort="力争" in around or "争取" in around,
        per_year="每年" in around,
        direction=next((d for pattern, d in _DIRECTIONS if pattern.search(direction_words)), "reach"),
        # What a provision applies to is not reached by a year.
        year=dated.year if entry.kind == "target" else None,
        year_text=dated.words if entry.kind == "target" else "",
        year_basis=dated.basis if entry.kind == "target" else "none",
        baseline=baseline_of(text[clause.start : joined.start]),
        scope="".join(dict.fromkeys(_SCOPE.findall(text[clause.start : max(joined.start, joined.name.end)]))),
        start=start,
        end=end,
        sentence=text[sentence[0] : sentence[1]],
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        source_start=source[0].start,
        source_end=source[-1].end,
    )


def _clause_start(text: str, clause: Clause) -> int:
    """Where a clause's first word stands."""
    words = text[clause.start : clause.end]
    return clause.start + len(words) - len(words.lstrip())


def _kind(kind: Kind, figure: bool) -> Kind:
    return kind if figure or kind != "target" else "qualitative"


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)
