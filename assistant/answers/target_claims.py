"""Figures that a question states: whether they are right, whose they are, and what they are where nothing else is.

Knows how a figure is held against targets; refuses to know how indicators are named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.answers import target_words as said
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.quantities import Quantity, stated_quantities
from assistant.answers.target_bounds import bounded_verdict, of_existence, recurring
from assistant.answers.target_choice import Entry, Picked, merged
from assistant.answers.target_lines import holds, line, marks, with_names
from assistant.answers.verdicts import given_for_condition
from assistant.answers.wording import joined
from assistant.core.targets import Target
from assistant.core.text import parse_numeral

_PERIODS = re.compile(
    r"(?<!\d)20\d\d(?!\d|\s*[万亿元块家台吨亩户辆座多余])\s*年?|\b14th\b|(?<![\d.])[23]\d年(?![内间来])"
)
_TIMES = ("年", "月", "日")
_TENTHS = re.compile(r"([一二三四五六七八九])成(?![为立功果本员长分套])")
_PLACES = re.compile(r"[二两三四五][家个地]|[二两三四五六七八九十][种类]")
"""A number of places asked about (浙江广东重庆三家), which is no figure."""
_TELLING = 150
"""Plain numbers from this on are hardly those of items or counts."""
_MORE = re.compile(
    r"超过|高于|大于|多于|不低于|至少|以上|\b(?:above|over|exceed\w*|(?:more|higher|greater) than|at least)\b"
)
_LESS = re.compile(r"低于|小于|少于|不到|不足|以下|\b(?:below|under|(?:less|lower|fewer) than|at most)\b")
_PAST = re.compile(r"超过|高于|大于|多于|\b(?:above|over|exceed\w*|(?:more|higher|greater) than)\b")
_SHORT_OF = re.compile(r"低于|小于|少于|不到|不足|\b(?:below|under|(?:less|lower|fewer) than)\b")
"""Words that hold a target against a figure; 至少 and 以上 belong to the figure of the target."""
_THE_LIMIT = re.compile(
    r"(?:门槛|起点|标准|条件|线|以上|超过)(?:就|都|不)?(?:是|为|定)|(?:是|为)\d+[万亿]?\S{0,2}以上"
    r"|\b(?:threshold|limit|cut-?off|bar|minimum)(?: \w+){0,3} (?:is|of|at|be)\b"
    r"|\b(?:over|above|exceeding|more than|at least) \d"
)
"""Words by which a figure is said to be the limit itself, and not an amount held against it."""
_RANGE_WORDS = re.compile(
    r"(?:差|高出|多出|低出|超过|高于|大于|多于|低于|小于|少于|不到|至少|以上|以下)|\b(?:above|over|below|under|than|least|most|exceed\w*)\b"
)
"""Words that make a figure a bound to search with, and not a claim."""


def figures_said(context: Context) -> list[Quantity]:
    """The figures of the question that are neither years nor lengths of time."""
    years = tuple(str(year) for year in context.question.years)
    text = _TENTHS.sub(lambda m: f"{parse_numeral(m.group(1))}0%", context.question.normal)
    said = stated_quantities(_PERIODS.sub(" ", text))
    return [
        q
        for q in said
        if not (years and q.words.startswith(years)) and not (q.words.endswith(_TIMES) or _PLACES.fullmatch(q.words))
    ]


def verdict(context: Context, entries: Sequence[Entry]) -> str:
    """Yes or no, first, where a figure is asked about or whether there is a target at all."""
    wants = context.question.target.wants
    if "yesno" not in wants:
        return ""
    stated = figures_said(context)
    if (beyond := bounded_verdict(context, entries, figures=bool(stated))) is not None:
        return beyond
    if "choice" in context.question.cues and len(stated) != 1:
        return ""  # 40 or 43: the figure is the answer
    return _of_figures(context, entries, stated) if stated else of_existence(context, entries)


def _of_figures(context: Context, entries: Sequence[Entry], stated: Sequence[Quantity]) -> str:
    """Whether the figures of the question are those of the targets."""
    if limit := _within(context, entries, stated):
        return limit
    fitting = [any(_fits(context, e.target, q) for q in stated) for e in entries]
    holding = {e.target.document for e, here in zip(entries, fitting, strict=True) if here}
    if len(holding) < len({e.target.document for e in entries}) and len(holding):
        return ""  # right of one document and wrong of another, which the rows and corrections tell
    if all(fitting):
        return recurring(context, entries) or context.say("target_yes")
    if not any(fitting):
        return context.say("target_no")
    told = list(zip(entries, fitting, strict=True))
    years = dict.fromkeys(str(e.target.year) for e, here in told if here and e.target.year)
    others = dict.fromkeys(str(e.target.year) for e, here in told if not here and e.target.year)
    if not years or not others or len({e.target.document for e in entries}) > 1:
        return context.say("target_yes")
    unit = "年" if context.language == "zh" else ""
    mark = "、" if context.language == "zh" else ", "
    return context.say(
        "target_yes_for", years=mark.join(y + unit for y in years), others=mark.join(y + unit for y in others)
    )


def _fits(context: Context, target: Target, quantity: Quantity) -> bool:
    """Whether a target has a figure, or lies beyond it where that is what is asked (高于90%吗)."""
    beside = _beside(context.question.normal.lower(), quantity)
    for pattern, side in ((_PAST, 1), (_SHORT_OF, -1)):
        if pattern.search(beside) and target.amount is not None:
            sizes = [value for value, percent in quantity.readings if percent == (target.unit == "%")]
            if any((target.amount - value) * side > 0 for value in sizes):
                return True
    return holds(target, quantity.readings)


def _within(context: Context, entries: Sequence[Entry], stated: Sequence[Quantity]) -> str:
    """Whether an amount of the asker's own falls under what a provision applies to (我们一年产130吨)."""
    if any(e.target.kind != "threshold" for e in entries) or _THE_LIMIT.search(context.question.normal.lower()):
        return ""
    for target in (e.target for e in entries):
        for quantity in stated:
            own = next((value for value, percent in quantity.readings if not percent), None)
            if own is None or target.amount is None or target.comparator not in (">=", ">"):
                continue
            if own == target.amount and _PAST.search(_beside(context.question.normal.lower(), quantity)):
                continue  # 超过2000万元才有: the limit as it is stated
            inside = own > target.amount or (own == target.amount and target.comparator == ">=")
            said_value = said.said_figure(own, target.base_unit, context.language)
            if context.language == "zh":
                said_value = quantity.words + target.base_unit  # 1500万元 as it was written
            if own == target.amount and given_for_condition(context.question.normal, target.sentence):
                return context.say("target_condition", value=said_value)
            return context.say("target_within" if inside else "target_not_within", value=said_value)
    return ""


