from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.records import Responsibility
from assistant.errors import IngestProblem
from ingest.responsibility import bare, names, rejoin, split_cell, split_first_listed
from ingest.views import View

NAME = st.text(alphabet="市省区发展改革委生态环境局厅署政府", min_size=1, max_size=8)
REMARK = st.sampled_from(["", "", "", "（含新区、特别合作区，下同）", "(牵头)"])
NAMES = st.lists(NAME, min_size=1, max_size=9)


def _view(text: str, start: int = 7) -> View:
    return View(text, tuple(range(start, start + len(text))))


def test_lead_and_support() -> None:
    cell = split_cell(_view("牵头单位：市商务局、市教育局 协办单位：市市场监管局、各区政府"))
    assert cell.form == "lead_support"
    assert cell.lead == ("市商务局", "市教育局")
    assert cell.support == ("市市场监管局", "各区政府")
    assert cell.joint == ()
    assert cell.span is not None and cell.span.start == 7 and cell.span.end == 7 + len(cell.raw)


def test_half_width_punctuation_with_blanks() -> None:
    cell = split_cell(_view("牵头单位: 市住房建设局 协办单位: 市发展改革委、各区政府"))
    assert (cell.lead, cell.support) == (("市住房建设局",), ("市发展改革委", "各区政府"))


def test_a_lead_without_support() -> None:
    cell = split_cell(_view("牵头单位：市税务局"))
    assert (cell.form, cell.lead, cell.support) == ("lead_support", ("市税务局",), ())


def test_joint_responsibility_has_no_lead_and_keeps_the_last_name_free_of_the_tail() -> None:
    cell = split_cell(_view("市发展改革委、市生态环境局等按职责分工负责"))
    assert (cell.form, cell.lead, cell.joint) == ("joint", (), ("市发展改革委", "市生态环境局"))


def test_the_remark_of_a_name_is_neither_name_nor_two_names() -> None:
    cell = split_cell(_view("市工业和信息化局、各区政府（含新区、特别合作区，下同）等按职责分工负责"))
    assert cell.joint == ("市工业和信息化局", "各区政府")
    assert "含新区、特别合作区" in cell.raw


def test_a_bare_list_designates_no_lead() -> None:
    cell = split_cell(_view("市科技创新局、市财政局"))
    assert (cell.form, cell.lead, cell.joint) == ("list", (), ("市科技创新局", "市财政局"))


def test_the_first_listed_leads_and_the_rule_is_no_agency() -> None:
    cell = split_first_listed(
        _view("（省经信厅、省商务厅，列第一位的为牵头单位，下同。以下各项工作均需各市、县〔市、区〕落实。）")
    )
    assert (cell.form, cell.lead, cell.support) == ("first_listed", ("省经信厅",), ("省商务厅",))
    assert split_first_listed(_view("省能源局")).lead == ("省能源局",)


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(IngestProblem, match="市财政局、、市商务局"):
        names("市财政局、、市商务局")


@given(NAMES, NAMES, st.sampled_from(["：", ":", ": "]), REMARK)
def test_names_put_together_again_give_a_lead_cell(
    lead: list[str], support: list[str], colon: str, remark: str
) -> None:
    raw = f"牵头单位{colon}{'、'.join(lead)}{remark} 协办单位{colon}{'、'.join(support)}"
    cell = split_cell(_view(raw))
    assert (cell.lead, cell.support) == (tuple(lead), tuple(support))
    assert rejoin(cell) == bare(raw)


@given(NAMES, REMARK, st.booleans())
def test_names_put_together_again_give_a_joint_cell_or_list(listed: list[str], remark: str, joint: bool) -> None:
    raw = "、".join(listed) + remark + ("等按职责分工负责" if joint else "")
    cell = split_cell(_view(raw))
    assert (cell.form, cell.joint) == ("joint" if joint else "list", tuple(listed))
    assert rejoin(cell) == bare(raw)


@given(NAMES, st.booleans())
def test_names_put_together_again_give_a_parenthesis(listed: list[str], enclosed: bool) -> None:
    raw = "、".join(listed)
    raw = f"（{raw}）" if enclosed else raw
    cell = split_first_listed(_view(raw))
    assert cell.lead + cell.support == tuple(listed)
    assert rejoin(cell) == bare(raw)


def test_a_name_lost_or_doubled_shows() -> None:
    raw = "市发展改革委、市生态环境局等按职责分工负责"
    assert rejoin(Responsibility(form="joint", joint=("市发展改革委",), raw=raw)) != bare(raw)
    assert rejoin(Responsibility(form="list", joint=("市发展改革委", "市生态环境局"), raw=raw)) != bare(raw)
