"""The numbers, dates and quantities that words state, in Chinese and English, as values that can be compared.

Knows how numbers are written (150万, 1.5 million, 百分之九十六, 第五十八项, 2023—2025); refuses to know what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.core.text import parse_numeral

Value = tuple[Decimal, bool]
"""A number with its scale multiplied out, and whether it is a percentage."""

_SCALES = {
    "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10,
    "千亿": 10**11, "万亿": 10**12, "thousand": 10**3, "ten thousand": 10**4, "hundred thousand": 10**5,
    "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_PERCENT = r"%|percent\b|per cent\b|percentage points?\b|个?百分点"
_ARABIC = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,6}}(?!\d)|\d{{1,20}})(?P<part>\.\d{{1,20}})?"
    rf"(?:\s*(?P<scale>{_SCALE})(?![a-z]))?(?:\s*(?P<percent>{_PERCENT}))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—+|~|至|到|to)\s*", re.IGNORECASE)
_MEASURES = "项条款章节类个家种户台亩吨年月日号级倍座处"
_HAN_NUMBER = re.compile(
    rf"(?P<percent>百分之)?(?P<ordinal>第)?(?P<digits>[零〇一二三四五六七八九十百千两廿卅]{{1,12}})(?P<scale>万|亿)?(?P<measure>[{_MEASURES}])?"
)
_THINGS = frozenset("个家种户台亩吨年月日倍级处座")
"""Measure words after which a number tells an amount, and not which item of a series is meant."""
_ORDINAL = re.compile(
    r"第[\d零〇一二三四五六七八九十百千]{1,12}|\((?:\d{1,3}|[一二三四五六七八九十]{1,3})\)|(?m:^)\s*\d{1,3}(?:[.、]|(?=\s))(?!\d)"
)
_HAN_DIGITS = re.compile(r"[零〇一二三四五六七八九十百千两廿卅]{1,12}")
_PLAN_PERIOD = re.compile(r"十([一二三四五])五")
_TEENS = (
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate(_TEENS, start=3)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_UNITS = {"one": 1, "two": 2} | {word: value for word, value in _WORDS.items() if value < 10}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})(?:-({'|'.join(_UNITS)}))?\b", re.IGNORECASE)
_SMALL = 2
"""Numerals up to this (一个, 两地, both) are ordinary words unless they number or measure something."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number as stated: its words and the values it may be read as.

    ``counts`` tells that it merely counts (三项, five tasks), ``amount`` that it measures and cannot be the number of
    an item (17个, 96%, 2025年).
    """

    words: str
    readings: frozenset[Value]
    counts: bool = False
    amount: bool = False

    def stands_in(self, held: Held) -> bool:
        """Whether a text that holds these values states this number; a percentage must be one there too."""
        values = held.amounts if self.amount else held.amounts | held.ordinals
        return any(r in values or (not r[1] and (r[0], True) in values) for r in self.readings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """The values a passage holds; ``ordinals`` are numbers of items, sections and chapters only."""

    amounts: frozenset[Value] = frozenset()
    ordinals: frozenset[Value] = frozenset()


def stated_quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers that a normalised sentence states; numerals that are only parts of words are left out."""
    return (*_arabic(text, glued=False), *_han_stated(text), *_english_words(text))


def held_in(text: str) -> Held:
    """The values a normalised passage can be said to hold, read generously: numerals inside words count as well."""
    amounts = _values(_ORDINAL.sub(" ", text))
    return Held(amounts=amounts, ordinals=_values(text) - amounts)


def _values(text: str) -> frozenset[Value]:
    values = {reading for quantity in _arabic(text, glued=True) for reading in quantity.readings}
    values |= {
        (Decimal(value), False)
        for match in _HAN_DIGITS.finditer(text)
        if (value := parse_numeral(match.group())) is not None
        and text[match.end() : match.end() + 1] not in ("万", "亿")
    }
    values |= {r for quantity in _han_stated(text) for r in quantity.readings}
    for match in _PLAN_PERIOD.finditer(text):  # “十四五” is the 14th Five-Year Plan
        fifth = parse_numeral(match.group(1)) or 0
        values |= {(Decimal(10 + fifth), False), (Decimal(5), False)}
    return frozenset(values)


def _arabic(text: str, *, glued: bool) -> Iterator[Quantity]:
    """Numbers in digits. The first of a range takes percent and scale from the second: 15-20%, 100至150万."""
    matches = list(_ARABIC.finditer(text))
    for place, match in enumerate(matches):
        before = text[match.start() - 1 : match.start()]
        if not glued and before.isascii() and (before.isalpha() or before == "."):
            continue  # CO2, PM2.5: the number belongs to a name
        number = Decimal(match["digits"].replace(",", "") + (match["part"] or ""))
        readings = {_value(number, match["scale"], match["percent"])}
        following = matches[place + 1] if place + 1 < len(matches) else None
        if following and _RANGE.fullmatch(text, match.end(), following.start()):
            readings.add(_value(number, match["scale"] or following["scale"], match["percent"] or following["percent"]))
        after = text[match.end() : match.end() + 1]
        counts = after in ("项", "个", "条", "类", "家") and before != "第"
        amount = any(reading[1] for reading in readings) or bool(match["scale"]) or after in _THINGS
        yield Quantity(words=match.group().strip(), readings=frozenset(readings), counts=counts, amount=amount)


def _value(number: Decimal, scale: str | None, percent: str | None) -> Value:
    return number * (_SCALES[scale.lower()] if scale else 1), bool(percent)


def _han_stated(text: str) -> Iterator[Quantity]:
    for match in _HAN_NUMBER.finditer(text):
        number = parse_numeral(match["digits"])
        percent, ordinal, measured = match["percent"], match["ordinal"], match["measure"]
        if number is None or not (percent or match["scale"] or measured):
            continue  # 第三方, 一体化, “十四五”: part of a word
        if number <= _SMALL and not (percent or ordinal or match["scale"]):
            continue
        value = _value(Decimal(number), match["scale"], percent)
        counts = bool(measured) and not (percent or ordinal or match["scale"])
        amount = bool(percent or match["scale"] or (measured in _THINGS and not ordinal))
        yield Quantity(words=match.group(), readings=frozenset({value}), counts=counts, amount=amount)


def _english_words(text: str) -> Iterator[Quantity]:
    for match in _WORD.finditer(text):
        tens, unit = _WORDS[match.group(1).lower()], (match.group(2) or "").lower()
        number = tens + (_UNITS[unit] if unit and tens >= 20 else 0)
        yield Quantity(words=match.group(), readings=frozenset({(Decimal(number), False)}), counts=True)
