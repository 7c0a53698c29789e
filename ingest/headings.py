"""How Chinese policy texts number their headings, and how a heading is cleaned for display.

Knows the marks 一、 （一） 1. and 专栏N; knows no document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.core.text import parse_numeral
from ingest.views import View

Level = Literal["chapter", "section", "item", "box"]

_HAN = "〇零一二三四五六七八九十百"
_MARKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("box", re.compile(r"专栏\s*(?P<n>\d+)\s*")),
    ("chapter", re.compile(rf"(?P<n>[{_HAN}]+)、\s*")),
    ("section", re.compile(rf"[（(]\s*(?P<n>[{_HAN}]+)\s*[）)]\s*")),
    ("item", re.compile(r"(?P<n>\d{1,3})\s*(?:[．、]|\.(?!\d))\s*")),
)
_CJK = r"\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’"
_INNER_BLANK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_BOX = re.compile(r"^专栏\s*(\d+)\s*")
_SENTENCE_END = "。！？!?；;：:”）)…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A numbered heading at the head of a line: ``mark`` its number as printed, ``rest`` what follows."""

    level: Level
    number: int
    mark: View
    rest: View


def heading_of(line: View) -> Heading | None:
    """The numbered heading a line begins with, if it does."""
    for level, pattern in _MARKS:
        match = pattern.match(line.text)
        number = parse_numeral(match["n"]) if match else None
        if match and number is not None:
            return Heading(level=level, number=number, mark=line[: match.end()], rest=line[match.end() :])
    return None


def split_title(rest: View) -> tuple[View, View]:
    """Title and running text of a heading: 标题。正文. A line without a sentence after it is all title."""
    at = rest.text.find("。")
    if at < 0:
        return rest, rest[len(rest.text) :]
    return rest[:at], rest[at + 1 :].strip()


def clean(printed: str) -> str:
    """A heading for display: blanks inside words removed, one blank after 专栏N, none at the ends."""
    text = _INNER_BLANK.sub("", re.sub(r"\s+", " ", printed)).strip()
    return _BOX.sub(r"专栏\1 ", text).strip()


def ends_sentence(text: str) -> bool:
    """Whether a paragraph is complete; one that is not was cut by a page break."""
    return text.rstrip().endswith(tuple(_SENTENCE_END))
