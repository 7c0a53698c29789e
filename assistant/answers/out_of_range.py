"""That a number does not exist, and which numbers do.

Knows the stretches of numbers of each document; refuses to guess which one was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import wording
from assistant.answers.context import Context
from assistant.answers.draft import Draft
from assistant.answers.select import ranges
from assistant.core.records import DocumentInfo
from assistant.core.text import to_chinese
from assistant.dialogue.numbers import NumberRef


def out_of_range(context: Context, missing: Sequence[NumberRef]) -> Draft:
    """The numbers asked for do not exist; which numbers do."""
    asked = wording.joined((as_asked(context, ref) for ref in dict.fromkeys(missing)), context.language)
    told = []
    for info in context.documents:
        if missing[0].kind == "box":
            told.extend(_boxes(context, info, missing[0].outer))
            continue
        for series, low, high in ranges(context, info.document, missing[0]):
            name = wording.series_name(series, context.language)
            told.append(context.say("range", region=context.region(info.document), series=name, low=low, high=high))
    key, told = ("ranges", told) if told else ("ranges_elsewhere", _elsewhere(context, missing[0]))
    ranges_told = context.say(key, ranges=wording.joined(dict.fromkeys(told), context.language)) if told else ""
    text = context.say("out_of_range", asked=asked, ranges=ranges_told)
    return Draft(text=text, status="refused", reason="out_of_range")


def _elsewhere(context: Context, ref: NumberRef) -> list[str]:
    """The numbers of a series in the documents that have it, where the one asked about has no such series."""
    told = []
    for info in context.corpus.documents:
        rows = context.corpus.of(info.document, ref.kind) if ref.kind in ("task", "project", "annex") else ()
        numbers = [r.number for r in rows if r.number is not None]
        if numbers:
            name = wording.series_name(rows[0].series, context.language)
            values = {"series": name, "low": min(numbers), "high": max(numbers)}
            told.append(context.say("range", region=context.region(info.document), **values))
        told.extend(_boxes(context, info, None) if ref.kind == "box" else [])
    return told


def _boxes(context: Context, info: DocumentInfo, outer: int | None) -> list[str]:
    """The range of a document's boxes (their entries are numbered anew in each), or how many entries one has."""
    entries = [r for r in context.corpus.of(info.document, "box") if re.search(rf"/{outer}-\d+$", r.record_id)]
    if entries:
        box = f"专栏{outer}" if context.language == "zh" else f"box {outer}"
        return [context.say("box_entries", region=context.region(info.document), box=box, count=len(entries))]
    numbers = [int(r.record_id.rsplit("/", 1)[1].split("-")[0]) for r in context.corpus.of(info.document, "box")]
    if not numbers:
        return []
    name = wording.series_name("box", context.language)
    return [
        context.say("range", region=context.region(info.document), series=name, low=min(numbers), high=max(numbers))
    ]


def as_asked(context: Context, ref: NumberRef) -> str:
    zh = {
        "task": "重点任务第{n}项",
        "project": "重点工程第{n}项",
        "annex": "附件第{n}项",
        "box": "专栏{n}",
        "section": "第（{c}）节",
        "chapter": "第{c}部分",
        "clause": "第{n}款",
    }
    en = {
        "task": "key task {n}",
        "project": "key project {n}",
        "annex": "annex item {n}",
        "box": "box {n}",
        "section": "section {n}",
        "chapter": "chapter {n}",
        "clause": "clause {n}",
    }
    number = ref.outer if ref.kind == "box" and ref.outer else ref.number
    chinese = to_chinese(number) if number <= 9999 else str(number)
    table, default = (zh, "第{n}项") if context.language == "zh" else (en, "item {n}")
    regions = {context.region(d.document) for d in context.documents} if context.question.documents else set()
    if ref.kind == "box" and ref.outer:
        table = table | {"box": "专栏{n}第{m}项" if context.language == "zh" else "box {n} entry {m}"}
    region = regions.pop() + ("" if context.language == "zh" else " ") if len(regions) == 1 else ""
    return region + table.get(ref.kind, default).format(n=number, c=chinese, m=ref.number)
