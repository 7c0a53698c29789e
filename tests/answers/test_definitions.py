"""Definitions: told where a text explains a term, and never taken from a sentence that only uses it."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "record"),
    [
        ("光储直柔到底啥意思，文件里有解释吗", "chongqing/box/3-1"),
        ("什么叫四网融合？", "chongqing/box/4-1"),
        ('Chongqing speaks of "four networks" (四网融合). Which four are meant?', "chongqing/box/4-1"),
        ("细颗粒物指什么", "zhejiang/clause/19-2"),
        ("深圳表里的“各区政府”，大鹏新区这种算不算在里面？", "shenzhen/task/1"),
    ],
)
def test_explained(words: str, record: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert cited(draft) == [record]


@pytest.mark.parametrize("words", ["“双碳智治”是什么意思", "江苏文件有没有给“双超”下定义", "什么是清洁生产"])
def test_only_used(words: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "not_stated")
    assert draft.nearest


def test_a_term_that_counts_is_explained_by_as_many_things(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江的“肥药两制”怎么理解", five, vocabulary)
    assert draft.status == "answered"
    assert cited(draft) == ["zhejiang/clause/7-1", "zhejiang/annex/5"]
    assert "实名制购买和定额制施用" in draft.text
