"""Words written with wrong characters of the same sound, as dictation leaves them: 结杆综合利用律 for 秸秆综合利用率.

Knows the syllables of common characters (``homophones.tsv``, tones left out); refuses to know what a word means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "homophones.tsv"
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST = 4
"""Characters that must sound alike in a row; fewer do so by chance."""
_INDEXED = 3
"""Syllables by which names are looked up."""


@lru_cache(maxsize=1)
def _syllables() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        syllable, tab, characters = line.partition("\t")
        for character in characters if tab else "":
            found.setdefault(character, set()).add(syllable)
    return {character: frozenset(syllables) for character, syllables in found.items()}


class Homophones:
    """Finds stretches of a text that sound like a known name and are spelled otherwise."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(run for name in names for run in _HAN_RUN.findall(name)))
        self._starts: dict[tuple[str, ...], list[tuple[str, int]]] | None = None

    def mended(self, text: str, keep: Callable[[str, int, str], bool] = lambda *_: False) -> str:
        """The text with such stretches spelled as the name is; as long as before.

        ``keep`` is told the text, the place and the name, and says whether the words there are right as they are.
        """
        for run in _HAN_RUN.finditer(text):
            start = run.start()
            while start <= run.end() - _SHORTEST:
                size, words = max(self._alike(text, start, run.end()), default=(0, ""))
                if size and words != text[start : start + size] and not keep(text, start, words):
                    text = text[:start] + words + text[start + size :]
                start += max(size, 1)
        return text

    def _alike(self, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Stretches of names that sound like the text from a place on, with their length."""
        for heard in _readings(text[start : start + _INDEXED]):
            for name, place in self._index().get(heard, ()):
                size = 0
                limit = min(end - start, len(name) - place)
                while size < limit and _same_sound(text[start + size], name[place + size]):
                    size += 1
                spelled = name[place : place + size]
                if size >= _SHORTEST and any(a == b for a, b in zip(spelled, text[start:], strict=False)):
                    yield size, spelled

    def _index(self) -> dict[tuple[str, ...], list[tuple[str, int]]]:
        """Where each run of syllables begins in the names; made when first needed."""
        if self._starts is None:
            starts: dict[tuple[str, ...], list[tuple[str, int]]] = {}
            for name in self._names:
                for place in range(len(name) - _SHORTEST + 1):
                    for heard in _readings(name[place : place + _INDEXED]):
                        starts.setdefault(heard, []).append((name, place))
            self._starts = starts
        return self._starts


def _readings(words: str) -> Iterator[tuple[str, ...]]:
    """The ways to read a few characters aloud; none where one of them is unknown."""
    sounds = _syllables()
    return product(*(sounds.get(character, frozenset()) for character in words))


def _same_sound(one: str, other: str) -> bool:
    sounds = _syllables()
    return one == other or bool(sounds.get(one, frozenset()) & sounds.get(other, frozenset()))
