"""Whether a question asks for targets, before anything is known of values."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.text import normalise
from assistant.dialogue.question import Vocabulary, understand


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies, five.indicators)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("浙江秸秆综合利用率目标是多少", "target_value"),
        ("广东的农膜回收率", "target_value"),
        ("重庆农膜目标", "target_value"),
        ("农膜回收率哪个省最高", "target_compare"),
        ("浙江和广东的秸秆综合利用率", "target_compare"),
        ("哪些地方没写秸秆综合利用率", "target_compare"),
        ("浙江有哪些量化目标", "target_list"),
        ("哪些要在2025年前完成", "target_list"),
        ("what is the straw utilisation rate in Guangdong", "target_value"),
        ("compare straw utilisation targets", "target_compare"),
        ("which quantified targets does Chongqing set", "target_list"),
        ("秸秆", "open"),
        ("浙江秸秆综合利用", "open"),
        ("农膜怎么回收", "open"),
        ("广东绿色工厂如何创建", "open"),
        ("重庆的主要目标是什么", "open"),
    ],
)
def test_intent(words: str, intent: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).intent == intent


@pytest.mark.parametrize(
    "words",
    [
        "浙江２０２５年秸秆综合利用率目标是多少",
        "浙江2025年秸稈綜合利用率目標是多少",
        "麻烦查一下浙江2025年的秸秆综合利用率目标是多少，谢谢",
        "浙江 2025年 秸秆综合利用率 目标 是多少",
    ],
)
def test_width_script_and_fillers_change_nothing(words: str, vocabulary: Vocabulary) -> None:
    plain = understand("浙江2025年秸秆综合利用率目标是多少", vocabulary)
    found = understand(words, vocabulary)
    assert (found.intent, found.documents, found.years) == (plain.intent, plain.documents, plain.years)
    assert [m.indicators for m in found.target.mentions] == [m.indicators for m in plain.target.mentions]


def test_words_nobody_understands_are_kept(vocabulary: Vocabulary) -> None:
    target = understand("浙江蓝莓秸秆综合利用率目标是多少", vocabulary).target
    assert target.rest == ("蓝莓",)
    assert target.wide


def test_without_indicators_nothing_is_read(five: Corpus) -> None:
    bare = Vocabulary.of(five.documents, five.agencies)
    assert understand("浙江秸秆综合利用率目标是多少", bare).target.intent is None


def test_normalised_words_are_those_of_the_question(vocabulary: Vocabulary) -> None:
    words = "广东COD减排目标"
    (mention,) = understand(words, vocabulary).target.mentions
    assert normalise(words).lower()[mention.start : mention.end] == mention.words
