"""All, must, banned, not and except: a plain yes needs the source to say so of the same thing."""

from __future__ import annotations

import pytest

from assistant.answers.verdict_bounds import asks_exception, excepted, exceptions, obliges, totals
from assistant.service import Assistant

BERTHS = "港口码头泊位（油气化工码头泊位除外）岸电覆盖率达80%以上"


def test_exceptions_are_read_from_the_source() -> None:
    assert exceptions(BERTHS) == ("油气化工码头泊位",)
    assert exceptions("平板玻璃（不含光伏平板玻璃）等项目") == ("光伏平板玻璃",)
    assert exceptions("岸电覆盖率达70%以上") == ()


def test_only_what_the_exception_alone_names_is_excepted() -> None:
    assert excepted("油气码头也要覆盖吗", BERTHS)
    assert not excepted("码头泊位要覆盖吗", BERTHS)
    assert not excepted("是不是不包括油气码头", BERTHS)


@pytest.mark.parametrize(
    ("words", "total", "must", "exception"),
    [
        ("所有企业都要审核吗", True, False, False),
        ("must a firm be audited", False, True, False),
        ("首都有目标吗", False, False, False),
        ("包不包括油气码头", False, False, False),
        ("有例外吗", False, False, True),
    ],
)
def test_words_of_the_question(words: str, total: bool, must: bool, exception: bool) -> None:
    assert (totals(words), obliges(words), asks_exception(words)) == (total, must, exception)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("深圳油气码头也要岸电覆盖80%吗", "不是"),
        ("Does Shenzhen's 80% shore power cover oil terminals?", "No"),
        ("Does Shenzhen's 80% shore power exclude oil terminals?", "Yes"),
        ("深圳的岸电覆盖率有例外吗", "有。"),
        ("广东的岸电覆盖率有例外吗", "广东"),
        ("江苏能新上平板玻璃吗", "不可以"),
        ("江苏能新上光伏玻璃吗", "根据"),
        ("深圳推广电子运单吗", "是的"),
        ("深圳是不是不用电子运单", "根据"),
        ("江苏的所有企业都必须强制审核吗", "江苏"),
        ("加氢站广东有要求全覆盖吗", "根据"),
        ("广东5000家企业审核是强制的吗", "根据"),
        ("浙江必须安装光伏吗", "根据"),
        ("Is disposable plastic banned in Chongqing hotels?", "Chongqing"),
        ("Is every restaurant in Shenzhen required to offer small portions?", "Shenzhen"),
    ],
)
def test_yes_only_where_the_source_says_it(assistant: Assistant, text: str, first: str) -> None:
    assert assistant.ask(text).answer.startswith(first)
