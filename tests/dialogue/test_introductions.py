"""Sentences that only tell who asks are set aside; what the question needs of them stays."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.introductions import without_introduction
from assistant.dialogue.vocabulary import Vocabulary
from tests.answers.asking import vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "I run a hotel in Shenzhen. Who leads on disposable plastic items in hotels?",
            "Shenzhen: Who leads on disposable plastic items in hotels?",
        ),
        ("I'm a student from Leeds. Who leads Shenzhen task 12?", "Who leads Shenzhen task 12?"),
        ("We run a dyeing plant in Zhejiang. Do we have to be audited?", None),
        ("Which bureau leads task 12? I need it today.", None),
    ],
)
def test_introductions(vocabulary: Vocabulary, text: str, left: str | None) -> None:
    assert without_introduction(text, vocabulary) == (left or text)
