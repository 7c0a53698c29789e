"""Whether passages answer a question, and with which words: a decision from several signals, each of which can fail it.

Knows how far a sentence covers the informative words of a question, whether it holds an answer of the asked kind, and
whether years, places and amounts agree; refuses to know where passages come from and how an answer is worded. The
thresholds were fitted on the tuned half of the project's own questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assistant.answers.asking import Asked
from assistant.answers.coverage import OFFICIAL, Rarity, Weighed, held, squeezed
from assistant.answers.passages import AMOUNTS, TIMES, Clause, Sentence, document_years, fits, states
from assistant.core.corpus import Corpus
from assistant.core.wording import everyday_words

Credits = tuple[tuple[float, ...], ...]
"""For each unit of a question and each of its characters, 0 to 1: how far a text holds it."""
_Rows = tuple[tuple[Weighed, tuple[float, ...]], ...]
CONTEXT = 0.85
"""What a word counts that stands in the headings above a sentence instead of in it."""
AROUND = 0.5
"""What a word counts that stands in the sentence before or after, or in the document's title."""
STRANGE = 1.5
"""How much more an excerpt loses by a word of the question that no document has: it is the point of it."""
_WORD = 2
BESIDE = 0.7
"""What a word counts that stands in the same sentence, but in another clause than the amount."""
APART = 0.35
"""What it counts in a clause that states an amount of its own, and so most likely of something else."""
OTHER_RATE = 0.35
"""What an excerpt loses that states another rate than the one asked about."""
LONGEST = 4
"""Clauses that an excerpt with an amount may have."""
_BAN = frozenset({"禁止", "严禁", "不再"})
_HALF = 0.5
_LENGTH_COST = 0.0008


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """How well an excerpt (``start``–``end`` of the record's text) answers.

    ``coverage`` is the share of the question's words it holds, by weight, ``lost`` that of the weightiest stretch it
    lacks; ``kind``, ``years``, ``named`` and ``amounts`` tell whether each agrees with the question.
    """

    sentence: Sentence
    start: int
    end: int
    coverage: float
    lost: float
    kind: bool
    years: bool
    named: bool
    amounts: bool

    @property
    def counts(self) -> bool:
        """Whether its sentence counts anything."""
        return any(amount.unit in ("个", "家", "项", "种", "类") for c in self.sentence.clauses for amount in c.amounts)

    @property
    def sound(self) -> bool:
        """Nothing asked for contradicts the excerpt."""
        return self.kind and self.years and self.named


