"""Lists and counts by lineage: rows copied, adapted or new, and sentences of the plan that no row carries out.

Every list says how many were looked at, and cites every entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import entries, wanted_series, what
from assistant.answers.lineage import Pair, class_tag, compared, on_own_topic, pairs
from assistant.answers.select import by_topic, on_topic, role_of
from assistant.answers.topic_words import topic_terms
from assistant.core.answer import Coverage
from assistant.core.lineage import CLASSES, Lineage, LineageClass, Uncarried
from assistant.core.records import ROLES, Record
from assistant.core.text import normalise

_FEW = 3
"""So few rows are each shown beside the plan."""
_FIGURE = re.compile(r"\d")


def classes(context: Context, sheet: Sheet) -> Draft | None:
    """Rows of the classes asked for; how many there are of each when none is asked for in particular."""
    context = on_own_topic(context)
    scanned = matched = listed = 0
    for pair in pairs(context):
        pool = _pool(context, sheet, pair)
        if pool is None:
            return None
        kinds = CLASSES if len(pool) <= _FEW and "that_row" in context.question.cues else _asked(context)
        if context.question.topic and len(pool) <= _FEW and kinds not in (("new",), ("copied",)):
            rows = pool
            for row in rows:
                compared(context, sheet, pair, row)
        elif len(kinds) == 1:
            rows = [r for r in pool if _fits(context, r, kinds[0])]
            _list(context, sheet, pair, pool, rows, kinds[0])
        else:
            rows = [r for r in pool if _entry(context, r).kind != "copied"]
            _totals(context, sheet, pair, pool)
            entries(context, sheet, rows, lambda row: class_tag(context, row))
        scanned, matched, listed = scanned + len(pool), matched + len(rows), listed + len(rows)
        _also(context, sheet, pair, kinds)
    if not scanned:
        return None
    coverage = Coverage(scanned=scanned, matched=matched, listed=listed)
    return sheet.draft(coverage=coverage, assumptions=(context.say("lineage_how"),))


def _asked(context: Context) -> tuple[LineageClass, ...]:
    cues = context.question.cues
    if cues & {"l_new", "l_not_above"}:
        return ("new",)
    if "l_copied" in cues and not ("l_adapted" in cues and "count" in cues):
        return ("copied",)
    if {"l_copied", "l_adapted"} <= cues:
        return CLASSES
    return ("adapted",) if ("l_adapted" in cues and "row_word" in cues) or "l_figures" in cues else CLASSES


def _pool(context: Context, sheet: Sheet, pair: Pair) -> list[Record] | None:
    """The rows looked at: of the series, agencies and topic asked about; ``None`` where the topic is on none."""
    rows = _rows(context, pair, tuple(s for s in wanted_series(context) if s != "box"))
    roles = context.question.roles or ROLES
    for mention in context.question.agencies:
        bodies = [a for a in mention.agencies if pair.table in a.documents]
        rows = [r for r in rows if any(role_of(r, body, context.agencies) in roles for body in bodies)]
    if context.question.topic and rows:
        found = list(on_topic(context, sheet, rows).records)
        return found or (None if _occurs(context) else rows)  # words that stand nowhere narrow nothing down
    return rows


def _occurs(context: Context) -> bool:
    """Whether any of the topic stands in the documents."""
    terms = [a for term in topic_terms(context) for a in term]
    rows = [normalise(r.text).lower() for d in context.corpus.documents for r in context.corpus.of(d.document)]
    return any(term in row for term in terms for row in rows)


def _rows(context: Context, pair: Pair, series: Sequence[str]) -> list[Record]:
    within = context.question.within
    return [
        r
        for r in context.corpus.of(pair.table)
        if context.corpus.lineage_of(r.record_id)
        and (not series or r.series in series)
        and (not within or r.record_id in within)
    ]


def _entry(context: Context, row: Record) -> Lineage:
    return context.corpus.lineage_of(row.record_id) or Lineage(record_id=row.record_id, kind="new")


def _fits(context: Context, row: Record, kind: LineageClass) -> bool:
    entry = _entry(context, row)
    if kind == "adapted" and "l_figures" in context.question.cues:
        return any(_FIGURE.search(e.before) or _FIGURE.search(e.after) for e in entry.edits)
    return entry.kind == kind


def _list(
    context: Context, sheet: Sheet, pair: Pair, pool: Sequence[Record], rows: Sequence[Record], kind: str
) -> None:
    figures = kind == "adapted" and "l_figures" in context.question.cues
    values = {
        "region": context.region(pair.table),
        "what": _what(context, pool),
        "criterion": context.say("class_figures" if figures else f"class_{kind}"),
        "count": len(rows),
        "scanned": len(pool),
    }
    sheet.add(context.say("lineage_class" if rows else "lineage_class_none", **values))
    entries(context, sheet, rows, (lambda row: class_tag(context, row)) if kind == "adapted" else None)


def _totals(context: Context, sheet: Sheet, pair: Pair, pool: Sequence[Record]) -> None:
    kinds = Counter(_entry(context, r).kind for r in pool)
    counts = {kind: kinds[kind] for kind in CLASSES}
    values = {"region": context.region(pair.table), "plan": context.title(pair.plan), "what": _what(context, pool)}
    sheet.add(context.say("lineage_totals", scanned=len(pool), **values, **counts))


def _what(context: Context, pool: Sequence[Record]) -> str:
    return what(context, tuple(dict.fromkeys(r.series for r in pool)))


def _also(context: Context, sheet: Sheet, pair: Pair, kinds: Sequence[LineageClass]) -> None:
    """Rows of the other series, where 任务 was taken for the key tasks alone."""
    question = context.question
    loose = "重点" not in question.normal and "key task" not in question.normal.lower()
    if question.series != ("task",) or not loose or question.agencies or question.topic or len(kinds) != 1:
        return
    more = sum(_fits(context, r, kinds[0]) for r in _rows(context, pair, ("project",)))
    if more:
        sheet.assumptions.append(context.say("also_series", count=more))


def uncarried(context: Context, sheet: Sheet) -> Draft | None:
    """The sentences of the plan that no row carries out, under headings that are taken up and under others."""
    context = on_own_topic(context)
    scanned = matched = 0
    corpus = context.corpus
    for pair in pairs(context):
        rows = [_entry(context, r) for r in _rows(context, pair, ())]
        left = _left(context, corpus.uncarried(pair.plan))
        carried = {s for entry in rows for s in entry.sources}
        total = len(carried) + len(corpus.uncarried(pair.plan))
        values = {"plan": context.title(pair.plan), "region": context.region(pair.table), "scanned": total}
        if context.question.topic and not left and _occurs(context):
            return None
        left = left or list(corpus.uncarried(pair.plan))
        sheet.add(context.say("uncarried" if left else "uncarried_none", count=len(left), **values))
        for key, heading in (("uncarried_under", True), ("uncarried_apart", False)):
            part = [u for u in left if u.heading is heading]
            if part:
                sheet.add(context.say(key, region=values["region"], count=len(part)))
            for one in part:
                _sentence(context, sheet, one)
        shortened = sum(any(e.kind == "dropped" for e in entry.edits) for entry in rows)
        if shortened and not context.question.topic:
            sheet.assumptions.append(context.say("uncarried_parts", count=shortened))
        scanned, matched = scanned + total, matched + len(left)
    if not scanned:
        return None
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def _left(context: Context, left: Sequence[Uncarried]) -> list[Uncarried]:
    if not context.question.topic:
        return list(left)
    records = [context.corpus.record(u.sentence.record_id) for u in left]
    match = by_topic(context, records)
    fitting = {r.record_id for r in match.records if match.exact}
    return [u for u in left if u.sentence.record_id in fitting]


def _sentence(context: Context, sheet: Sheet, one: Uncarried) -> None:
    record = context.corpus.record(one.sentence.record_id)
    words = " ".join(record.text[one.sentence.start : one.sentence.end].split())
    mark = sheet.mark(context.corpus.quote(record, one.sentence.start, one.sentence.end))
    sheet.add(f"- {context.name(record)}：“{words}”{mark}")
