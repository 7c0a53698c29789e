"""Turns that go on with what was quoted, listed or told: the words elsewhere, all lists, a figure said loosely."""

from __future__ import annotations

import pytest

from assistant.service import Assistant

Turns = tuple[str, ...]


def last(assistant: Assistant, turns: Turns) -> tuple[str, list[str], str]:
    conversation = None
    for words in turns:
        answer = assistant.ask(words, conversation_id=conversation)
        conversation = answer.conversation_id
    return answer.status, [c.record_id for c in answer.citations], answer.answer


@pytest.mark.parametrize(
    ("turns", "record", "words"),
    [
        (
            ("广东要在哪些重点流域加大企业清洁生产工作力度？", "到了深圳的分工表，这句话里剩下哪几条河"),
            "shenzhen/task/115",
            "淡水河、石马河、茅洲河",
        ),
        (
            ("广东对餐厨垃圾有什么要求", "这段话到了深圳是怎么写的"),
            "shenzhen/task/49",
            "厨余垃圾",
        ),
        (
            ("深圳哪些重点任务牵头单位超过1家", "工程呢", "所有这些里头哪一项牵头单位最多"),
            "shenzhen/task/46",
            "4个牵头单位",
        ),
        (
            ("浙江的秸秆综合利用率，2022年和2025年各要多少", "废旧农膜回收呢", "广东和重庆的农膜也报一下"),
            "guangdong/section/2",
            "85%",
        ),
        (
            ("江苏中高费方案花到多少公家才给补贴呀", "够不上那么多咋办，贷款上头有啥优惠没有"),
            "jiangsu/section/1-8",
            "环保贷",
        ),
        (
            ("江苏中高费方案花到多少钱以上可以拿奖补？", "意思是每家企业奖补2000万元？"),
            "jiangsu/section/1-8",
            "不是",
        ),
    ],
)
def test_goes_on(turns: Turns, record: str, words: str, assistant: Assistant) -> None:
    status, cited, text = last(assistant, turns)
    assert status == "answered"
    assert record in cited
    assert words in text


def test_a_place_not_held_is_what_the_next_sentence_asks_about(assistant: Assistant) -> None:
    status, cited, _ = last(assistant, ("And Hunan? What manure recycling rate is it after?",))
    assert (status, cited) == ("refused", [])
