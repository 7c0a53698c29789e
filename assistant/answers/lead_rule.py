"""How a document tells who leads: the sentence in which it says so, or the words its rows print.

Knows the forms in which responsibility is assigned; refuses to know who leads what.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.core.records import Record
from assistant.core.text import sentences

_RULE = re.compile(r"[^。；（）()]*第一位[^。；（）()]*牵头单位[^。；（）()]*")
_CLAIMS_LEAD = re.compile(r"牵头|\blead")


def lead_rule(context: Context, sheet: Sheet) -> Draft | None:
    """By what each document named lets a reader tell the lead from the others; a claim about it is confirmed first."""
    claimed = "yesno" in context.question.cues and bool(_CLAIMS_LEAD.search(context.question.normal.lower()))
    for info in context.documents:
        assigned = [r for r in context.corpus.of(info.document) if r.responsibility is not None]
        stated = _stated(context, sheet, assigned, context.title(info.document))
        verdict = context.say("right") if claimed and stated else ""
        sheet.add(verdict + (stated or rule_of(context, sheet, info.document)))
    return sheet.draft() if sheet.lines else None


def rule_of(context: Context, sheet: Sheet, document: str) -> str:
    """How one document tells who leads."""
    title = context.title(document)
    assigned = [r for r in context.corpus.of(document) if r.responsibility is not None]
    if not assigned:
        texts = context.corpus.of(document, "text")
        return context.say("unassigned_document", title=title) + (sheet.cite(texts[0]) if texts else "")
    return _stated(context, sheet, assigned, title) or _printed(context, sheet, assigned, title)


def _stated(context: Context, sheet: Sheet, records: Sequence[Record], title: str) -> str:
    """The rule where a document states one, in a sentence or among the names of a row."""
    for record in records:
        spans = [s for s in sentences(record.text) if _RULE.search(record.text[s.start : s.end])]
        raw = record.responsibility.raw if record.responsibility else ""
        found = _RULE.search(record.text[spans[0].start : spans[0].end] if spans else raw)
        if found:
            pieces = [p for s in spans[:1] for p in context.corpus.quote(record, s.start, s.end)]
            marks = sheet.mark(pieces) if pieces else sheet.cite(record)
            stated = context.say("lead_rule_stated", title=title, words=found.group()) + marks
            return stated + _place(context, sheet, record)
    return ""


def _place(context: Context, sheet: Sheet, record: Record) -> str:
    """The section in which the rule stands, where its place is asked for."""
    if "place" not in context.question.cues:
        return ""
    values = {"item": context.name(record), "title": context.title(record.document), "path": " > ".join(record.path)}
    gap = "" if context.language == "zh" else " "
    return gap + context.say("place", **values) + sheet.cite(record)


def _printed(context: Context, sheet: Sheet, records: Sequence[Record], title: str) -> str:
    """What rows print where no sentence says it: 牵头单位 and 协办单位, or 按职责分工负责, which has no lead."""
    forms = Counter(r.responsibility.form for r in records if r.responsibility)
    first = {form: next(r for r in records if r.responsibility and r.responsibility.form == form) for form in forms}
    values = {"title": title, "led": forms["lead_support"], "joint": forms["joint"] + forms["list"]}
    marks = "".join(sheet.cite(first[form]) for form in ("lead_support", "joint") if form in first)
    return context.say("lead_rule_printed", **values) + marks
