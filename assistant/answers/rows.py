"""Lists and counts of rows that no agency is named for: by form of responsibility, by topic, by series.

Every list says how many records were scanned, matched and listed, and cites every entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import bracketed, entries, judged, of_scope, scopes, series_of, wanted_series, what
from assistant.answers.headings import headings_of
from assistant.answers.responsibility import describe
from assistant.answers.select import by_topic, in_order
from assistant.answers.subject import on_subject
from assistant.core.answer import Coverage
from assistant.core.records import Record, Series

_WHO = frozenset({"who", "lead", "support", "responsible"})
OF_BODIES = frozenset({"no_lead", "several_leads", "single_lead", "no_agency", "single_body", "joint"})
"""Forms of responsibility that rows are asked for by."""
_FEW = 5


def by_form(context: Context, sheet: Sheet) -> Draft | None:
    """Rows picked by anything but their bodies: form of responsibility, heading, numbers, year; and how many."""
    scanned = matched = 0
    found = scopes(context, lambda d: _has_rows(context, d) or _under_heading(context, d))
    for scope in found:
        assigned = any(r.responsibility for r in scope.everything)
        if not assigned and "dated" not in context.question.cues and not _under_heading(context, scope.document):
            sheet.add(context.say("unassigned_document", title=context.title(scope.document)))
            continue
        hits = on_subject(context, sheet, scope, scope.records)
        scanned, matched = scanned + scope.scanned, matched + len(hits)
        region, names = context.region(scope.document), of_scope(context, scope, len(hits))
        if not hits:
            sheet.add(context.say("rows_none", region=region, what=names, scanned=scope.scanned))
            continue
        values = {"region": region, "what": names, "count": len(hits), "scanned": scope.scanned}
        sheet.add(context.say("list_head", criterion="", detail=_forms(context, hits), **values))
        entries(context, sheet, hits)
        if len(hits) <= _FEW and context.question.cues & _WHO:
            for record in (r for r in hits if r.responsibility is not None):
                sheet.add(describe(context, sheet, record, ()))
    if not matched and context.question.series == ("task",) and "重点" not in context.question.normal:
        # 任务 as people say it may mean any row of the table.
        return by_form(replace(context, question=replace(context.question, series=())), Sheet(context=context))
    if not scanned:
        return sheet.draft(status="refused", reason="not_stated") if sheet.lines else None
    judged(context, sheet, matched, scanned)
    if "share" in context.question.cues:
        percent = f"{100 * matched / scanned:.1f}%"
        sheet.add(context.say("share_of", count=matched, scanned=scanned, percent=percent))
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def _has_rows(context: Context, document: str) -> bool:
    return any(
        r.responsibility and r.responsibility.form in ("joint", "lead_support") for r in context.corpus.of(document)
    )


def _under_heading(context: Context, document: str) -> bool:
    """Whether rows of a heading are asked for as such, which a document may have that assigns none of them."""
    cues = context.question.cues
    return not cues & (_WHO | OF_BODIES) and bool(headings_of(context, document))


def _forms(context: Context, hits: Sequence[Record]) -> str:
    names = {
        "zh": {"joint": "按职责分工负责", "list": "只并列单位", "none": "未列责任单位"},
        "en": {"joint": "joint responsibility", "list": "bare list", "none": "no agency named"},
    }[context.language]
    forms = Counter(r.responsibility.form for r in hits if r.responsibility)
    series = Counter(r.series for r in hits)
    parts = [f"{names[form]} {forms[form]}" for form in ("joint", "list", "none") if forms[form]]
    if len(series) > 1:
        parts = [*(wording.series_count(s, n, context.language) for s, n in series.items()), *parts]
    return bracketed(context, parts)


def topic_items(context: Context, sheet: Sheet) -> Draft | None:
    """Rows and items on a topic or under a heading; ``None`` when nothing is close enough."""
    scanned = matched = 0
    pools = {
        d.document: context.rows(d.document, series_of(context, d.document))
        for d in context.having(wanted_series(context))
    }
    matches = {document: by_topic(context, pool) for document, pool in pools.items()}
    if not any(m.records for m in matches.values()) and not context.question.within:
        pools = {d.document: context.rows(d.document) for d in context.documents}
        matches = {document: by_topic(context, pool) for document, pool in pools.items()}
    exact = any(m.records and m.exact for m in matches.values())
    if not exact and not context.question.within and "count" in context.question.cues:
        return None  # a number of rows that only come close would be taken for a count
    for document, match in matches.items():
        scanned += len(pools[document])
        if not match.records or match.exact != exact:
            continue
        records = in_order(match.records, context)
        matched += len(records)
        series = tuple(dict.fromkeys(r.series for r in records))
        topic = " ".join(dict.fromkeys(context.question.subject or context.question.topic))
        head = {"region": context.region(document), "what": what(context, series, len(records)), "detail": ""}
        head["criterion"] = f"与“{topic}”有关的" if context.language == "zh" else f" on “{topic}”"
        sheet.add(context.say("list_head", count=len(records), scanned=len(pools[document]), **head))
        entries(context, sheet, records)
    if matched and not exact:
        sheet.assume_closest()
    if not matched and context.question.within:
        return _none_within(context, sheet)
    if not matched:
        return None
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def topic_text(context: Context, sheet: Sheet) -> Draft | None:
    """The words of the row on a topic (装配式建筑那条的原文); ``None`` where more than a few come close."""
    pools = [context.rows(d.document, series_of(context, d.document)) for d in context.having(wanted_series(context))]
    matches = [by_topic(context, pool) for pool in pools]
    exact = any(m.records and m.exact for m in matches)
    records = [r for m in matches if m.exact == exact for r in m.records]
    if not 0 < len(records) <= _FEW:
        return None
    for record in records:
        words = " ".join(record.text.split())
        sheet.add(context.say("text", item=context.name(record), words=words) + sheet.cite_text(record))
    if not exact:
        sheet.assume_closest()
    return sheet.draft()


def _none_within(context: Context, sheet: Sheet) -> Draft:
    """Of the rows that a list is narrowed to, none is on the topic."""
    within, topic = context.question.within, " ".join(context.question.topic)
    sheet.add(context.say("none_within", count=len(within), topic=topic))
    return sheet.draft(coverage=Coverage(scanned=len(within), matched=0, listed=0))


def series_items(context: Context, sheet: Sheet) -> Draft:
    """How many entries a series has, and which; a number taken for granted is confirmed or corrected first."""
    listing = "list" in context.question.cues and "count" not in context.question.cues
    groups = [
        (info.document, series, tuple(r for r in pool if r.series == series))
        for info in context.having(wanted_series(context))
        for pool in (context.rows(info.document, series_of(context, info.document)),)
        if not context.question.series or series_of(context, info.document)
        for series in dict.fromkeys(r.series for r in pool)
    ]
    scanned = sum(len(records) for _, _, records in groups)
    if not scanned:
        return sheet.draft(text=context.say("not_stated"), status="refused", reason="not_stated")
    lead = _verdict_on_count(context, groups)
    for document, series, records in groups:
        sheet.add(lead + count_line(context, document, series, records) + ("" if listing else _ends(sheet, records)))
        lead = ""
        if listing:
            entries(context, sheet, records)
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=scanned, listed=scanned if listing else 0))


_Group = tuple[str, Series, tuple[Record, ...]]


def _verdict_on_count(context: Context, groups: Sequence[_Group]) -> str:
    claimed = [g.number for g in context.question.granted if g.kind == "size" and g.firm]
    if not claimed:
        return ""
    counts = {size(series, records) for _, series, records in groups} | {sum(len(r) for _, _, r in groups)}
    wrong = [number for number in claimed if number not in counts]
    return context.say("count_false", claimed=wrong[0]) if wrong else context.say("count_true")


def size(series: Series, records: Sequence[Record]) -> int:
    """How many a series has as people count it: boxes, not their entries."""
    return len({r.path[-2] for r in records if len(r.path) > 1}) if series == "box" else len(records)


def count_line(context: Context, document: str, series: Series, records: Sequence[Record]) -> str:
    region = context.region(document)
    if "left_out" in context.question.cues:
        return context.say("left_out", what=what(context, (series,)), count=len(records))
    if series == "box":
        return context.say("boxes", region=region, boxes=size(series, records), count=len(records))
    values = {"region": region, "what": what(context, (series,)), "count": len(records), "scanned": len(records)}
    return context.say("list_head", detail="", criterion="", **values).rstrip("：:")


def _ends(sheet: Sheet, records: Sequence[Record]) -> str:
    """The first and the last entry as the proof of a count."""
    return sheet.cite(records[0]) + (sheet.cite(records[-1]) if len(records) > 1 else "")
