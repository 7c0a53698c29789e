from __future__ import annotations

import pytest

from tests.ingest.documents import parsed, record, records


@pytest.mark.parametrize(
    ("record_id", "words"),
    [
        ("guangdong/section/1", "重点领域清洁生产改造"),
        ("guangdong/item/5", "水产养殖业清洁生产技术体系，实施粮经饲"),
        ("guangdong/item/7", "机械深施、种肥同播"),
        ("guangdong/item/9", "高尔夫球场、人工滑雪场"),
        ("guangdong/item/11", "快递企业按照国家要求制定"),
        ("guangdong/item/12", "太阳能光伏、太阳能光热"),
        ("guangdong/item/14", "施工现场的管理，将房屋建筑"),
        ("guangdong/item/16", "提升综合运输效率"),
        ("guangdong/item/18", "推广可再生能源在交通"),
        ("guangdong/section/10", "设计、改造等"),
        ("guangdong/section/12", "污染物在线监测系统"),
        ("jiangsu/section/1-3", "强化政策引导和激励"),
        ("jiangsu/section/1-4", "油品储运销等行业领域"),
        ("jiangsu/section/1-6", "开展自愿性清洁生产评价认证"),
        ("jiangsu/section/1-7", "设计、改造等“一站式”"),
    ],
)
def test_sentences_parted_by_a_page_break_are_joined(record_id: str, words: str) -> None:
    assert words in record(record_id).text
    assert words not in parsed()[record_id.split("/")[0]].text


def test_page_breaks_are_told_and_counted() -> None:
    breaks = {name: sum(f.kind == "page_break" for f in part.furniture) for name, part in parsed().items()}
    assert breaks == {"zhejiang": 0, "guangdong": 11, "jiangsu": 4, "chongqing": 0, "shenzhen": 0}


def test_guangdong_is_numbered_through_whatever_its_marks() -> None:
    sections = [r for r in records("guangdong", "section") if "-" not in r.record_id.split("/")[-1]]
    assert [found.number for found in sections] == list(range(1, 22))
    assert record("guangdong/section/16").parent == "guangdong/section/chapter-4"
    assert record("guangdong/section/chapter-4").label == "四、深入推进模式创新，激发清洁生产市场主体活力"
    assert record("guangdong/section/3").text == "" and record("guangdong/section/3").title == "突出抓好工业清洁生产"


def test_bold_items_are_items() -> None:
    assert record("guangdong/item/13").title == "强化既有建筑提质改造"
    assert record("guangdong/item/13").text.startswith("积极开展既有居住建筑节能改造")
    assert "**" not in record("guangdong/item/14").text
    assert record("guangdong/item/12").path == (
        "二、聚焦重点全面推行，释放减污降碳协同增效潜力",
        "（六）大力推动建筑业清洁生产",
        "12.推动新建建筑用能清洁化低碳化",
    )


def test_the_title_and_its_period_are_one_text() -> None:
    assert record("guangdong/text/1").text == "广东省全面推行清洁生产实施方案\n(2023-2025年)"
    assert record("guangdong/text/2").text.endswith("制定本方案。")


def test_jiangsu_holds_two_texts() -> None:
    first, second = "江苏省清洁生产审核工作实施方案", "江苏省清洁生产审核工作实施意见"
    assert record("jiangsu/section/1-5").path == (first, "二、重点任务", "（五）扎实推进重点行业清洁生产审核工作")
    assert record("jiangsu/section/2-2-1").path == (second, "二、主要任务", "（一）开展清洁生产审核")
    assert record("jiangsu/section/2-3-1").number == 1 == record("jiangsu/section/2-1-1").number
    assert record("jiangsu/section/2-2").label == "二、主要任务"
    assert record("jiangsu/section/1-chapter-2").label == "二、重点任务"
    assert record("jiangsu/text/3").text == second and record("jiangsu/text/4").text.startswith("为深入贯彻落实党中央")
    assert len([r for r in records("jiangsu", "section") if r.path[0] == first]) == 15
    assert len([r for r in records("jiangsu", "section") if r.path[0] == second]) == 13


def test_paragraphs_of_a_section_stay_paragraphs_of_one_record() -> None:
    text = record("jiangsu/section/1-4").text
    assert [p[:8] for p in text.split("\n")] == [
        "坚决遏制“两高”",
        "加快燃料和原辅材",
        "推动重点行业绿色",
        "推动构建绿色供应",
    ]
    assert "四是推进原辅材料无害化替代" in text


def test_chongqing_without_its_bookmarks() -> None:
    assert sum(f.kind == "tag" for f in parsed()["chongqing"].furniture) == 144
    assert not any("bookmark" in r.text + r.label for r in parsed()["chongqing"].records)
    assert record("chongqing/section/1").label == "一、主要目标"
    assert record("chongqing/section/1").text.startswith("到2025年，我市清洁生产水平全面提升。")


def test_chongqing_counts_again_in_every_chapter_and_section() -> None:
    assert record("chongqing/section/3-5").label == "（五）强化区域合作，协同推进清洁生产"
    assert record("chongqing/section/2-5").label == "（五）加快推进服务业清洁生产"
    found = record("chongqing/item/2-1-3")
    assert (found.number, found.label) == (3, "（一）第3项")
    assert found.title == "加快清洁能源和清洁原辅材料替代利用"
    assert [r.record_id[-5:] for r in records("chongqing", "item")][-3:] == ["2-4-4", "2-5-1", "2-5-2"]


def test_the_letterhead_of_chongqing() -> None:
    labels = [(r.label, r.text.split("\n")[0][:13]) for r in records("chongqing", "text")]
    assert labels == [
        ("文号", "渝发改规范〔2022〕8号"), ("印发通知", "市级有关部门，有关单位，各"), ("落款", "重庆市农业农村委员会"),
        ("标题", "重庆市“十四五”清洁生产推"), ("前言", "为深入贯彻习近平新时代中国"),
    ]  # fmt: skip
    assert record("chongqing/text/3").text.split("\n") == [
        "重庆市农业农村委员会", "重庆市商务委员会", "重庆市市场监督管理局", "重庆市发展和改革委员会发布",
    ]  # fmt: skip


def test_the_last_paragraph_belongs_to_the_last_section() -> None:
    text = record("chongqing/section/4-3").text
    assert text.startswith("探索建立全市清洁生产信息化公共服务平台")
    assert "\n加强清洁生产审核和评价认证结果应用" in text and text.endswith("绿色生产生活方式。")


def test_zhejiang_prints_no_title_in_its_main_text() -> None:
    assert record("zhejiang/text/1").label == "前言"
    assert record("zhejiang/section/15").path == (
        "五、加强清洁生产科技创新和产业培育",
        "（十五）发展清洁生产第三方服务",
    )
    assert record("zhejiang/section/2").text.count("\n") == 1
    assert [r.number for r in records("zhejiang", "section") if "chapter" not in r.record_id] == list(range(1, 24))
