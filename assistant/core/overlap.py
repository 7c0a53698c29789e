"""Indicators named in other words than their own: by how much of a name the words of a clause hold.

Knows how rare the pieces of names are (pairs of characters, stems of English words); refuses to know any name by heart.
A piece that many names share (利用, rate) says little, so a tail in common never names an indicator.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.core.glossary import stems_of

TAKEN = "\ue000"
"""Stands for every character of words that name an indicator already."""
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[^,;:!?，；：！？。、\n.()（）]+")
_AND = re.compile(r"\b(?:and|but|versus|vs)\b")
_ENOUGH = 0.62
"""The share of a name's weight that must be present."""
_WORD = 0.5
"""The share of a word's weight that a name must hold."""
_DENSE = 0.5
"""The share of the words between the first and the last that must be the name's."""
_LEAST = 5.0
"""The weight that must be present: more than one piece, or a piece of one name only."""
_CLOSE = 0.9
"""Names that come this near to the best are meant as well."""
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on for to is are be as by at from with per its their and or new more than that this it do does "
        "will should must",
    )
)
Piece = tuple[str, int, int]
"""A pair of characters or the stem of a word, and where it stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """A stretch of a text that holds most of some names."""

    start: int
    end: int
    indicators: tuple[str, ...]


class OverlapIndex:
    """Weighs the pieces of every name; names are given by indicator, in any language."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        pieces = {key: [frozenset(p for p, _, _ in _pieces(name)) for name in own] for key, own in names.items()}
        spread = Counter(p for own in pieces.values() for p in frozenset().union(*own))
        self._weights = {p: math.log((len(pieces) + 1) / count) for p, count in spread.items()}
        self._names = [
            (key, name, sum(map(self._weights.__getitem__, name))) for key, own in pieces.items() for name in own
        ]
        self._holding: dict[str, list[int]] = {}
        for number, (_, name, _) in enumerate(self._names):
            for piece in name:
                self._holding.setdefault(piece, []).append(number)

    def find(self, text: str) -> Iterator[Overlap]:
        """The best overlap of every clause that has one and names nothing by itself (``TAKEN``)."""
        for start, end in _clauses(text):
            if TAKEN in text[start:end]:
                continue
            held = [(p, a + start, b + start) for p, a, b in _pieces(text[start:end])]
            best = self._best([h for h in held if h[0] in self._weights], held)
            if best is not None:
                yield best

    def of_word(self, word: str) -> tuple[str, ...]:
        """The names that hold most of a word, where its pieces are rare enough to tell."""
        held = frozenset(p for p, _, _ in _pieces(word))
        rare = max(self._weights.values(), default=0.0)
        weight = sum(self._weights.get(p, rare) for p in held)
        scores: dict[str, float] = {}
        for number in {n for p in held for n in self._holding.get(p, ())}:
            key, name, _ = self._names[number]
            if word[-2:] in held and word[-2:] not in name:
                continue  # a Chinese word says last what it is: 快递包裹 is no 快递包装
            scores[key] = max(scores.get(key, 0.0), sum(map(self._weights.__getitem__, name & held)))
        top = max(scores.values(), default=0.0)
        if top < max(_LEAST, _WORD * weight):
            return ()
        return tuple(key for key, score in scores.items() if score >= _CLOSE * top)

    def _telling(self, name: frozenset[str]) -> frozenset[str]:
        """The rarest pieces of a name: without any of them it is another's (waste of households, not of building)."""
        top = max(map(self._weights.__getitem__, name))
        return frozenset(p for p in name if self._weights[p] >= _CLOSE * top)

    def _best(self, known: list[Piece], held: list[Piece]) -> Overlap | None:
        present = {p for p, _, _ in known}
        scores: list[tuple[float, str, frozenset[str]]] = []
        for number in {n for p in present for n in self._holding[p]}:
            key, name, weight = self._names[number]
            shared = name & present
            own = sum(map(self._weights.__getitem__, shared))
            if own >= _LEAST and own >= _ENOUGH * weight and shared & self._telling(name):
                scores.append((own * own / weight, key, shared))
        if not scores:
            return None
        top, _, shared = max(scores, key=lambda s: s[0])
        places = [(a, b) for p, a, b in known if p in shared]
        start, end = min(a for a, _ in places), max(b for _, b in places)
        between = [p for p, a, b in held if start <= a and b <= end]
        if sum(p in shared for p in between) < _DENSE * len(between):
            return None
        ids = dict.fromkeys(key for score, key, _ in sorted(scores, key=lambda s: -s[0]) if score >= _CLOSE * top)
        return Overlap(start=start, end=end, indicators=tuple(ids))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    for clause in _CLAUSE.finditer(text):
        start = clause.start()
        for word in _AND.finditer(text, clause.start(), clause.end()):
            yield start, word.start()
            start = word.end()
        yield start, clause.end()


def _pieces(text: str) -> list[Piece]:
    """Pairs of Chinese characters, and stems of English words that carry content."""
    found = [
        (text[place : place + 2], place, place + 2)
        for run in _HAN_RUN.finditer(text)
        for place in range(run.start(), run.end() - 1)
    ]
    return found + [(stem, a, b) for stem, a, b in stems_of(text) if stem not in _EMPTY]
