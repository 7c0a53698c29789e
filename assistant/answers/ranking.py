"""The highest, the lowest and the difference of targets that may be compared, and no others.

Knows which values are of one indicator, year and unit; refuses to rank anything else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answers import target_words as said
from assistant.answers.context import Context, Sheet
from assistant.answers.target_choice import Entry, Picked
from assistant.answers.wording import joined
from assistant.core.indicators import Indicator
from assistant.core.targets import Target

_EXTREMES = {"highest": {"zh": "最高", "en": "the highest"}, "lowest": {"zh": "最低", "en": "the lowest"}}
_REDUCTIONS = {
    "highest": {"zh": "降幅最大", "en": "the largest reduction"},
    "lowest": {"zh": "降幅最小", "en": "the smallest reduction"},
}

_EITHER = re.compile(r"还是|\bor\b", re.IGNORECASE)
"""Asks which of two, and not for yes or no."""


def ranking(context: Context, sheet: Sheet, picked: Sequence[Picked], meant: Sequence[Indicator]) -> list[str]:
    """Sentences on highest, lowest and difference, as far as the question wants them."""
    wants = context.question.target.wants
    if not wants & {"highest", "lowest", "difference", "compare", "ratio", "sum", "same"}:
        return []
    lines: list[str] = []
    alone: list[str] = []
    for indicator in meant:
        values = _comparable([e.target for p in picked for e in p.entries], indicator)
        if len(values) < 2:
            alone.append(indicator.called(context.language))
            continue
        lines += _sentences(context, values, indicator, len(context.question.documents) == 2)
    stating = [p.document for p in picked if p.entries or p.other_years]
    if not lines and len(stating) == 1 and len(picked) > 1:
        name = joined((i.called(context.language) for i in meant), context.language)
        return [context.say("target_only", region=context.region(stating[0]), indicator=name)]
    if not lines and wants & {"highest", "lowest", "difference"}:
        return [context.say("target_alone", indicator=name) for name in alone]
    verdict = _verdict(context, picked, meant) or _alike(context, picked, meant) if lines else ""
    return [verdict + lines[0], *lines[1:]] if lines else []


def _comparable(targets: Sequence[Target], indicator: Indicator) -> list[Target]:
    """One value of each document, of the year for which most of them have one; the later year where as many have."""
    own = [t for t in targets if t.indicator_id == indicator.indicator_id and t.value is not None and t.year]
    groups: dict[tuple[int | None, str, bool], dict[str, Target]] = {}
    for target in own:
        groups.setdefault((target.year, target.base_unit, target.per_year), {}).setdefault(target.document, target)
    best = max(groups.items(), key=lambda g: (len(g[1]), g[0][0] or 0), default=None)
    return list(best[1].values()) if best else []


def _sentences(context: Context, values: Sequence[Target], indicator: Indicator, both_named: bool) -> list[str]:
    wants = context.question.target.wants
    year = f"{values[0].year}年" if context.language == "zh" else str(values[0].year)
    name = said.capital(indicator.called(context.language))
    ordered = sorted(values, key=_amount)
    lines = []
    extremes = () if both_named and {"highest", "lowest"} <= wants else (("highest", -1), ("lowest", 0))
    if _amount(ordered[0]) == _amount(ordered[-1]):
        regions = joined((context.region(t.document) for t in values), context.language)
        value = said.change(values[0], context.language)
        return [context.say("target_equal", year=year, indicator=name, regions=regions, value=value)]
    for extreme, end in extremes:
        if extreme in wants:
            top = [t for t in values if _amount(t) == _amount(ordered[end])]
            regions = joined((context.region(t.document) for t in top), context.language)
            names = _REDUCTIONS if said.falls(top[0]) else _EXTREMES
            told = {"extreme": names[extreme][context.language], "value": said.change(top[0], context.language)}
            lines.append(context.say("target_highest", year=year, indicator=name, regions=regions, **told))
    if "sum" in wants and values[0].unit != "%":
        lines.append(_sum(context, name, values))
    if "ratio" in wants and _amount(ordered[0]):
        lines.append(_ratio(context, name, ordered[-1], ordered[0]))
    if "difference" in wants or both_named:
        lines.append(_difference(context, name, ordered[-1], ordered[0]))
    return lines


def _difference(context: Context, name: str, high: Target, low: Target) -> str:
    alike = high.unit == low.unit and high.high is None and low.high is None
    scale = _amount(high) / high.value if alike and high.value and context.language == "zh" else Decimal(1)
    unit = high.unit if scale != 1 else high.base_unit
    tops, bottoms = _amount(high) / scale, _amount(low) / scale
    return context.say(
        "target_difference_falls" if said.falls(high) else "target_difference",
        indicator=name,
        high=context.region(high.document),
        low=context.region(low.document),
        amount=said.said_difference(tops - bottoms, unit, context.language),
        values=" − ".join(said.said_figure(amount, unit, context.language) for amount in (tops, bottoms)),
    )


def _sum(context: Context, name: str, values: Sequence[Target]) -> str:
    total = sum((_amount(t) for t in values), Decimal(0))
    alike = len({t.unit for t in values}) == 1 and context.language == "zh"
    scale = _amount(values[0]) / (values[0].high or values[0].value or Decimal(1)) if alike else Decimal(1)
    unit = values[0].unit if alike else values[0].base_unit
    parts = [said.said_figure(_amount(t) / scale, unit, context.language) for t in values]
    total_said = said.said_figure(total / scale, unit, context.language)
    return context.say("target_sum", indicator=name, total=total_said, values=" + ".join(parts))


def _ratio(context: Context, name: str, high: Target, low: Target) -> str:
    times = (_amount(high) / _amount(low)).quantize(Decimal("0.01"))
    return context.say(
        "target_ratio",
        indicator=name,
        high=context.region(high.document),
        low=context.region(low.document),
        times=said.number(times),
        values=" ÷ ".join(said.figure(t, context.language) for t in (high, low)),
    )


def _verdict(context: Context, picked: Sequence[Picked], meant: Sequence[Indicator]) -> str:
    """Yes or no to “is A higher than B”, A being the document named first, and to “is A the highest”."""
    question = context.question
    wants = question.target.wants
    sought = wants & {"highest", "lowest"}
    if (
        "yesno" not in wants
        or len(sought) != 1
        or len(question.documents) not in (1, 2)
        or _EITHER.search(question.normal)
    ):
        return ""
    values = {t.document: t for i in meant for t in _comparable([e.target for p in picked for e in p.entries], i)}
    if len(question.documents) == 1 and question.documents[0] in values:
        end = max if "highest" in sought else min
        holds = _amount(values[question.documents[0]]) == end(map(_amount, values.values()))
        return context.say("target_yes" if holds else "target_no")
    if set(values) != set(question.documents):
        return ""
    first, second = (_amount(values[d]) for d in question.documents)
    holds = first > second if "highest" in sought else first < second
    return context.say("target_yes" if holds else "target_no")


def _alike(context: Context, picked: Sequence[Picked], meant: Sequence[Indicator]) -> str:
    """Yes or no to whether documents state the same."""
    if not {"same", "yesno"} <= context.question.target.wants:
        return ""
    values = [_comparable([e.target for p in picked for e in p.entries], i) for i in meant]
    alike = all(len({_amount(t) for t in own}) == 1 for own in values if len(own) > 1)
    return context.say("target_yes" if alike else "target_no")


def _amount(target: Target) -> Decimal:
    return target.amount_high if target.amount_high is not None else Decimal(0)


def between_years(context: Context, entries: Sequence[Entry]) -> str:
    """The difference of one document's values for two years, where it sets one indicator for two."""
    dated = sorted(
        (e.target for e in entries if e.target.year and e.target.value is not None), key=lambda t: t.year or 0
    )
    if (
        len(dated) != 2
        or dated[0].year == dated[1].year
        or not replace(dated[0], year=dated[1].year).comparable(dated[1])
    ):
        return ""
    early, late = dated
    if _amount(late) == _amount(early):
        return context.say("target_years_equal", years="、".join(str(t.year) for t in dated))
    amount = _amount(late) - _amount(early)
    low, high = (early, late) if amount >= 0 else (late, early)
    return context.say(
        "target_between_years",
        high=high.year,
        low=low.year,
        amount=said.said_difference(abs(amount), low.base_unit, context.language),
        values=" − ".join(said.said_figure(_amount(t), t.base_unit, context.language) for t in (high, low)),
    )
