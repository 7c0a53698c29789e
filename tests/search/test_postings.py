"""The weights held against bm25s itself, which counts every term of every text as an object."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from random import Random

import bm25s
import numpy as np
import pytest

from assistant.search import lexical, postings
from assistant.search.postings import weigh


def corpus(count: int, seed: int) -> list[list[int]]:
    """Texts in which each term occurs first where its id is the next one, as ids are given."""
    random, known = Random(seed), dict[int, int]()
    raw = [[random.randrange(1, 60) ** 2 // 40 for _ in range(random.randrange(0, 30))] for _ in range(count)]
    return [[known.setdefault(term, len(known)) for term in text] for text in raw]


def by_bm25s(texts: Sequence[list[int]]) -> dict[str, np.ndarray]:
    kinds = 1 + max(term for text in texts for term in text)
    scorer = bm25s.BM25(method="lucene", k1=lexical.K1, b=lexical.B, backend="numpy")
    vocabulary = {str(number): number for number in range(kinds)}
    scorer.index(bm25s.tokenization.Tokenized(ids=list(texts), vocab=vocabulary), show_progress=False)
    scores: dict[str, np.ndarray] = scorer.scores
    return scores


@pytest.mark.parametrize("batch", [3, 64, 5_000])
def test_weights_places_and_their_order_are_those_of_bm25s(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "BATCH", batch)
    texts = corpus(300, seed=3)
    found, expected = weigh((array("i", text) for text in texts), lexical.K1, lexical.B), by_bm25s(texts)
    np.testing.assert_array_equal(found.weights, expected["data"])
    np.testing.assert_array_equal(found.places, expected["indices"])
    np.testing.assert_array_equal(found.starts, expected["indptr"])
    assert found.size == 300


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_texts_without_terms_have_no_weights(texts: list[list[int]]) -> None:
    found = weigh((array("i", text) for text in texts), 1.0, 0.5)
    assert (len(found.weights), list(found.starts), found.size) == (0, [0], len(texts))
