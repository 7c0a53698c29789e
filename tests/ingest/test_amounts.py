from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.amounts import amounts, baseline_of, year_of


@pytest.mark.parametrize(
    ("text", "value", "high", "unit", "comparator"),
    [
        ("达到96%以上", "96", None, "%", ">="),
        ("达到24%左右", "24", None, "%", "~"),
        ("不低于 20%", "20", None, "%", ">="),
        ("超过130万标箱", "130", None, "万标箱", ">"),
        ("7000余家", "7000", None, "家", ">="),
        ("5—10个", "5", "10", "个", "range"),
        ("2~3个", "2", "3", "个", "range"),
        ("1亿平方米", "1", None, "亿平方米", "="),
        ("0.52吨标准煤/万元", "0.52", None, "吨标准煤/万元", "="),
        ("系数达到 0.535。", "0.535", None, "", "="),
        ("挑选一个城市", "1", None, "个", "="),
    ],
)
def test_one_figure(text: str, value: str, high: str | None, unit: str, comparator: str) -> None:
    (found,) = amounts(text)
    assert (found.value, found.unit, found.comparator) == (Decimal(value), unit, comparator)
    assert found.high == (Decimal(high) if high else None)


def test_an_ordinal_is_no_figure() -> None:
    assert not list(amounts("第十四个五年规划"))


def test_a_year_is_the_last_before_the_figure() -> None:
    text = "到2025年，建成50个；到2030年底，达到75%。"
    first, second = text.index("50个"), text.index("75%")
    assert year_of(text, (0, len(text)), first, ()).year == 2025
    dated = year_of(text, (0, len(text)), second, ())
    assert (dated.year, dated.words, dated.basis) == (2030, "到2030年底", "sentence")


def test_a_year_to_compare_with_is_not_the_year_by_which() -> None:
    text = "主要资源产出率较2020年提高20%"
    assert year_of(text, (0, len(text)), text.index("20%"), ()).year is None
    assert baseline_of(text) == 2020


def test_a_paragraph_that_opens_with_a_year_goes_on_under_it() -> None:
    text = "到2025年，水平提升。农膜回收率达到90%。\n另一段达到80%。"
    assert year_of(text, (11, 22), text.index("90%"), ()).basis == "paragraph"
    assert year_of(text, (22, len(text)), text.index("80%"), ()).year is None


def test_a_work_list_of_a_year_dates_its_rows() -> None:
    dated = year_of("达到95%", (0, 5), 2, ("某省方案2022年重点工作清单",))
    assert (dated.year, dated.basis) == (2022, "heading")


def test_a_plan_period_ends_in_its_last_year() -> None:
    text = "“十四五”期间，改造500万平方米"
    assert year_of(text, (0, len(text)), text.index("500"), ()).basis == "plan_period"
    assert year_of("“十四五”全国方案，500万", (0, 15), 11, ()).year is None
