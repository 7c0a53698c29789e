"""Contrastive training of term vectors on a handful of pairs."""

from __future__ import annotations

import numpy as np

from ingest.encoder_loop import Plan, fit

PAIRS = {"word": [(np.array([n], dtype=np.int32), np.array([n + 4], dtype=np.int32)) for n in range(1, 5)]}
PLAN = Plan(shares={"word": 1.0, "absent": 1.0}, steps=80, batch=8, rate=0.05, seed=5)


def vectors() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(5).standard_normal((10, 4), dtype=np.float32)


def test_paired_terms_come_to_lie_nearest() -> None:
    found = fit(PAIRS, vectors(), PLAN)
    units = found[1:9] / np.linalg.norm(found[1:9], axis=1, keepdims=True)
    assert list((units[:4] @ units[4:].T).argmax(axis=1)) == [0, 1, 2, 3]


def test_unknown_terms_stay_zero_and_unseen_ones_where_they_were() -> None:
    found = fit(PAIRS, vectors(), PLAN)
    assert not found[0].any()
    np.testing.assert_array_equal(found[9], vectors()[9])


def test_the_same_seed_gives_the_same_vectors() -> None:
    start = vectors()
    np.testing.assert_array_equal(fit(PAIRS, start, PLAN), fit(PAIRS, start, PLAN))
    np.testing.assert_array_equal(start, vectors())
