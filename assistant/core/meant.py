"""The indicator that a whole question means, where no words of it name one.

Knows how names and the words of a question cover one another, both ways; refuses to know what is asked. What is
covered must be most of a name, and what is not covered must be less than what is: a question that says more than a name
is about something else.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.core.folding import folded_pieces, says_nothing

_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z]+")
_SHORTEST = 2
"""Characters of a word that may say something."""
_LEAST = 5.0
"""The weight of words that must be covered: more than one piece, or a piece of one name only."""
_OF_NAME = 0.45
"""The share of a name's weight that the question must hold."""
_OF_QUESTION = 0.5
"""The share of the question's weight that the name must hold."""
_TELLING = 0.75
"""Pieces of a name that are nearly as rare as its rarest tell it from others."""
_CLOSE = 0.9
"""Names that come this near to the best are meant as well."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What a question means, the stretch of it that says so, and the words beside that a name does not hold."""

    indicators: tuple[str, ...]
    start: int
    end: int
    beside: tuple[str, ...] = ()


class MeantIndex:
    """Weighs the pieces of every name by how few indicators have them."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        pieces = {key: [frozenset(p for p, _, _ in folded_pieces(n)) for n in own] for key, own in names.items()}
        spread = Counter(p for own in pieces.values() for p in frozenset().union(*own))
        self._weights = {p: math.log((len(pieces) + 1) / count) for p, count in spread.items()}
        self._rare = max(self._weights.values(), default=0.0)
        self._names = [
            (key, name, self._sum(name), self._telling(name))
            for key, own in pieces.items()
            for name in dict.fromkeys(own)
            if name
        ]
        self._holding: dict[str, list[int]] = {}
        for number, (_, name, _, _) in enumerate(self._names):
            for piece in name:
                self._holding.setdefault(piece, []).append(number)

    def meant(self, text: str, chatter: Sequence[bool], among: Collection[str]) -> Meant | None:
        """The best of some indicators; ``chatter`` tells for each character whether it says nothing of a subject."""
        held = folded_pieces(text)
        present = frozenset(p for p, _, _ in held)
        scores: list[tuple[float, str, frozenset[str]]] = []
        said: dict[str, set[str]] = {}
        for number in {n for p in present for n in self._holding.get(p, ())}:
            key, name, weight, telling = self._names[number]
            shared = name & present
            said.setdefault(key, set()).update(shared)
            own = self._sum(shared)
            least = own >= _LEAST or (shared == name and len(name) > 1)
            if key not in among or not least or own < _OF_NAME * weight or not shared & telling:
                continue
            share = own / (own + self._beside(text, held, shared, chatter))
            if share >= _OF_QUESTION:
                scores.append((own * own / weight * share, key, shared))
        # What says all that a name says and more is another's name (绿色建材 is no 绿色建筑).
        scores = [s for s in scores if not any(said[s[1]] < more for key, more in said.items() if key != s[1])]
        if not scores:
            return None
        top, best, shared = max(scores, key=lambda s: s[0])
        places = [(a, b) for p, a, b in held if p in shared]
        ids = dict.fromkeys(key for score, key, _ in sorted(scores, key=lambda s: -s[0]) if score >= _CLOSE * top)
        start, end = min(a for a, _ in places), max(b for _, b in places)
        beside = _words_beside(text, [(a, b) for p, a, b in held if p in said[best]], chatter, end)
        return Meant(indicators=tuple(ids), start=start, end=end, beside=beside)

    def _beside(
        self, text: str, held: Sequence[tuple[str, int, int]], shared: frozenset[str], chatter: Sequence[bool]
    ) -> float:
        """The weight of what the question says beside a name; half for pairs, of which two are a word."""
        taken = {place for p, a, b in held if p in shared for place in range(a, b)}
        weight = 0.0
        for piece, start, end in held:
            if piece in shared or any(place in taken for place in range(start, end)):
                continue
            if not any(chatter[start:end]) and not says_nothing(text[start:end]):
                weight += self._weights.get(piece, self._rare) * (1.0 if piece.isascii() else 0.5)
        return weight

    def _telling(self, name: frozenset[str]) -> frozenset[str]:
        """The rarest pieces of a name: without any of them it is another's."""
        top = max(map(self._weights.__getitem__, name))
        return frozenset(p for p in name if self._weights[p] >= _TELLING * top)

    def _sum(self, pieces: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, pieces))


def _words_beside(text: str, places: Sequence[tuple[int, int]], chatter: Sequence[bool], end: int) -> tuple[str, ...]:
    """The words that say something and are none of those covered; in Chinese what narrows a name stands before it."""
    taken = {place for a, b in places for place in range(a, b)}
    found = []
    for match in _WORD.finditer(text):
        han = not match.group().isascii()
        free = [place for place in range(*match.span()) if place not in taken and not chatter[place]]
        if len(free) < _SHORTEST or says_nothing(match.group()) or (han and match.start() >= end):
            continue
        if han:
            runs = "".join(text[p] if p in free and p < end else " " for p in range(*match.span())).split()
            found += [run for run in runs if len(run) >= _SHORTEST]
        elif len(free) == len(match.group()):
            found.append(match.group())
    return tuple(dict.fromkeys(found))
