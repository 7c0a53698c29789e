"""Words of one meaning put together, so that names and questions in other words than theirs meet.

Knows the file ``indicator_words.toml`` and where a folded word stands in its text; refuses to know any indicator.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.core.glossary import stems_of

_HAN = re.compile(r"[\u4e00-\u9fff]")
Piece = tuple[str, int, int]
"""A pair of characters or the stem of a word, and where it stands."""
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on for to is are be as by at from with per its their and or new more than that this it do "
        "does will should must has have get go goes come comes put take takes taken bring deliver delivered provide "
        "provided supply supplied happen run stop reach goal",
    )
)
"""Words that carry no content."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Folds:
    pattern: re.Pattern[str]
    words: tuple[str, ...]
    stems: dict[str, str]
    light: frozenset[str]


@lru_cache(maxsize=1)
def _folds() -> _Folds:
    tables = tomllib.loads(Path(__file__).with_name("indicator_words.toml").read_text(encoding="utf-8"))
    phrases: dict[str, str] = tables["phrases"]
    stems = {
        stem: stems_of(family[0])[0][0]
        for family in tables["words"]["families"]
        for word in family
        for stem, _, _ in stems_of(word)
    }
    light = frozenset(stem for stem, _, _ in stems_of(tables["words"]["light"]))
    pattern = "|".join(f"(?P<w{n}>{words})" for n, words in enumerate(phrases.values()))
    return _Folds(pattern=re.compile(pattern), words=tuple(phrases), stems=stems, light=light)


def folded_pieces(text: str) -> list[Piece]:
    """Pairs of Chinese characters and stems of English words, under the word that stands for their meaning."""
    folds = _folds()
    found: list[Piece] = []
    run: list[Piece] = []
    place = 0
    for match in folds.pattern.finditer(text):
        if match.end() == match.start():
            continue
        _plain(text, place, match.start(), run, found)
        words = folds.words[int((match.lastgroup or "w0")[1:])]
        if _HAN.match(words):
            run += [(character, match.start(), match.end()) for character in words]
        else:
            _pairs(run, found)
            found += [
                (_one(s, folds), match.start(), match.end()) for s, _, _ in stems_of(words) if s not in EMPTY_WORDS
            ]
        place = match.end()
    _plain(text, place, len(text), run, found)
    _pairs(run, found)
    return found


def _plain(text: str, start: int, end: int, run: list[Piece], found: list[Piece]) -> None:
    """The pieces of a stretch without phrases; ``run`` holds the Chinese characters right before it."""
    for place in range(start, end):
        if _HAN.match(text[place]):
            run.append((text[place], place, place + 1))
        else:
            _pairs(run, found)
    folds = _folds()
    stretch = text[start:end]
    found += [(_one(s, folds), a + start, b + start) for s, a, b in stems_of(stretch) if s not in EMPTY_WORDS]


def _one(stem: str, folds: _Folds) -> str:
    return folds.stems.get(stem) or folds.stems.get(stem.removesuffix("ly"), stem.removesuffix("ly"))


def says_nothing(word: str) -> bool:
    """Whether an English word tells no thing from another."""
    folds = _folds()
    return word in EMPTY_WORDS or word.endswith("ly") or any(s in folds.light for s, _, _ in stems_of(word))


def _pairs(run: list[Piece], found: list[Piece]) -> None:
    """The pairs of a run of Chinese characters, which is emptied."""
    found += [(a + b, start, end) for (a, start, _), (b, _, end) in pairwise(run)]
    run.clear()
