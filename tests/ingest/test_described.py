"""What a text says of itself; every text is made by hand."""

from __future__ import annotations

import pytest

from assistant.core.records import DocumentInfo
from ingest.described import describe, region_of


def _info(text: str, name: str = "a.txt") -> DocumentInfo:
    return describe("a", name, text, "")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云岭市供水办法\n第一条 甲。", "云岭市供水办法"),
        ("# **云岭市供水办法**\n甲。", "云岭市供水办法"),
        ("云政发〔2024〕3号\n云岭市供水办法\n", "云岭市供水办法"),
        ("云岭市人民政府关于印发《云岭市供水办法》的通知\n云政发〔2024〕3号\n", "云岭市供水办法"),
        ("云岭市人民政府关于印发云岭市\n供水行动方案的通知\n甲。", "云岭市供水行动方案"),
        ("只有一句话没有标题", "只有一句话没有标题"),
    ],
)  # fmt: skip
def test_the_title_is_that_of_the_text_and_not_of_its_letter(head: str, title: str) -> None:
    assert _info(head).title == title


@pytest.mark.parametrize(
    ("words", "text", "name"),
    [
        ("上海市消防条例", "", "上海"),
        ("广西壮族自治区河道条例", "", "广西"),
        ("深圳经济特区调解条例", "", "深圳"),
        ("松溪区工作分解", "松溪区人民政府", "松溪区"),
        ("景山苗族自治县水条例", "", "景山苗族自治县"),
        ("风景名胜区条例", "风景名胜区", None),
        ("城市绿化条例", "本市", None),
        ("关于本市诚信建设的意见", "本市", None),
        ("中华人民共和国水法", "", None),
    ],
)
def test_regions_are_told_by_their_names(words: str, text: str, name: str | None) -> None:
    found = region_of(words, text)
    assert (found.name if found else None) == name


def test_what_a_letterhead_says() -> None:
    text = "郑州市人民政府\n郑政〔2023〕12号\n郑州市节水方案（2023—2025年）\n根据豫政〔2022〕5号文件制定。\n"
    info = _info(text)
    assert (info.region, info.region_en, info.level, info.number) == ("郑州", "Zhengzhou", "市", "郑政〔2023〕12号")
    assert _info("关于做好工作的意见\n依据豫政〔2022〕5号文件。").number is None


def test_names_people_use() -> None:
    assert "水法" not in _info("中华人民共和国水法\n甲。").aliases, "too short to be told from other words"
    law = _info("中华人民共和国生物安全法\n甲。")
    assert (law.level, law.region, law.aliases) == ("国家", "", ("生物安全法",))
    assert {"上海市", "上海"} <= set(_info("上海市消防条例\n甲。").aliases)
    assert _info("某方案\n甲。", "重庆市某方案.md").region == "重庆"
