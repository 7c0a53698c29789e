from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.text import to_chinese
from ingest.headings import clean, ends_sentence, heading_of, split_title
from ingest.views import View


def _view(text: str) -> View:
    return View(text, tuple(range(len(text))))


@pytest.mark.parametrize(
    ("line", "level", "number", "rest"),
    [
        ("二、重点任务", "chapter", 2, "重点任务"),
        ("（二十三）提升基础能力。依托", "section", 23, "提升基础能力。依托"),
        ("(一) 指导思想", "section", 1, "指导思想"),
        ("(六)加 强科技 创新引 领", "section", 6, "加 强科技 创新引 领"),
        ("12.推动新建建筑", "item", 12, "推动新建建筑"),
        ("12. 推动新建建筑", "item", 12, "推动新建建筑"),
        ("1．强化评价", "item", 1, "强化评价"),
        ("专栏10  清洁生产联合推行工程", "box", 10, "清洁生产联合推行工程"),
        ("专栏 3 服务业", "box", 3, "服务业"),
    ],
)
def test_numbered_headings_of_every_kind(line: str, level: str, number: int, rest: str) -> None:
    heading = heading_of(_view(line))
    assert heading is not None
    assert (heading.level, heading.number, heading.rest.text) == (level, number, rest)
    assert heading.mark.text + heading.rest.text == line


@pytest.mark.parametrize(
    "line", ["0.98 万吨", "2025年", "到2025年", "（园区）整合", "钢铁行业。", "一是加大", "90 鼓励骨干企业", ""]
)
def test_lines_that_only_look_numbered_are_none(line: str) -> None:
    assert heading_of(_view(line)) is None


@given(st.integers(min_value=1, max_value=199))
def test_every_chinese_number_is_read_back(number: int) -> None:
    for line in (f"{to_chinese(number)}、题", f"（{to_chinese(number)}）题", f"({to_chinese(number)}) 题"):
        heading = heading_of(_view(line))
        assert heading is not None
        assert (heading.number, heading.rest.text) == (number, "题")


def test_a_title_ends_at_its_full_stop() -> None:
    title, body = split_title(_view("加强组织实施。省发展改革委加强组织协调。各市落实。"))
    assert (title.text, body.text) == ("加强组织实施", "省发展改革委加强组织协调。各市落实。")
    title, body = split_title(_view("突出抓好工业清洁生产。"))
    assert (title.text, body.text) == ("突出抓好工业清洁生产", "")
    title, body = split_title(_view("主要目标"))
    assert (title.text, body.text, body.offsets) == ("主要目标", "", ())


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("(六)加 强科技 创新引 领", "(六)加强科技创新引领"),
        ("20. 推动清洁 生产技术装备 产业化", "20. 推动清洁生产技术装备产业化"),
        ("五、交通运输 清洁生产重点工程", "五、交通运输清洁生产重点工程"),
        ("专栏 3 服务业清洁生产重点工程", "专栏3 服务业清洁生产重点工程"),
        ("专栏1  工业清洁生产重点工程", "专栏1 工业清洁生产重点工程"),
        ("(一) 指导思想", "(一) 指导思想"),
        ("推广使用 LNG 动力船舶", "推广使用 LNG 动力船舶"),
    ],
)
def test_headings_are_shown_without_blanks_inside_words(printed: str, shown: str) -> None:
    assert clean(printed) == shown


def test_a_paragraph_that_a_page_break_cuts_is_incomplete() -> None:
    assert (
        ends_sentence("落实。")
        and ends_sentence("通知：")
        and ends_sentence("（省能源局）")
        and ends_sentence("“闭环”")
    )
    assert not ends_sentence("重点领域清") and not ends_sentence("从严控制洗浴、") and not ends_sentence("设计，")
