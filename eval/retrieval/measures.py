"""Measures of ranked retrieval and of refusing: pure functions, each with the source of its definition.

Knows hits as sets of record ids and scores as numbers; refuses to know where they come from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

Hit = frozenset[str]
"""The records that a retrieved passage stands for: one, or those that a plain chunk overlaps."""
Parts = Sequence[Sequence[str]]
"""For each part of a question the records of which any answers it."""
DEPTH = 10
SAMPLES = 2000
SEED = 20261120


def gains(hits: Sequence[Hit], parts: Parts, depth: int = DEPTH) -> list[int]:
    """For each hit how many parts of the question it is the first to answer."""
    missing = [frozenset(part) for part in parts]
    found = []
    for hit in hits[:depth]:
        left = [part for part in missing if not part & hit]
        found.append(len(missing) - len(left))
        missing = left
    return found


def recall(hits: Sequence[Hit], parts: Parts, depth: int) -> float:
    """The share of a question's parts that the first ``depth`` hits answer."""
    return sum(gains(hits, parts, depth)) / len(parts)


def reciprocal_rank(hits: Sequence[Hit], parts: Parts, depth: int = DEPTH) -> float:
    """One over the rank of the first hit that answers anything (Voorhees, TREC-8, 1999); 0 where none does."""
    return next((1 / rank for rank, gain in enumerate(gains(hits, parts, depth), start=1) if gain), 0.0)


def ndcg(hits: Sequence[Hit], parts: Parts, depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002), the ideal being one hit for each part."""
    found = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains(hits, parts, depth), start=1))
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(parts), depth) + 1))
    return min(1.0, found / ideal)


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """How often a question that has an answer scores above one that has none, ties counting half (Fawcett, 2006)."""
    if not answerable or not unanswerable:
        return math.nan
    wins = sum((a > b) + 0.5 * (a == b) for a in answerable for b in unanswerable)
    return wins / (len(answerable) * len(unanswerable))


def roc(answerable: Sequence[float], unanswerable: Sequence[float]) -> list[tuple[float, float, float]]:
    """For each threshold: it, the share of answerable questions refused, the share of unanswerable ones refused."""
    cuts = sorted({*answerable, *unanswerable})
    middles = [(low + high) / 2 for low, high in pairwise(cuts)]
    return [(cut, _below(answerable, cut), _below(unanswerable, cut)) for cut in middles]


def _below(scores: Sequence[float], cut: float) -> float:
    return sum(score < cut for score in scores) / len(scores) if scores else math.nan


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """A mean with the percentiles between which 95 of 100 resampled means lie."""

    mean: float
    low: float
    high: float
    of: int


def interval(values: Sequence[float]) -> Interval:
    """The mean of values with its bootstrap interval (Efron, 1979), with a fixed seed."""
    rows = np.asarray(values, dtype=np.float64)
    if not len(rows):
        return Interval(mean=math.nan, low=math.nan, high=math.nan, of=0)
    drawn = np.random.default_rng(SEED).integers(0, len(rows), (SAMPLES, len(rows)))
    low, high = np.percentile(rows[drawn].mean(axis=1), (2.5, 97.5))
    return Interval(mean=float(rows.mean()), low=float(low), high=float(high), of=len(rows))


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """The mean difference of paired values with its bootstrap interval."""
    return interval([a - b for a, b in zip(ours, theirs, strict=True)])
