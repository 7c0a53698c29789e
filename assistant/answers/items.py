"""Answers about numbered items: numbers resolved to records, then every aspect that was asked for.

Knows what can be asked about an item (who, what it says, where it stands, an attribute such as a deadline) and answers
all of it; refuses to guess which of too many items is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import facts, wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import what
from assistant.answers.headings import headings_of, named_exactly
from assistant.answers.out_of_range import out_of_range
from assistant.answers.premises import bodies_verdict, content_verdict, place_verdict, size_verdict, subject_said
from assistant.answers.responsibility import describe, has_duty, item_check, same_bodies
from assistant.answers.select import by_ref, narrowed
from assistant.answers.texts_named import in_text_named
from assistant.core.answer import Coverage
from assistant.core.evidence import Evidence
from assistant.core.records import Record
from assistant.core.text import sentences
from assistant.dialogue.intents import Intent
from assistant.dialogue.numbers import NumberRef

ITEM_INTENTS: frozenset[Intent] = frozenset(
    {"item", "item_text", "item_place", "item_agencies", "item_check", "item_attribute"}
)
_WHO = frozenset(
    {"who", "lead", "support", "joint", "responsible", "besides_lead", "several_leads", "single_lead", "same"}
)
_READINGS = 4
_PLAIN = frozenset({"actual", "actually"})
"""Words that ask for what was achieved only beside others."""
_TIMES = re.compile(r"(?:19|20)\d\d\s*年|每年|季度|月底|年底")
_ASKED_TIME = re.compile(r"期限|时限|截止|何时|什么时候|哪年|几月|时间|deadline|due|when|date|year")


def items(context: Context) -> Draft | None:
    """Everything asked about the numbered items of a question; ``None`` where the number was none after all."""
    sheet = Sheet(context=context)
    found, missing = _resolved(context)
    crowded = next(
        ((records, ref) for records, ref in found if len(records) > _READINGS and ref and ref.kind != "box"), None
    )
    if crowded:
        return facts.which_one(context, crowded[0], crowded[1] or context.question.refs[0])
    records = list(dict.fromkeys(r for group, _ in found for r in group))
    if not records:
        return None if all(r.bare for r in missing) and context.question.topic else out_of_range(context, missing)
    if not context.question.documents and not context.question.records:
        names = wording.joined(dict.fromkeys(_kind(context, r) for r in records), context.language)
        sheet.assumptions.append(context.say("taken_as", what=names))
    draft = _aspects(context, records, sheet)
    if missing and draft.status in ("answered", "partial"):
        gap = out_of_range(context, missing)
        return sheet.draft(text=f"{draft.text}\n\n{gap.text}", status="partial", reason="out_of_range")
    return draft


def _resolved(context: Context) -> tuple[list[tuple[list[Record], NumberRef | None]], list[NumberRef]]:
    """Records for each reference, and the references that point at nothing."""
    if context.question.records:
        return [([context.corpus.record(i) for i in context.question.records], None)], []
    found: list[tuple[list[Record], NumberRef | None]] = []
    missing: list[NumberRef] = []
    for ref in context.question.refs:
        records = _readings(context, ref)
        if records:
            found.append((records, ref))
        else:
            missing.append(ref)
    return found, missing


def _readings(context: Context, ref: NumberRef) -> list[Record]:
    """Records a number may mean. Where no document is named and agencies are asked for, rows that have them."""
    bound_elsewhere = not ref.documents and any(other.documents for other in context.question.refs)
    records = [
        r
        for d in (context.corpus.documents if bound_elsewhere else context.documents)
        if not ref.documents or d.document in ref.documents
        for r in by_ref(context, d.document, ref)
    ]
    named = ref.documents or (context.question.documents and not bound_elsewhere)
    if not named and context.question.intent in ("item_agencies", "item_check"):
        records = [r for r in records if r.responsibility is not None] or records
    return list(narrowed(context, tuple(records)))


def _kind(context: Context, record: Record) -> str:
    gap = "" if context.language == "zh" else " "
    return f"{context.region(record.document)}{gap}{wording.series_name(record.series, context.language)}"


def under_headings(context: Context, sheet: Sheet, *, said: bool = False) -> Draft | None:
    """What stands under headings asked for by their words, in documents without rows; ``None`` where none fits."""
    found = [
        h
        for d in context.documents
        for h in headings_of(context, d.document) or named_exactly(context, d.document, said=said)
        if in_text_named(context, h)
    ]
    if not found or not context.question.documents or len(found) > _READINGS:
        return None
    _texts(context, found, sheet, judged=False)
    return sheet.draft(coverage=_coverage(context, found))


def _aspects(context: Context, records: Sequence[Record], sheet: Sheet) -> Draft:
    """Answers part by part; refused when nothing that was asked is stated, partial when only some is."""
    question, cues = context.question, context.question.cues
    check, who = bool(question.agencies), bool(cues & _WHO) and not question.agencies
    attribute, place = "attribute" in cues, "place" in cues
    place = place and not ("list" in cues and not any(r.text.strip() for r in records))  # 第五章包括哪几节
    if attribute and not cues & (_WHO - {"responsible"}):
        who = False  # the phone number of the person responsible: a fact about somebody, not who it is
        check = check and bool(question.roles or "yesno" in cues)
    content = "content" in cues or ("text" in cues and not (check or who or attribute or place))
    everything = not (check or who or attribute or place or content)
    if "achieved" in cues and set(question.words.get("achieved", ())) - _PLAIN and not (who or check or place):
        sheet.add(context.say("only_planned"))
        return sheet.draft(status="refused", reason="not_stated", nearest=_nearest(context, records))
    told, untold = 0, 0
    if check:
        told += item_check(context, records, sheet)
    told += _wrong_subject(context, records, sheet) if (who or check) and not content else 0
    if content or everything:
        told += _texts(context, records, sheet, judged=not (check or who or attribute or place))
    only_listed = everything and bool(cues & {"list", "count"}) and not any(r.text.strip() for r in records)
    if who or (everything and not only_listed):
        said, unsaid = _agencies(context, records, sheet, everything)
        told, untold = told + said, untold + unsaid
    if place:
        told += _places(context, records, sheet)
    if attribute:
        said, unsaid = _attribute(context, records, sheet)
        told, untold = told + said, untold + unsaid
    if not told:
        return sheet.draft(status="refused", reason="not_stated", nearest=_nearest(context, records))
    named = question.documents or len(records) == 1
    if untold and (attribute or (named and len(records) > 1)):
        return sheet.draft(status="partial", reason="not_stated", coverage=_coverage(context, records))
    return sheet.draft(coverage=_coverage(context, records))


def _nearest(context: Context, records: Sequence[Record]) -> tuple[Evidence, ...]:
    return tuple(piece for record in records for piece in context.corpus.evidence(record))[:3]


def _agencies(context: Context, records: Sequence[Record], sheet: Sheet, quiet: bool) -> tuple[int, int]:
    """How many records state the agencies asked for, and how many do not."""
    assigned = [r for r in records if has_duty(context, r)]
    if "same" in context.question.cues and len(assigned) > 1:
        sheet.add(same_bodies(context, assigned))
    pointed = bool(context.question.records)  # of rows pointed at, those that name nobody are not what is meant
    only = quiet or (assigned and (pointed or not context.question.documents))
    for record in assigned if only else records:
        verdict = bodies_verdict(context, record)
        sheet.add((context.say(verdict) if verdict else "") + describe(context, sheet, record, context.question.roles))
    return len(assigned), 0 if quiet or (assigned and pointed) else len(records) - len(assigned)


def _texts(context: Context, records: Sequence[Record], sheet: Sheet, *, judged: bool) -> int:
    boxes = [r for r in records if r.series == "box"]
    heading = len(boxes) == len(records) and len({r.path[-2] for r in boxes}) == 1
    entries_said = size_verdict(context, len(boxes)) if heading else ""
    if len(boxes) > 1 and ("count" in context.question.cues or entries_said):
        verdict = context.say(entries_said) if entries_said else ""
        sheet.add(verdict + context.say("entries_of", what=boxes[0].path[-2], count=len(boxes)))
        judged = judged and not entries_said
    for record in records:
        verdict = content_verdict(context, record) if judged else ""
        _text(context, record, sheet, context.say(verdict) if verdict else "")
    return len(records)


def _wrong_subject(context: Context, records: Sequence[Record], sheet: Sheet) -> int:
    """Where a question says in passing what a row is about, and it is not: the row's own words first."""
    wrong = [r for r in records if subject_said(context) and content_verdict(context, r) == "no"]
    for record in wrong if len(wrong) == len(records) else ():
        _text(context, record, sheet, context.say("no"))
    return 0


