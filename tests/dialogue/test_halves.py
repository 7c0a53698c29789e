"""Sentences that ask two things of two subjects are parted, and others are left whole."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.halves import halves, with_subject
from assistant.dialogue.vocabulary import Vocabulary
from tests.answers.asking import vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


TWO = [
    ("厨房的油烟怎么治，宾馆的一次性塑料用品又怎么减？", ("厨房的油烟怎么治", "宾馆的一次性塑料用品又怎么减？")),
    (
        "What does Chongqing say about rail freight and how should construction dust be controlled?",
        ("What does Chongqing say about rail freight", "how should construction dust be controlled?"),
    ),
]
ONE = [
    "深圳岸电谁牵头，什么时候完成？",
    "我是开饭馆的，油烟怎么治理？",
    "第58项说的什么，谁牵头",
    "浙江的钢铁、水泥、化工行业怎么改造？",
    "How should steel, cement and chemical plants be upgraded in Zhejiang?",
    "地膜怎么回收，怎么回收？",
]


@pytest.mark.parametrize(("text", "both"), TWO)
def test_two_questions_are_parted(text: str, both: tuple[str, str], vocabulary: Vocabulary) -> None:
    assert halves(text, vocabulary) == both


@pytest.mark.parametrize("text", ONE)
def test_one_question_stays_whole(text: str, vocabulary: Vocabulary) -> None:
    assert halves(text, vocabulary) is None


def test_a_second_half_may_be_read_with_the_subject_of_the_first(vocabulary: Vocabulary) -> None:
    assert with_subject("深圳建筑垃圾的综合利用率目标是多少", "堆放和中转的场所怎么管", vocabulary) == (
        "建筑垃圾堆放和中转的场所怎么管"
    )
