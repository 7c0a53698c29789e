"""Years as people write them, put in full (二〇二五年 and 25年底 are 2025年), numbers that can only be figures, and
the words of written Cantonese that questions are made of.

Knows spellings; refuses to know which year or figure a question is about.
"""

from __future__ import annotations

import re

_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")
_IN_WORDS = re.compile(r"二[零〇○][零〇○一二三][零〇○一二三四五六七八九](?=年|[^\u4e00-\u9fff]|$)")
_FIGURES = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d+(?=\s*(?:%|tce|吨))"
    r"|[一二两三四五六七八九十]点[一二三四五六七八九零]+|分[一二三四五六七八九十]+(?:年|期|次)"
    r"|\b(?:the|all|its) \d{1,4}(?= ?(?:重点)?(?:任务|工程|事项))"
    r"|(?<![\d.])\d+(?:\.\d+)?\s*(?:%|percent\b|per cent\b|个?百分点)|\b(?:figure|value|number) \d{4,}\b"
)
_ENGLISH_NAME = re.compile(r"[“\"](?!(?:task|project|item|box|annex|section)\b)[a-z][a-z ,'-]+[”\"]")
_FORMAL = re.compile(r"(?<=[第(])[零壹贰叁肆伍陆柒捌玖拾佰仟]+|[壹贰叁肆伍陆柒捌玖拾佰仟零]{2,}(?=项|条|号)")
_COMMON = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SHORT = re.compile(r"(?<![\d第近.,两个])(2[0-9]|30)年(?![内间来期龄限]|以[内上])")


_CANTONESE: tuple[tuple[str, str], ...] = (
    (r"(?<![關联聯维維干關关])係(?![數统統列])", "是"),
    (
        r"[邊边](?=[個个幾几度間间位啲样樣])(?<![周身海河江路岸沿旁兩两這这那一多單单裡里外上下左右東东南西北前後后手][邊边])",
        "哪",
    ),
    (r"哪度", "哪里"),
    (r"哪[間间啲]", "哪些"),
    (r"[點点][樣样](?=[講讲寫写規规])", "怎么"),
    (r"[點点]解", "为什么"),
    (r"[幾几][時时](?=[^間间段])", "什么时候"),
    (r"[幾几]多", "多少"),
    (r"哋", "们"),
    (r"嘅", "的"),
    (r"咗", "了"),
    (r"喺", "在"),
    (r"佢", "它"),
    (r"冇", "没有"),
    (r"唔", "不"),
    (r"乜(?:嘢|野)?|咩(?=[^?？。]|[?？]?$)", "什么"),
    (r"搵", "找"),
    (r"睇", "看"),
    (r"同埋", "和"),
)
"""Cantonese words, in either script, and what they are in Mandarin."""
_IN_CANTONESE = tuple((re.compile(wording), word) for wording, word in _CANTONESE)
_MARKS_CANTONESE = re.compile(r"[係哋嘅咗喺佢冇唔乜咩搵睇啲]|[邊边][個个幾几度間间位]|同埋|[點点]解|[幾几]多")


def in_mandarin(text: str) -> str:
    """A text with the Cantonese words by which people ask put into Mandarin."""
    if not _MARKS_CANTONESE.search(text):
        return text
    for wording, word in _IN_CANTONESE:
        text = wording.sub(word, text)
    return text


def years_in_full(text: str) -> str:
    """A text with its years in four digits, and numbers in the numerals of cheques (壹佰贰拾柒) in common ones."""
    text = _FORMAL.sub(lambda m: m.group().translate(_COMMON), text)
    text = _IN_WORDS.sub(lambda m: m.group().translate(_DIGITS), text)
    return _SHORT.sub(r"20\1年", text)


def named_in_english(text: str) -> tuple[tuple[int, int], ...]:
    """Where English words in quotation marks name a thing, so that their numbers count nothing ("one policy")."""
    return tuple(m.span() for m in _ENGLISH_NAME.finditer(text))


def figures_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where numbers stand that can only be figures, never those of items."""
    return tuple(m.span() for m in _FIGURES.finditer(text))
