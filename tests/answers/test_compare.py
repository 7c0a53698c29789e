"""Questions about targets as different people would put them, each with what a reader of the documents expects."""

from __future__ import annotations

import pytest

from assistant.answers.context import Context
from assistant.answers.lookup import look_up
from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "holds", "record"),
    [
        ("浙江到2025年秸秆综合利用率目标是多少？", "2025年96%以上", "zhejiang/section/2"),
        ("浙江2022年的秸秆综合利用率要达到多少？", "2022年95%以上", "zhejiang/annex/7"),
        ("浙江附件里秸秆综合利用率是多少", "2022年95%以上", "zhejiang/annex/7"),
        ("請問浙江省2025年秸稈綜合利用率的目標是多少", "96%以上", "zhejiang/clause/9-1"),
        ("广东的秸秆要利用到百分之几", "86%以上", "guangdong/section/2"),
        ("重庆 秸秆综合利用率 2025", "90%以上", "chongqing/section/1"),
        ("广东的桔秆综合利用律目标", "86%以上", "guangdong/section/2"),
        ("What is Chongqing's straw utilization target?", "at least 90% by 2025", "chongqing/section/1"),
        ("What share of straw must Guangdong reuse by 2025?", "at least 86% by 2025", "guangdong/section/2"),
        ("浙江2025年非化石能源占比目标", "24%左右", "zhejiang/clause/6-1"),
        ("浙江2022年非化石能源消费比重要到多少", "21.3%", "zhejiang/annex/3"),
        ("浙江单位GDP能耗2025年要降多少", "下降14.5%", "zhejiang/section/2"),
        ("广东万元GDP能耗下降目标", "较2020年下降14%", "guangdong/section/2"),
        ("广东规上工业单位增加值能耗下降多少", "较2020年下降14%", "guangdong/section/2"),
        ("重庆规模以上工业企业的单位增加值能耗要降多少？", "下降14.5%", "chongqing/section/1"),
        ("重庆工业水耗下降目标", "下降15%", "chongqing/section/1"),
        ("广东万元地区生产总值用水量降幅", "不低于20%", "guangdong/section/2"),
        ("广东万元工业增加值用水量目标是多少", "不低于10%", "guangdong/section/2"),
        ("浙江主要资源产出率要提高多少", "较2020年提高20%", "zhejiang/section/2"),
        ("广东氨氮减排多少吨", "0.98万吨", "guangdong/section/2"),
        ("重庆VOCs重点工程减排量是多少", "1.06万吨", "chongqing/section/1"),
        ("What is Guangdong's COD reduction target for key projects by 2025?", "197,300 tonnes", "guangdong/section/2"),
        ("How many tonnes of NOx does Chongqing want to cut?", "36,800 tonnes", "chongqing/section/1"),
        ("广东灌溉水有效利用系数目标", "0.535", "guangdong/box/2-2"),
        ("广东新增高效节水灌溉面积多少万亩", "32万亩", "guangdong/section/2"),
        ("重庆新增节水灌溉多少亩", "60万亩以上", "chongqing/section/1"),
        ("浙江2022年要建多少高标准农田", "97.2万亩", "zhejiang/annex/6"),
        ("广东化肥利用率目标", "40%以上", "guangdong/box/2-3"),
        ("浙江农作物绿色防控覆盖率要达到多少", "50%以上", "zhejiang/clause/7-1"),
        ("浙江要建多少家美丽牧场", "1500家", "zhejiang/clause/8-1"),
        ("浙江农药包装废弃物回收率目标", "90%以上", "zhejiang/clause/9-1"),
        ("重庆要建多少个村级农膜回收网点", "8000个以上", "chongqing/box/2-5"),
        ("How many village-level film recycling points will Chongqing set up?", "at least 8,000", "chongqing/box/2-5"),
        ("广东到2025年国家绿色工厂多少家", "450家以上", "guangdong/box/1-2"),
        ("深圳绿色制造体系要创建多少家", "140家左右", "shenzhen/project/2"),
        ("浙江建成多少个绿色低碳工业园区，2025年", "50个", "zhejiang/clause/3-1"),
        ("江苏每年完成多少家重点企业强制性清洁生产审核", "每年1000家以上", "jiangsu/section/1-5"),
        ("江苏危废单位强审比例是多少", "每年至少20%", "jiangsu/section/1-5"),
        ("江苏全省要治理几台炉窑，目标是多少", "4500台", "jiangsu/section/1-4"),
        ("How many furnaces must Jiangsu treat?", "4,500", "jiangsu/section/1-4"),
        ("江苏各设区市要培育多少家源头替代示范企业", "各设区市", "jiangsu/section/1-4"),
        ("重庆清洁生产示范园区要创建几个，目标多少", "5—10个", "chongqing/box/7-1"),
        ("广东绿色建筑占比目标", "力争100%", "guangdong/section/2"),
        ("重庆新建建筑绿色建材应用比例", "超过70%", "chongqing/box/3-3"),
        ("深圳装配式建筑比例目标是多少", "60%", "shenzhen/project/15"),
        ("深圳2030年新建公共建筑节能率", "2030年前78%", "shenzhen/project/12"),
        ("广东光伏装机目标", "200万千瓦", "guangdong/box/4-3"),
        ("What PV capacity does Guangdong plan to add?", "2,000,000 kW", "guangdong/box/4-3"),
        ("广东“十四五”期间既有建筑改造面积", "2600万平方米以上", "guangdong/box/4-2"),
        ("重庆可再生能源建筑应用面积新增多少", "300万平方米", "chongqing/box/3-1"),
        ("深圳建筑垃圾利用率", "90%", "shenzhen/project/17"),
        ("广东水泥散装率要达到多少", "75%以上", "guangdong/box/4-6"),
        ("广东水运货运占比", "26%左右", "guangdong/box/5-1"),
        ("浙江铁水联运年均增长多少", "15%", "zhejiang/clause/13-1"),
        ("深圳海铁联运占比目标", "1%", "shenzhen/project/18"),
        ("深圳岸电覆盖率目标", "油气化工码头泊位除外", "shenzhen/project/19"),
        ("What is the shore power coverage target in Guangdong?", "at least 70% by 2025", "guangdong/box/5-2"),
        ("广东高速服务区快充站覆盖目标", "全覆盖", "guangdong/box/5-2"),
        ("浙江2022年可循环快递箱投入多少个", "100万个", "zhejiang/annex/12"),
        ("How many reusable parcel boxes does Zhejiang aim for by 2025?", "1,500,000", "zhejiang/clause/12-3"),
        (
            "What percentage of new buildings must be prefabricated in Shenzhen by the end of 2025?",
            "60%",
            "shenzhen/project/15",
        ),
        (
            "What is the recycling rate for agricultural film in Chongqing?",
            "at least 90% by 2025",
            "chongqing/section/1",
        ),
        (
            "In Zhejiang, what share of energy consumption should be non-fossil by 2025?",
            "about 24%",
            "zhejiang/clause/6-1",
        ),
        ("浙江公交一体化目标", "85%", "zhejiang/clause/13-1"),
        (
            "By how much must Guangdong cut energy consumption per unit of GDP by 2025, and against which base year?",
            "from 2020",
            "guangdong/section/2",
        ),
        ("浙江重大科技成果目标几项，是多少", "10项以上", "zhejiang/clause/14-1"),
        ("深圳灌溉水利用系数目标是多少", "达到省要求", "shenzhen/project/6"),
        ("浙江COD减排目标是多少", "完成国家下达指标", "zhejiang/section/2"),
        ("广东第三方治理企业所得税税率是多少", "不是目标", "guangdong/section/18"),
    ],
)
def test_one_value(words: str, holds: str, record: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("answered", None)
    assert holds in draft.text
    assert record in cited(draft)
    assert "[1]" in draft.text


@pytest.mark.parametrize(
    ("words", "holds", "lacks"),
    [
        (
            "浙江规上工业单位增加值能耗目标",
            ["没有写明规上工业单位增加值能耗", "单位GDP能耗2025年下降14.5%", "广东", "重庆"],
            [],
        ),
        ("浙江农药利用率目标", ["没有写明", "广东（2025年43%以上", "化肥利用率"], []),
        ("深圳秸秆综合利用率是多少", ["没有写明", "浙江", "86%以上", "重庆"], []),
        ("重庆装配式建筑比例目标", ["没有写明", "城镇绿色建筑占新建建筑比重", "35%", "60%"], []),
        ("浙江2024年秸秆综合利用率目标", ["2024年的目标", "2022年95%以上", "2025年96%以上"], []),
        ("广东2030年农膜回收率", ["2030年的目标", "2025年85%以上"], []),
        (
            "What straw target does Zhejiang set for 2030?",
            ["for 2030", "at least 95% by 2022", "at least 96% by 2025"],
            [],
        ),
        ("江苏有没有规定秸秆综合利用率？", ["没有。", "没有写明"], ["江苏（"]),
        ("Does Shenzhen set a target for agricultural film recovery?", ["No.", "sets no target", "Guangdong"], []),
    ],
)
def test_silence_names_who_speaks(
    words: str, holds: list[str], lacks: list[str], five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "not_stated")
    assert all(piece in draft.text for piece in holds), draft.text
    assert not any(piece in draft.text for piece in lacks)
    assert draft.nearest


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("浙江秸秆利用率是95%吗", "2022年的目标是，2025年的不是。"),
        ("浙江2025年秸秆综合利用率是96%，对吗", "是。"),
        ("浙江2025年秸秆综合利用率目标是85%，对吗？", "不是。"),
        ("广东农膜回收率目标是不是百分之八十五", "是。"),
        ("Is Guangdong's straw target 90%?", "No."),
        ("Does Zhejiang require 96% straw utilisation by 2025?", "Yes."),
        ("深圳的装配式建筑比例比广东高吗", "是。"),
        ("深圳的岸电覆盖率比广东低吗", "不是。"),
        ("Is Chongqing's agricultural film recovery target higher than Guangdong's?", "Yes."),
    ],
)
def test_yes_or_no_first(words: str, begins: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert draft.text.startswith(begins)


def test_a_silent_document_that_was_named_makes_it_partial(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江和江苏的农膜回收率目标分别是多少？", five, vocabulary)
    assert (draft.status, draft.reason) == ("partial", "not_stated")
    assert "江苏：未提及" in draft.text


def test_years_are_kept_apart(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江的可循环快递包装应用规模目标", five, vocabulary)
    assert draft.text.index("2022年不少于100万个") < draft.text.index("2025年150万个")


def test_words_that_fit_two_indicators_give_both(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("广东的能耗目标", five, vocabulary).text
    assert "单位GDP能耗：" in text
    assert "规上工业单位增加值能耗：" in text


def test_one_thing_said_in_two_places_is_said_once_and_cited_twice(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江2025年秸秆综合利用率", five, vocabulary)
    assert draft.text.count("96%以上（原文") == 1
    assert {"zhejiang/section/2", "zhejiang/clause/9-1"} <= set(cited(draft))


def test_a_misspelling_is_told(five: Corpus, vocabulary: Vocabulary) -> None:
    words = "广东的桔秆综合利用律目标"
    assert "86%" in ask(words, five, vocabulary).text
    assert understand(words, vocabulary).respelled == (("东的桔秆综", "东的秸秆综"), ("利用律目标", "利用率目标"))


@pytest.mark.parametrize(
    "words",
    [
        "浙江怎么提高秸秆综合利用率",
        "为什么浙江要提高秸秆综合利用率",
        "重庆哪些园区会先搞整体清洁生产审核试点？",
        "What does Guangdong say about shore power?",
        "浙江推进农膜回收的措施有哪些",
        "广东生活垃圾回收利用率目标是多少",
        "广东森林覆盖率目标",
        "固体废物综合利用率是多少",
    ],
)
def test_what_is_wider_or_other_than_a_target_is_left_to_passages(
    words: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    question = understand(words, vocabulary)
    assert look_up(Context(question=question, corpus=five, agencies=vocabulary.agencies)) is None


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("秸秆综合利用由谁负责", "topic_agencies"),
        ("哪些任务涉及秸秆", "topic_items"),
        ("深圳重点工程第17项写了什么", "item_text"),
        ("市住房建设局牵头哪些装配式建筑的任务", "agency_topic_items"),
        ("深圳工程15", "item"),
    ],
)
def test_rows_are_not_taken_for_targets(words: str, intent: str, vocabulary: Vocabulary) -> None:
    assert understand(words, vocabulary).intent == intent


def test_every_indicator_in_every_document(five: Corpus, vocabulary: Vocabulary) -> None:
    """By its canonical name: the value wherever one is stated, and never a value where none is."""
    for indicator in five.indicators:
        if indicator.indicator_id.endswith(("_limit", "_class")):
            continue
        for info in five.documents:
            draft = ask(f"{info.region}的{indicator.name}目标是多少？", five, vocabulary)
            mentions = understand(indicator.name, vocabulary).target.mentions
            meant = {i for m in mentions for i in m.indicators}
            assert indicator.indicator_id in meant
            own = [t for t in five.targets_of(info.document) if t.indicator_id in meant]
            instead = [t for t in five.targets_of(info.document) if t.indicator_id in indicator.instead]
            settled = bool(own or instead)
            assert (draft.status == "answered") == settled, (info.region, indicator.name, draft.text)
            for target in own:
                assert target.value_text.removeprefix("至少按照") in draft.text, (
                    info.region,
                    indicator.name,
                    draft.text,
                )
            assert own or "没有写明" in draft.text or "未提及" in draft.text