def _text(context: Context, record: Record, sheet: Sheet, verdict: str) -> None:
    name = context.name(record)
    children = _rows_under(context, record)
    title = f"（{record.title}）" if record.title and record.title not in name else ""
    said = size_verdict(context, len(children)) if children else ""
    verdict = context.say(said) if said else verdict
    clauses = [r for r in children if r.series == "clause"]
    if clauses and (said or "count" in context.question.cues):
        counted = context.say("heading_only", item=name + title, count=len(clauses), what=_called(context, clauses))
        sheet.add(verdict + counted)
        verdict = ""
    if record.text.strip():
        words = " ".join(record.text.split())
        sheet.add(verdict + context.say("text", item=name + title, words=words) + sheet.cite_text(record))
        return
    sheet.add(
        verdict
        + context.say("heading_only", item=name + title, count=len(children), what=_called(context, children))
        + ("" if children else sheet.cite(record))  # each entry is cited, and its path gives the heading
    )
    for child in children:
        label = child.path[-1] if child.series == "section" else child.label
        label = f"{label}：{child.title}" if child.title and child.title not in label else label
        words = f"：{wording.first_words(child.text)}" if child.text else ""
        sheet.add(f"- {label}{words}{sheet.cite(child)}")


def _called(context: Context, records: Sequence[Record]) -> str:
    """What the entries under a heading are called."""
    return what(context, tuple(dict.fromkeys(r.series for r in records)))


