"""Exact answers: each intent has one composer; what no composer can settle is left to passage search (``None``).

Knows which composer serves which intent; the composers know the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answers import facts, listing, rows, wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.responsibility import describe, item_agencies, item_check
from assistant.answers.select import by_ref, by_topic
from assistant.answers.tally import tally
from assistant.core.answer import Coverage
from assistant.core.records import Record
from assistant.core.text import sentences
from assistant.dialogue.intents import Intent
from assistant.dialogue.numbers import NumberRef

_READINGS = 4
_SHOWN_TOPICS = 3
_ATTRIBUTE = re.compile(r"(?:19|20)\d\d\s*年|每年|季度|月底|年底|日前")
_WHEN = re.compile(r"期限|时限|截止|何时|什么时候|哪年|几月|完成时间|时间|deadline|due|when|date|year")

ItemComposer = Callable[[Context, Sequence[Record], Sheet], Draft]


def look_up(context: Context) -> Draft | None:
    """The exact answer to a question, or ``None`` where only passages can answer."""
    question = context.question
    if question.intent in _ITEM_COMPOSERS and question.records:
        records = [context.corpus.record(i) for i in question.records]
        return _ITEM_COMPOSERS[question.intent](context, records, Sheet(context=context))
    if question.intent in _ITEM_COMPOSERS and question.refs:
        return _items(context, _ITEM_COMPOSERS[question.intent])
    composer = _COMPOSERS.get(question.intent)
    return composer(context, Sheet(context=context)) if composer else None


def _items(context: Context, compose: ItemComposer) -> Draft | None:
    """Resolves numbers to records; says what does not exist, asks back when too many do."""
    sheet = Sheet(context=context)
    found: list[Record] = []
    missing: list[NumberRef] = []
    for ref in context.question.refs:
        if ref.kind == "section" and any(r.kind == "clause" for r in context.question.refs):
            continue
        records = _readings(context, ref)
        if not records:
            missing.append(ref)
        elif len(records) > _READINGS and ref.kind != "box":
            return facts.which_one(context, records, ref)
        found.extend(r for r in records if r not in found)
    if not found:
        return None if all(r.bare for r in missing) and context.question.topic else facts.out_of_range(context, missing)
    if len(found) > 1 or not context.question.documents:
        _tell_reading(context, sheet, found)
    draft = compose(context, found, sheet)
    if missing and draft.status == "answered":
        gap = facts.out_of_range(context, missing)
        return sheet.draft(text=f"{draft.text}\n\n{gap.text}", status="partial", reason="out_of_range")
    return draft


def _readings(context: Context, ref: NumberRef) -> list[Record]:
    """Records a number may mean. Where no document is named and agencies are asked for, rows that have them."""
    records = [r for info in context.documents for r in by_ref(context, info.document, ref)]
    if not context.question.documents and context.question.intent in ("item_agencies", "item_check"):
        return [r for r in records if r.responsibility is not None] or records
    return records


def _tell_reading(context: Context, sheet: Sheet, found: Sequence[Record]) -> None:
    if not context.question.documents:
        names = wording.joined(dict.fromkeys(_kind(context, r) for r in found), context.language)
        sheet.assumptions.append(context.say("taken_as", what=names))


def _kind(context: Context, record: Record) -> str:
    gap = "" if context.language == "zh" else " "
    return f"{context.region(record.document)}{gap}{wording.series_name(record.series, context.language)}"


def _item(context: Context, records: Sequence[Record], sheet: Sheet) -> Draft:
    """Everything about an item: its words, then who is responsible."""
    for record in records:
        _text(context, record, sheet)
        if record.responsibility is not None:
            sheet.add(describe(context, sheet, record, context.question.roles))
    return sheet.draft(coverage=_coverage(context, records))


def _item_text(context: Context, records: Sequence[Record], sheet: Sheet) -> Draft:
    for record in records:
        _text(context, record, sheet)
    return sheet.draft(coverage=_coverage(context, records))


def _coverage(context: Context, records: Sequence[Record]) -> Coverage | None:
    """For headings, how many of the document's rows stand under them."""
    under = [row for record in records if not record.text.strip() for row in _rows_under(context, record)]
    if not under:
        return None
    kinds = {(row.document, row.series) for row in under}
    scanned = sum(len(context.corpus.of(document, series)) for document, series in kinds)
    return Coverage(scanned=scanned, matched=len(under), listed=len(under))


