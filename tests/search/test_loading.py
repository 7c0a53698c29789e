"""The slow parts of retrieval: loaded once, one without the other where one cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.corpus import Corpus
from assistant.errors import IndexDamaged
from assistant.search.loading import SlowParts
from assistant.settings import Settings, load_settings


@pytest.fixture
def own(built_index: Path, cross_encoder: Path) -> Settings:
    return load_settings(index_dir=built_index, reranker=str(cross_encoder))


def _opened() -> None:
    """Words that are there."""


def test_what_the_settings_ask_for_is_loaded_once(five: Corpus, own: Settings) -> None:
    opened: list[int] = []
    parts = SlowParts(five, own, words=lambda: opened.append(1))
    parts.load_in_background()
    parts.wait(60)
    dense, reranker = parts.dense, parts.reranker
    assert dense is not None
    assert reranker is not None
    parts.load()
    parts.load_in_background()
    assert parts.dense is dense
    assert parts.reranker is reranker
    assert opened == [1]
    parts.close()
    assert [parts.dense, parts.reranker] == [None, None]


@pytest.mark.parametrize(
    ("change", "dense", "reranker"),
    [
        ({"encoder": "no-such-model"}, False, True),
        ({"reranker": "no-such-model"}, True, False),
        ({"reranker": None}, True, False),
    ],
)
def test_one_part_does_not_need_the_other(
    five: Corpus, own: Settings, change: dict[str, str | None], dense: bool, reranker: bool
) -> None:
    parts = SlowParts(five, own.model_copy(update=change), words=_opened)
    parts.load()
    assert (parts.dense is not None, parts.reranker is not None) == (dense, reranker)
    assert (parts.problem is None) is dense
    assert (parts.reranker_problem is not None) is (change.get("reranker") == "no-such-model")
    parts.close()


def test_words_that_are_damaged_are_the_problem(five: Corpus, own: Settings) -> None:
    def damaged() -> None:
        raise IndexDamaged("no words")

    parts = SlowParts(five, own, words=damaged)
    parts.load()
    assert parts.dense is None
    assert parts.problem == "no words"
    parts.close()


def test_what_was_closed_is_not_loaded_any_more(five: Corpus, own: Settings) -> None:
    parts = SlowParts(five, own, words=_opened)
    parts.close()
    parts.load()
    parts.wait(0)
    assert not parts.dense
    assert not parts.reranker
