"""Fusion of lexical and dense scores: pure functions over candidates.

Knows two ways of fusing and when each is right; refuses to know where scores come from. The bundled encoder is weak
but its cosine is comparable from question to question, so it is added with a small weight; the scores of any other
encoder have an unknown scale, so ranks are fused instead.
"""

from __future__ import annotations

from collections.abc import Mapping

BUNDLED_WEIGHT = 0.3
RRF_CONSTANT = 10


def weighted_sum(
    lexical: Mapping[int, float], dense: Mapping[int, float], weight: float = BUNDLED_WEIGHT
) -> dict[int, float]:
    """``lexical / max + weight * cosine``; a candidate the dense search did not return counts as its worst hit."""
    top = max(lexical.values(), default=0.0)
    floor = min(dense.values(), default=0.0)
    return {
        key: (lexical.get(key, 0.0) / top if top > 0 else 0.0) + weight * dense.get(key, floor)
        for key in {**lexical, **dense}
    }


def reciprocal_ranks(
    lexical: Mapping[int, float], dense: Mapping[int, float], constant: int = RRF_CONSTANT
) -> dict[int, float]:
    """The sum of ``1 / (constant + rank)`` over both lists; scores only order the candidates."""
    fused: dict[int, float] = {}
    for scores in (lexical, dense):
        ordered = sorted((key for key in scores if scores[key] > 0), key=lambda key: (-scores[key], key))
        for rank, key in enumerate(ordered, start=1):
            fused[key] = fused.get(key, 0.0) + 1.0 / (constant + rank)
    return fused


def orders(**signals: Mapping[int, float]) -> dict[str, dict[int, int]]:
    """For each signal the place of every candidate in its order, from 1."""
    return {
        name: {key: place for place, (key, _) in enumerate(ranked(scores, len(scores)), start=1)}
        for name, scores in signals.items()
    }


def ranked(scores: Mapping[int, float], k: int) -> list[tuple[int, float]]:
    """The best ``k`` candidates; ties are broken by position, so that the order is the same everywhere."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]