def corrections(context: Context, picked: Sequence[Picked]) -> list[str]:
    """Figures put into the mouth of a document that states another, each with the document that does state it."""
    lines: list[str] = []
    if "yesno" in context.question.target.wants and len(picked) < 2:
        return lines  # the verdict says it
    for quantity in figures_said(context):
        if not quantity.amount or _RANGE_WORDS.search(_beside(context.question.normal, quantity)):
            continue
        document = _speaker(context, quantity)
        own = next((p for p in picked if p.document == document), None)
        entries = (*own.entries, *own.other_years) if own else ()
        if own is None or not entries or any(holds(e.target, quantity.readings) for e in entries):
            continue
        values = said.figure(entries[0].target, context.language)
        told = {"region": context.region(own.document), "stated": values, "value": quantity.words}
        owners = _owners(context, picked, quantity)
        lines.append(
            context.say("target_corrected_owner", regions=owners, **told)
            if owners
            else context.say("target_corrected", **told)
        )
    return lines


def of_other_years(context: Context, sheet: Sheet, picked: Sequence[Picked]) -> list[str]:
    """Figures of the question that a document states for another year than the one asked about."""
    lines: list[str] = []
    if not context.question.years:
        return lines
    for quantity in figures_said(context):
        for found in picked:
            ids = {e.target.indicator_id for e in found.entries}
            if not ids or any(holds(e.target, quantity.readings) for e in found.entries):
                continue
            stated = (t for t in context.corpus.targets_of(found.document) if t.indicator_id in ids and t.year)
            others = merged(t for t in stated if holds(t, quantity.readings))
            for entry in others[:1]:
                told = {"region": context.region(found.document), "year": entry.target.year, "value": quantity.words}
                lines.append(context.say("target_of_other_year", **told) + marks(sheet, entry))
    return lines


def unfounded(context: Context, picked: Sequence[Picked]) -> bool:
    """Whether a question takes a figure for granted that the documents do not state for the year it names."""
    entries = [e for p in picked for e in p.entries]
    stated = figures_said(context)
    return bool(entries) and not all(any(holds(e.target, q.readings) for e in entries) for q in stated)


