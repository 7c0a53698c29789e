"""What no document has is refused, and what one has in part of everyday words is not."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answers.coverage import rarity_of
from assistant.answers.strange import strange_words
from assistant.core.corpus import Corpus


@pytest.mark.parametrize("words", ["核废料", "核电站", "电子烟", "光污染", "地铁票价"])
def test_a_compound_is_not_held_by_its_half(five: Corpus, words: str) -> None:
    assert strange_words([words], rarity_of(five)) == (words,)


@pytest.mark.parametrize("words", ["建筑垃圾", "快递包装", "旧电视", "港口岸电"])
def test_words_of_the_documents_are_not_strange(five: Corpus, words: str) -> None:
    assert not strange_words([words], rarity_of(five))


@pytest.mark.parametrize(
    "question",
    [
        "Who is responsible for nuclear safety in Zhejiang?",
        "深圳谁负责核电站",
        "深圳哪个局管医院废水",
        "谁来管深圳的校园清洁生产教育？",
        "核废料怎么处理",
        "How can I apply for a passport",
        "广东禁止使用煤炭吗",
    ],
)
def test_nobody_is_named_for_what_no_document_has(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "refused"


@pytest.mark.parametrize("question", ["深圳谁负责餐厨垃圾", "深圳谁负责港口岸电", "秸秆怎么利用"])
def test_what_the_documents_have_is_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "answered"


def test_tonnes_are_no_share(assistant: Assistant) -> None:
    assert "100吨以上" in assistant.ask("江苏年产废多少吨的危废单位要审核").answer