def _rows_under(context: Context, record: Record) -> list[Record]:
    """The rows, items and clauses under a heading, whatever headings stand in between."""
    found: list[Record] = []
    for child in context.corpus.children(record.record_id):
        deeper = _rows_under(context, child) if not child.text.strip() else []
        found.extend(deeper or [child])
    return found


def _text(context: Context, record: Record, sheet: Sheet) -> None:
    name = context.name(record)
    children = _rows_under(context, record)
    title = f"（{record.title}）" if record.title and record.title not in name else ""
    if record.text.strip():
        words = " ".join(record.text.split())
        sheet.add(context.say("text", item=name + title, words=words) + sheet.cite_text(record))
        return
    sheet.add(context.say("heading_only", item=name + title, count=len(children)) + sheet.cite(record))
    for child in children:
        label = child.path[-1] if child.series == "section" else child.label
        label = f"{label}：{child.title}" if child.title and child.title not in label else label
        sheet.add(
            f"- {label}：{wording.first_words(child.text)}{sheet.cite(child)}"
            if child.text
            else f"- {label}{sheet.cite(child)}"
        )


def _item_place(context: Context, records: Sequence[Record], sheet: Sheet) -> Draft:
    for record in records:
        path = " > ".join(record.path)
        sheet.add(
            context.say("place", item=context.name(record), title=context.title(record.document), path=path)
            + sheet.cite(record)
        )
    return sheet.draft()


def _item_attribute(context: Context, records: Sequence[Record], sheet: Sheet) -> Draft:
    """A deadline, budget or contact of a row: what its words say of it, or that they say nothing."""
    told = False
    asked = "、".join(context.question.words.get("attribute", ()))
    for record in records:
        found = [s for s in sentences(record.text) if _ATTRIBUTE.search(record.text[s.start : s.end]) and _dated(asked)]
        for span in found:
            told = True
            quote = context.corpus.quote(record, span.start, span.end)
            words = " ".join(record.text[span.start : span.end].split())
            sheet.add(context.say("text", item=context.name(record), words=words) + sheet.mark(quote))
        if not found:
            sheet.add(context.say("attribute_missing", item=context.name(record), what=asked))
    if told:
        return sheet.draft()
    nearest = tuple(piece for record in records for piece in context.corpus.evidence(record))
    return sheet.draft(status="refused", reason="not_stated", nearest=nearest)


def _dated(asked: str) -> bool:
    return bool(_WHEN.search(asked.lower()))


def _topic_agencies(context: Context, sheet: Sheet) -> Draft | None:
    """Who is responsible for a topic, document by document; silent documents are named as silent."""
    silent: list[Record] = []
    told = False
    series = tuple(s for s in context.question.series if s != "section")
    pools = {d.document: context.rows(d.document, series) or context.rows(d.document) for d in context.having(series)}
    matches = [by_topic(context, pool) for pool in pools.values()]
    exact = any(m.records and m.exact for m in matches)
    for match in matches:
        if exact and not match.exact and not context.question.documents:
            continue
        assigned = [r for r in match.records if r.responsibility is not None]
        silent.extend(r for r in match.records[:1] if not assigned)
        if not match.exact and assigned:
            assigned = assigned[:_SHOWN_TOPICS]
            sheet.assumptions.append(context.say("closest", topic=" ".join(context.question.topic)))
        for record in assigned:
            told = True
            title = record.title or wording.first_words(record.text, 40)
            sheet.add(f"**{title}**  \n{describe(context, sheet, record, context.question.roles)}")
    if told:
        if silent and len(context.question.documents) > 1:
            for record in silent:
                sheet.add(context.say("unassigned_document", title=context.title(record.document)))
            return sheet.draft(status="partial", reason="not_stated")
        return sheet.draft()
    if not silent:
        return None
    for record in silent[:_SHOWN_TOPICS]:
        sheet.add(describe(context, sheet, record, ()))
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


