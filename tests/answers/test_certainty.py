"""Certainty grows with strength, is one half at the threshold, and nothing where nothing fits."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.asking import read_question
from assistant.answers.certainty import certainty, probability
from assistant.answers.coverage import rarity_of
from assistant.answers.evidence_check import Checker
from assistant.answers.passages import sentences_of
from assistant.answers.selection import choose
from assistant.core.corpus import Corpus


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_a_greater_margin_is_never_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= probability(low) <= probability(high) <= 1


def test_one_half_at_the_threshold_and_nothing_without_an_excerpt() -> None:
    assert probability(0.0) == 0.5
    assert probability(-math.inf) == 0.0
    assert certainty((), read_question("地膜怎么回收", "zh")) == 0.0


def test_what_is_answered_is_more_likely_than_not(five: Corpus) -> None:
    hits = tuple(piece for number in (35, 36) for piece in five.evidence(five.record(f"shenzhen/task/{number}")))
    for question in ("深圳的地膜怎么回收？", "深圳的彩票怎么兑奖？"):
        asked = read_question(question, "zh", names=("深圳",))
        checker = Checker.of(asked, rarity_of(five), five, limited=True)
        fits = tuple(checker.best_excerpt(sentence) for sentence in sentences_of(hits, five))
        assert (certainty(fits, asked) >= 0.5) == bool(choose(fits, asked, ("shenzhen",)))
