"""Pieces of answers about targets: a line for an entry, values in a row, near misses, baselines.

Knows how entries are put into words with their marks; refuses to choose them.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import target_words as said
from assistant.answers.context import Context, Sheet
from assistant.answers.quantities import Value
from assistant.answers.target_choice import Entry, Picked
from assistant.answers.texts_named import text_named
from assistant.core.indicators import Indicator
from assistant.core.records import DocumentInfo
from assistant.core.targets import Target


def line(context: Context, sheet: Sheet, entry: Entry, meant: Sequence[Indicator], *, named: bool) -> str:
    indicator = next(i for i in meant if i.indicator_id == entry.target.indicator_id)
    return context.say(
        "target_line_named" if named else "target_line",
        indicator=indicator.called(context.language),
        value=said.phrase(entry.target, context.language),
        remark=remark(context, indicator, entry.target),
        quote=said.quoted(context, entry.target),
    ) + marks(sheet, entry)


def remark(context: Context, indicator: Indicator, target: Target) -> str:
    note = said.remark(context, indicator, target)
    return "" if not note else f"（{note}）" if context.language == "zh" else f" ({note})"


def marks(sheet: Sheet, entry: Entry) -> str:
    marks = [said.cite(sheet, target) for target in (entry.target, *entry.places)]
    return "".join(dict.fromkeys(marks))


def apart(context: Context, asked: Sequence[Indicator], near: Sequence[Entry]) -> str:
    """What sets the near misses apart, where it is known."""
    ids = [e.target.indicator_id for e in near]
    notes = dict.fromkeys(
        r.of(context.language) for i in asked for n, r in i.near.items() if r is not None and n in ids
    )
    if not notes:
        return ""
    return (
        "".join(f"{note}。" for note in notes) if context.language == "zh" else " " + " ".join(f"{n}." for n in notes)
    )


def years_of(context: Context) -> str:
    """The years asked about, in a row."""
    return ("、" if context.language == "zh" else " and ").join(map(str, context.question.years))


def title_of(context: Context, info: DocumentInfo) -> str:
    named = text_named(context, info.document)
    if named is not None:
        return f"《{named}》" if context.language == "zh" else f"{context.title(info.document)}, text {named},"
    title = context.title(info.document)
    return title if context.language == "en" or title.startswith("《") else f"《{title}》"


def values_of(
    context: Context, sheet: Sheet, entries: Sequence[Entry], *, region: bool = False, named: bool = False
) -> str:
    """The values of one document in a row, each with its marks.

    They are named where they are of several indicators, and quoted where that does not make the row too long.
    """
    named = named or len({e.target.indicator_id for e in entries}) > 1
    parts = []
    for entry in entries:
        name = ""
        if named:
            name = entry.target.indicator if context.language == "zh" else entry.target.indicator_en + " "
        note = remark(context, indicator_of(context, entry.target), entry.target)
        words = "" if named or region else _quotation(context, entry.target)
        parts.append(f"{name}{said.phrase(entry.target, context.language)}{note}{words}{marks(sheet, entry)}")
    values = ("；" if context.language == "zh" else "; ").join(parts)
    if not region or not entries:
        return values
    place = context.region(entries[0].target.document)
    return f"{place}（{values}）" if context.language == "zh" else f"{place} ({values})"


def _quotation(context: Context, target: Target) -> str:
    words = said.quoted(context, target)
    return f"（“{words}”）" if context.language == "zh" else f" (“{words}”)"


def with_names(context: Context, sheet: Sheet, entries: Sequence[Entry]) -> str:
    parts = []
    for entry in entries:
        name = entry.target.indicator if context.language == "zh" else entry.target.indicator_en + ":"
        space = "" if context.language == "zh" else " "
        parts.append(f"{name}{space}{said.phrase(entry.target, context.language)}{marks(sheet, entry)}")
    return ("；" if context.language == "zh" else "; ").join(parts)


def indicator_of(context: Context, target: Target) -> Indicator:
    return next(i for i in context.corpus.indicators if i.indicator_id == target.indicator_id)


def baselines(context: Context, picked: Sequence[Picked]) -> str:
    """A warning where changes are measured from different years, or only one document says from which."""
    changes = [e.target for p in picked for e in p.entries if e.target.unit == "%" and e.target.direction == "reduce"]
    if len({t.document for t in changes}) < 2 or len({t.baseline for t in changes}) < 2:
        return ""
    told = []
    for target in {t.document: t for t in changes}.values():
        region = context.region(target.document)
        key = "target_baseline" if target.baseline else "target_baseline_none"
        told.append(context.say(key, region=region, year=target.baseline))
    return context.say("target_baselines", values=("，" if context.language == "zh" else "; ").join(told))


def holds(target: Target, readings: frozenset[Value]) -> bool:
    """Whether a target has one of the values that a number in a question may mean."""
    values = {target.amount, target.amount_high}
    return any(value in values and (percent == (target.unit == "%") or not percent) for value, percent in readings)


def told_apart(context: Context, meant: Sequence[Indicator]) -> str:
    """What sets two indicators of one question apart."""
    notes = [
        note.of(context.language)
        for place, one in enumerate(meant)
        for other in meant[place + 1 :]
        if (note := one.near.get(other.indicator_id)) is not None
    ]
    return (
        ("；" if context.language == "zh" else "; ").join(notes) + ("。" if context.language == "zh" else ".")
        if notes
        else ""
    )
