"""What a sum is, whose sentence it is, and things that are counted or named together."""

from __future__ import annotations

import pytest

from assistant.answers.verdicts import given_for_condition
from assistant.dialogue.numbers import find_refs, find_years
from assistant.service import Assistant

SUBSIDY = "对实施清洁生产中/高费方案超过2000万元的企业，省级和地方环保专项资金给予适当奖补。"


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("每家企业奖补2000万元吗", True),
        ("does every firm get a subsidy of 20 million yuan", True),
        ("超过2000万元才有奖补吗", False),
        ("投入1500万元有奖补吗", False),
        ("are there subsidies for schemes over 20 million yuan", False),
    ],
)
def test_what_is_given_is_told_from_the_condition(words: str, given: bool) -> None:
    assert given_for_condition(words, SUBSIDY) is given


def test_a_sum_is_no_year() -> None:
    assert find_years("奖补2000万元") == ()
    assert [year for _, year in find_years("到2025年")] == [2025]


def test_a_triangle_is_no_row() -> None:
    assert find_refs("一个三角形") == ()


@pytest.mark.parametrize(
    ("text", "records", "words"),
    [
        ("村里盖房就用本地的料，这事儿深圳交给谁抓总、谁打下手啊", {"shenzhen/task/71"}, "深汕特别合作区"),
        ("浙江凭哪句话认定括号里第一个单位就是牵头的？在第几节", {"zhejiang/clause/3-1"}, "（三）"),
        ("江苏前后两份文件都点名了重点行业，各点了几个？", {"jiangsu/section/1-3", "jiangsu/section/2-2-1"}, "点名9个"),
        ("广东对工艺简单、污染小的厂做审核有没有简便一点的路子", {"guangdong/section/14"}, "简易流程"),
        (
            "重庆 plan 里要培育多少家节能环保 service 企业，环保 equipment manufacturing 的规模企业又是多少家",
            {"chongqing/box/8-1", "chongqing/box/8-2"},
            "30家",
        ),
        (
            "把碳排放或二氧化碳指标放进清洁生产审核，五份文件各在哪里提到",
            {"jiangsu/section/1-6", "guangdong/section/14", "chongqing/section/3-4", "shenzhen/task/114"},
            "",
        ),
        ("Which Shenzhen row has the most leads?", {"shenzhen/task/46"}, "市教育局"),
        ("江苏“指导思想”这一节摘给我", {"jiangsu/section/1-1", "jiangsu/section/2-1-1"}, "江苏实施意见"),
    ],
)
def test_cited(assistant: Assistant, text: str, records: set[str], words: str) -> None:
    answer = assistant.ask(text)
    assert answer.status == "answered"
    assert records <= {c.record_id for c in answer.citations}
    assert words in answer.answer


def test_no_bank_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("江苏“环保贷”具体是哪几家银行在办")
    assert (answer.status, answer.reason) == ("refused", "not_stated")
