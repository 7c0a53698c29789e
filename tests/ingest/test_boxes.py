from __future__ import annotations

from collections import Counter

from tests.ingest.documents import record, records


def _sizes(document: str) -> list[int]:
    found = Counter(entry.parent for entry in records(document, "box"))
    return [found[f"{document}/section/box-{number}"] for number in range(1, len(found) + 1)]


def test_every_entry_of_every_box() -> None:
    assert _sizes("guangdong") == [4, 4, 3, 6, 3, 4, 1]
    assert _sizes("chongqing") == [5, 6, 3, 3, 2, 3, 2, 2, 1, 3]


def test_a_numbered_entry() -> None:
    found = record("guangdong/box/3-2")
    assert (found.number, found.label, found.title) == (2, "专栏3第2项", "绿色餐饮主体培育工程")
    assert "专栏3 服务业清洁生产重点工程" in found.path
    assert found.text.startswith("开展绿色餐饮创建活动")


def test_the_one_entry_without_a_number() -> None:
    found = record("guangdong/box/7-1")
    assert (found.number, found.title) == (1, "清洁生产审核创新试点工程")
    assert found.text.startswith("以钢铁、石化")


def test_entries_named_by_their_first_phrase() -> None:
    titles = [found.title for found in records("chongqing", "box") if found.parent == "chongqing/section/box-1"]
    assert titles == ["钢铁行业", "化工行业", "有色金属行业", "建材行业", "机械行业"]
    assert record("chongqing/box/7-1").title == "园区清洁生产试点示范工程"
    assert record("chongqing/box/9-1").title == "建立企业清洁生产水平诊断清单和清洁生产审核分级管理名录"
    assert record("chongqing/box/9-1").text.startswith("征集20—30家")


def test_numbered_entries_of_a_box_are_no_items_of_the_plan() -> None:
    assert [found.number for found in records("guangdong", "item")] == list(range(1, 19))


def test_a_box_that_stands_alone_in_a_chapter_of_sections_belongs_to_the_chapter() -> None:
    assert record("guangdong/section/box-1").parent == "guangdong/section/3"
    assert record("guangdong/section/box-6").parent == "guangdong/section/chapter-3"
    assert record("guangdong/section/box-7").parent == "guangdong/section/chapter-4"
    assert record("chongqing/section/box-10").parent == "chongqing/section/3-5"
    assert record("chongqing/section/box-7").parent == "chongqing/section/3-2"
