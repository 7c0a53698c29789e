"""How a document tells who leads: the sentence in which it says so, or the words its rows print.

Knows the forms in which responsibility is assigned; refuses to know who leads what.
"""

from __future__ import annotations

import re
from collections import Counter

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.core.records import Record
from assistant.core.text import sentences

_RULE = re.compile(r"第一位的?[^。；]{0,8}牵头|[（(][^）)]*牵头单位[^）)]*[，,；;][^）)]*下同[^）)]*[）)]")


def lead_rule(context: Context, sheet: Sheet) -> Draft | None:
    """By what each document named lets a reader tell the lead from the others."""
    for info in context.documents:
        records = context.corpus.of(info.document)
        title = context.title(info.document)
        assigned = [r for r in records if r.responsibility is not None]
        if not assigned:
            texts = context.corpus.of(info.document, "text")
            sheet.add(context.say("unassigned_document", title=title) + (sheet.cite(texts[0]) if texts else ""))
        elif not _stated(context, sheet, assigned, title):
            _printed(context, sheet, assigned, title)
    return sheet.draft()


def _stated(context: Context, sheet: Sheet, records: list[Record], title: str) -> bool:
    """The sentence with the rule, where a document states one."""
    for record in records:
        raw = record.responsibility.raw if record.responsibility else ""
        for span in sentences(record.text):
            words = record.text[span.start : span.end]
            if found := _RULE.search(words):
                marks = sheet.mark(context.corpus.quote(record, span.start, span.end))
                sheet.add(context.say("lead_rule_stated", title=title, words=found.group()) + marks)
                return True
        if found := _RULE.search(raw):
            sheet.add(context.say("lead_rule_stated", title=title, words=found.group()) + sheet.cite(record))
            return True
    return False


def _printed(context: Context, sheet: Sheet, records: list[Record], title: str) -> None:
    """What rows print where no sentence says it: 牵头单位 and 协办单位, or 按职责分工负责, which has no lead."""
    forms = Counter(r.responsibility.form for r in records if r.responsibility)
    first = {form: next(r for r in records if r.responsibility and r.responsibility.form == form) for form in forms}
    values = {"title": title, "led": forms["lead_support"], "joint": forms["joint"] + forms["list"]}
    marks = "".join(sheet.cite(first[form]) for form in ("lead_support", "joint") if form in first)
    sheet.add(context.say("lead_rule_printed", **values) + marks)
