from __future__ import annotations

import re

from tests.ingest.documents import parsed, record, records


def test_fifty_five_clauses_as_many_as_parentheses_right_after_a_full_stop() -> None:
    text = parsed()["zhejiang"].text
    assert len(records("zhejiang", "clause")) == len(re.findall("。（", text)) == 55
    assert len(re.findall("（[^）]*）", text)) > 55 + 23  # sections and other parentheses are in the text as well


def test_a_section_with_several_parentheses_has_a_clause_for_each() -> None:
    leads = [found.agencies("lead") for found in records("zhejiang", "clause") if found.parent == "zhejiang/section/18"]
    assert leads == [
        ("省发展改革委",), ("省生态环境厅",), ("省生态环境厅",), ("省经信厅",), ("省生态环境厅",), ("省发展改革委",),
    ]  # fmt: skip


def test_a_parenthesis_governs_the_sentences_since_the_one_before() -> None:
    found = record("zhejiang/clause/6-2")
    assert (found.label, found.number, found.parent) == ("（六）第2款", 2, "zhejiang/section/6")
    assert found.text.startswith("因地制宜推行热电联产") and found.text.endswith("源头削减。")
    assert (found.agencies("lead"), found.agencies("support")) == (("省能源局",), ("省生态环境厅",))
    assert "提高清洁外来电入浙比例" in record("zhejiang/clause/6-1").text


def test_parentheses_within_sentences_stay_words() -> None:
    for record_id, words in (
        ("zhejiang/clause/4-4", "（园区）"), ("zhejiang/clause/5-2", "（等量）"), ("zhejiang/clause/6-1", "（工艺）"),
        ("zhejiang/clause/7-1", "（氮肥）"), ("zhejiang/clause/19-2", "（PM2.5）"),
    ):  # fmt: skip
        assert words in record(record_id).text


def test_the_remark_that_states_the_rule_names_no_agency() -> None:
    cell = record("zhejiang/clause/3-1").responsibility
    assert cell is not None
    assert (cell.lead, cell.support) == (("省经信厅",), ("省发展改革委", "省科技厅", "省生态环境厅", "省商务厅"))
    assert cell.raw.endswith("以下各项工作均需各市、县〔市、区〕落实。）")


def test_a_generic_name_is_read_as_the_rule_says() -> None:
    cell = record("zhejiang/clause/20-1").responsibility
    assert cell is not None
    assert (cell.form, cell.lead, cell.support) == ("first_listed", ("省级相关部门",), ("地方各级政府",))


def test_a_section_keeps_its_whole_body_and_its_clauses_are_parts_of_it() -> None:
    section = record("zhejiang/section/18")
    for found in records("zhejiang", "clause"):
        if found.parent == section.record_id:
            assert found.text in section.text
            assert section.start < found.start < found.end <= section.end


def test_the_rule_holds_for_no_other_document() -> None:
    for document in ("guangdong", "jiangsu", "chongqing"):
        assert all(found.responsibility is None for found in parsed()[document].records)
    forms = {found.responsibility.form for found in parsed()["shenzhen"].records if found.responsibility}
    assert "first_listed" not in forms
