"""How many things of a kind each of several texts in one file names one by one, counted where it names them.

Knows enumerations and the number a source prints behind one; refuses to know which text is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.texts_named import text_named
from assistant.core.records import Record, Span
from assistant.core.text import has_han, sentences

_EACH = re.compile(
    r"(?:前后|这|那)?(?:两|2)(?:份|个|篇|部)(?:文件|文本|材料|东西)?|两边|前后(?:文|的)?"
    r"|方案(?:里|中)?(?:和|与|跟|、|还是)[^,，。?？]{0,8}意见|意见(?:里|中)?(?:和|与|跟|、|还是)[^,，。?？]{0,8}方案"
    r"|\b(?:both|the two|each of the)(?: \w+)? (?:texts|documents|papers|parts)\b|\bthe plan and the opinions?\b"
)
"""Both texts of a file spoken of."""
_COUNTED = re.compile(r"几[个类种]|多少|\d+个|[十一二两三四五六七八九]+个|\bhow many\b|\b\d+\b")
_KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("行业", "industries", re.compile(r"行业|\bindustr(?:y|ies)\b|\bsectors?\b")),
    ("园区", "parks", re.compile(r"园区|\bparks?\b")),
)
"""What is named one by one in the texts, the phrase for it, and how it is asked for."""
_LEAST = 4
"""So many names make an enumeration."""
_NAME = r"[^、，,。；;：:（）()“”\s]{1,12}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Listed:
    """A sentence that names things one by one, and how many: as printed behind them, else as they are counted."""

    record: Record
    span: Span
    count: int
    worth: tuple[bool, int, int]


def each_text(context: Context, sheet: Sheet) -> Draft | None:
    """The number of things each text names, text by text; ``None`` unless every text asked about names some."""
    words = context.question.normal.lower()
    kind, called = next(((name, key) for name, key, pattern in _KINDS if pattern.search(words)), ("", ""))
    if len(context.question.documents) != 1 or not kind or not _COUNTED.search(words) or not _EACH.search(words):
        return None
    document = context.question.documents[0]
    titles = context.corpus.document(document).titles
    if len(titles) < 2 or text_named(context, document) is not None:
        return None
    found = [(title, _best(context, document, title, kind)) for title in titles]
    if not all(listed for _, listed in found):
        return None
    counts = {listed.count for _, listed in found if listed}
    sheet.add(context.say("each_text_apart" if len(counts) > 1 else "each_text_alike"))
    for title, listed in found:
        if listed is None:
            continue
        told = " ".join(listed.record.text[listed.span.start : listed.span.end].split())
        marks = sheet.mark(context.corpus.quote(listed.record, listed.span.start, listed.span.end))
        line = context.say("each_text", title=title, count=listed.count, kind=context.say(f"each_text_{called}"))
        sheet.add(f"- {line}“{told}”{marks}")
    return sheet.draft()


def _best(context: Context, document: str, title: str, kind: str) -> _Listed | None:
    """The sentence of a text that names things of a kind and says most of what is asked."""
    bare = title.split("（")[0]
    asked = [p for p in (*context.question.subject, *context.question.topic) if has_han(p)]
    found = [
        listed
        for record in context.corpus.of(document)
        if record.path and record.path[0].split("（")[0] == bare
        for span in sentences(record.text)
        if (listed := _listed(record, span, kind, asked)) is not None
    ]
    return max(found, key=lambda listed: listed.worth, default=None)


def _listed(record: Record, span: Span, kind: str, asked: list[str]) -> _Listed | None:
    words = record.text[span.start : span.end]
    match = re.search(rf"{_NAME}(?:、{_NAME}?)+?等?(?P<count>\d+)?个?(?:重点)?{kind}", words)
    if match is None:
        return None
    names = match.group().count("、") + 1
    if names < _LEAST:
        return None
    printed = match.group("count")
    pairs = {p[i : i + 2] for p in asked for i in range(len(p) - 1)}
    worth = (bool(printed), sum(pair in words for pair in pairs), names)
    return _Listed(record=record, span=span, count=int(printed) if printed else names, worth=worth)
