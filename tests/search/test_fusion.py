from __future__ import annotations

import pytest

from assistant.search.fusion import after_reranking, fused, ranked, reciprocal_ranks, weighted_sum
from assistant.settings import BUNDLED_ENCODER


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


def test_a_cosine_below_zero_has_a_rank_as_any_other() -> None:
    assert reciprocal_ranks({}, {1: -0.1, 2: -0.2}, constant=10) == pytest.approx({1: 1 / 11, 2: 1 / 12})


def test_the_way_of_fusing_is_that_of_the_encoder() -> None:
    words, lexical, dense = {1: 4.0, 2: 2.0, 3: 1.0}, {1: 4.0, 2: 2.0}, {3: 0.9, 1: 0.1}
    assert fused(BUNDLED_ENCODER, words, lexical, dense) == weighted_sum(words, dense)
    assert fused("another", words, lexical, dense) == reciprocal_ranks(lexical, dense)


@pytest.mark.parametrize("encoder", [BUNDLED_ENCODER, "another"])
def test_without_vectors_the_words_decide(encoder: str) -> None:
    assert fused(encoder, {1: 4.0, 2: 2.0}, {1: 4.0, 2: 2.0}, {}) == {1: 1.0, 2: 0.5}


def test_a_reranker_outweighs_the_order_before() -> None:
    final = after_reranking({1: 0.9, 2: 0.8, 3: 0.7}, {1: -4.0, 2: -3.0, 3: 5.0})
    assert [key for key, _ in ranked(final, 3)] == [3, 2, 1]


def test_what_the_reranker_has_not_read_stays_behind_in_its_order() -> None:
    before = {key: 1.0 - key / 100 for key in range(20)}
    final = after_reranking(before, {key: float(key) for key in range(5)})
    order = [key for key, _ in ranked(final, 20)]
    assert set(order[:5]) == set(range(5))
    assert order[5:] == list(range(5, 20))


def test_ties_are_broken_by_position() -> None:
    assert ranked({3: 1.0, 1: 1.0, 2: 2.0}, 2) == [(2, 2.0), (1, 1.0)]
