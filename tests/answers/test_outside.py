"""Places and bodies that no document holds: nothing of another place or body stands in for them."""

from __future__ import annotations

import pytest

from assistant.core.answer import Filters
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from assistant.pipeline import answer_question
from tests.test_pipeline import five_snapshot

__all__ = ["five_snapshot"]


def asked(text: str, snapshot: Snapshot) -> tuple[str, str | None, str]:
    draft = answer_question(snapshot, text, State(), Filters()).draft
    return draft.status, draft.reason, draft.text


@pytest.mark.parametrize(
    "text",
    [
        "Which bureau in Shanghai is in charge of hydrogen fuel-cell vehicles?",
        "Which Hong Kong department leads green ports?",
        "洛阳谁牵头餐饮油烟治理",
        "泉州的农作物秸秆综合利用率目标是多少",
        "南山区2025年新建建筑装配式比例是多少",
        "浙江每个县的绿色工厂数量",
        "长三角地区2025年的单位能耗下降多少",
        "东莞的重点任务分工里58项归谁",
        "Does the Shenzhen Maritime Safety Administration lead any task?",
        "深圳市教育局和深圳市公安局共同牵头哪些任务",
        "国家发改委在深圳分工表里牵头几项",
    ],
)
def test_nothing_stands_in(text: str, five_snapshot: Snapshot) -> None:
    assert asked(text, five_snapshot)[:2] == ("refused", "not_stated")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("深圳第58项的协办单位，以及上海同类任务的牵头单位", "没有收录上海"),
        ("深圳岸电谁牵头，顺便说下宁波的", "没有收录宁波"),
        ("浙江和上海的秸秆综合利用率目标谁高", "没有收录上海"),
        ("浙江2022年和2026年装配式建筑占比、2025年的呢", "2026"),
        ("浙江秸秆牵头单位是谁，花了多少钱", "没有写明这些事项的金额"),
    ],
)
def test_a_part_is_told_as_missing(text: str, told: str, five_snapshot: Snapshot) -> None:
    status, _, words = asked(text, five_snapshot)
    assert status == "partial" and told in words


@pytest.mark.parametrize(
    "text",
    [
        "上海的朋友问：浙江的秸秆利用率目标是多少",
        "我在佛山开厂，想问广东绿色建筑目标是多少",
        "深圳和香港的清洁生产合作由谁牵头",
        "龙岗区这边问一句，25个重点工程里有没有哪个是让各区政府当牵头单位的？",
        "浙江方案括号里排第一的单位有什么特别含义吗",
    ],
)
def test_places_in_passing(text: str, five_snapshot: Snapshot) -> None:
    assert asked(text, five_snapshot)[0] == "answered"
