"""What a row changed in the plan above, word by word.

Knows how the differences are told and cited; refuses to know how they were found. Which document breaks down which is
read from the documents themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.entries import bracketed
from assistant.core.lineage import Edit, Lineage, LineageClass, Stretch
from assistant.core.records import Record

_INLINE_EDITS = 3
_INLINE_WORDS = 30
_SAME = re.compile(
    r"(?<!不)(?:一样|一致|相同|同样)|照[抄搬]|逐字|原样|(?<!有)没[有]?改|(?<!有)没变|same|identical"
    r"|match|cop(?:y|ied)|verbatim|unchanged|word[- ]for[- ]word"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """A document and the plan that it breaks down."""

    table: str
    plan: str


def pairs(context: Context) -> list[Pair]:
    """The documents that break a plan down, among those asked about."""
    asked = set(context.question.documents)
    known = {d.document for d in context.corpus.documents}
    found = [
        Pair(table=d.document, plan=d.carries_out)
        for d in context.corpus.documents
        if d.carries_out is not None and d.carries_out in known
    ]
    return [p for p in found if not asked or {p.table, p.plan} & asked]


def on_own_topic(context: Context) -> Context:
    """The context without a topic that is made of nothing but the words of comparing (a follow-up may bring one)."""
    kept = "l_topic" in context.question.cues
    return context if kept else replace(context, question=replace(context.question, topic=()))


def compared(context: Context, sheet: Sheet, pair: Pair, row: Record) -> None:
    """One row beside the sentences it carries out."""
    entry = context.corpus.lineage_of(row.record_id)
    if entry is None:
        return
    verdict = _verdict(context, entry.kind)
    region, words = context.region(row.document), flat(row.text)
    name = context.name(row)
    if entry.kind == "new":
        values = {"item": name, "plan": context.title(pair.plan), "region": region}
        sheet.add(verdict + context.say("lineage_new", **values) + f"“{words}”{sheet.cite_text(row)}")
        return
    source = sources_named(context, entry)
    above = [context.corpus.record(i) for i in dict.fromkeys(s.record_id for s in entry.sources)]
    if entry.kind == "copied":
        note = "" if _same_marks(context, row, entry) else context.say("lineage_marks_only")
        head = verdict + context.say("lineage_copied", item=name, source=source, note=note)
        sheet.add(f"{head}“{words}”{sheet.cite_text(row)}{cited(context, sheet, entry.sources)}")
    else:
        key = "lineage_adapted" if len(entry.edits) > 1 else "lineage_adapted_once"
        head = verdict + context.say(key, item=name, source=source, count=len(entry.edits))
        _told(context, sheet, head, entry)
        sheet.add(context.say("lineage_words", region=region, words=words) + sheet.cite_text(row))
        for stretch in shown(entry):
            record = context.corpus.record(stretch.record_id)
            plan_words = flat(record.text[stretch.start : stretch.end])
            line = context.say("lineage_words", region=context.region(pair.plan), words=plan_words)
            sheet.add(line + cited(context, sheet, [stretch]))
    if row.title and all(r.series != "section" for r in above) and _bare(above[0].title) != _bare(row.title):
        renamed = context.say("lineage_renamed", before=above[0].title, after=row.title)
        sheet.add(renamed + sheet.cite(row) + sheet.cite(above[0]))


def _told(context: Context, sheet: Sheet, head: str, entry: Lineage) -> None:
    words = [edit_words(context, edit) for edit in entry.edits]
    stop = "。" if context.language == "zh" else "."
    colon = "：" if context.language == "zh" else ": "
    if len(words) <= _INLINE_EDITS and all(len(w) <= _INLINE_WORDS * 2 for w in words):
        sheet.add(head + colon + ("；" if context.language == "zh" else "; ").join(words) + stop)
        return
    sheet.add(head + colon.rstrip())
    for line in words:
        sheet.add(f"- {line}")


def edit_words(context: Context, edit: Edit) -> str:
    """One difference in words."""
    return context.say(f"edit_{edit.kind}", before=_quoted(edit.before), after=_quoted(edit.after))


def _quoted(text: str) -> str:
    """Words in quotation marks, unless they stand in such marks themselves."""
    words = flat(text).rstrip("。")
    alone = words.startswith("“") and words.endswith("”") and words.count("“") == 1
    return words if alone else f"“{words}”"


def shown(entry: Lineage) -> list[Stretch]:
    """The words of the plan beside a row: its sentences and what was dropped beside them, joined where they touch."""
    wanted = [*entry.sources, *(e.source for e in entry.edits if e.kind == "dropped")]
    found: list[Stretch] = []
    for one in sorted(wanted, key=lambda s: (s.record_id, s.start, -s.end)):
        last = found[-1] if found else None
        if last and last.record_id == one.record_id and one.start <= last.end:
            found[-1] = replace(last, end=max(last.end, one.end))
        else:
            found.append(one)
    return found


def sources_named(context: Context, entry: Lineage) -> str:
    """The records of the plan that a row carries out, as a sentence names them."""
    records = [context.corpus.record(i) for i in dict.fromkeys(s.record_id for s in entry.sources)]
    names = [
        context.name(r) + (bracketed(context, [r.title]) if r.series == "box" and r.title else "") for r in records
    ]
    return wording.joined(names, context.language)


def cited(context: Context, sheet: Sheet, stretches: Iterable[Stretch]) -> str:
    corpus = context.corpus
    return "".join(sheet.mark(corpus.quote(corpus.record(s.record_id), s.start, s.end)) for s in stretches)


def _verdict(context: Context, kind: LineageClass) -> str:
    """Yes or no, where the question takes a class for granted."""
    cues = context.question.cues
    if "yesno" not in cues or cues & {"list", "choice"}:
        return ""
    words = context.question.normal.lower()
    if "l_there" in cues:  # whether the plan says it at all
        differs = kind == "adapted" and _SAME.search(context.question.text.lower())
        return "" if differs else context.say("no" if kind == "new" else "yes")
    asked: LineageClass = (
        "new"
        if cues & {"l_new", "l_not_above"}
        else "copied"
        if "l_copied" in cues or _SAME.search(words)
        else "adapted"
    )
    return context.say("yes" if asked == kind else "no")


def _same_marks(context: Context, row: Record, entry: Lineage) -> bool:
    words = "".join(context.corpus.record(s.record_id).text[s.start : s.end] for s in entry.sources)
    return _bare(words) == _bare(row.text)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def flat(text: str) -> str:
    return " ".join(text.split())


def class_tag(context: Context, row: Record) -> str:
    """The class of a row behind its label, with its differences where they are few."""
    entry = context.corpus.lineage_of(row.record_id)
    if entry is None:
        return ""
    names = {"zh": {"copied": "照抄", "adapted": "有改动", "new": "新增"},
             "en": {"copied": "copied", "adapted": "adapted", "new": "new"}}  # fmt: skip
    words = names[context.language][entry.kind]
    edits = [edit_words(context, e) for e in entry.edits]
    if edits and len(edits) <= _INLINE_EDITS and all(len(e) <= _INLINE_WORDS for e in edits):
        words += ("：" if context.language == "zh" else ": ") + ("；" if context.language == "zh" else "; ").join(edits)
    return f"（{words}）" if context.language == "zh" else f" ({words})"
