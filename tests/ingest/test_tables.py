"""The task table of Shenzhen, and small tables with one irregularity each."""

from __future__ import annotations

import re

import pytest

from assistant.errors import IngestProblem
from ingest.builder import Parsed
from ingest.checks import check
from ingest.sources import Layout
from ingest.tables import parse_table
from tests.ingest.documents import parsed, record, records, source_of

HEAD = "分工表\n\n重点任务\t\t\t\t责任单位\t\n"
SOLE = "市财政局"


def _table(body: str, **layout: object) -> Parsed:
    part = parse_table(source_of(HEAD + body, Layout(kind="table", **layout)))  # type: ignore[arg-type]
    assert check([part]) == []
    return part


def test_every_number_once_in_each_of_the_two_series() -> None:
    assert [task.number for task in records("shenzhen", "task")] == list(range(1, 141))
    assert [project.number for project in records("shenzhen", "project")] == list(range(1, 26))


def test_the_four_forms_are_counted_as_the_words_of_the_file_count_them() -> None:
    text = parsed()["shenzhen"].text
    forms = [
        found.responsibility.form
        for series in ("task", "project")
        for found in records("shenzhen", series)
        if found.responsibility
    ]
    assert forms.count("lead_support") == len(re.findall("牵头单位", text)) == 99
    assert forms.count("joint") == len(re.findall("按职责分工负责", text)) == 64
    assert (forms.count("list"), forms.count("none"), len(forms)) == (1, 1, 165)


def test_task_1_defines_the_district_governments_once_for_all() -> None:
    cell = record("shenzhen/task/1").responsibility
    assert cell is not None
    assert cell.joint == ("市发展改革委", "市生态环境局", "市工业和信息化局", "各区政府")
    assert "（含新区、特别合作区，下同）" in cell.raw


@pytest.mark.parametrize("number", [56, 57])
def test_tasks_printed_above_their_heading_stand_under_it(number: int) -> None:
    found = record(f"shenzhen/task/{number}")
    assert found.path[1:] == ("(四) 大力推动建筑业清洁生产", "12. 推动新建建筑用能清洁化低碳化")
    assert found.parent == "shenzhen/section/item-12"
    assert record("shenzhen/task/55").parent == "shenzhen/section/item-11"


def test_task_81_has_its_number_in_the_first_cell() -> None:
    found = record("shenzhen/task/81")
    assert found.text.startswith("有序发展氢燃料电池汽车") and found.text.endswith("车辆的替代。")
    assert found.agencies("joint") == ("市发展改革委", "市工业和信息化局", "市交通运输局", "各区政府")
    assert found.path[2] == "17. 推广使用节能低碳型交通工具"


@pytest.mark.parametrize("number", range(90, 97))
def test_tasks_that_share_a_cell_with_their_number(number: int) -> None:
    found = record(f"shenzhen/task/{number}")
    assert not found.text[0].isdigit() and found.text.endswith("。")
    assert found.responsibility is not None and found.responsibility.form == "joint"


def test_project_25_shares_a_cell_with_its_number() -> None:
    found = record("shenzhen/project/25")
    assert found.text.startswith("以钢铁、石化、建材")
    assert found.title == "清洁生产审核创新试点工程"


@pytest.mark.parametrize(
    ("section", "wording"),
    [
        ("chapter-2", "二、强化科技产业支撑，全面提升清洁生产能力水平"),
        ("chapter-4", "四、完善组织保障体系，推进各项任务落地见效"),
        ("13", "(十三) 探索区域协同推进清洁生产"),
        ("project-chapter-3", "三、服务业清洁生产重点工程"),
        ("project-chapter-5", "五、交通运输清洁生产重点工程"),
        ("6", "(六)加强科技创新引领"),
        ("7", "(七)推动清洁生产技术装备产业化"),
        ("8", "(八)大力发展清洁生产服务业"),
        ("19", "(十九) 鼓励全民参与"),
        ("2", "(二)切实加强农业清洁生产"),
        ("item-20", "20. 推动清洁生产技术装备产业化"),
    ],
)
def test_headings_cut_spaced_or_with_a_stray_character_have_one_wording(section: str, wording: str) -> None:
    assert record(f"shenzhen/section/{section}").label == wording


def test_rows_before_and_after_a_cut_heading_have_the_same_path() -> None:
    for before, after in ((89, 90), (115, 116), (121, 122)):
        assert record(f"shenzhen/task/{before}").path == record(f"shenzhen/task/{after}").path
    assert record("shenzhen/project/9").path[0] == record("shenzhen/project/10").path[0] == "三、服务业清洁生产重点工程"


def test_the_stray_quotation_mark_swallows_no_row() -> None:
    found = record("shenzhen/task/76")
    assert found.text.endswith("“三废”“零排放、废弃物综合再生利用。")
    assert record("shenzhen/task/77").text.startswith("建立建筑垃圾分类处理制度")


