from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.claims import plain
from assistant.answers.quantities import held_in, stated_quantities
from assistant.core.text import to_chinese

SAME = [
    ("达到150万个", "1.5 million boxes"),
    ("19.73 万吨", "197,300 tonnes"),
    ("稳定在96%以上", "百分之九十六"),
    ("96％", "96 percent"),
    ("降低14.5%", "下降14.5个百分点"),
    ("第五十八项", "item 58"),
    ("第58项", "the 58th item"),
    ("到二〇二五年", "by 2025"),
    ("一百二十万亩", "1.2 million mu"),
    ("“十四五”时期", "the 14th Five-Year Plan"),
    ("３２万亩", "32万亩"),
    ("13个行业", "thirteen industries"),
    ("25个行业", "twenty-five industries"),
    ("12-15%", "12%"),
    ("100至150万个", "100万个"),
    ("细颗粒物（PM2.5）", "PM2.5"),
]


@pytest.mark.parametrize(("source", "sentence"), SAME)
def test_a_number_is_known_in_another_dress(source: str, sentence: str) -> None:
    held = held_in(plain(source))
    assert all(quantity.stands_in(held) for quantity in stated_quantities(plain(sentence)))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("150万个", "150 boxes"),
        ("150万个", "15 million boxes"),
        ("96个", "96%"),
        ("96%", "95%"),
        ("任务121，122", "121,122"),
        ("2022—2023年", "到2025年"),
        ("13个行业", "九个行业"),
        ("第五十八项", "第五十九项"),
        ("降低14.5%", "降低14%"),
        ("三个地区", "four regions"),
    ],
)
def test_another_number_is_not(source: str, sentence: str) -> None:
    held = held_in(plain(source))
    assert not all(quantity.stands_in(held) for quantity in stated_quantities(plain(sentence)))


@pytest.mark.parametrize(
    "words",
    [
        "第三方服务",
        "一体化发展",
        "两地都有",
        "统一规划",
        "“十四五”规划",
        "CO2和O3",
        "一二三产业",
        "one of them",
        "某一项",
    ],
)
def test_numerals_that_are_parts_of_words_state_nothing(words: str) -> None:
    assert stated_quantities(plain(words)) == ()


@given(st.integers(3, 9999), st.sampled_from(["项", "个", "亩", "年"]))
def test_chinese_and_arabic_numerals_agree(number: int, measure: str) -> None:
    (stated,) = stated_quantities(to_chinese(number) + measure)
    assert stated.stands_in(held_in(f"{number}{measure}"))
    assert not stated.stands_in(held_in(f"{number + 1}{measure}"))


@given(st.decimals(Decimal("0.01"), Decimal("99999"), places=2), st.sampled_from(["", "%", "万吨", " million", "亿元"]))
def test_a_number_stands_in_its_own_words_and_in_no_other(number: Decimal, unit: str) -> None:
    (stated,) = stated_quantities(f"{number}{unit}")
    assert stated.stands_in(held_in(f"为{number}{unit}。"))
    assert not stated.stands_in(held_in(f"为{number + 1}{unit}。"))


@pytest.mark.parametrize("place", ["第17项", "第十七项", "（十七）发展", "17. 推广", "17\t推广", "(17)推广"])
def test_the_number_of_an_item_is_no_amount(place: str) -> None:
    held = held_in(plain(place) if "\t" not in place else place)
    (item,) = stated_quantities("第17项")
    assert item.stands_in(held)
    for amount in ("17个", "17%", "17万", "十七家"):
        (stated,) = stated_quantities(amount)
        assert not stated.stands_in(held)
