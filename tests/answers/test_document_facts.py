"""Facts about a document, whatever else is said beside them; and boxes named by what they are about."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("发函引用重庆那份十四五清洁生产推行工作方案，文号怎么写", "渝发改规范〔2022〕8号"),
        ("写论文参考文献，广东那份方案的全称和适用年限帮我抄一下", "广东省全面推行清洁生产实施方案"),
        ("江苏这个文件打开来像是两份拼一起的，两份分别叫什么名字？", "江苏省清洁生产审核工作实施意见"),
        ("广东出台方案依据的是哪几个上位的法律、规划", "中华人民共和国清洁生产促进法"),
        ("广东这份方案管到哪一年？", "2023-2025年"),
        ("Which bodies issued the Chongqing plan and what's its reference number?", "渝发改规范〔2022〕8号"),
    ],
)
def test_stated(words: str, told: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert told in draft.text


@pytest.mark.parametrize("words", ["重庆这个方案具体哪月哪日印发的？", "When was the Shenzhen table published?"])
def test_dates_that_are_not_printed(words: str, five: Corpus, vocabulary: Vocabulary) -> None:
    assert ask(words, five, vocabulary).reason == "not_stated"


@pytest.mark.parametrize("words", ["强审重点企业名单江苏一般啥时候公布", "江苏对超标企业强审的期限是多久"])
def test_the_same_words_about_something_else(words: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).facts == ()


def test_the_box_on_a_subject(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("广东建筑业那个专栏下面挂了哪几项工程？名称列出来就行", five, vocabulary)
    assert cited(draft) == [f"guangdong/box/4-{n}" for n in range(1, 7)]
