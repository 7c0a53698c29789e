"""By what a document lets a reader tell who leads."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.mark.parametrize(
    "words", ["浙江方案括号里一串单位，哪个算牵头", "How can I tell which agency leads in the Zhejiang plan?"]
)
def test_the_sentence_that_says_so(words: str, five: Corpus) -> None:
    draft = ask(words, five, vocabulary_of(five))
    assert "列第一位的为牵头单位" in draft.text
    assert "zhejiang/clause/3-1" in cited(draft)


def test_roles_printed_in_the_rows(five: Corpus) -> None:
    assert "99项" in ask("深圳的表怎么区分牵头和协办", five, vocabulary_of(five)).text


def test_nobody_assigned(five: Corpus) -> None:
    draft = ask("重庆的方案里有没有写谁负责哪一项", five, vocabulary_of(five))
    assert draft.text.startswith("没有")
