"""English numbers below 1,000, in words or digits.

Knows how they are spelled; refuses to know what they count.
"""

from __future__ import annotations

import re

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_WORDS: dict[str, int] = {word: i for i, word in enumerate(ONES)}
_WORDS |= {word: (i + 2) * 10 for i, word in enumerate(_TENS)}
_WORDS |= _ORDINALS | {f"{word}th": i for i, word in enumerate(ONES) if i >= 14}
RANKED = sorted((word for word in _WORDS if word in _ORDINALS or word.endswith("th")), key=len, reverse=True)
WORD = "|".join(sorted((*_WORDS, "hundred"), key=len, reverse=True))
WORDS_PATTERN = rf"(?:{WORD})(?:[ -](?:and[ -])?(?:{WORD}))*"


def english_number(words: str) -> int | None:
    """Value of an English number below 1,000 in words or digits, cardinal or ordinal."""
    digits = re.match(r"(\d+)(?:st|nd|rd|th)?$", words)
    if digits:
        return int(digits.group(1))
    total = 0
    for word in re.split(r"[ -]+", words.strip()):
        if word == "and":
            continue
        if word in ("hundred", "hundredth"):
            total = max(total, 1) * 100
        elif word in _WORDS:
            total += _WORDS[word]
        else:
            return None
    return total
