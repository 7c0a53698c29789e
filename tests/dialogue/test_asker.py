"""Who asks is told from whom the question is about."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand
from tests.answers.asking import ask, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    "words",
    [
        "住建局这边问下，推广钢结构住宅那条谁协办",
        "深圳（三）下面有几条任务？商务局要更新台账",
        "我是水务局的，第58项谁牵头",
        "I work for the water bureau. Who leads task 58?",
    ],
)
def test_a_body_that_only_asks_is_no_condition(words: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).agencies == ()


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("我是水务局的，我们局牵头哪些任务", "市水务局"),
        ("我在深圳海关上班，分工表里有没有咱们关的活", "深圳海关"),
        ("第58项谁牵头？我们发改委想确认是不是自己", "市发展改革委"),
        ("I work for the water bureau. What are our tasks?", "市水务局"),
        ("住建局这边牵头哪些", "市住房建设局"),
    ],
)
def test_a_body_that_asks_for_its_own_rows_is_one(words: str, body: str, vocabulary: Vocabulary) -> None:
    assert body in understand(words, vocabulary).agency_names


def test_the_answer_is_that_without_the_asker(five: Corpus, vocabulary: Vocabulary) -> None:
    plain = ask("深圳“强化既有建筑提质改造”下有几条重点任务", five, vocabulary)
    asked = ask("深圳“强化既有建筑提质改造”下有几条重点任务？住建局要对台账", five, vocabulary)
    assert asked.coverage == plain.coverage
    assert asked.coverage is not None and asked.coverage.matched == 6
