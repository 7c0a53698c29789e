"""Years as people write them, put in full (二〇二五年 and 25年底 are 2025年), and numbers that can only be figures.

Words of asking from dialects likewise. Knows spellings; refuses to know which year or figure a question is about.
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


_DIALECT = {
    "边个": "哪个", "边间": "哪家", "边度": "哪里", "边啲": "哪些", "边几个": "哪几个", "仲有": "还有",
    "乜嘢": "什么", "做乜": "做什么", "点解": "为什么", "点样": "怎样", "系咪": "是不是", "有冇": "有没有",
    "唔系": "不是", "唔使": "不用", "几多": "多少", "嘅": "的", "喺": "在", "嗰": "那", "佢": "它", "啲": "些",
    "咁": "这样", "甚么": "什么", "啥子": "什么",
}  # fmt: skip
_DIALECT_WORDS = re.compile("|".join(sorted(_DIALECT, key=len, reverse=True)))


def in_common_words(text: str) -> str:
    """A simplified text with words of asking that only a dialect has (邊個) in common ones."""
    return _DIALECT_WORDS.sub(lambda m: _DIALECT[m.group()], text)


def years_in_full(text: str) -> str:
    """A text with its years in four digits, and numbers in the numerals of cheques (壹佰贰拾柒) in common ones."""
    text = _FORMAL.sub(lambda m: m.group().translate(_COMMON), text)
    text = _IN_WORDS.sub(lambda m: m.group().translate(_DIGITS), text)
    return _SHORT.sub(r"20\1年", text)


def figures_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers stand that can only be figures, never those of items."""
    return tuple(m.span() for m in _FIGURES.finditer(text))
