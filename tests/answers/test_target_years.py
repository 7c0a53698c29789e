"""Figures of another year, numbers for each year beside totals, and shares beside numbers."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (
            "Why did Zhejiang cut its 2025 straw utilisation target from 96% to 95%?",
            "95% is what Zhejiang sets for 2022",
        ),
        ("浙江2025年可循环快递箱是100万个对吧", "不是。浙江的可循环快递包装应用规模目标：2025年150万个"),
        ("广东是不是每年要审核5000家工业企业", "不是每年：来源写的是到2025年的总数"),
        ("江苏每年强审1000家和浙江到2025年1000家是一回事吗", "江苏写的是每年的数，浙江写的是到期限为止的总数"),
        ("广东绿色工厂占比是多少", "来源写的是数量，没有写比例"),
        ("江苏危废单位要审核多少家", "来源写的是比例，没有写数量"),
        ("重庆哪几个目标的年份没写", "没有写明年份的目标共8个"),
        ("浙江、广东、重庆2025年高效节水灌溉各要新增几万亩", "浙江：2025年12万亩"),
    ],
)
def test_years_and_measures(words: str, holds: str, five: Corpus, vocabulary: Vocabulary) -> None:
    assert holds in ask(words, five, vocabulary).text


def test_a_year_of_the_list_governs_every_place(five: Corpus, vocabulary: Vocabulary) -> None:
    assert "2022" not in ask("浙江、广东2025年高效节水灌溉新增多少亩", five, vocabulary).text
