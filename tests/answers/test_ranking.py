"""Targets side by side: every document, the highest and lowest, differences, and what may not be ranked."""

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
            "各地秸秆综合利用率的目标分别是多少？",
            ["浙江：2022年95%以上", "2025年96%以上", "江苏：未提及", "深圳：未提及"],
        ),
        ("秸秆综合利用率目标是多少", ["江苏：未提及", "重庆：2025年90%以上"]),
        ("哪个省的秸秆综合利用率目标最高", ["最高的是浙江（96%以上）"]),
        ("秸秆综合利用率目标最低的是哪个省", ["最低的是广东（86%以上）"]),
        ("秸秆综合利用率最高和最低相差多少", ["浙江比广东高10个百分点", "96% − 86%"]),
        ("哪个省的农膜回收率最高", ["最高的是浙江、重庆（90%以上）", "来源写的是“废旧农膜”回收率"]),
        ("哪些地方没有提农膜回收率", ["没有写明农膜回收率目标的有：江苏、深圳。"]),
        ("浙江和重庆的农膜回收率哪个高", ["浙江、重庆相同，都是90%以上"]),
        ("广东和深圳的港口泊位岸电覆盖率目标有什么不同？", ["深圳比广东高10个百分点", "油气化工码头泊位除外"]),
        ("浙江和广东单位GDP能耗下降目标哪个更高？", ["降幅最大的是浙江（下降14.5%）", "浙江未写明，广东较2020年"]),
        ("单位GDP能耗各省对比", ["重庆：未提及（相近但不同的指标：规上工业单位增加值能耗2025年下降14.5%"]),
        ("广东和重庆的COD减排量差多少", ["广东比重庆高15.41万吨", "19.73万吨 − 4.32万吨"]),
        ("广东和重庆氨氮减排量对比", ["广东比重庆高0.8万吨"]),
        ("强制性清洁生产审核企业数哪个省最多", ["不能排出高低", "浙江：2025年1000家以上", "江苏：每年1000家以上"]),
        ("秸秆综合利用率96%是哪个省的目标", ["目标为96%的是：浙江。"]),
        (
            "浙江2022年到2025年秸秆综合利用率要提高几个百分点",
            ["2025年的值比2022年的高1个百分点（按写明的数值计：96% − 95%）"],
        ),
        ("单位GDP能耗和规上工业单位增加值能耗有什么区别？", ["前者按地区生产总值计，后者只算规模以上工业的增加值"]),
        ("广东跟重庆比，谁的挥发性有机物减排量更大？", ["最高的是广东（4.99万吨）"]),
        (
            "Which province has the largest reduction in energy use per unit of GDP?",
            ["the largest reduction is Zhejiang"],
        ),
        ("How much construction waste must be recycled in Shenzhen vs Guangdong?", ["60%", "90%"]),
        (
            "Which region has the highest straw utilisation target?",
            ["the highest is Zhejiang (at least 96%)", "Jiangsu: not mentioned"],
        ),
        (
            "Compare the 2025 targets for the share of prefabricated buildings in Zhejiang, Guangdong and Shenzhen.",
            ["35%", "30%", "60%"],
        ),
        ("Which plans do not set a target for agricultural film recovery?", ["no target is set by: Jiangsu; Shenzhen"]),
        (
            "What is the difference between the straw targets of Zhejiang and Guangdong?",
            ["10 percentage points above Guangdong"],
        ),
    ],
)
def test_side_by_side(words: str, holds: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert all(piece in draft.text for piece in holds), draft.text


def test_values_of_other_years_are_not_ranked(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("2022年秸秆综合利用率哪个省最高", five, vocabulary).text
    assert "不能排出高低" in text
    assert "广东：没有2022年的目标；2025年86%以上" in text
