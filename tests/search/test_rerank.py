"""Rerankers: a real cross-encoder of a few kilobytes, and those that are none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import RerankerProblem
from assistant.search.rerank import Reranker
from assistant.settings import DEFAULTS
from tests.support import tiny_models

PASSAGES = ("推行清洁生产", "减少排放。", "农膜回收网点", "")


@pytest.fixture(scope="module")
def reranker(cross_encoder: Path) -> Reranker:
    return Reranker.load(str(cross_encoder))


def test_every_passage_has_one_score_whatever_stands_beside_it(reranker: Reranker) -> None:
    scores = reranker.scores("清洁生产", PASSAGES)
    assert len(scores) == len(PASSAGES)
    assert len(set(scores)) == len(PASSAGES)
    assert [reranker.scores("清洁生产", [text])[0] for text in PASSAGES] == pytest.approx(scores, abs=1e-5)
    assert reranker.scores("清洁生产", []) == []


def test_the_question_counts(reranker: Reranker) -> None:
    assert reranker.scores("清洁生产", PASSAGES) != reranker.scores("减少排放", PASSAGES)


def test_batches_change_nothing(reranker: Reranker, cross_encoder: Path) -> None:
    small = Reranker.load(str(cross_encoder), replace(DEFAULTS, batch_size=1))
    assert small.scores("清洁生产", PASSAGES) == pytest.approx(reranker.scores("清洁生产", PASSAGES), abs=1e-5)


def test_half_precision_gives_nearly_the_same(reranker: Reranker, cross_encoder: Path) -> None:
    half = Reranker.load(str(cross_encoder), replace(DEFAULTS, precision="bfloat16"))
    assert half.scores("清洁生产", PASSAGES) == pytest.approx(reranker.scores("清洁生产", PASSAGES), abs=0.05)


def test_many_threads_get_the_same_scores(reranker: Reranker) -> None:
    expected = reranker.scores("清洁生产", PASSAGES)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: reranker.scores("清洁生产", PASSAGES), range(40)):
            assert found == expected


def test_a_missing_model_is_told_without_the_network() -> None:
    with pytest.raises(RerankerProblem, match="give ASSISTANT_RERANKER the folder"):
        Reranker.load("someone/no-such-reranker")


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(RerankerProblem, match=r"config\.json is missing"):
        Reranker.load(str(tmp_path))


def test_a_model_with_several_classes_is_no_reranker(tmp_path: Path) -> None:
    folder = tiny_models.cross_encoder(tmp_path / "three", labels=3)
    with pytest.raises(RerankerProblem, match="3 numbers for a pair"):
        Reranker.load(str(folder))