@dataclass(frozen=True, kw_only=True, slots=True)
class Checker:
    """One question held against sentences of one corpus."""

    asked: Asked
    units: tuple[Weighed, ...]
    rarity: Rarity
    corpus: Corpus
    limited: bool
    _seen: dict[str, Credits] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Asked, rarity: Rarity, corpus: Corpus, *, limited: bool) -> Checker:
        """``limited`` tells whether the question names documents."""
        units = tuple(rarity.weigh(unit) for unit in asked.units)
        return cls(asked=asked, units=units, rarity=rarity, corpus=corpus, limited=limited)

    def best_excerpt(self, sentence: Sentence) -> Fit:
        """The excerpt of a sentence that answers best: for amounts and times the clauses that state them, else all."""
        context = self._credits(sentence.context, CONTEXT)
        around = self._credits(sentence.around, AROUND)
        whole = _most(self._credits(sentence.words, 1.0), context, around)
        full = self._fit(sentence, sentence.start, sentence.end, whole)
        if not full.kind or self.asked.kind not in (*AMOUNTS, *TIMES):
            return full
        stating = [states(self.asked.kind, clause) and not self._repeats(clause) for clause in sentence.clauses]
        quiet = "".join(c.words for c, own in zip(sentence.clauses, stating, strict=True) if not own)
        outside = _most(self._credits(sentence.words, APART), self._credits(quiet, BESIDE), context, around)
        best, most = full, float("-inf")
        for clauses in _ranges(sentence.clauses, stating):
            if not fits(self.asked.kind, self.asked.measure, clauses):
                continue
            inside = self._credits("".join(clause.words for clause in clauses), 1.0)
            fit = self._fit(sentence, clauses[0].start, clauses[-1].end, _most(inside, outside))
            worth = fit.coverage - _LENGTH_COST * (fit.end - fit.start)
            if worth > most:
                best, most = fit, worth
        # A time goes with all that its sentence says, an amount only with what it measures.
        return best if self.asked.kind in AMOUNTS else replace(full, start=best.start, end=best.end)

    def share(self, text: str) -> float:
        """The share of the question's words, by weight, that a squeezed text holds."""
        total = sum(unit.total for unit in self.units)
        rows = zip(self.units, self._credits(text, 1.0), strict=True)
        return (
            sum(w * c for unit, row in rows for w, c in zip(unit.weights, row, strict=True)) / total if total else 0.0
        )

    def _repeats(self, clause: Clause) -> bool:
        """Whether a clause only repeats an amount that the question names to ask about something beside it."""
        return not self.asked.claims and any(squeezed(amount) in clause.words for amount in self.asked.amounts)

    def _credits(self, text: str, level: float) -> Credits:
        """How far a text holds each character of each unit; headings are shared by sentences, so it is kept."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = tuple(held(unit, text, self.rarity) for unit in self.units)
        return _scaled(found, level)

    def _fit(self, sentence: Sentence, start: int, end: int, credits: Credits) -> Fit:
        rows = _either(tuple(zip(self.units, credits, strict=True)))
        total = sum(unit.total for unit, _ in rows)
        got = sum(w * c for unit, row in rows for w, c in zip(unit.weights, row, strict=True))
        lost = max((_lost(unit, row, self.rarity.highest) for unit, row in rows), default=0.0)
        within = [clause for clause in sentence.clauses if start <= clause.start and clause.end <= end]
        return Fit(
            sentence=sentence,
            start=start,
            end=end,
            coverage=got / total if total else 0.0,
            lost=(lost / total if total else 0.0) + (0.0 if self._rates_agree(within) else OTHER_RATE),
            kind=fits(self.asked.kind, self.asked.measure, within)
            and self._attributes_held(sentence)
            and self._banned_held(sentence),
            years=self._years_agree(sentence),
            named=self._names_agree(sentence),
            amounts=self._amounts_agree(sentence, within),
        )

    def _amounts_agree(self, sentence: Sentence, within: Sequence[Clause]) -> bool:
        """The amounts named stand in the excerpt, or in its sentence or headings where no amount is asked for."""
        if not self.asked.amounts:
            return True
        words = "".join(clause.words for clause in within)
        if self.asked.kind not in AMOUNTS or not self.asked.claims:
            words = sentence.words + sentence.context
        return all(re.search(rf"(?<![\d.]){re.escape(squeezed(amount))}", words) for amount in self.asked.amounts)

    def _attributes_held(self, sentence: Sentence) -> bool:
        """What only words of the same thing can answer is spoken of (处罚, 申请) in the sentence or its heading."""
        return all(held.search(sentence.words + sentence.context) for held in self.asked.attributes)

    def _banned_held(self, sentence: Sentence) -> bool:
        """Whether what is asked to be banned stands there, and not only that something is (煤炭 and 不再)."""
        if not self.asked.yes_no:
            return True
        beside: list[tuple[float, float]] = []
        rows = zip(self.units, self._credits(sentence.words + sentence.context, 1.0), strict=True)
        bans = False
        for weighed, row in rows:
            unit = weighed.unit
            spans = [s for s in unit.synonyms if _BAN.intersection(s.official)]
            bans = bans or bool(spans)
            own = range(len(weighed.weights))
            free = [n for n in own if not any(s.start <= n < s.end for s in spans) and not unit.required]
            beside += [(weighed.weights[n], row[n]) for n in free]
        total = sum(weight for weight, _ in beside)
        return not bans or not total or sum(w * c for w, c in beside) >= _HALF * total

    def _rates_agree(self, within: Sequence[Clause]) -> bool:
        """A rate asked about is named in the excerpt: a 利用率 is no 回收率, whatever else they share."""
        words = "".join(clause.words for clause in within)
        return self.asked.kind not in AMOUNTS or all(rate in words for rate in self.asked.rates)

    def _years_agree(self, sentence: Sentence) -> bool:
        """The years asked about govern the sentence, or the document as a whole where the sentence names none."""
        if not self.asked.years and not self.asked.period:
            return True
        governing = sentence.years or document_years(self.corpus.document(sentence.record.document))
        if self.asked.period and not any(2021 <= year <= 2025 for year in governing):
            return False
        return not self.asked.years or any(year in governing for year in self.asked.years)

    def _stands_nowhere(self, name: str) -> bool:
        """Whether a thing asked to be in a list has a name that no document holds any part of, nor another word for."""
        known = any(self.rarity.joined(name[i : i + 2]) for i in range(len(name) - 1))
        return bool(name) and not known and not everyday_words(name)

    def _names_agree(self, sentence: Sentence) -> bool:
        """Names asked about stand in the passage; by another name only where the question is limited to documents."""
        if self._stands_nowhere(self.asked.among):
            return False
        info = self.corpus.document(sentence.record.document)
        place = squeezed(f"{info.title}{info.region}")
        for unit in self.units:
            if unit.unit.required:
                texts = (sentence.words, sentence.context, sentence.around, place)
                if unit.unit.words in "".join(texts):
                    continue
                if not self.limited or not any(min(held(unit, text, self.rarity)) >= OFFICIAL for text in texts):
                    return False
        return True


def _ranges(clauses: Sequence[Clause], stating: Sequence[bool]) -> Iterator[Sequence[Clause]]:
    """Neighbouring clauses of which exactly one states something of the asked kind."""
    for first in range(len(clauses)):
        for last in range(first, min(first + LONGEST, len(clauses))):
            if sum(stating[first : last + 1]) == 1:
                yield clauses[first : last + 1]


def _either(rows: _Rows) -> _Rows:
    """Of two things named as alternatives the one that a text lacks does not count where it holds the other."""
    if not any(unit.unit.either for unit, _ in rows):
        return rows
    found = list(rows)
    for place, ((unit, left), (other, right)) in enumerate(pairwise(rows)):
        if not unit.unit.either:
            continue
        if min(left[-_WORD:], default=0.0) >= BESIDE:
            lacking = next((n for n, credit in enumerate(right) if credit >= BESIDE), 0)
            found[place + 1] = (replace(other, weights=(0.0,) * lacking + other.weights[lacking:]), right)
        elif min(right[:_WORD], default=0.0) >= BESIDE:
            found[place] = (replace(unit, weights=(0.0,) * len(unit.weights)), left)
    return tuple(found)


def _scaled(credits: Credits, level: float) -> Credits:
    return credits if level == 1.0 else tuple(tuple(level * c for c in row) for row in credits)


def _most(*levels: Credits) -> Credits:
    return tuple(tuple(max(values) for values in zip(*rows, strict=True)) for rows in zip(*levels, strict=True))


def _lost(unit: Weighed, credits: tuple[float, ...], highest: float) -> float:
    """The weight of the weightiest stretch of a unit that is hardly held; a word no document has weighs more."""
    worst = run = 0.0
    strange = 0
    for weight, credit in zip(unit.weights, credits, strict=True):
        run, strange = (run + weight * (1 - credit), strange + (weight >= highest)) if credit < 0.5 else (0.0, 0)
        unknown = strange >= _WORD if unit.unit.is_han else not unit.unit.synonyms
        worst = max(worst, run * (STRANGE if unknown else 1.0))
    return worst
