"""What comes near is told as no more than that, and not at all where only one exact thing would answer."""

from __future__ import annotations

import pytest

from assistant.service import Assistant

NEAR = "工地吵、灰又大、污水横流，应当怎样管起来"


def test_what_comes_near_is_told_as_such(assistant: Assistant) -> None:
    answer = assistant.ask(NEAR)
    if answer.status == "answered" and answer.searched["evidence"] < 0.5:
        assert "最接近" in answer.answer
        assert answer.assumptions
    assert answer.citations or answer.status == "refused"


@pytest.mark.parametrize(
    "question",
    [
        "预制菜酸菜鱼在家怎么做才好吃",
        "浙江有没有提到碳捕集",
        "江苏对矿山生态修复由谁牵头负责",
        "成都的清洁生产方案对造纸厂提了哪些要求",
        "怎么给孩子报名上小学",
    ],
)
def test_nothing_near_is_told_for_these(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert "最接近的是" not in answer.answer
    assert answer.status == "refused"


def test_certainty_is_told(assistant: Assistant) -> None:
    sure = assistant.ask("浙江怎么治理水产养殖的尾水？")
    assert sure.searched["evidence"] >= 0.5
    assert assistant.ask("红烧肉怎么做").searched.get("evidence", 0.0) < 0.5
