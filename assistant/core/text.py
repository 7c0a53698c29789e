"""Text as it is compared: widths, scripts, numerals, sentences, language.

Knows nothing of documents. Every function is pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

from assistant.core.answer import Language
from assistant.core.records import Span

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SENTENCE_END = re.compile(r"[。！？!?；;]+[”’」』）)]*|\n+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FRAME_EN = re.compile(r"\b(?:what|which|who|whom|how|when|where|why|is|are|does|do|the|of|in|for|and|to|by|with)\b")
_FRAME_ZH = re.compile(r"[的是吗呢哪谁由请吧]|什么|多少|几[项个条]")
_ASKS_ZH = re.compile(r"哪|谁|吗|呢|多少|什么|几[项个条]")
_ASKS_EN = re.compile(
    r"\s*(?:what|which|who|whom|whose|how|when|where|why|is|are|does|do|did|was|were|can|could|please|tell|list|show)\b"
)
_ASIDE = re.compile(r"[“\"「『《(（][^”\"」』》)）]*[”\"」』》)）]")
"""Words that are quoted or explained, which are no part of the frame."""
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@lru_cache(maxsize=1)
def _to_simplified() -> _Converter:
    import opencc

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


def normalise(text: str) -> str:
    """Text in the form in which it is matched: NFKC, simplified script, no invisible characters, single blanks."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    plain = re.sub(r"\s+", " ", plain).strip()
    return _to_simplified().convert(plain) if _HAN.search(plain) else plain


def parse_numeral(text: str) -> int | None:
    """The number written as Arabic digits of any width or as a Chinese numeral below 10,000; else ``None``.

    Digit strings such as 一二〇 are read digit by digit, as page numbers and years are.
    """
    word = unicodedata.normalize("NFKC", text).strip()
    if word.isascii() and word.isdigit():
        return int(word)
    word = word.replace("廿", "二十").replace("卅", "三十")
    if not word or any(c not in _DIGITS and c not in _UNITS for c in word):
        return None
    if not any(c in _UNITS for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    return _with_units(word)


def _with_units(word: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for c in word:
        if c in _UNITS:
            unit = _UNITS[c]
            if unit >= last or (digit is None and not (unit == 10 and total == 0)) or digit == 0:
                return None
            total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
        elif _DIGITS[c] == 0:
            if digit is not None or last == 10_000:
                return None
            # 零 only bridges a missing unit; the digit after it counts ones (or tens) as written.
            continue
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[c]
    if digit is not None and last == 100 and "零" not in word and "〇" not in word:
        return total + digit * 10  # 一百二 is 120 in speech
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """Chinese numeral of 0–9999 as printed in headings: 12 is 十二, 110 is 一百一十."""
    if not 0 <= number <= 9999:
        raise ValueError(f"only 0 to 9999 can be written: {number}")
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    parts: list[str] = []
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts.append(("零" if zero and parts else "") + digits[digit] + name)
            zero = False
        else:
            zero = bool(parts)
    word = "".join(parts)
    return word[1:] if word.startswith("一十") else word


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of a text; closing quotation marks and brackets stay with their sentence."""
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if text[start : match.end()].strip():
            spans.append(Span(start=start, end=match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append(Span(start=start, end=len(text)))
    return tuple(spans)


def detect_language(text: str) -> Language:
    """The language of the sentence frame: that of the words that hold the sentence together, else of most words."""
    if len(_FRAME_EN.findall(text.lower())) >= 2 and not _FRAME_ZH.search(text):
        return "en"
    if _ASKS_ZH.search(_ASIDE.sub(" ", text)) and not _ASKS_EN.match(text.lower()):
        return "zh"
    han = len(_HAN.findall(text))
    words = len(_LATIN_WORD.findall(text))
    return "en" if words > han / 2 and words > 0 and (han == 0 or words >= han / 2 + 1) else "zh"


def has_han(text: str) -> bool:
    """Whether a text holds any Chinese character."""
    return bool(_HAN.search(text))


def filled(text: str, spans: Iterable[tuple[int, int]], mark: str = " ") -> str:
    """A text of the same length with a mark for every character within the spans."""
    for start, end in spans:
        text = text[:start] + mark * (end - start) + text[end:]
    return text
