"""The indicator that a question means as a whole, and questions about something else that only sound like it."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies, five.indicators)


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("广东种地用的塑料薄膜回收率", "film"),
        ("浙江农药瓶子袋子回收率要到多少", "pesticide_packaging"),
        ("广东老房子节能改造多少平方米", "retrofit"),
        ("重庆新建建筑绿色建材用到几成", "green_materials"),
        ("How much construction debris must be recycled in Shenzhen?", "construction_waste"),
        ("how many sizeable manufacturers of environmental protection gear should Chongqing foster", "equipment_firms"),
        ("How many industry leaders will volunteer for audits in Chongqing?", "audit_voluntary"),
        ("crop stubble utilisation Zhejiang 2022", "straw"),
        ("走水路的货在广东要占到百分之几", "waterway_share"),
        ("我家种了三十亩地,在浙江,听说用过的地膜得收回来,要收回多少才达标啊", "film"),
        (
            "Our machines pick up mulch. Guangdong plans to recover 86% of its farm film, so what? Check that number.",
            "film",
        ),
        ("What share of cement must be delivered in bulk in Guangdong?", "cement"),
    ],
)
def test_everyday_words_name_an_indicator(words: str, indicator: str, vocabulary: Vocabulary) -> None:
    target = understand(words, vocabulary).target
    assert target.intent is not None
    assert {i for m in target.mentions for i in m.indicators} == {indicator}


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("What is the household waste recycling rate target in Guangdong?", "household"),
        ("广东废旧电池回收率要达到多少", "电池"),
        ("浙江工业固废综合利用率目标是多少", "固废"),
    ],
)
def test_what_a_name_does_not_explain_is_kept(words: str, word: str, vocabulary: Vocabulary) -> None:
    mentions = understand(words, vocabulary).target.mentions
    assert all(any(word in beside for beside in m.beside) for m in mentions if m.sense)


@pytest.mark.parametrize(
    "words", ["江苏危险废物综合利用率目标", "Jiangsu hazardous waste utilisation rate", "浙江快递包裹数量目标是多少"]
)
def test_another_measure_of_the_same_thing_is_no_target(words: str, vocabulary: Vocabulary) -> None:
    assert not understand(words, vocabulary).target.mentions


def test_judgements_by_figures_are_rankings(vocabulary: Vocabulary) -> None:
    assert understand("谁对COD减排要求最狠", vocabulary).intent == "target_compare"
    assert understand("你觉得哪个省的秸秆利用率目标最合理", vocabulary).intent == "opinion"
