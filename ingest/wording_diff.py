"""What changed between two wordings, told in tokens: single characters, whole numbers, whole Latin words.

Knows texts only. Widths, blanks and punctuation are no difference; every difference keeps its offsets in both texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\d+(?:[.:~-]\d+)*%?|[A-Za-z]+|\S")
_MARKS = re.compile(r"[，。；：！？,.;:!?\n]")
_LIST_MARKS = "、，。；：,.;:\n"
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "「": "」", "‘": "’"}
_WORD = 2
_SHORT = 8
"""An entry of an enumeration of up to so many characters is shown whole when anything in it changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A unit of comparison: ``key`` is compared, ``start``–``end`` is where it stands in its text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Tokens ``before[i1:i2]`` became ``after[j1:j2]``; one of the two may be empty."""

    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def size(self) -> int:
        return max(self.i2 - self.i1, self.j2 - self.j1)


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of a stretch of text; white space and punctuation are none."""
    found: list[Token] = []
    squeezed, places = _plain(text, start, len(text) if end is None else end)
    for match in _TOKEN.finditer(squeezed):
        if not all(unicodedata.category(c)[0] == "P" for c in match.group()):
            first, last = places[match.start()], places[match.end() - 1]
            found.append(Token(key=match.group().lower(), start=first, end=last + 1))
    return tuple(found)


def _plain(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The stretch in compatibility form without blanks, and the offset of each of its characters."""
    letters: list[str] = []
    places: list[int] = []
    for offset in range(start, end):
        for letter in unicodedata.normalize("NFKC", text[offset]):
            if not letter.isspace():
                letters.append(letter)
                places.append(offset)
    return "".join(letters), places


def plain_key(text: str) -> str:
    """A text as it is compared as a whole."""
    return "".join(token.key for token in tokens(text))


def differences(before: Sequence[Token], after: Sequence[Token]) -> list[Difference]:
    """The differences in order; crumbs that two of them have in common by chance are taken into them."""
    matcher = SequenceMatcher(None, [t.key for t in before], [t.key for t in after], autojunk=False)
    found: list[Difference] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        one = Difference(i1=i1, i2=i2, j1=j1, j2=j2)
        if found and _crumb(one.i1 - found[-1].i2, found[-1], one):
            last = found.pop()
            one = Difference(i1=last.i1, i2=i2, j1=last.j1, j2=j2)
        found.append(one)
    return [part for one in found for part in _number_apart(one, before, after)]


def _number_apart(one: Difference, before: Sequence[Token], after: Sequence[Token]) -> list[Difference]:
    """A number that took the place of another, apart from words dropped or added behind it."""
    lengths = one.i2 - one.i1, one.j2 - one.j1
    if min(lengths) != 1 or max(lengths) == 1 or not (_number(before[one.i1]) and _number(after[one.j1])):
        return [one]
    i, j = one.i1 + 1, one.j1 + 1
    return [Difference(i1=one.i1, i2=i, j1=one.j1, j2=j), Difference(i1=i, i2=one.i2, j1=j, j2=one.j2)]


def _number(token: Token) -> bool:
    return token.key[0].isdigit()


def _crumb(common: int, one: Difference, two: Difference) -> bool:
    """Whether so few characters between two changes mean nothing."""
    return common < _WORD or (common == _WORD and common < min(one.size, two.size))


def at_entry(text: str, words: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Words that were added or dropped, moved so that they begin with an entry of an enumeration where they can.

    ABCB less BC and less CB leave the same words; the one that is an entry is what a person took out.
    """
    low, high = first, last
    while low > 0 and not _begins(text, words[low]) and words[low - 1].key == words[high - 1].key:
        low, high = low - 1, high - 1
    if _begins(text, words[low]):
        return low, high
    low, high = first, last
    while high < len(words) and not _begins(text, words[low]) and words[low].key == words[high].key:
        low, high = low + 1, high + 1
    return (low, high) if low < len(words) and _begins(text, words[low]) else (first, last)


def _begins(text: str, word: Token) -> bool:
    ahead = text[: word.start].rstrip("“（(‘「《 ")
    return not ahead or ahead[-1] in _LIST_MARKS


def entry_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The entries of an enumeration, or the clause, that hold a stretch of text."""
    while start > 0 and text[start - 1] not in _LIST_MARKS:
        start -= 1
    while end < len(text) and text[end] not in _LIST_MARKS:
        end += 1
    return start, end


def short(text: str, start: int, end: int) -> bool:
    """Whether entries are short enough to be shown whole."""
    return not _MARKS.search(text, start, end) and all(len(e) <= _SHORT for e in text[start:end].split("、"))


def paired(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the quotation mark or bracket that stands right outside it and belongs to it."""
    if start == end:
        return start, end
    opening, closing = text[start - 1 : start], text[end : end + 1]
    inside = text[start:end]
    around = _PAIRS.get(opening) == closing != ""
    if around or (opening in _PAIRS and inside.count(_PAIRS[opening]) > inside.count(opening)):
        start -= 1
    if around or any(shut == closing and inside.count(o) > inside.count(shut) for o, shut in _PAIRS.items()):
        end += 1
    return start, end
