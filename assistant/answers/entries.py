"""The parts that every list is made of: the records it is drawn from, what they are called, one line for each.

Knows how a list looks; refuses to know which records belong into one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.narrow import Narrowed, narrow
from assistant.core.records import SERIES_LABELS, SERIES_LABELS_EN, Record, Series

_PAIR = 2
"""So few entries are shown with their whole text."""
_WHOLE = 12
"""Entries whose whole text may be shown where it is asked for."""
_GROUP_FROM = 13
"""A list this long is grouped under its headings."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """The records a list is drawn from: all of some series, and those the question leaves of them."""

    document: str
    series: tuple[Series, ...]
    everything: tuple[Record, ...]
    narrowed: Narrowed

    @property
    def records(self) -> tuple[Record, ...]:
        return self.narrowed.records

    @property
    def scanned(self) -> int:
        return len(self.everything)


def with_records(scope: Scope, records: Sequence[Record]) -> Scope:
    """A scope with fewer of its records."""
    return replace(scope, narrowed=replace(scope.narrowed, records=tuple(records)))


def scopes(context: Context, default: Callable[[str], bool]) -> list[Scope]:
    """One scope for each document asked about, or each that fits ``default`` when none is named."""
    found = []
    for info in context.having(wanted_series(context)):
        if not context.question.documents and not default(info.document):
            continue
        wanted = series_of(context, info.document)
        records = tuple(r for r in context.rows(info.document, wanted) if r.responsibility is not None or wanted)
        records = records or context.rows(info.document, wanted)
        if context.question.within:
            records = tuple(r for r in records if r.record_id in context.question.within)
        if records:
            series = tuple(dict.fromkeys(r.series for r in records))
            narrowed = narrow(context, info.document, records)
            found.append(Scope(document=info.document, series=series, everything=records, narrowed=narrowed))
    return _that_have(found)


def _that_have(found: list[Scope]) -> list[Scope]:
    """Where only some documents have rows under a heading or number asked for, those; else all of them."""
    return [s for s in found if s.records] or found


def series_of(context: Context, document: str) -> tuple[Series, ...]:
    """The series asked for, where the document has it; 任务 of a document without a task series means its rows."""
    wanted = wanted_series(context)
    return wanted if wanted and any(r.series in wanted for r in context.corpus.of(document)) else ()


def wanted_series(context: Context) -> tuple[Series, ...]:
    wanted = tuple(s for s in context.question.series if s != "section")
    if not context.question.documents and "project" in wanted:
        wanted = tuple(s for s in wanted if s != "box")  # 重点工程 of no document in particular are the numbered ones
    return wanted


def what(context: Context, series: Sequence[Series], count: int = 0) -> str:
    """What the entries of some series are called; in the singular where ``count`` is one."""
    if context.language == "zh":
        return "和".join(SERIES_LABELS[s] for s in series)
    if count == 1:
        return " or ".join(SERIES_LABELS_EN[s] for s in series)
    return " and ".join(_plural(s) for s in series)


def of_scope(context: Context, scope: Scope, count: int = 0) -> str:
    """What the entries of a scope are called, with what they were narrowed by."""
    name = what(context, scope.series, count)
    if not scope.narrowed.where:
        return name
    return f"{scope.narrowed.where}{name}" if context.language == "zh" else f"{name} {scope.narrowed.where}"


def _plural(series: Series) -> str:
    name = SERIES_LABELS_EN[series]
    return "box entries" if series == "box" else f"{name}s"


def entries(
    context: Context, sheet: Sheet, records: Sequence[Record], tag: Callable[[Record], str] | None = None
) -> None:
    """One line for each record: label, role, first words, mark; under its heading when the list is long."""
    heading = ""
    for record in records:
        top = record.path[0] if len(record.path) > 1 else ""
        if len(records) >= _GROUP_FROM and top and top != heading:
            heading = top
            sheet.add(f"**{top}**")
        role = tag(record) if tag else ""
        label = record.label if context.language == "zh" else f"{SERIES_LABELS_EN[record.series]} {record.number}"
        if record.series in ("clause", "box"):
            label = record.label
        title = f"{record.title}：" if record.title and record.title not in label else ""
        whole = len(records) <= _PAIR or ("content" in context.question.cues and len(records) <= _WHOLE)
        words = " ".join(record.text.split()) if whole else wording.first_words(record.text)
        sheet.add(f"- {label}{role}：{title}{words}{sheet.cite(record)}")


def judged(context: Context, sheet: Sheet, count: int, scanned: int) -> None:
    """Puts yes or no first where it is asked whether there are such rows, or so many of them."""
    if "yesno" not in context.question.cues or not sheet.lines:
        return
    claimed = context.question.claimed
    if claimed is not None and claimed != scanned:
        key = "right" if claimed == count else "wrong"
    else:
        key = "any_yes" if count else "any_none"
    sheet.lines[0] = context.say(key) + sheet.lines[0]


def bracketed(context: Context, parts: Sequence[str]) -> str:
    if not parts:
        return ""
    return f"（{'；'.join(parts)}）" if context.language == "zh" else f" ({'; '.join(parts)})"
