"""Figures that a question states."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("广东既然定了新建建筑装配式占比35%，那它比浙江高还是低？", "广东写明的不是35%，而是30%；35%是浙江的"),
        ("43%这个数浙江也有广东也有，说的是一回事吗？", "不是一回事"),
        ("0.535是哪个指标？", "农田灌溉水有效利用系数"),
        ("What does the number 4500 in the Jiangsu plan refer to?", "furnaces"),
        ("同事说“肥药两制”农资店是1000家，我看到的是7000多家，浙江到底哪个数对？", "7000是另一项指标的"),
        ("哪几个地方秸秆利用率超过90%", "高于90%的是：浙江。"),
        ("四个省市里有谁把秸秆利用率定到90以上", "高于90的是：浙江。"),
        ("Chongqing wants a film recovery rate of 90 percent or more, correct?", "Yes. Chongqing"),
        ("Is Zhejiang's straw target higher than 90%?", "Yes. Zhejiang"),
        ("浙江农膜回收九成以上,对吗", "是。浙江"),
        ("各地装配式占比从高到低排一下", "最高的是深圳（60%）"),
        ("浙江2025年非化石能源24%左右,对", "是。浙江"),
        ("我记得广东的岸电覆盖率是80%,深圳70%,没记反吧", "广东写明的不是80%，而是70%以上；80%是深圳的"),
        ("江苏和浙江都说强制审核1000家,是一回事吗", "江苏写的是每年的数，浙江写的是到期限为止的总数"),
        ("畜禽粪污综合利用率广东和重庆一样吗", "是。2025年畜禽粪污综合利用率：广东、重庆相同"),
        ("化肥利用率浙江和广东是不是一样", "不是。化肥利用率：浙江比广东高3个百分点"),
        ("我们厂在江苏一年产80吨危废，要不要强制审核", "不，80吨不在这一范围之内。"),
        ("Producers of 130 tonnes of hazardous waste in Jiangsu: are they covered?", "Yes, 130 tonnes is within it."),
        ("江苏清洁生产方案投了多少钱才给奖补", "2000万元"),
        ("How much must a cleaner production scheme cost in Jiangsu before it gets a subsidy?", "20,000,000 yuan"),
        ("浙江非化石能源占比,22年和25年分别多少,差多少", "高2.7个百分点（按写明的数值计：24% − 21.3%）"),
        ("建筑垃圾综合利用率到2025年60%这个数，在广东那份文件的哪个位置能查到", "写在：专栏4第6项。"),
        ("Guangdong's 14% energy cut — measured against which year?", "from 2020"),
        ("which provinces are below 90% for film recovery?", "Below 90%: Guangdong."),
        ("重庆VOC减排1.06万吨，广东是它的几倍？", "4.71倍（4.99万吨 ÷ 1.06万吨）"),
        ("浙江2022年和2025年单位工业增加值能耗控制标准一样吗", "两个年份（2022、2025）的值相同"),
        ("浙江节水灌溉12万亩、广东32万亩，这组数对不对", "是。"),
        ("三个省新增节水灌溉面积合计多少", "合计104万亩（按写明的数值计：12万亩 + 32万亩 + 60万亩）"),
        ("Is Shenzhen stricter than its province on shore power at berths?", "10 percentage points above Guangdong"),
        (
            "既有建筑节能改造面积：广东、重庆各多少，加上浙江2022那一年的公共建筑数",
            "重庆：“十四五”期间（至2025年）500万平方米",
        ),
        ("绿色建材应用比例哪个地方有规定，定的几成", "只有重庆"),
    ],
)
def test_what_is_told(words: str, holds: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert holds in draft.text, draft.text
    assert cited(draft)


@pytest.mark.parametrize("words", ["浙江造纸行业单位GDP能耗要降多少", "浙江杭州的秸秆综合利用率目标是多少"])
def test_a_part_of_the_whole_is_not_stated(words: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "not_stated")
    assert "没有单独写明" in draft.text
    assert draft.nearest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("广东2025年光伏总装机容量目标", "没有写明“总装机容量”"),
        ("广东化学需氧量排放总量控制在多少万吨", "没有写明“排放总量”"),
        ("江苏实施意见里，化肥利用率目标有吗", "《江苏省清洁生产审核工作实施意见》没有写明化肥利用率的目标"),
        ("江苏农膜回收率是不是90%", "不是。"),
        ("江苏到2025年累计审核1000家,对吧", "写明的是：每年1000家以上"),
    ],
)
def test_what_is_stated_of_another_measure_is_no_answer(
    words: str, told: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "not_stated")
    assert told in draft.text, draft.text


def test_words_that_may_narrow_are_told(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江蓝莓秸秆综合利用率目标是多少", five, vocabulary)
    assert draft.status == "answered"
    assert "蓝莓" in draft.assumptions[0]


def test_each_subject_is_told_by_itself(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("广东的秸秆综合利用率和绿色防控覆盖率是多少", five, vocabulary)
    assert (draft.status, draft.reason) == ("partial", "not_stated")
    assert "86%以上" in draft.text
    assert "没有写明主要农作物绿色防控覆盖率" in draft.text
