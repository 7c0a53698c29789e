"""How much of a question's informative words a passage holds.

Knows how rare each pair of characters is in the records of a corpus, and how words are matched in text; refuses to
know sentences, answers and thresholds. Chinese needs no segmentation here: a character is held when a pair it belongs
to stands in the passage, and weighs what that pair tells in this corpus.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers.units import Unit
from assistant.core.corpus import Corpus

ALONE = 0.45
"""What a character counts that stands in the passage without its neighbours, if it is a telling one."""
TELLING = 0.12
"""Share of the records in which a telling character occurs, at most."""
OFFICIAL = 0.95
"""What an official word counts for an everyday or an English one."""
PARTED = 0.85
"""What it counts when its parts stand in the passage, but not side by side."""
LIGHT_AT_MOST = 3.0
MODIFIER = 0.6
"""Share of the highest weight for a character that makes a known word another one: 核 in 核废料."""
STOP = frozenset(
    "的了是在有对被让给把跟和与及里到为要将其从由于也都还就很更最各这那您你我他它们吗呢啊吧么嘛得地着过之以所而且或即则但若如"
    "何几多少哪谁什怎想请问能会可个一些去来说看做该使按向往当并等中下上内外时候好再又才只没不真太挺完掉起出"
)


class _Folding(dict[int, str]):
    """Maps each character to its narrow, lower-case form where that is one character, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Text as it is matched, character for character."""
    return text.translate(_FOLDING)


_PARTED_BY_SLASH = re.compile(r"(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=16384)
def squeezed(text: str) -> str:
    """Folded text without blanks, and without a stroke between Chinese words (中/高费方案)."""
    return _PARTED_BY_SLASH.sub("", "".join(fold(text).split()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Weighed:
    """A unit with the weight of each of its characters (one weight for a Latin word or an English term)."""

    unit: Unit
    weights: tuple[float, ...]

    @property
    def total(self) -> float:
        return sum(self.weights)


class Rarity:
    """How telling characters and pairs of characters are in one corpus."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = max(len(texts), 1)
        self._pairs: Counter[str] = Counter()
        self._characters: Counter[str] = Counter()
        for text in texts:
            plain = squeezed(text)
            self._characters.update(set(plain))
            self._pairs.update({plain[i : i + 2] for i in range(len(plain) - 1)})

    @property
    def highest(self) -> float:
        """The weight of what occurs nowhere."""
        return math.log(1 + self.size)

    def pair(self, words: str) -> float:
        return math.log(1 + self.size / max(self._pairs[words], 1))

    def telling(self, character: str) -> bool:
        """Whether a single character says something: it occurs, but in few records."""
        return 0 < self._characters[character] <= max(2.0, TELLING * self.size)

    def word(self, words: str) -> float:
        """The weight of a word: that of its rarest pair; the highest if it occurs nowhere."""
        words = squeezed(words)
        pairs = [words[i : i + 2] for i in range(len(words) - 1)] or [words]
        found = [self.pair(p) for p in pairs if self._pairs[p]]
        return max(found) if len(found) == len(pairs) else self.highest

    def weigh(self, unit: Unit) -> Weighed:
        """The weight of every character of a unit."""
        words = unit.words
        if not unit.is_han:
            known = [self.word(w) for synonym in unit.synonyms for w in synonym.official]
            # A term weighs what two or three characters of it would.
            return Weighed(unit=unit, weights=(2.5 * min(known, default=self.highest) * unit.factors[0],))
        found = [self._around(words, i) for i in range(len(words))]
        strange = [
            around is None and factor == 1.0 and character not in STOP
            for around, factor, character in zip(found, unit.factors, words, strict=True)
        ]
        weights = []
        for i, character in enumerate(words):
            weight = found[i]
            if weight is None:
                # Two strange characters side by side are a word the documents do not have; one is a leftover.
                beside = (i > 0 and strange[i - 1]) or (i + 1 < len(words) and strange[i + 1])
                weight = self.highest if strange[i] and beside else 0.5 * self._alone(character)
                if strange[i] and i + 1 < len(words) and found[i + 1] is not None and unit.factors[i + 1] == 1.0:
                    weight = max(weight, MODIFIER * self.highest)
            if unit.factors[i] < 1.0:
                weight = min(weight, LIGHT_AT_MOST)  # a light word is light, however rare these documents make it
            weights.append(0.0 if character in STOP else weight * unit.factors[i])
        return Weighed(unit=unit, weights=tuple(weights))

    def _around(self, words: str, i: int) -> float | None:
        """The mean weight of the known pairs a character belongs to."""
        pairs = [words[max(i - 1, 0) : i + 1], words[i : i + 2]]
        known = [self.pair(p) for p in pairs if len(p) == 2 and self._pairs[p]]
        return sum(known) / len(known) if known else None

    def _alone(self, character: str) -> float:
        return math.log(1 + self.size / max(self._characters[character], 1))

    def joined(self, pair: str) -> bool:
        """Whether two characters stand side by side anywhere."""
        return self._pairs[pair] > 0


@lru_cache(maxsize=2)
def rarity_of(corpus: Corpus) -> Rarity:
    """The rarity of words among the records of a corpus; counted once."""
    return Rarity([record.text for record in corpus.records if record.text])


def held(weighed: Weighed, text: str, rarity: Rarity) -> tuple[float, ...]:
    """For each character of a unit, 0 to 1: how far a squeezed passage holds it."""
    unit = weighed.unit
    own = _characters(unit.words, text, rarity) if unit.is_han else [1.0 if unit.words in text else 0.0]
    for synonym in unit.synonyms:
        best = synonym.share * max((_share(word, text) for word in synonym.official), default=0.0)
        own[synonym.start : synonym.end] = [max(value, best) for value in own[synonym.start : synonym.end]]
    return tuple(own)


def _share(word: str, text: str) -> float:
    """How far a text holds an official word: as it stands, or the pairs of its characters apart."""
    word = squeezed(word)
    if word in text:
        return OFFICIAL
    if len(word) < 3:
        return 0.0
    pairs = [word[i : i + 2] in text for i in range(len(word) - 1)]
    found = sum((i > 0 and pairs[i - 1]) or (i < len(pairs) and pairs[i]) for i in range(len(word)))
    return PARTED if found == len(word) else 0.6 * found / len(word)


def _characters(words: str, text: str, rarity: Rarity) -> list[float]:
    pairs = [words[i : i + 2] in text for i in range(len(words) - 1)]
    found = []
    for i, character in enumerate(words):
        if (i > 0 and pairs[i - 1]) or (i < len(pairs) and pairs[i]):
            found.append(1.0)
        else:
            found.append(ALONE if character in text and rarity.telling(character) else 0.0)
    return found