def _agency_check(context: Context, sheet: Sheet) -> Draft | None:
    """Whether an agency leads or supports what the topic names."""
    pool = [r for info in context.documents for r in context.rows(info.document) if r.responsibility is not None]
    bodies = {a for m in context.question.agencies for a in m.agencies}
    pool = [r for r in pool if any(r.document in a.documents for a in bodies)]
    match = by_topic(context, pool)
    if not match.records:
        return None
    if not match.exact:
        sheet.assumptions.append(context.say("closest", topic=" ".join(context.question.topic)))
    return item_check(context, match.records[: None if match.exact else _SHOWN_TOPICS], sheet)


def _agency_items(context: Context, sheet: Sheet) -> Draft | None:
    if not context.question.agencies:
        return facts.unknown_agency(context)
    for mention in context.question.agencies:
        if mention.guessed:
            names = wording.joined(dict.fromkeys(a.name for a in mention.agencies), context.language)
            sheet.assumptions.append(context.say("typo", words=mention.words, name=names))
    return listing.agency_items(context, sheet, topic=context.question.intent == "agency_topic_items")


def _agency_topic_items(context: Context, sheet: Sheet) -> Draft | None:
    """An agency's items on a topic; where the topic is on no row at all, passages may know more."""
    pool = [r for info in context.documents for r in context.rows(info.document)]
    return _agency_items(context, sheet) if by_topic(context, pool).records else None


def _several_leads(context: Context, sheet: Sheet) -> Draft:
    return rows.by_form(context, sheet, lambda r: len(r.agencies("lead")) > 1)


def _no_lead(context: Context, sheet: Sheet) -> Draft:
    return rows.by_form(context, sheet, lambda r: r.responsibility is not None and not r.responsibility.lead)


def _no_agency(context: Context, sheet: Sheet) -> Draft:
    return rows.by_form(context, sheet, lambda r: r.responsibility is not None and r.responsibility.form == "none")


def _fixed(key: str, reason: str) -> Callable[[Context, Sheet], Draft]:
    def compose(context: Context, sheet: Sheet) -> Draft:
        return Draft(text=context.say(key), status="refused", reason=reason)  # type: ignore[arg-type]

    return compose


def _unclear(context: Context, sheet: Sheet) -> Draft:
    return Draft(text=context.say("unclear"), status="clarify")


_ITEM_COMPOSERS: dict[Intent, ItemComposer] = {
    "item": _item,
    "item_text": _item_text,
    "item_place": _item_place,
    "item_agencies": item_agencies,
    "item_check": item_check,
    "item_attribute": _item_attribute,
}
_COMPOSERS: dict[Intent, Callable[[Context, Sheet], Draft | None]] = {
    "greeting": lambda context, sheet: facts.greeting(context),
    "help": lambda context, sheet: facts.greeting(context),
    "source": facts.source_of_last,
    "off_task": _fixed("off_task", "out_of_scope"),
    "opinion": _fixed("opinion", "opinion"),
    "unclear": _unclear,
    "document_fact": facts.document_fact,
    "document_list": facts.document_list,
    "locate": facts.locate,
    "agency_items": _agency_items,
    "agency_tally": tally,
    "agency_topic_items": _agency_topic_items,
    "agency_check": _agency_check,
    "no_lead_items": _no_lead,
    "several_lead_items": _several_leads,
    "no_agency_items": _no_agency,
    "series_count": rows.series_items,
    "topic_agencies": _topic_agencies,
    "topic_items": rows.topic_items,
}
