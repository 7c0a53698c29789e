"""Rows of a table against the plan above: which row or sentence is meant, and which rows carry a sentence out.

Knows which side the numbers and words of a question belong to; refuses to know how differences are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.entries import bracketed, entries
from assistant.answers.lineage import Pair, cited, class_tag, compared, flat, on_own_topic, pairs
from assistant.answers.out_of_range import out_of_range
from assistant.answers.responsibility import describe
from assistant.answers.select import by_ref, on_topic
from assistant.answers.suggested import unclear
from assistant.answers.topic_words import topic_terms
from assistant.core.answer import Coverage
from assistant.core.lineage import Stretch
from assistant.core.records import Record
from assistant.core.text import normalise, sentences
from assistant.dialogue.numbers import NumberRef

_ABOVE_BEFORE = re.compile(r"(?:省里?|(?:省|上级)(?:方案|文件|级方案)|provincial(?: plan)?(?:'s)?)的?\s*$")
_DOWN = re.compile(
    r"落(?:到|在|成|实到|实成)|拆(?:成|分|解|到)|分(?:解|成|到)|细化|变成|转成"
    r"|\b(?:end(?:s|ed)? up|broken|turn(?:s|ed)? into|becomes?)\b"
)
_WHO = frozenset({"who", "lead", "support", "responsible"})


def lineage(context: Context, sheet: Sheet) -> Draft | None:
    """What rows changed, or which rows carry something out, whichever side the question names."""
    context = on_own_topic(context)
    for pair in pairs(context):
        rows, above, missing = _resolved(context, pair)
        if not rows and not above:
            if missing:
                return out_of_range(context, missing)
            continue
        if not rows:
            return carrying(context, sheet, pair, above)
        for row in rows:
            compared(context, sheet, pair, row)
        return sheet.draft(assumptions=(context.say("lineage_how"),))
    if context.question.topic and context.question.intent == "lineage_rows":
        return _on_topic(context, sheet)
    if context.question.refs or context.question.topic:
        return None
    return Draft(text=unclear(context), status="clarify")


def _resolved(context: Context, pair: Pair) -> tuple[list[Record], list[Record], list[NumberRef]]:
    """The rows and the records of the plan that the question points at, and numbers that point at nothing."""
    found = [context.corpus.record(i) for i in context.question.records]
    missing: list[NumberRef] = []
    for ref in context.question.refs if not found else ():
        homes = _homes(context, pair, ref)
        records = next((r for home in homes if (r := by_ref(context, home, replace(ref, documents=(home,))))), ())
        found.extend(records)
        if not records and homes:
            missing.append(replace(ref, documents=(homes[0],)))
    rows = [r for r in found if context.corpus.lineage_of(r.record_id)]
    above = [part for r in found if r.document == pair.plan for part in _parts(context, r)]
    return list(dict.fromkeys(rows)), list(dict.fromkeys(above)), missing


def _homes(context: Context, pair: Pair, ref: NumberRef) -> list[str]:
    """The documents in which a number is looked up, the likeliest first."""
    if _goes_down(context) and ref.kind in ("any", "item") and not _said_of(context, ref):
        return [pair.plan, pair.table]
    numbered = any(r.series == ref.kind for d in ref.documents for r in context.corpus.of(d))
    if ref.documents and (numbered or ref.kind not in ("task", "project")):
        named_first = [d for d in (pair.table, pair.plan) if d in ref.documents]
        # A plan named elsewhere in the question (58项是照搬广东的吗) may be what the row is compared with.
        return named_first if _said_of(context, ref) else list(dict.fromkeys((*named_first, pair.table, pair.plan)))
    named = _ABOVE_BEFORE.search(context.question.normal.lower()[: ref.start])
    rows_asked = context.question.intent == "lineage_rows" and "l_downstream" in context.question.cues
    return [pair.plan, pair.table] if named or rows_asked else [pair.table, pair.plan]


def _goes_down(context: Context) -> bool:
    """Whether it is asked what became of something in the document below (从广东到深圳，第5条落到哪几项)."""
    question = context.question
    both = {"l_upstream", "l_downstream"} <= question.cues
    return question.intent == "lineage_rows" and both and bool(_DOWN.search(question.normal.lower()))


def _said_of(context: Context, ref: NumberRef) -> bool:
    """Whether a document is named right before a number."""
    before = context.question.normal.lower()[: ref.start].rstrip()
    if context.question.normal[ref.start : ref.start + 1] == ",":
        return False
    names = [
        n.lower()
        for d in ref.documents
        for info in (context.corpus.document(d),)
        for n in (info.region, info.region_en)
    ]
    bare = re.sub(r"(?:省|市|的|里|中|方案|文件|计划|plan|document|table|'s)+$", "", before).rstrip()
    return any(n and bare.endswith(n) for n in names)


def _parts(context: Context, record: Record) -> list[Record]:
    """A record of the plan, or what stands under it where it is a heading."""
    below = [part for child in context.corpus.children(record.record_id) for part in _parts(context, child)]
    return [*([record] if record.text.strip() else []), *below]


def _on_topic(context: Context, sheet: Sheet) -> Draft | None:
    """Rows that carry out what the plan says on a topic."""
    for pair in pairs(context):
        pool = [r for r in context.corpus.of(pair.plan) if r.series != "text" and r.text.strip()]
        match = on_topic(context, sheet, pool)
        if match.records:
            return carrying(context, sheet, pair, match.records, on_topic_only=True)
    return None


def _sentences_on(context: Context, record: Record) -> tuple[Stretch, ...]:
    """The sentences of a record that hold most of the topic; none where all of the record is about it."""
    spans = sentences(record.text)
    terms = topic_terms(context)
    heading = normalise("".join((*record.path[-1:], record.title))).lower()
    if len(spans) < 2 or not terms or all(any(a in heading for a in term) for term in terms):
        return ()
    said = [normalise(record.text[s.start : s.end]).lower() for s in spans]
    held = [sum(max((_share(a, words) for a in term), default=0.0) for term in terms) for words in said]
    kept = [s for s, score in zip(spans, held, strict=True) if score == max(held)]
    if not max(held) or len(kept) == len(spans):
        return ()
    return tuple(Stretch(record_id=record.record_id, start=s.start, end=s.end) for s in kept)


def _share(term: str, words: str) -> float:
    """How much of a term stands in a sentence, by pairs of characters."""
    pairs_of = [term[i : i + 2] for i in range(len(term) - 1)]
    return 1.0 if term in words else sum(p in words for p in pairs_of) / (len(pairs_of) + 1)


def _meet(one: Stretch, parts: Sequence[Stretch]) -> bool:
    """Whether a stretch lies in one of the sentences asked about; every stretch does where none is picked."""
    return not parts or any(one.record_id == p.record_id and one.start < p.end and p.start < one.end for p in parts)


def carrying(
    context: Context, sheet: Sheet, pair: Pair, above: Sequence[Record], *, on_topic_only: bool = False
) -> Draft:
    """The rows that carry out records of the plan, record by record, and the sentences that none carries out."""
    corpus = context.corpus
    table = [r for r in corpus.of(pair.table) if corpus.lineage_of(r.record_id)]
    region = context.region(pair.table)
    listed: set[str] = set()
    for record in above:
        parts = _sentences_on(context, record) if on_topic_only else ()
        rows = [
            r for r in table if any(s.record_id == record.record_id and _meet(s, parts) for s in _sources(context, r))
        ]
        listed.update(r.record_id for r in rows)
        values = {"item": _headed(context, sheet, record, parts), "region": region}
        phrase = "lineage_rows" if rows else "lineage_rows_none"
        sheet.add(context.say(phrase, count=len(rows), scanned=len(table), **values))
        if context.question.cues & _WHO:
            for row in rows:
                sheet.add(f"- {describe(context, sheet, row, context.question.roles)}")
        else:
            entries(context, sheet, rows, lambda row: class_tag(context, row))
        if not on_topic_only and (beside := _same_heading(record, table, rows)):
            sheet.add(context.say("lineage_same_heading", count=len(beside), region=region, heading=record.title))
            entries(context, sheet, beside, lambda row: class_tag(context, row))
            listed.update(r.record_id for r in beside)
        left = [u.sentence for u in corpus.uncarried(pair.plan) if u.sentence.record_id == record.record_id]
        left = [sentence for sentence in left if _meet(sentence, parts)]
        if left and rows:
            sheet.add(context.say("lineage_left_out", count=len(left), region=region))
        for sentence in left if rows else ():
            words = flat(record.text[sentence.start : sentence.end])
            sheet.add(f"- “{words}”{cited(context, sheet, [sentence])}")
    coverage = Coverage(scanned=len(table), matched=len(listed), listed=len(listed))
    return sheet.draft(coverage=coverage, assumptions=(context.say("lineage_how"),))


def _same_heading(record: Record, table: Sequence[Record], rows: Sequence[Record]) -> list[Record]:
    """Rows under a heading with the title of a record of the plan that repeat none of its sentences."""
    bare = normalise(record.title).lower()
    under = [r for r in table if bare and any(normalise(h).lower().endswith(bare) for h in r.path)]
    return [r for r in under if r not in rows]


def _headed(context: Context, sheet: Sheet, record: Record, parts: Sequence[Stretch]) -> str:
    """A record of the plan as a line names it, with its sentences where only some are meant."""
    titled = bool(record.title) and record.title not in record.label
    name = context.name(record) + (bracketed(context, [record.title]) if titled else "")
    if not parts:
        return name + sheet.cite_text(record)
    words = "".join(f"“{flat(record.text[p.start : p.end])}”" for p in parts)
    return name + words + cited(context, sheet, parts)


def _sources(context: Context, row: Record) -> tuple[Stretch, ...]:
    entry = context.corpus.lineage_of(row.record_id)
    return entry.sources if entry else ()
