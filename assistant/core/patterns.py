"""One regular expression for many words, read letter by letter instead of word by word.

Knows how words that begin alike are put together; refuses to know what any word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.core.text import has_han

_DEPTH = 6
"""Letters up to which beginnings are shared; deeper groups are small."""


def any_of(words: Iterable[str], depth: int = _DEPTH) -> str:
    """A pattern that matches what ``w1|w2|…`` would with the longest words first; never an empty word."""
    return _together(sorted({word for word in words if word}, key=len, reverse=True), depth) or r"(?!)"


def names(words: Iterable[str]) -> re.Pattern[str]:
    """Names in either language wherever they stand: Chinese ones anywhere, Latin ones as whole words."""
    found = set(words)
    han, latin = (any_of(w for w in found if has_han(w) is chinese) for chinese in (True, False))
    return re.compile(rf"(?:{han})|(?<![a-z])(?:{latin})(?![a-z])")


def _together(words: list[str], depth: int) -> str:
    if depth == 0 or len(words) < 2:
        return "|".join(map(re.escape, words))
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    parts = [_group(first, rests, depth) for first, rests in groups.items() if first]
    return "|".join([*parts, *([""] if "" in groups else [])])


def _group(first: str, rests: list[str], depth: int) -> str:
    return re.escape(first) + (re.escape(rests[0]) if len(rests) == 1 else f"(?:{_together(rests, depth - 1)})")
