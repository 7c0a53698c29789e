"""Years as people write them, put in full (二〇二五年 and 25年底 are 2025年), and numbers that can only be figures.

Knows spellings; refuses to know which year or figure a question is about.
"""

from __future__ import annotations

import re

_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile(r"二[零〇○][零〇○一二三][零〇○一二三四五六七八九](?=年|[^\u4e00-\u9fff]|$)")
_FIGURES = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d+(?=\s*(?:%|tce|吨))"
    r"|(?<![\d.])\d+(?:\.\d+)?\s*(?:%|percent\b|per cent\b|个?百分点)|\b(?:figure|value|number) \d{4,}\b"
)
_FORMAL = re.compile(r"(?<=第)[零壹贰叁肆伍陆柒捌玖拾佰仟]+|[壹贰叁肆伍陆柒捌玖拾佰仟零]{2,}(?=项|条|号)")
_COMMON = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SHORT = re.compile(r"(?<![\d第近.,两个])(2[0-9]|30)年(?![内间来期龄限]|以[内上])")


def years_in_full(text: str) -> str:
    """A text with its years in four digits, and numbers in the numerals of cheques (壹佰贰拾柒) in common ones."""
    text = _FORMAL.sub(lambda m: m.group().translate(_COMMON), text)
    text = _IN_WORDS.sub(lambda m: m.group().translate(_DIGITS), text)
    return _SHORT.sub(r"20\1年", text)


def figures_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers stand that can only be figures, never those of items."""
    return tuple(m.span() for m in _FIGURES.finditer(text))
