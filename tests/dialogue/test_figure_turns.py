"""A figure asked for in a thread is one of the thread's subject, or none at all."""

from __future__ import annotations

import pytest

from assistant.service import Assistant


def last(assistant: Assistant, turns: tuple[str, ...]) -> tuple[str, str]:
    conversation = None
    for words in turns:
        answer = assistant.ask(words, conversation_id=conversation)
        conversation = answer.conversation_id
    return answer.status, answer.answer


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        (("重庆的秸秆怎么处理", "比例是多少"), "90%"),
        (("重庆的秸秆怎么处理", "比例是多少", "浙江呢"), "96%"),
        (("秸秆怎么处理", "只看浙江", "比例多少"), "96%"),
        (("江苏有没有提到快递包装", "那浙江呢", "目标多少"), "150万个"),
        (("重庆哪些园区先试点", "总共几个"), "5—10个"),
        (("重庆哪些园区先试点", "那一共多少个？"), "5—10个"),
        (("How does Chongqing treat straw?", "what percentage?"), "90%"),
    ],
)
def test_a_figure_is_of_what_was_talked_about(turns: tuple[str, ...], figure: str, assistant: Assistant) -> None:
    status, text = last(assistant, turns)
    assert status == "answered"
    assert figure in text


def test_no_other_figure_is_told_where_there_is_none_of_the_subject(assistant: Assistant) -> None:
    status, text = last(assistant, ("江苏的秸秆怎么处理", "比例是多少"))
    assert status == "refused"
    assert "没有写明秸秆综合利用率的目标" in text


def test_a_place_takes_that_of_one_no_document_is_about(assistant: Assistant) -> None:
    status, text = last(assistant, ("北京的秸秆怎么处理", "那重庆呢"))
    assert status == "answered"
    assert "秸秆" in text


def test_who_is_asked_of_the_rows_just_told(assistant: Assistant) -> None:
    status, text = last(assistant, ("被处罚的企业会在哪里公布", "谁负责公布", "深圳是第几项"))
    assert status == "answered"
    assert "135" in text
    assert "第92项" not in text
