"""Fusion of scores from several signals into one order: pure functions over candidates, all of them in this place.

Knows how scores are fused and which way fits which encoder; refuses to know where scores come from. The bundled
encoder is weak but its cosine is comparable from question to question, so it is added with a fixed weight; the scores
of any other encoder have an unknown scale, so ranks are fused instead, as they are with those of a reranker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.settings import BUNDLED_ENCODER

Scores = Mapping[int, float]
BUNDLED_WEIGHT = 1.0
"""Measured on tuned questions: more gains on fresh ones and loses on those that BM25 was tuned with."""
RRF_CONSTANT = 10
RERANKER_WEIGHT = 2.0
"""A place in the reranker's order counts twice that in the order before: chosen by judgement, not measured."""


def weighted_sum(lexical: Scores, dense: Scores, weight: float = BUNDLED_WEIGHT) -> dict[int, float]:
    """``lexical / max + weight * cosine``; a candidate the dense search did not return counts as its worst hit."""
    top = max(lexical.values(), default=0.0)
    floor = min(dense.values(), default=0.0)
    return {
        key: (lexical.get(key, 0.0) / top if top > 0 else 0.0) + weight * dense.get(key, floor)
        for key in {**lexical, **dense}
    }


def reciprocal_ranks(lexical: Scores, dense: Scores, constant: int = RRF_CONSTANT) -> dict[int, float]:
    """The sum of ``1 / (constant + rank)`` over both lists; scores only order the candidates.

    A word score of zero is no hit and has no rank; a cosine of any sign is one. Method: Cormack, Clarke and Büttcher,
    Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods (SIGIR 2009).
    """
    hits = {key: score for key, score in lexical.items() if score > 0}
    return _summed((_shares(hits, constant), 1.0), (_shares(dense, constant), 1.0))


def fused(encoder: str, words: Scores, lexical: Scores, dense: Scores) -> dict[int, float]:
    """Scores of all candidates, in the way that fits the encoder.

    ``lexical`` and ``dense`` are the candidates that each signal brought; ``words`` the BM25 score of all of them.
    """
    if not dense:
        return weighted_sum(words, dense)
    return _WAYS.get(encoder, _by_rank)(words, lexical, dense)


def after_reranking(before: Scores, reranker: Scores, constant: int = RRF_CONSTANT) -> dict[int, float]:
    """Scores of all candidates once a reranker has read the best of them; those it has not read stay behind."""
    return _summed((_shares(before, constant), 1.0), (_shares(reranker, constant), RERANKER_WEIGHT))


def orders(signals: Mapping[str, Scores]) -> dict[str, dict[int, int]]:
    """For each signal the place of every candidate in its order, from 1."""
    return {
        name: {key: place for place, (key, _) in enumerate(ranked(scores, len(scores)), start=1)}
        for name, scores in signals.items()
    }


def ranked(scores: Scores, k: int) -> list[tuple[int, float]]:
    """The best ``k`` candidates; ties are broken by position, so that the order is the same everywhere."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]


def _by_score(words: Scores, lexical: Scores, dense: Scores) -> dict[int, float]:
    return weighted_sum(words, dense)


def _by_rank(words: Scores, lexical: Scores, dense: Scores) -> dict[int, float]:
    return reciprocal_ranks(lexical, dense)


_WAYS: Mapping[str, Callable[[Scores, Scores, Scores], dict[int, float]]] = {BUNDLED_ENCODER: _by_score}
"""How an encoder is fused with BM25; by rank where nothing is known of its scores."""


def _shares(scores: Scores, constant: int) -> dict[int, float]:
    return {key: 1.0 / (constant + rank) for rank, (key, _) in enumerate(ranked(scores, len(scores)), start=1)}


def _summed(*weighted: tuple[Scores, float]) -> dict[int, float]:
    total: dict[int, float] = {}
    for scores, weight in weighted:
        for key, score in scores.items():
            total[key] = total.get(key, 0.0) + weight * score
    return total
