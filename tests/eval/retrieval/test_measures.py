"""The measures against cases worked by hand and against scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score, roc_auc_score

from eval.retrieval.measures import auroc, difference, gains, interval, ndcg, recall, reciprocal_rank, roc

A, B, C, X = (frozenset({name}) for name in "abcx")
ONE = [["a", "b"]]
TWO = [["a"], ["b"]]


def test_a_part_is_answered_once() -> None:
    assert gains([X, A, B], ONE) == [0, 1, 0]
    assert gains([X, A, B], TWO) == [0, 1, 1]


def test_a_chunk_over_two_records_answers_both_parts() -> None:
    assert gains([frozenset("ab"), A], TWO) == [2, 0]
    assert ndcg([frozenset("ab")], TWO) == 1.0


def test_recall_counts_parts() -> None:
    assert recall([A, X, B], TWO, 1) == 0.5
    assert recall([A, X, B], TWO, 3) == 1.0
    assert recall([X, C], ONE, 5) == 0.0


def test_reciprocal_rank_is_that_of_the_first_hit() -> None:
    assert reciprocal_rank([X, X, B], TWO) == pytest.approx(1 / 3)
    assert reciprocal_rank([X] * 10 + [A], ONE) == 0.0


def test_ndcg_worked_by_hand() -> None:
    assert ndcg([X, A], ONE) == pytest.approx(1 / math.log2(3))
    assert ndcg([A, X, B], TWO) == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))


@given(st.integers(0, 9))
def test_ndcg_of_one_record_is_that_of_scikit_learn(place: int) -> None:
    hits = [X] * 10
    hits[place] = A
    truth = np.zeros((1, 10))
    truth[0, place] = 1
    assert ndcg(hits, ONE) == pytest.approx(ndcg_score(truth, [list(range(10, 0, -1))]))


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_the_area_is_that_of_scikit_learn(answerable: list[int], unanswerable: list[int]) -> None:
    truth = [1] * len(answerable) + [0] * len(unanswerable)
    assert auroc(answerable, unanswerable) == pytest.approx(roc_auc_score(truth, [*answerable, *unanswerable]))


def test_without_one_of_both_there_is_no_area() -> None:
    assert math.isnan(auroc([1.0], []))


def test_the_curve_says_what_each_threshold_costs() -> None:
    assert roc([0.9, 0.4], [0.1, 0.6]) == [
        (0.25, 0.0, 0.5),
        (0.5, 0.5, 0.5),
        (0.75, 0.5, 1.0),
    ]


def test_intervals_hold_their_mean_and_stay_the_same() -> None:
    found = interval([0.0, 1.0, 1.0, 1.0])
    assert found == interval([0.0, 1.0, 1.0, 1.0])
    assert found.low <= found.mean == 0.75 <= found.high
    assert (found.low, found.high, found.of) == (0.25, 1.0, 4)


def test_differences_are_paired() -> None:
    assert difference([1, 1, 0], [1, 1, 0]).high == 0.0
