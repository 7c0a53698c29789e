"""Words that questions are made of and passages are not, and everyday words with their official counterparts.

Knows lists of words as data; refuses to know what a question asks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

EVERYDAY_FILE = Path(__file__).resolve().parent / "everyday.tsv"
WORDS_FILE = Path(__file__).resolve().parent / "words.toml"
_VOWELS = "aeiou"
_WHOLE = 2
"""Characters from which an everyday word is not cut by a word of asking."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Everyday:
    """An everyday word found in a text, with the official words for it."""

    start: int
    end: int
    official: tuple[str, ...]


def without_frames(text: str) -> str:
    """A normalised Chinese question without the words of asking; a blank stands where they stood.

    Within an everyday word they ask nothing (喂猪, 一票到底), so those are left whole.
    """
    for pattern in _asking_patterns():
        text = pattern.sub(" ", text)
    whole = [(w.start, w.end) for w in everyday_words(text) if w.end - w.start >= _WHOLE]

    def blank(match: re.Match[str]) -> str:
        start, end = match.span()
        inside = any(
            a < end and start < b and (start, end) != (a, b) and not (start <= a and b <= end) for a, b in whole
        )
        return match.group() if inside else " "

    return _frame_pattern().sub(blank, text)


@lru_cache(maxsize=1)
def question_words() -> dict[str, frozenset[str]]:
    """The word lists by name: ``frames``, ``light`` and ``talk`` in Chinese, ``empty`` and ``common`` in English."""
    lists = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items() if isinstance(words, str)}


@lru_cache(maxsize=1)
def _talk() -> tuple[frozenset[str], int]:
    """The Chinese words that carry no subject, and the length of the longest."""
    words = question_words()["talk"] | question_words()["light"]
    return words, max(map(len, words))


def talk_in(text: str) -> Iterator[tuple[int, int]]:
    """Where words that carry no subject stand in a Chinese text, left to right, the longest first."""
    words, longest = _talk()
    place = 0
    while place < len(text):
        sizes = range(min(longest, len(text) - place), 0, -1)
        size = next((n for n in sizes if text[place : place + n] in words), 0)
        if size:
            yield place, place + size
        place += size or 1


@lru_cache(maxsize=4)
def forms_of(name: str) -> frozenset[str]:
    """A list of English words in all their forms."""
    return frozenset(form for word in question_words()[name] for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    """An English word with the endings that verbs, nouns and adverbs take; forms that nobody writes do no harm."""
    last, before, third = word[-1], word[-2:-1], word[-3:-2]
    if last == "e":
        stem = word[:-1]
        return (word, word + "s", word + "d", stem + "ing", word + "ly", stem + "y")
    if last == "y" and before not in _VOWELS:
        stem = word[:-1]
        return (word, stem + "ies", stem + "ied", word + "ing", stem + "ily")
    doubled = word + last if last not in "wxy" + _VOWELS and before in _VOWELS and third not in _VOWELS else word
    plural = "es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s"
    stems = dict.fromkeys((word, doubled))
    return (word, word + plural, word + "ly", *(stem + ending for stem in stems for ending in ("ed", "ing")))


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1)
def _asking_patterns() -> tuple[re.Pattern[str], ...]:
    """The wordings of asking that are patterns."""
    patterns = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["patterns"]
    return tuple(re.compile(pattern) for pattern in patterns)


@lru_cache(maxsize=1)
def _frame_pattern() -> re.Pattern[str]:
    return any_of(question_words()["frames"])


def everyday_words(text: str) -> tuple[Everyday, ...]:
    """The everyday words in a normalised text, left to right, the longest first."""
    table, longest = _table()
    found: list[Everyday] = []
    place = 0
    while place < len(text):
        for size in range(min(longest, len(text) - place), 0, -1):
            official = table.get(text[place : place + size])
            if official and not _inside_a_word(text, place, place + size):
                found.append(Everyday(start=place, end=place + size, official=official))
                place += size
                break
        else:
            place += 1
    return tuple(found)


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch is only a part of a longer Latin word (ai in Shanghai)."""
    edges = ((start - 1, start), (end - 1, end))
    return any(a >= 0 and b < len(text) and _letter(text[a]) and _letter(text[b]) for a, b in edges)


def _letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, ...]], int]:
    table: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(EVERYDAY_FILE.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, tab, official = line.partition("\t")
        if not tab or not word or not official:
            raise ValueError(f"{EVERYDAY_FILE.name}, line {number}: expected a word, a tab and official words")
        table[word] = tuple(part for part in official.split("|") if part)
    return table, max(map(len, table), default=0)
