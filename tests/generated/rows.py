"""Questions about every numbered row: the table of phrasings, filled in.

Knows how a number may be written; refuses to know any answer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.core.corpus import Corpus
from assistant.core.records import Record, Series
from assistant.core.text import to_chinese

TABLE = tomllib.loads((Path(__file__).resolve().parent / "phrasings.toml").read_text(encoding="utf-8"))
NUMBERED: tuple[tuple[str, Series], ...] = (("shenzhen", "task"), ("shenzhen", "project"), ("zhejiang", "annex"))
ASKS = ("lead", "support", "text")
LANGUAGES = ("zh", "en")
PHRASINGS = 12
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_RANKS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_RANKS |= {"twelve": "twelfth"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question about one row."""

    record: Record
    words: str


def in_words(number: int) -> str:
    """58 as fifty-eight."""
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")


def as_rank(words: str) -> str:
    """fifty-eight as fifty-eighth."""
    head, dash, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    if last in _RANKS:
        return f"{head}{dash}{_RANKS[last]}"
    return f"{head}{dash}{last[:-1]}ieth" if last.endswith("y") else f"{head}{dash}{last}th"


def as_ordinal(number: int) -> str:
    """58 as 58th."""
    end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{end}"


def forms(number: int) -> dict[str, str]:
    """A number in every way the table writes it."""
    words = in_words(number)
    return {
        "n": str(number), "wide": str(number).translate(_WIDE), "han": to_chinese(number),
        "ordinal": as_ordinal(number), "word": words, "rank": as_rank(words),
    }  # fmt: skip


def questions(corpus: Corpus, document: str, series: Series, ask: str, language: str) -> Iterator[Asked]:
    """Every row of a series in twelve phrasings; phrasings and the ways to name a row go round independently."""
    names, phrasings = TABLE["rows"][series][language], TABLE["ask"][ask][language]
    for record in corpus.of(document, series):
        assert record.number is not None
        written = forms(record.number)
        first = record.number * PHRASINGS
        for turn in range(first, first + PHRASINGS):
            row = names[(turn + turn // len(phrasings)) % len(names)].format(**written)
            asked = phrasings[turn % len(phrasings)].format(row=row)
            yield Asked(record=record, words=asked[0].upper() + asked[1:])
