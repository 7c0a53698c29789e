"""The agencies of a heading or of a whole document, with how many rows each holds in which role.

Knows headings and the rows under them; refuses to know how a single row's agencies are told.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import bracketed, series_of, wanted_series, what
from assistant.answers.select import by_ref
from assistant.answers.sets import body_line, held_by, merged, role_word
from assistant.answers.topic_words import topic_terms
from assistant.core.answer import Coverage
from assistant.core.records import ROLES, Record
from assistant.core.text import normalise

_CITED_ROWS = 40


def agencies_of(context: Context, sheet: Sheet) -> Draft | None:
    """The tally for every heading the question means, or for the documents it names; ``None`` where there is none."""
    question = context.question
    scanned = matched = 0
    for info in context.having(wanted_series(context)):
        rows = _assigned(context, info.document)
        if not rows:
            continue
        if question.refs or question.topic:
            parts = [(_place(context, h), _under(context, h, rows)) for h in _headings(context, info.document)]
        else:
            parts = [(context.region(info.document), rows)]
        for place, under in parts:
            if under:
                _tally(context, sheet, info.document, place, under, len(rows))
                matched += len(under)
        scanned += len(rows) if any(under for _, under in parts) else 0
    if not matched:
        return _silent(context, sheet)
    cited = len({piece.record.record_id for piece in sheet.evidence})
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=min(cited, matched)))


def _silent(context: Context, sheet: Sheet) -> Draft | None:
    """Documents asked about as a whole that assign no agencies, told as such."""
    if context.question.refs or context.question.topic or not context.question.documents:
        return None
    for document in context.question.documents:
        sheet.add(context.say("unassigned_document", title=context.title(document)))
    return sheet.draft(status="refused", reason="not_stated")


def _assigned(context: Context, document: str) -> list[Record]:
    """The rows of a document that are assigned to somebody, of the series asked for."""
    found = [r for r in context.rows(document, series_of(context, document)) if r.responsibility is not None]
    within = context.question.within
    return [r for r in found if not within or r.record_id in within]


def _headings(context: Context, document: str) -> list[Record]:
    """Headings with the number asked for, or with the topic in their title; the outermost of those that fit."""
    question = context.question
    if question.refs:
        refs = [r for r in question.refs if not r.documents or document in r.documents]
        found = [h for ref in refs for h in by_ref(context, document, ref)]
    else:
        terms = topic_terms(context)
        headings = [r for r in context.corpus.of(document, "section") if r.title]
        found = [h for h in headings if terms and all(any(a in _plain(h.title) for a in term) for term in terms)]
    found = list(dict.fromkeys(found))
    return [h for h in found if not any(_above(context, h, other) for other in found if other is not h)]


def _plain(title: str) -> str:
    return normalise(title).lower()


def _above(context: Context, record: Record, other: Record) -> bool:
    """Whether ``other`` is a heading over ``record``."""
    parent = record.parent
    while parent is not None:
        if parent == other.record_id:
            return True
        parent = context.corpus.record(parent).parent
    return False


def _under(context: Context, heading: Record, rows: Sequence[Record]) -> list[Record]:
    return [r for r in rows if r is heading or _above(context, r, heading)]


def _place(context: Context, heading: Record) -> str:
    region = context.region(heading.document)
    words = heading.path[-1] if heading.path else heading.title
    return f"{region}“{words}”" if context.language == "zh" else f"{region}, “{words}”"


def _tally(context: Context, sheet: Sheet, document: str, place: str, rows: Sequence[Record], scanned: int) -> None:
    roles = context.question.roles
    held = held_by(context, rows, roles or ROLES)
    if not held:
        sheet.add(context.say("agencies_none", place=place, rows=len(rows)) + "".join(sheet.cite(r) for r in rows[:3]))
        return
    best = max(len(rows_of) for rows_of in held.values())
    values = {
        "place": place,
        "rows": len(rows),
        "what": what(context, tuple(dict.fromkeys(r.series for r in rows))),
        "most": context.names((name for name, rows_of in held.items() if len(rows_of) == best), document),
    }
    if roles:
        words = wording.joined((wording.ROLE_TAGS[context.language][role] for role in roles), context.language)
        sheet.add(context.say("agencies_of_role", role=words, count=len(held), scanned=scanned, **values))
    else:
        kinds: dict[str, set[str]] = {}
        for role in ROLES:
            for name, rows_of in held_by(context, rows, (role,)).items():
                for _, row in rows_of:
                    kinds.setdefault(role_word(context, role, row), set()).add(name)
        parts = [f"{word} {len(names)}" for word, names in kinds.items()]
        detail = bracketed(context, [wording.joined(parts, context.language)])
        sheet.add(context.say("agencies_of", count=len(held), detail=detail, scanned=scanned, **values))
    every = len(rows) <= _CITED_ROWS
    for name, rows_of in sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        marks = "".join(sheet.cite(r) for _, r in (rows_of if every else rows_of[:1]))
        sheet.add(body_line(context, document, name, rows_of) + marks)
    unnamed = sum(not (r.responsibility and r.responsibility.everyone) for r in rows)
    if unnamed:
        sheet.add(context.say("agencies_unnamed", count=unnamed))
    merged(context, sheet, document, [a for a in context.corpus.agencies if document in a.documents], rows)