def _places(context: Context, records: Sequence[Record], sheet: Sheet) -> int:
    beside = {context.corpus.record(i).path for i in context.question.beside}
    if beside:
        sheet.add(context.say("yes" if all(r.path in beside for r in records) else "no").strip())
    for record in records:
        path = " > ".join(record.path)
        values = {"item": context.name(record), "title": context.title(record.document), "path": path}
        verdict = place_verdict(context, record)
        sheet.add((context.say(verdict) if verdict else "") + context.say("place", **values) + sheet.cite(record))
    return len(records)


def _attribute(context: Context, records: Sequence[Record], sheet: Sheet) -> tuple[int, int]:
    """Deadlines, budgets, contacts: how many are stated and how many are not, with the sentences that do."""
    asked = list(dict.fromkeys(context.question.words.get("attribute", ())))
    others = [w for w in asked if not _ASKED_TIME.search(w.lower())]
    said = unsaid = 0
    for record in records:
        if len(others) < len(asked):
            stated = _dated(context, record, sheet)
            said, unsaid = said + stated, unsaid + (not stated)
        if others:
            unsaid += 1
            sheet.add(context.say("attribute_missing", item=context.name(record), what="、".join(others)))
    return said, unsaid


def _dated(context: Context, record: Record, sheet: Sheet) -> bool:
    """Whether a record says when, with its sentences that do."""
    spans = [s for s in sentences(record.text) if _TIMES.search(record.text[s.start : s.end])]
    for span in spans:
        words = " ".join(record.text[span.start : span.end].split())
        mark = sheet.mark(context.corpus.quote(record, span.start, span.end))
        sheet.add(context.say("text", item=context.name(record), words=words) + mark)
    if not spans:
        sheet.add(context.say("attribute_missing", item=context.name(record), what=context.say("timing")))
    return bool(spans)


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
