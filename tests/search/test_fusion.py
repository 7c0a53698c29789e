from __future__ import annotations

import pytest

from assistant.search.fusion import ranked, reciprocal_ranks, weighted_sum


def test_weighted_sum_scales_words_and_adds_the_cosine() -> None:
    fused = weighted_sum({1: 10.0, 2: 5.0}, {1: 0.2, 3: 0.8}, weight=0.5)
    assert fused == pytest.approx({1: 1.0 + 0.1, 2: 0.5 + 0.1, 3: 0.4})


def test_a_candidate_without_a_cosine_counts_as_the_worst_dense_hit() -> None:
    fused = weighted_sum({1: 1.0, 2: 1.0}, {1: 0.9}, weight=1.0)
    assert fused[2] == pytest.approx(1.0 + 0.9)


def test_no_words_found_leaves_the_cosine() -> None:
    assert weighted_sum({}, {4: 0.5}, weight=1.0) == {4: 0.5}
    assert weighted_sum({4: 0.0}, {4: 0.5}, weight=1.0) == {4: 0.5}


def test_reciprocal_ranks_reward_what_both_lists_hold() -> None:
    fused = reciprocal_ranks({1: 9.0, 2: 8.0}, {2: 0.9, 3: 0.8}, constant=10)
    assert fused == pytest.approx({1: 1 / 11, 2: 1 / 12 + 1 / 11, 3: 1 / 12})
    assert ranked(fused, 1)[0][0] == 2


def test_zero_scores_have_no_rank() -> None:
    assert reciprocal_ranks({1: 0.0}, {}) == {}


def test_ties_are_broken_by_position() -> None:
    assert ranked({3: 1.0, 1: 1.0, 2: 2.0}, 2) == [(2, 2.0), (1, 1.0)]