def test_half_width_rows_keep_their_words_and_their_agencies() -> None:
    found = record("shenzhen/task/58")
    assert ", 鼓励光伏建筑一体化建设。" in found.text
    assert found.agencies("lead") == ("市住房建设局",)
    assert found.agencies("support") == ("市发展改革委", "各区政府")


def test_task_121_names_no_agency_in_a_cell_and_borrows_none() -> None:
    cell = record("shenzhen/task/121").responsibility
    assert cell is not None
    assert (cell.form, cell.everyone, cell.raw, cell.span) == ("none", (), "", None)
    assert "市发展改革委" in record("shenzhen/task/121").text


def test_task_122_has_a_bare_list_and_no_lead() -> None:
    cell = record("shenzhen/task/122").responsibility
    assert cell is not None
    assert (cell.form, cell.lead, len(cell.joint)) == ("list", (), 8)
    assert (cell.joint[0], cell.joint[-1]) == ("市科技创新局", "市市场监管局")


def test_rows_with_several_leads() -> None:
    several = {r.record_id for s in ("task", "project") for r in records("shenzhen", s) if len(r.agencies("lead")) > 1}
    tasks = {30, 33, 34, 46, 49, 51, 79, 80, 137, 138, 139}
    assert several == {f"shenzhen/task/{n}" for n in tasks} | {f"shenzhen/project/{n}" for n in (3, 4, 19, 22)}


def test_tables_headings_are_sections_one_of_each() -> None:
    ids = {found.record_id.removeprefix("shenzhen/section/") for found in records("shenzhen", "section")}
    expected = {f"chapter-{n}" for n in range(1, 5)} | {str(n) for n in range(1, 20)}
    expected |= {f"item-{n}" for n in range(1, 33)} | {f"project-chapter-{n}" for n in range(1, 8)}
    assert ids == expected


@pytest.mark.parametrize(
    "row",
    [
        "一、甲\t（一）乙\t1. 丙\t1\t做事。\t市财政局",
        "\t一、甲\t（一）乙\t\t1. 丙\t1\t\t做事。\t市财政局\t",
        "一、甲\t（一）乙\t1. 丙\t1 做事。\t市财政局",
        "<p>一、甲</p>\t（一）乙\t1. 丙\t1\t做事。\t\t市财政局\t\t",
    ],
)
def test_columns_may_drift(row: str) -> None:
    (task,) = [found for found in _table(row + "\n").records if found.series == "task"]
    assert (task.number, task.text, task.agencies("joint")) == (1, "做事。", (SOLE,))
    assert task.path == ("一、甲", "（一）乙", "1. 丙")


def test_a_text_that_begins_with_a_figure_is_no_number_cell() -> None:
    part = _table(
        "一、甲\t（一）乙\t1. 丙\t1\t2030年前，15 个项目完工。\t市财政局\n\t\t\t2\t15 个项目验收。\t市财政局\n"
    )
    assert [found.text for found in part.records if found.series == "task"] == [
        "2030年前，15 个项目完工。",
        "15 个项目验收。",
    ]


def test_the_repeated_heading_of_a_page_is_furniture() -> None:
    body = "一、甲\t（一）乙\t1. 丙\t1\t做事。\t市财政局\n重点任务\t责任单位\n（一） 乙\t1. 丙\t2\t再做。\t市财政局\n"
    part = _table(body)
    assert [found.record_id for found in part.records if found.series == "section"] == [
        "d/section/chapter-1", "d/section/1", "d/section/item-1",
    ]  # fmt: skip
    repeated = [part.text[f.start : f.end] for f in part.furniture if f.kind == "repeated_heading"]
    assert repeated == ["（一） 乙", "1. 丙"]


def test_a_heading_printed_below_its_rows_governs_those_the_manifest_names() -> None:
    body = "一、甲\t（一）乙\t1. 丙\t1\t做事。\t市财政局\n\t2\t再做。\t市财政局\n"
    body += "\t（二）丁\t2. 戊\n\t\t\t3\t又做。\t市财政局\n"
    moved = {"task/2": {"section": 2, "item": 2}}
    paths = {r.number: r.path for r in _table(body, moved=moved).records if r.series == "task"}
    assert paths == {
        1: ("一、甲", "（一）乙", "1. 丙"),
        2: ("一、甲", "（二）丁", "2. 戊"),
        3: ("一、甲", "（二）丁", "2. 戊"),
    }


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("一、甲\t（一）乙\t1. 丙\t1\t做事。\t市财政局\t市商务局\n", "3 cells after the number 1"),
        ("一、甲\t（一）乙\t1. 丙\t1\t做。\t市财政局\n\t\t\t3\t做。\t市财政局\n", "task 3 follows 1"),
        ("残句\t1\t做事。\t市财政局\n", "残句"),
        ("一、甲\t（一）乙\t1. 丙\t1\t做事。\t市财政局、、市商务局\n", "empty name"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(body: str, message: str) -> None:
    with pytest.raises(IngestProblem, match=message):
        _table(body)
