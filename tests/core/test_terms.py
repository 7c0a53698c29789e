"""What can be a subject, and what people merely say around one."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.terms import Terms


@pytest.fixture(scope="module")
def terms(five: Corpus) -> Terms:
    return Terms.of(five)


@pytest.mark.parametrize(
    ("piece", "subject"),
    [
        ("农业清洁生产那一大块", ("农业清洁生产",)),
        ("岸电", ("岸电",)),
        ("弄小份菜", ("小份菜",)),
        ("外卖", ("外卖",)),
        ("shore power", ("shore power",)),
    ],
)
def test_subjects_are_trimmed_to_their_words(piece: str, subject: tuple[str, ...], terms: Terms) -> None:
    assert terms.subject((piece,)) == subject


@pytest.mark.parametrize(
    "piece", ["帮我挑出来", "一家不漏报", "来着", "压根", "沾边", "整张", "colleagues want help", "shows up"]
)
def test_chatter_is_no_subject(piece: str, terms: Terms) -> None:
    assert terms.subject((piece,)) == ()


def test_without_an_index_every_word_can_be_one() -> None:
    assert Terms().subject(("压根", "岸电")) == ("压根", "岸电")
