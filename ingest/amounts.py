"""The figures in a Chinese policy text: number, scale, unit, comparison words, ranges, years.

Knows how figures are printed; refuses to know what they measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.core.targets import Comparator, YearBasis
from assistant.core.text import parse_numeral

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"吨标准煤/万元|吨标准煤|平方米|千瓦|标箱|[%个家项座台亩吨元]"
_DASH = r"[-–—~－]|至|到"
FIGURE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:{_DASH})\s*(?P<high>{_NUMBER}))?(?P<more>余)?\s*(?P<scale>[万亿](?=\s*(?:{_UNIT})))?"
    rf"\s*(?P<unit>{_UNIT})?(?P<after>及?以上|左右|以内|以下)?"
    r"|(?<![第一二三四五六七八九十百千])(?P<han>[一二三四五六七八九十百千]+)(?P<counter>[个家项座台])(?![人别案性月])"
)
_BEFORE = re.compile(r"(不低于|不少于|至少(?:按照)?|不超过|超过|大于|高于|约)\s*$")
_COMPARISONS: dict[str, Comparator] = {
    "不低于": ">=", "不少于": ">=", "至少": ">=", "至少按照": ">=", "以上": ">=", "及以上": ">=", "余": ">=",
    "超过": ">", "大于": ">", "高于": ">", "不超过": "<=", "以内": "<=", "以下": "<=", "左右": "~", "约": "~",
}  # fmt: skip

_YEAR = re.compile(r"(?P<base>[较比]\s*)?(?P<words>到?\s*(?P<year>20\d\d)\s*年(?:底|末|前)*)")
_PLAN_PERIOD = re.compile(r"“十四五”(?:期间)?(?!全国|全社会|规划|清洁)")
_PLAN_END = 2025
_OPENS_WITH_YEAR = re.compile(r"\s*(到\s*(20\d\d)\s*年)")
_HEADING_YEAR = re.compile(r"(20\d\d)年(?:度)?(?:重点)?工作清单")


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """One figure at its place in a text; ``high`` is set for ranges."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    comparator: Comparator
    compared_before: bool = False

    def compared_as(self, first: Amount) -> Amount:
        """The figure under words of comparison that stand before the first of its run (不低于20%和10%)."""
        return replace(self, comparator=first.comparator, compared_before=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """The year that governs a figure, the words that say so, and where they stand."""

    year: int | None = None
    words: str = ""
    basis: YearBasis = "none"


def amounts(text: str) -> Iterator[Amount]:
    """Every figure in a text, with the words of comparison right before and after it."""
    for match in FIGURE.finditer(text):
        ahead = _BEFORE.search(text, 0, match.start())
        start = ahead.start(1) if ahead else match.start()
        if match["han"]:
            yield Amount(
                start=match.start(), end=match.end(), value=Decimal(parse_numeral(match["han"]) or 0), high=None,
                unit=match["counter"], comparator="=",
            )  # fmt: skip
            continue
        words = [w for w in (ahead and ahead.group(1), match["after"], match["more"]) if w]
        compared: Comparator = _COMPARISONS[words[0]] if words else "="
        yield Amount(
            start=start,
            end=match.end() if match["unit"] or match["after"] else match.start() + len(match.group().rstrip()),
            value=Decimal(match["low"]),
            high=Decimal(match["high"]) if match["high"] else None,
            unit=(match["scale"] or "") + (match["unit"] or ""),
            comparator="range" if match["high"] else compared,
            compared_before=ahead is not None,
        )


def year_of(text: str, sentence: tuple[int, int], at: int, path: tuple[str, ...]) -> Dated:
    """The year that governs a figure at a place.

    The last one before it in its sentence, else the one with which its paragraph opens (到2025年，…), else the year
    of the work list it stands in.
    """
    marks = [m for m in _YEAR.finditer(text, sentence[0], at) if not m["base"]]
    if marks:
        last = marks[-1]
        return Dated(year=int(last["year"]), words=_plain(last["words"]), basis="sentence")
    period = list(_PLAN_PERIOD.finditer(text, sentence[0], at))
    if period:
        return Dated(year=_PLAN_END, words=period[-1].group(), basis="plan_period")
    opening = _OPENS_WITH_YEAR.match(text, text.rfind("\n", 0, at) + 1)
    if opening:
        return Dated(year=int(opening.group(2)), words=_plain(opening.group(1)), basis="paragraph")
    for heading in path:
        listed = _HEADING_YEAR.search(heading)
        if listed:
            return Dated(year=int(listed.group(1)), words=listed.group(), basis="heading")
    return Dated()


def baseline_of(clause: str) -> int | None:
    """The year that a change is measured from (较2020年), if the clause names it."""
    found = [int(m["year"]) for m in _YEAR.finditer(clause) if m["base"]]
    return found[-1] if found else None


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words)
