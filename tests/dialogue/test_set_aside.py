"""Places named to be left out, and who where it asks for a place."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import understand
from assistant.dialogue.vocabulary import Vocabulary
from tests.answers.asking import vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


OTHERS = {"guangdong", "jiangsu", "chongqing", "shenzhen"}


@pytest.mark.parametrize(
    "words",
    [
        "不包括浙江，哪些地方提到氢能",
        "除浙江外，哪些地方提到氢能",
        "除了浙江以外 秸秆",
        "浙江以外的地方秸秆怎么利用",
        "Which documents other than Zhejiang mention straw?",
        "Who besides Zhejiang mentions straw?",
    ],
)
def test_all_but_the_place_named_are_asked_about(words: str, vocabulary: Vocabulary) -> None:
    asked = understand(words, vocabulary)
    assert set(asked.documents) == OTHERS
    assert asked.text == words
    assert set(understand(asked.normal, vocabulary).documents) == OTHERS


@pytest.mark.parametrize("words", ["除了浙江省生态环境厅还有谁负责秸秆", "除了深圳的任务35，还有哪些讲秸秆"])
def test_bodies_and_rows_of_a_place_leave_it_in(words: str, vocabulary: Vocabulary) -> None:
    assert set(understand(words, vocabulary).documents) != OTHERS
    assert "zhejiang" not in understand(words, vocabulary).documents


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("除了广东，谁提到岸电", "documents_mentioning"),
        ("浙江和江苏谁的强制审核企业多", "target_compare"),
        ("谁要建更多绿色工厂，浙江还是广东", "target_compare"),
        ("浙江谁负责秸秆", "topic_agencies"),
    ],
)
def test_who_beside_places_is_a_place(words: str, intent: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).intent == intent
