"""The unit a question asks an amount in, and which indicators are measured in it.

Knows measure words; refuses to know any indicator. Only words that may mean something else are held to it: 多少亩 of
aquaculture is no rate of tailwater.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.core.indicators import IndicatorIndex, IndicatorMention

_ASK = r"(?:多少|几|how many|how much)\s*(?:[十百千]?万|亿|[十百千])?\s*"
_UNITS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        re.compile(_ASK + r"(?:吨|tonn?e?s?\b)|吨数"),
        frozenset({"mass", "intensity"}),
    ),
    (
        re.compile(_ASK + r"(?:亩|平方|平米|公顷|mu\b|square|hectares?\b|floor area)|多大面积|面积"),
        frozenset({"area"}),
    ),
    (re.compile(r"(?<!投入)(?:使用|产生|施用)量|吨位"), frozenset({"mass"})),
    (re.compile(r"费用|多少钱|\bcosts?\b"), frozenset({"money"})),
    (re.compile(_ASK + r"(?:千瓦|kw\b|kilowatts?)|装机"), frozenset({"power"})),
    (
        re.compile(_ASK + r"(?:家|个(?!百分|点)|台|座|套|处|辆|户|名)|(?<![这那哪])(?:家|个|台)数"),
        frozenset({"count", "containers"}),
    ),
    (
        re.compile(
            r"什么比例|多(?:大|少|高)的?比例|比例(?:是|为)?多少|按.{0,4}比例|百分之(?:几|多少)|几成|覆盖率"
            r"|[a-z]*\bpercent(?:age)?\b|\bwhat share\b|几个(?:百分)?点"
        ),
        frozenset({"percent", "coefficient"}),
    ),
    (re.compile(r"系数|零点几|\bcoefficient\b|\bhow efficient"), frozenset({"coefficient", "percent"})),
)
_MANY = re.compile(
    r"\bhow many\b(?! (?:of|per|percent|tonn?e?s|tons|mu|square|kilo|hectares?|kw|times|points))"
    r"|\bnumber of\b|(?<![这那哪])[家台个]数"
)
_MUCH = re.compile(r"\bhow much\b")
_RATE = re.compile(r"占比|比重|比例|[用收盖直能散产]率")
_COUNTED = frozenset({"count", "containers"})
_MEASURES = frozenset({"percent", "coefficient", "mass", "area", "power", "intensity", "money", "none"})
_SHARE = re.compile(
    r"什么比例|多(?:大|少|高)的?比例|比例(?:是|为)?多少|按.{0,4}比例|百分之(?:几|多少)"
    r"|\bwhat (?:share|percentage|proportion)\b"
)
"""A share asked for as such, which a number of things is not."""
_TONNES = re.compile(r"(?:多少|几)\s*(?:[十百千]?万|[十百千])?\s*吨(?!标准煤)[^,，。?？]{0,12}(?:审核|强审)")
"""An amount from which something applies, which the share it applies to is not."""
_USES = re.compile(r"利用|回收|处理|再生|应用|utili[sz]|recover|recycl|treat|\bus(?:e|ed|age)\b", re.IGNORECASE)
_OF_USE = re.compile(
    r"(?:的)?(?:综合|资源化|循环|再生|无害化|安全)?(?:利用|回收|处置|处理|填埋|焚烧|再生)+率"
    r"|\s+(?:comprehensive )?(?:utili[sz]ation|recovery|recycling|reuse|disposal|landfill|treatment|incineration)"
    r" (?:rate|share|ratio|percentage|target)\b"
)
"""A rate of use asked of what was just named."""
_CLAUSE = re.compile(r"[^,;:!?，；：！？。、\n]+")


def in_units_asked(
    page: str, mentions: Iterable[IndicatorMention], index: IndicatorIndex
) -> tuple[IndicatorMention, ...]:
    """The mentions without those that only may mean an indicator and are asked for in a unit that it is not set in."""
    kept = []
    for mention in mentions:
        held = mention.loose or _SHARE.search(page) or _TONNES.search(page)
        units = _asked_around(page, mention) if held else frozenset()
        ids = tuple(i for i in mention.indicators if not units or index[i].unit in units)
        if ids:
            kept.append(replace(mention, indicators=ids))
        elif "percent" not in units or not mention.loose:
            # 装配式建筑多少平方米 is the area beside the share.
            beside = tuple(n for i in mention.indicators for n in index[i].near if index[n].unit in units)
            kept += [replace(mention, indicators=beside, partly=True)] if beside else []
    return tuple(kept)


def in_kind_asked(
    page: str, mentions: Iterable[IndicatorMention], index: IndicatorIndex
) -> tuple[IndicatorMention, ...]:
    """The mentions without those that a rate of use is asked of and that are of no such rate.

    The share of hazardous waste producers audited is no rate of hazardous waste utilisation.
    """
    kept = []
    for mention in mentions:
        ids = mention.indicators
        if _OF_USE.match(page, mention.end):
            ids = tuple(i for i in ids if _USES.search(" ".join((index[i].name, index[i].english, *index[i].also))))
        if ids:
            kept.append(replace(mention, indicators=ids))
    return tuple(kept)


def units_in(clause: str) -> frozenset[str]:
    """The units that a clause asks for; in English what is counted is told from what is measured by its question."""
    found = [units for pattern, units in _UNITS if pattern.search(clause)]
    if found:
        return frozenset().union(*found)
    if _RATE.search(clause):
        return frozenset({"percent", "coefficient"})
    return _COUNTED if _MANY.search(clause) else _MEASURES if _MUCH.search(clause) else frozenset()


def _asked_around(page: str, mention: IndicatorMention) -> frozenset[str]:
    """The units asked for in the clause of a mention; none where it names several kinds."""
    clause = next((m for m in _CLAUSE.finditer(page) if m.start() <= mention.start < m.end()), None)
    if clause is None:
        return frozenset()
    found = [units for pattern, units in _UNITS if pattern.search(clause.group())]
    found = found or [units for pattern, units in _UNITS if pattern.search(page, clause.end())]
    if not found:
        return _COUNTED if _MANY.search(clause.group()) else frozenset()
    return found[0].intersection(*found[1:])
