"""References to numbered records: what points at one, and what only counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.text import normalise, to_chinese
from assistant.dialogue.english_numbers import english_number
from assistant.dialogue.numbers import find_refs, find_years


def refs(words: str) -> list[tuple[int, str]]:
    text = normalise(words).lower()
    return [(r.number, r.kind) for r in find_refs(text, tuple(span for span, _ in find_years(text)))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("深圳第58项由哪个局牵头？", [(58, "any")]),
        ("５８项谁牵头", [(58, "any")]),
        ("第五十八项", [(58, "any")]),
        ("58号任务谁负责", [(58, "task")]),
        ("任务58", [(58, "task")]),
        ("第35任务和36任务", [(35, "task"), (36, "task")]),
        ("工程里排第二十二的", [(22, "any")]),
        ("重点任务里排第二的单位", []),
        ("工程十谁负责", [(10, "project")]),
        ("重点工程第19项", [(19, "project")]),
        ("第45至49项", [(n, "any") for n in range(45, 50)]),
        ("第四十五项至第四十九项", [(n, "any") for n in range(45, 50)]),
        ("第30、33和34项", [(30, "any"), (33, "any"), (34, "any")]),
        ("（十五）是什么", [(15, "section")]),
        ("第十五节讲什么", [(15, "section")]),
        ("第二章", [(2, "chapter")]),
        ("附件第5项", [(5, "annex")]),
        ("深圳58谁牵头", [(58, "any")]),
        ("那59呢", [(59, "any")]),
        ("which bureau leads item 58?", [(58, "any")]),
        ("items 45 to 47", [(45, "any"), (46, "any"), (47, "any")]),
        ("the fifty-eighth item", [(58, "any")]),
        ("58th task", [(58, "task")]),
        ("请列出131号任务全文", [(131, "task")]),
        ("三号任务都有谁配合", [(3, "task")]),
        ("重点任务那部分的第7项", [(7, "any")]),
        ("重点工程第四部分", [(4, "chapter")]),
        ("第58项的第一责任单位", [(58, "any")]),
        ("重点工程序号10是什么", [(10, "project")]),
        ("任务-58谁牵头", [(58, "task")]),
        ("task-58", [(58, "task")]),
        ("project 3是谁牵头的", [(3, "project")]),
        ("the 10th of shenzhen's key projects", [(10, "project")]),
        ("who leads 58.", [(58, "any")]),
        ("which tasks stand under 16. 优化交通运输结构", []),
        ("the third of the key tasks", [(3, "task")]),
        ("who leads the key task numbered 115.", [(115, "task")]),
        ("task no. 12", [(12, "task")]),
        ("project 12 and project 13", [(12, "project"), (13, "project")]),
    ],
)
def test_references(words: str, found: list[tuple[int, str]]) -> None:
    assert refs(words) == found


def test_an_entry_of_a_box_keeps_its_box() -> None:
    (ref,) = find_refs("专栏3第2条")
    assert (ref.number, ref.kind, ref.outer) == (2, "box", 3)


@pytest.mark.parametrize(
    "words",
    [
        "第三方服务机构有哪些",
        "140项任务里有多少没有牵头单位",
        "秸秆综合利用率2025年达到多少",
        "哪13个行业",
        "5G技术",
        "PM2.5",
        "任务一览",
        "第一批项目",
        "两个项目",
        "下一项呢",
        "新增300万平方米",
        "one task",
        "140 tasks",
        "third-party services",
    ],
)
def test_counts_and_names_are_no_references(words: str) -> None:
    assert refs(words) == []


@given(st.integers(1, 999))
def test_every_number_is_found_in_three_spellings(number: int) -> None:
    assert refs(f"第{number}项") == refs(f"第{to_chinese(number)}项") == [(number, "any")]
    assert refs(f"item {number}") == [(number, "any")]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("fifty-eight", 58),
        ("fifty-eighth", 58),
        ("one hundred and twelve", 112),
        ("twentieth", 20),
        ("58th", 58),
        ("foo", None),
    ],
)
def test_english_numbers(words: str, number: int | None) -> None:
    assert english_number(words) == number


def test_years_and_plan_periods() -> None:
    assert [year for _, year in find_years("2022年和2025年底，“十四五”期间")] == [2022, 2025, None]
