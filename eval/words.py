"""Answers as plain words: what is compared when a case says that a string, a figure or a verdict stands in an answer.

Knows widths, blanks, quotation marks, dashes, citation marks and figures with their scale (150万 = 1.5 million);
refuses to know agencies, cases or scores.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from assistant.core.text import parse_numeral

MARK = re.compile(r"\[(\d+)\]")
_DROPPED = re.compile(r"[\s*`“”‘’\"'「」『』《》〈〉]+")
_DASH = re.compile(r"[—–－‐‑−~～]+")
_SCALE = {"万": 10**4, "亿": 10**8, "万亿": 10**12, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_FIGURE = re.compile(
    r"(?<![\d.])(?P<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<part>\.\d+)?(?:余|多)?\s*(?P<scale>万亿|万|亿|thousand|million|billion)?"
    r"(?:余|多)?\s*(?P<unit>%|per\s?cent\b|[\u3400-\u9fff]{1,4})?",
    re.IGNORECASE,
)
_PERCENT_WORDS = re.compile(r"百分之([零〇一二三四五六七八九十百两\d.]+)")
_COUNT_WORDS = re.compile(r"([零〇一二三四五六七八九十百两]+)(?=[项个条家份类])")


def plain(text: str) -> str:
    """The words that are compared: one width, lower case, without blanks, quotation marks, emphasis and marks."""
    bare = _DROPPED.sub("", unicodedata.normalize("NFKC", MARK.sub("", text)).lower())
    return _DASH.sub("-", bare)


def holds(text: str, alternatives: tuple[str, ...]) -> bool:
    """Whether any of the alternatives stands in ``text`` (already plain)."""
    return any(plain(word) in text for word in alternatives)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its scale worked in; ``unit`` is ``%``, the characters that follow, or nothing."""

    value: Decimal
    unit: str = ""

    def answers(self, wanted: Figure) -> bool:
        """Same value; percent only for percent; a unit in characters only where both print one."""
        if self.value != wanted.value or (self.unit == "%") != (wanted.unit == "%"):
            return False
        return not (self.unit and wanted.unit) or self.unit.startswith(wanted.unit)


def figures(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, in digits of any width, as 百分之… or as a count in characters (十六项)."""
    flat = unicodedata.normalize("NFKC", MARK.sub(" ", text)).replace("*", "")
    flat = _PERCENT_WORDS.sub(lambda m: f" {_arabic(m[1])}%", flat)
    flat = _COUNT_WORDS.sub(lambda m: f" {_arabic(m[1])}", flat)
    found = []
    for match in _FIGURE.finditer(flat):
        value = Decimal(match["whole"].replace(",", "") + (match["part"] or ""))
        scale = _SCALE[match["scale"].lower()] if match["scale"] else 1
        unit = match["unit"] or ""
        found.append(Figure(value * scale, "%" if unit.lower().startswith("per") else unit))
    return tuple(found)


def _arabic(word: str) -> str:
    number = parse_numeral(word)
    return word if number is None else str(number)


def has_figure(text: str, alternatives: tuple[str, ...]) -> bool:
    """Whether a text gives one of the figures, each written as in a document (``"150万"``, ``"14.5%"``)."""
    given = figures(text)
    for word in alternatives:
        wanted = figures(word)
        if len(wanted) != 1:
            raise ValueError(f"not one figure: {word!r}")
        if any(figure.answers(wanted[0]) for figure in given):
            return True
    return False


def statements(text: str) -> tuple[str, ...]:
    """Lines and sentences of an answer, in which a role word governs the names beside it.

    A semicolon ends none: it parts names (A; B; C) as well as clauses.
    """
    flat = MARK.sub("", text.replace("**", "").replace("`", ""))
    return tuple(part.strip() for part in re.split(r"[。\n!?！？]+|\.\s+(?=[A-Z])", flat) if part.strip())
