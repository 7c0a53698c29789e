"""Which numbered items an answer lists: read from its words (第3、5项, items 3 and 5, 重点任务第3项).

Knows how lists of item numbers are written; refuses to know what is right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.core.records import Series
from assistant.core.text import parse_numeral
from eval.words import MARK

_NUM = r"(?:\d{1,3}|[一二三四五六七八九十百零]{1,6})"
_JOIN = r"\s*(?:、|,|，|和|及|与|and|&|至|到|-|—|–|~)+\s*(?:and\s+)?(?:第)?"
_LIST = rf"{_NUM}(?:{_JOIN}{_NUM})*"
_RANGE = re.compile(rf"({_NUM})\s*(?:至|到|-|—|–|~)+\s*(?:第)?({_NUM})")
_ZH = re.compile(rf"第\s*({_LIST})\s*(?:项|号|条|个)")
_EN = re.compile(
    rf"\b(?:items?|tasks?|projects?|entr(?:y|ies)|no\.?|numbers?)\s*(?:no\.?\s*|#\s*)?(\d{{1,3}}(?:{_JOIN}\d{{1,3}})*)(?![\d%])",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:共|总计|合计|total of)\s*$", re.IGNORECASE)
_SERIES_WORDS: tuple[tuple[Series, str], ...] = (
    ("task", r"重点任务|key tasks?|\btasks?\b"),
    ("project", r"重点工程|key projects?|\bprojects?\b"),
    ("annex", r"附件|重点工作清单|\bannex\b"),
    ("box", r"专栏|\bbox\b"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An item number in an answer; ``series`` is that of the nearest word before it, if any."""

    number: int
    series: Series | None
    line: int


def mentions(answer: str) -> tuple[Mention, ...]:
    """Every item number of an answer, line by line; a range stands for all its numbers."""
    found: list[Mention] = []
    series: Series | None = None
    for index, raw in enumerate(unicodedata.normalize("NFKC", answer).splitlines()):
        line = MARK.sub("", raw).replace("*", "")
        places = sorted([(m.start(), m) for p in (_ZH, _EN) for m in p.finditer(line)], key=lambda pair: pair[0])
        for _, match in places:
            if _TOTAL.search(line[: match.start()]):
                continue
            series = _series_before(line[: match.end()]) or series
            found += [Mention(number, series, index) for number in _expand(match[1])]
        series = _series_before(line) or series
    return tuple(found)


def _series_before(text: str) -> Series | None:
    last = [(m.end(), series) for series, words in _SERIES_WORDS for m in re.finditer(words, text, re.IGNORECASE)]
    return max(last)[1] if last else None


def _expand(words: str) -> list[int]:
    numbers: list[int] = []
    for match in _RANGE.finditer(words):
        low, high = parse_numeral(match[1]), parse_numeral(match[2])
        if low is not None and high is not None and low <= high <= low + 200:
            numbers += range(low, high + 1)
    numbers += [n for n in (parse_numeral(m) for m in re.findall(_NUM, words)) if n is not None]
    return sorted(set(numbers))


def marked_lines(answer: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """For each line that names exactly one item and bears marks: the item's number and the marks."""
    by_line: dict[int, set[int]] = {}
    for mention in mentions(answer):
        by_line.setdefault(mention.line, set()).add(mention.number)
    lines = unicodedata.normalize("NFKC", answer).splitlines()
    found = []
    for index, numbers in sorted(by_line.items()):
        marks = tuple(int(m) for m in MARK.findall(lines[index]))
        if len(numbers) == 1 and marks:
            found.append((next(iter(numbers)), marks))
    return tuple(found)