def figures_near(context: Context, sheet: Sheet, entries: Sequence[Entry], near: Sequence[Entry]) -> list[str]:
    """Figures of the question that a document states for an indicator easily taken for the one named."""
    lines = []
    for quantity in figures_said(context):
        others = [e for e in near if is_figure(e.target, quantity)]
        if others and not any(holds(e.target, quantity.readings) for e in entries):
            values = with_names(context, sheet, others)
            lines.append(context.say("target_figure_near", value=quantity.words, values=values))
    return lines


def bound_of(context: Context, quantity: Quantity) -> Literal["more", "less"] | None:
    """Whether a figure of the question is a bound to search with, and on which side."""
    beside = _beside(context.question.normal.lower(), quantity)
    return "more" if _MORE.search(beside) else "less" if _LESS.search(beside) else None


def bounded(context: Context, picked: Sequence[Picked]) -> list[str]:
    """Which documents lie beyond a bound of the question (哪些超过90%), and which state the bound itself."""
    lines = []
    for quantity in figures_said(context):
        side = bound_of(context, quantity)
        if side is None:
            continue
        more = side == "more"
        bound = next(iter(quantity.readings))[0]
        latest = {p.document: max(p.entries, key=lambda e: e.target.year or 0).target for p in picked if p.entries}
        values = {d: t.amount for d, t in latest.items() if t.amount is not None}
        beyond = [d for d, value in values.items() if (value > bound if more else value < bound)]
        at = [d for d, value in values.items() if value == bound]
        for key, documents in (("target_beyond_more" if more else "target_beyond_less", beyond), ("target_at", at)):
            regions = joined((context.region(d) for d in documents), context.language)
            if documents or key != "target_at":
                lines.append(
                    context.say(key if documents else "target_beyond_none", value=quantity.words, regions=regions)
                )
    return lines


def whose(context: Context, picked: Sequence[Picked], stated: Sequence[Quantity]) -> list[str]:
    """Whose target a figure of the question is (96%是哪个省的目标)."""
    return [
        context.say("target_whose", value=quantity.words, regions=owners)
        for quantity in stated
        if (owners := _owners(context, picked, quantity))
    ]


def by_value(context: Context, sheet: Sheet) -> Draft | None:
    """What a figure is in each document, where the question names nothing but the figure."""
    for quantity in figures_said(context):
        found = [
            merged(t for t in context.corpus.targets_of(info.document) if is_figure(t, quantity))
            for info in context.documents
        ]
        entries = [e for each in found for e in each]
        if not _tells(quantity) or not entries:
            continue
        ids = {e.target.indicator_id for e in entries}
        if len({e.target.document for e in entries}) > 1 and context.question.target.wants & {"yesno", "same"}:
            sheet.add(context.say("target_value_same" if len(ids) == 1 else "target_value_apart"))
        known = [i for i in context.corpus.indicators if i.indicator_id in ids]
        for info, each in zip(context.documents, found, strict=True):
            region = context.region(info.document)
            if each:
                sheet.add(context.say("target_value_head", region=region, value=quantity.words))
            elif context.question.documents:
                sheet.add(context.say("target_value_none", region=region, value=quantity.words))
            for entry in each:
                sheet.add(line(context, sheet, entry, known, named=True))
    return sheet.draft() if sheet.evidence else None


def _tells(quantity: Quantity) -> bool:
    """Whether a number by itself is enough to look a figure up."""
    return quantity.amount or "." in quantity.words or any(value >= _TELLING for value, _ in quantity.readings)


def is_figure(target: Target, quantity: Quantity) -> bool:
    """Whether a target has this very value; a plain number is not taken for a percentage."""
    percent = target.unit == "%"
    readings = frozenset(r for r in quantity.readings if r[1] == percent)
    return bool(readings) and holds(target, readings)


def _owners(context: Context, picked: Sequence[Picked], quantity: Quantity) -> str:
    owners = [p.document for p in picked if any(holds(e.target, quantity.readings) for e in p.entries)]
    return joined((context.region(d) for d in owners), context.language)


def _beside(text: str, quantity: Quantity) -> str:
    place = max(text.find(quantity.words), 0)
    return text[max(place - 12, 0) : place] + text[place + len(quantity.words) :][:4]


def _speaker(context: Context, quantity: Quantity) -> str | None:
    """The document named last before a figure."""
    text = context.question.normal.lower()
    before = text[: max(text.find(quantity.words.lower()), 0)]
    places = {
        info.document: max(before.rfind(info.region), before.rfind(info.region_en.lower()))
        for info in context.documents
    }
    best = max(places, key=places.__getitem__, default=None)
    return best if best is not None and places[best] >= 0 else None
