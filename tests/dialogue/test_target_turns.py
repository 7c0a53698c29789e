"""Targets over several turns: what the next question leaves unsaid."""

from __future__ import annotations

import json

import pytest

from assistant.service import Assistant


def told(assistant: Assistant, *questions: str) -> tuple[str, str, tuple[str, ...]]:
    """Text, status and what was carried over, of the last of several turns."""
    answer = assistant.ask(questions[0])
    for question in questions[1:]:
        answer = assistant.ask(question, conversation_id=answer.conversation_id)
    return answer.answer, answer.status, answer.understood.carried_over


@pytest.mark.parametrize(
    ("turns", "holds", "status"),
    [
        (["浙江2025年秸秆综合利用率目标是多少", "那重庆呢"], "重庆的秸秆综合利用率目标：2025年90%以上", "answered"),
        (["浙江2025年秸秆综合利用率目标是多少", "2022年呢"], "2022年95%以上", "answered"),
        (
            ["浙江2022年秸秆综合利用率目标是多少", "那广东呢"],
            "没有写明秸秆综合利用率在2022年的目标；写明的是：2025年86%以上",
            "answered",
        ),
        (["广东2025年秸秆综合利用率目标是多少", "农膜呢"], "广东的农膜回收率目标：2025年85%以上", "answered"),
        (["广东2025年秸秆综合利用率目标是多少", "2030年呢"], "没有写明", "refused"),
        (["浙江的秸秆综合利用率目标是多少", "哪个省最高？"], "最高的是浙江（96%以上）", "answered"),
        (["秸秆综合利用率哪个省最高", "最低的呢"], "最低的是广东（86%以上）", "answered"),
        (["秸秆综合利用率哪个省最高", "那农膜回收率呢"], "最高的是浙江、重庆", "answered"),
        (["秸秆综合利用率哪个省最高", "江苏呢"], "没有写明秸秆综合利用率", "refused"),
        (
            ["What is Zhejiang's straw utilisation target for 2025?", "and Guangdong?"],
            "at least 86% by 2025",
            "answered",
        ),
        (
            ["What is Zhejiang's straw utilisation target for 2025?", "What about 2022?"],
            "at least 95% by 2022",
            "answered",
        ),
        (["浙江2025年秸秆综合利用率目标是多少", "广东呢", "差多少"], "浙江比广东高10个百分点", "answered"),
        (["秸秆综合利用率哪个省最高", "谁没有提到"], "没有写明秸秆综合利用率目标的有：江苏、深圳", "answered"),
        (["深圳港水水中转占比目标", "这是哪一项里写的"], "重点工程第18项位于", "answered"),
        (["List Chongqing's targets", "only those on agriculture"], "on “agriculture”", "answered"),
        (["浙江装配式建筑比例多少", "深圳呢？是不是更高"], "深圳比浙江高25个百分点", "answered"),
        (["Zhejiang straw rate for 2025?", "and in the 2022 work list?"], "at least 95% by 2022", "answered"),
        (["广东有哪些量化目标", "那深圳呢"], "深圳：目标共", "answered"),
        (["浙江2025年秸秆综合利用率目标是多少", "由谁负责？"], "省农业农村厅", "answered"),
        (["浙江2025年秸秆综合利用率目标是多少", "出处在哪"], "浙江", "answered"),
    ],
)
def test_follow_ups(turns: list[str], holds: str, status: str, assistant: Assistant) -> None:
    text, found, _ = told(assistant, *turns)
    assert holds in text, text
    assert found == status


def test_what_was_carried_over_is_told(assistant: Assistant) -> None:
    _, _, carried = told(assistant, "浙江2025年秸秆综合利用率目标是多少", "那重庆呢")
    assert {"indicators", "years"} <= set(carried)
    assert "documents" not in carried


def test_three_turns(assistant: Assistant) -> None:
    text, _, _ = told(assistant, "浙江2025年秸秆综合利用率目标是多少", "那重庆呢", "农膜回收率呢")
    assert "重庆的农膜回收率目标：2025年90%以上" in text


def test_a_question_about_a_row_leaves_the_thread(assistant: Assistant) -> None:
    text, _, carried = told(assistant, "浙江2025年秸秆综合利用率目标是多少", "深圳第58项由谁牵头")
    assert "市住房建设局" in text
    assert "indicators" not in carried


def test_the_thread_is_kept_as_json(assistant: Assistant) -> None:
    answer = assistant.ask("浙江2022年秸秆综合利用率目标是多少")
    state = assistant._store.last_state(answer.conversation_id)
    assert json.loads(json.dumps(state)) == state
    assert state is not None and (list(state["indicators"]), list(state["years"])) == (["straw"], [2022])
