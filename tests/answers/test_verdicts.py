"""What a question asks for must be spoken of, and yes or no comes first where the words settle it."""

from __future__ import annotations

import pytest

from assistant.service import Assistant


@pytest.mark.parametrize(
    "text",
    [
        "江苏审核报告要写多少页",
        "企业不配合审核会被拘留吗",
        "What is the penalty for filing the audit report late in Jiangsu?",
        "重庆火锅店排油烟罚款标准",
        "广东家里装充电桩怎么申请",
        "江苏强审企业名单里有没有沙钢",
    ],
)
def test_not_stated(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text)
    assert (answer.status, answer.reason) == ("refused", "not_stated")


@pytest.mark.parametrize(
    ("text", "record", "first"),
    [
        ("重庆审核的钱可以算进公司成本里头吗", "chongqing/section/4-2", ""),
        ("广东有没有打算自己立一部清洁生产方面的地方法规", "guangdong/section/19", "有。"),
        ("工厂排的污染少了，省下来的指标能不能卖钱，广东怎么说", "guangdong/section/16", ""),
        (
            "May a company in Chongqing include audit and training in its operating costs?",
            "chongqing/section/4-2",
            "Yes.",
        ),
        ("浙江星级酒店还给不给牙刷", "zhejiang/annex/11", ""),
    ],
)
def test_everyday_words(assistant: Assistant, text: str, record: str, first: str) -> None:
    answer = assistant.ask(text)
    assert answer.status == "answered"
    assert record in [c.record_id for c in answer.citations]
    assert answer.answer.startswith(first)
