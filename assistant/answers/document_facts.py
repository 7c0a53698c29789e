"""Facts about a document as such: title, number, period, issuer, date, basis and structure, each where it is printed.

Knows what is known about documents; refuses to guess what their text does not name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from assistant.answers import wording
from assistant.answers.chatter import is_chatter
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.lead_rule import rule_of
from assistant.answers.select import is_chapter, leads_to
from assistant.answers.texts_named import of_text_named, text_named
from assistant.core.evidence import Evidence, squeeze
from assistant.core.records import SERIES, DocumentInfo, Record
from assistant.core.text import sentences

_DOCUMENT = re.compile(
    r"文件|方案|文本|分工表|意见|这份|那份|材料|表|\b(?:documents?|plans?|texts?|tables?|papers?|notices?|opinions?)\b"
)
_DATES = re.compile(r"(?<=“)[^“”]+(?=”)|到?20\d\d年")
"""Parts of a period that are printed apart."""
_BASIS = re.compile(r"(?:贯彻落实|根据|依据|按照)[^。]*《[^。]*》[^。]*(?:制定|编制)")


def document_fact(context: Context, sheet: Sheet) -> Draft:
    """What is asked about the documents named, or about all of them."""
    missing = stated = 0
    for info in context.documents:
        for fact in context.question.facts:
            line = _fact(context, sheet, info, fact)
            stated, missing = stated + bool(line), missing + (not line)
            name = wording.FACT_NAMES[context.language][fact]
            sheet.add(line or context.say("fact_missing", title=context.title(info.document), fact=name))
    if not stated:
        return sheet.draft(status="refused", reason="not_stated")
    if missing and context.question.documents:
        return sheet.draft(status="partial", reason="not_stated")
    return sheet.draft()


def facts_beside_chatter(context: Context, sheet: Sheet) -> Draft | None:
    """Facts about the documents named, where what the question says beside them is nothing a document speaks of."""
    question = context.question
    if not question.facts_beside or not question.documents or not _DOCUMENT.search(question.normal.lower()):
        return None
    if not is_chatter(context, question.topic_beside):
        return None
    told = replace(context, question=replace(question, facts=question.facts_beside))
    return document_fact(told, Sheet(context=told))


def _fact(context: Context, sheet: Sheet, info: DocumentInfo, fact: str) -> str:
    if fact == "basis":
        return _basis(context, sheet, info)
    if fact == "lead_rule":
        return rule_of(context, sheet, info.document)
    if fact == "title" and "annex" in context.question.series:
        return _annex_title(context, sheet, info)
    values = {
        "number": info.number,
        "issuer": info.issuer,
        "period": info.period,
        "title": "；".join(info.titles or (info.title,)),
        "date": None,
    }
    named = text_named(context, info.document)
    if fact == "period" and named and info.title.split("（")[0] != named:
        return ""  # the period of a file is that of the text whose title states it
    value = _structure(context, sheet, info) if fact == "structure" else values[fact]
    if not value:
        return ""
    marks = "" if fact == "structure" else where_printed(context, sheet, info, value)
    shown = value if fact != "title" or context.language == "zh" else f"{info.title_en}（{value}）"
    name = wording.FACT_NAMES[context.language][fact]
    return context.say("fact", title=context.title(info.document), fact=name, value=shown) + marks


def _basis(context: Context, sheet: Sheet, info: DocumentInfo) -> str:
    """The sentences in which each text of a document says what it was drawn up on; else the plan it breaks down."""
    found = []
    for record in of_text_named(context, context.corpus.of(info.document, "text")):
        for span in sentences(record.text):
            words = record.text[span.start : span.end]
            if _BASIS.search(words):
                marks = sheet.mark(context.corpus.quote(record, span.start, span.end))
                found.append(f"“{' '.join(words.split())}”{marks}")
    if not found and info.carries_out:
        found = [context.title(info.carries_out) + where_printed(context, sheet, info, info.title)]
    if not found:
        return ""
    name = wording.FACT_NAMES[context.language]["basis"]
    value = "；".join(found)
    return context.say("fact", title=context.title(info.document), fact=name, value=value).rstrip("。")


def _annex_title(context: Context, sheet: Sheet, info: DocumentInfo) -> str:
    """The title printed above the annex, where a document has one."""
    rows = context.corpus.of(info.document, "annex")
    if not rows or not rows[0].path:
        return ""
    title = rows[0].path[0]
    values = {"title": context.title(info.document), "value": title}
    return context.say("annex_title", **values) + where_printed(context, sheet, info, title)


def where_printed(context: Context, sheet: Sheet, info: DocumentInfo, value: str) -> str:
    """Marks for the records whose words hold a fact, part by part."""
    source = context.corpus.source(info.document)
    marks = ""
    for part in value.replace("；", "、").split("、"):
        record = next(
            (
                r
                for r in context.corpus.of(info.document)
                if squeeze(part) in squeeze(source[r.start : r.end]) and r.series in ("text", "section")
            ),
            None,
        )
        if record is not None:
            mark = sheet.cite(record) if record.series == "text" else sheet.cite_text(record)
            marks += "" if mark in marks else mark
    parts = _DATES.findall(value) if not marks else []
    return marks or "".join(dict.fromkeys(where_printed(context, sheet, info, part) for part in parts))


def _structure(context: Context, sheet: Sheet, info: DocumentInfo) -> str:
    """Chapters with their marks, and the numbered series."""
    records = of_text_named(context, context.corpus.of(info.document))
    chapters = [r for r in records if is_chapter(r)]
    series = [s for s in context.question.series if s in ("task", "project")]
    chapters = [r for r in chapters if not series or leads_to(context, r, series)] or chapters
    parts = [f"{r.path[-1]}{sheet.mark(_heading(context, r))}" for r in chapters]
    counts = Counter(r.series for r in records if r.series not in ("text", "section"))
    sections = sum(r.series == "section" and r.path[-1][:1] in "（(" for r in records)
    numbers = [f"{wording.series_name(s, context.language)} {counts[s]}" for s in SERIES if counts[s]]
    if sections:
        numbers.insert(0, f"{wording.series_name('section', context.language)} {sections}")
    total = f"{len(chapters)}个部分：" if context.language == "zh" else f"{len(chapters)} chapters: "
    return total + "；".join(parts) + "。" + wording.joined(numbers, context.language)


def _heading(context: Context, record: Record) -> tuple[Evidence, ...]:
    """Evidence for a heading alone, without the body under it."""
    whole = context.corpus.evidence(record)
    words = squeeze(record.path[-1])
    source = context.corpus.source(record.document)
    for end in range(record.start + 1, min(record.end, record.start + 3 * len(words) + 200) + 1):
        if squeeze(source[record.start : end]).endswith(words):
            return (
                (
                    Evidence(
                        record=record, quote=" ".join(source[record.start : end].split()), start=record.start, end=end
                    ),
                )
                if squeeze(source[record.start : end]) == words
                else whole
            )
    return whole
