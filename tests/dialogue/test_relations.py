"""Questions that hold things against each other, and their neighbours that do not."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.records import Role
from assistant.dialogue.bodies import Condition
from assistant.dialogue.question import Vocabulary, understand


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("第58项和省里比改了什么？", "lineage_item"),
        ("深圳第58项和广东比改了什么", "lineage_item"),
        ("重点任务第五十八项跟省方案有啥区别", "lineage_item"),
        ("任务58照抄了省里的吗", "lineage_item"),
        ("第63项是深圳新增的吗", "lineage_item"),
        ("第58项在省里有没有对应的内容", "lineage_rows"),
        ("How does task 61 differ from the Guangdong plan?", "lineage_item"),
        ("Is task 60 identical to the provincial text?", "lineage_item"),
        ("第58项对应广东哪一条", "lineage_rows"),
        ("廣東第12條在深圳落到哪幾項？", "lineage_rows"),
        ("省方案第12项由深圳哪些任务承接", "lineage_rows"),
        ("广东第12条在深圳由谁落实", "lineage_rows"),
        ("省里关于绿色餐饮的要求在深圳落到哪些任务", "lineage_rows"),
        ("Which Shenzhen tasks carry out Guangdong item 12?", "lineage_rows"),
        ("哪些任务是深圳新增的？", "lineage_classes"),
        ("哪些深圳任务在广东方案里没有对应", "lineage_classes"),
        ("哪些任务照抄省里", "lineage_classes"),
        ("多少项任务是照抄省方案的", "lineage_classes"),
        ("Which tasks have no counterpart in the provincial plan?", "lineage_classes"),
        ("How many Shenzhen tasks were adapted from the provincial plan?", "lineage_classes"),
        ("List the tasks Shenzhen changed", "lineage_classes"),
        ("除了照抄的，深圳还改了哪些任务", "lineage_classes"),
        ("Where does task 63 come from in the Guangdong plan?", "lineage_rows"),
        ("省方案有多少句没有对应的深圳任务", "lineage_uncarried"),
        ("广东方案哪几句深圳没写进去", "lineage_uncarried"),
        ("广东哪些要求深圳没有承接", "lineage_uncarried"),
        ("深圳漏掉了省里的哪些要求", "lineage_uncarried"),
        ("Which Guangdong requirements does Shenzhen not carry out?", "lineage_uncarried"),
        ("Which sentences of the Guangdong plan are missing from Shenzhen's table?", "lineage_uncarried"),
    ],
)
def test_lineage_is_asked_for(words: str, intent: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).intent == intent


@pytest.mark.parametrize(
    "words",
    [
        "广东第12项由谁牵头",
        "广东第12项没有牵头单位吗",
        "深圳第58项由哪个局牵头",
        "任务58对应的牵头单位是谁",
        "深圳第58项和第59项有什么不同",
        "广东第5项和第6项有什么不同",
        "广东新增高效节水灌溉面积是多少",
        "深圳和广东的装配式建筑比例有什么不同",
        "浙江和广东的秸秆目标比较",
        "深圳关于新增充电桩的任务有哪些",
        "深圳承接产业转移的任务有哪些",
        "第62项既有建筑怎么改造",
        "哪些任务没有牵头单位",
        "贯彻落实广东方案的深圳分工表有多少项任务",
        "Who implements task 58?",
        "Which agency is responsible for implementing Guangdong item 12?",
        "What does the Shenzhen plan say about new energy vehicles?",
        "How does Zhejiang's straw target differ from Guangdong's?",
    ],
)
def test_other_questions_are_left_alone(words: str, vocabulary: Vocabulary) -> None:
    assert not understand(words, vocabulary).intent.startswith(("lineage_", "set_"))


def test_a_place_that_is_only_compared_with_governs_no_number(vocabulary: Vocabulary) -> None:
    question = understand("第58项和广东方案相比有什么不同", vocabulary)
    assert [(r.number, r.documents) for r in question.refs] == [(58, ())]
    question = understand("广东第12条在深圳落到哪几项", vocabulary)
    assert [(r.number, r.documents) for r in question.refs] == [(12, ("guangdong",))]


@pytest.mark.parametrize(
    ("words", "intent", "conditions"),
    [
        ("市商务局和市教育局都牵头的任务有哪些", "set_items", [(("lead",), False), (("lead",), False)]),
        ("市发展改革委牵头、市水务局协办的任务有哪些", "set_items", [(("lead",), False), (("support",), False)]),
        ("市市场监管局牵头但没有各区政府参与的任务", "set_items", [(("lead",), False), ((), True)]),
        ("tasks led by 市水务局 but not 各区政府", "set_items", [(("lead",), False), ((), True)]),
        ("tasks led by 市水务局 and 市商务局 together", "set_items", [(("lead",), False), (("lead",), False)]),
        ("Which tasks do the commerce bureau and the water bureau share?", "set_items", [((), False), ((), False)]),
        ("和市商务局合作最多的是哪个单位", "set_partners", [((), False)]),
        ("市住房建设局牵头的任务里，哪个单位协办最多", "set_partners", [(("lead",), False)]),
    ],
)  # fmt: skip
def test_conditions_on_bodies(
    words: str, intent: str, conditions: list[tuple[tuple[Role, ...], bool]], vocabulary: Vocabulary
) -> None:
    question = understand(words, vocabulary)
    assert question.intent == intent
    assert question.conditions == tuple(Condition(roles=r, negated=n) for r, n in conditions)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("工业清洁生产这部分涉及哪些单位", "set_agencies"),
        ("深圳第四节涉及哪些单位", "set_agencies"),
        ("深圳分工表一共涉及多少个单位", "set_agencies"),
        ("Which agencies are involved in the section on green construction?", "set_agencies"),
        ("市商务局和市教育局分别牵头哪些任务", "agency_items"),
        ("哪些任务没有各区政府", "agency_items"),
        ("牵头任务最多的单位是哪个", "agency_tally"),
    ],
)
def test_bodies_of_a_part_and_their_neighbours(words: str, intent: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).intent == intent
