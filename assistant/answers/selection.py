"""Which excerpts make the answer: per document the best, the ones that add something, and none that do not hold.

Knows strengths and thresholds; refuses to know wording. Decides for each document whether it answers the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers.asking import Asked
from assistant.answers.coverage import squeezed
from assistant.answers.evidence_check import Fit
from assistant.answers.passages import TIMES, listed
from assistant.answers.units import UNKNOWN_FACTOR

OPEN_THRESHOLD = 0.30
AMOUNT_THRESHOLD = 0.48
NEARLY = 0.12
"""Strength from which an excerpt that does not answer may be told as the nearest there is."""
SURE = 0.6
"""Strength from which a question that asks yes or no is told yes."""
_LOST_OPEN = 0.4
_LOST_TIME = 0.5
_LOST_AMOUNT = 1.0
_STRICT = ("number", "money", "where")
"""Kinds whose answer is one small thing: nearly all that is asked about must stand beside it."""
_RANK_SHARE = 0.15
"""What the rank of the passage counts when excerpts of about equal strength compete."""
_NEAR = 0.85
_NEAR_BESIDE = 0.75
"""The same within the record of the best excerpt, whose sentences speak of one thing."""
_LONG = 120
_LENGTH_COST = 0.0006
"""What each character beyond ``_LONG`` costs: a sentence about everything is about nothing in particular."""
_MOST_AMOUNTS = 3
_MOST_SENTENCES = 3
_ACROSS = 0.8
"""Share of the strongest document's strength below which another document is left out of a question that names none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """The excerpts of one document that answer, best first."""

    document: str
    fits: tuple[Fit, ...]

    @property
    def best(self) -> Fit:
        return self.fits[0]


def strength(fit: Fit, asked: Asked) -> float:
    """How far an excerpt answers: its coverage less what is missing most; comparable with ``threshold``."""
    share = _LOST_AMOUNT if asked.kind in _STRICT else _LOST_TIME if asked.kind in TIMES else _LOST_OPEN
    return fit.coverage - share * fit.lost


def threshold(asked: Asked) -> float:
    return AMOUNT_THRESHOLD if asked.kind in _STRICT else OPEN_THRESHOLD


def holds(fit: Fit, asked: Asked) -> bool:
    """Whether an excerpt answers the question."""
    return fit.sound and agrees(fit, asked) and strength(fit, asked) >= threshold(asked)


def agrees(fit: Fit, asked: Asked) -> bool:
    """Whether the amounts named stand there, or the question only asks whether they do."""
    return fit.amounts or asked.claims or asked.yes_no


def rank(fit: Fit, asked: Asked, top: float) -> float:
    """The order among excerpts: strength, the rank of the passage, amounts named, an enumeration where one is asked."""
    found = strength(fit, asked) + _RANK_SHARE * (fit.sentence.hit.score / top if top > 0 else 0.0)
    found -= _LENGTH_COST * max(0, fit.end - fit.start - _LONG)
    if asked.amounts and fit.amounts:
        found += 0.1
    if asked.kind == "list":
        found += min(0.15, 0.03 * listed(fit.sentence.text))
    return found


def choose(fits: Sequence[Fit], asked: Asked, documents: Sequence[str]) -> tuple[Choice, ...]:
    """The documents that answer, with their excerpts; those named keep their order, else the strongest come first."""
    return _chosen([fit for fit in fits if holds(fit, asked)], fits, asked, documents)


def nearly(fits: Sequence[Fit], asked: Asked, documents: Sequence[str]) -> tuple[Choice, ...]:
    """The excerpts that come nearest to an answer without being one; none for what has one small thing for an answer,
    and none for a question whether something is said at all.
    """
    if asked.kind not in ("open", "list") or asked.whether_said or asked.claims or _strange(asked):
        return ()
    near = [fit for fit in fits if fit.sound and fit.amounts and strength(fit, asked) >= NEARLY]
    return _chosen(near, fits, asked, documents)


def _strange(asked: Asked) -> bool:
    """Whether a word that is not Chinese is known to nobody (ISO14001, wildlife): it may well be the point."""
    return any(not u.is_han and not u.synonyms and max(u.factors) >= UNKNOWN_FACTOR for u in asked.units)


def _chosen(good: Sequence[Fit], fits: Sequence[Fit], asked: Asked, documents: Sequence[str]) -> tuple[Choice, ...]:
    top = max((fit.sentence.hit.score for fit in fits), default=0.0)
    ordered = sorted(good, key=lambda fit: -rank(fit, asked, top))
    found: dict[str, list[Fit]] = {}
    for fit in ordered:
        found.setdefault(fit.sentence.record.document, []).append(fit)
    if documents:
        return tuple(Choice(document=d, fits=_kept(found[d], asked, top)) for d in documents if d in found)
    least = _ACROSS * max((strength(fit, asked) for fit in ordered), default=0.0)
    return tuple(
        Choice(document=d, fits=_kept(own, asked, top)) for d, own in found.items() if strength(own[0], asked) >= least
    )


def _kept(fits: Sequence[Fit], asked: Asked, top: float) -> tuple[Fit, ...]:
    best = rank(fits[0], asked, top)
    near = [fit for fit in fits if rank(fit, asked, top) >= (_NEAR if _apart(fit, fits[0]) else _NEAR_BESIDE) * best]
    if asked.kind in ("number", "money", "when", "day", "duration"):
        return _differing(near)
    return tuple(near[:_MOST_SENTENCES])


def _apart(fit: Fit, best: Fit) -> bool:
    return fit.sentence.record is not best.sentence.record


def _differing(fits: Sequence[Fit]) -> tuple[Fit, ...]:
    """Excerpts that state other values, or the same for other years: a target of 2022 stands beside that of 2025."""
    kept: list[Fit] = []
    seen: set[tuple[tuple[int, ...], str]] = set()
    for fit in fits:
        value = "".join(c for c in squeezed(fit.sentence.record.text[fit.start : fit.end]) if c.isdigit() or c in ".%")
        key = (fit.sentence.years, value)
        if key not in seen and all(fit.sentence.years != other.sentence.years for other in kept):
            seen.add(key)
            kept.append(fit)
    return tuple(kept[:_MOST_AMOUNTS])


def otherwise_counted(fits: Sequence[Fit], asked: Asked, documents: Sequence[str]) -> tuple[Choice, ...]:
    """What is listed where the question counts it otherwise; only where all else it says stands there."""
    counted = tuple(replace(fit, amounts=fit.counts) for fit in fits)
    found = choose(counted, asked, documents)
    return tuple(
        replace(choice, fits=tuple(replace(fit, amounts=False) for fit in choice.fits))
        for choice in found
        if strength(choice.best, asked) >= SURE
    )
