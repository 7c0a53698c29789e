from __future__ import annotations

import pytest

from eval.roles import NAMES, agencies_of
from tests.eval.answers import SOURCES

LEAD, SUPPORT = frozenset({"市住房建设局"}), frozenset({"市发展改革委", "各区政府"})
JOINT = frozenset({"市商务局", "市邮政管理局"})


@pytest.mark.parametrize(
    "text",
    [
        "第58项由市住房建设局牵头，市发展改革委、各区政府协办。",
        "**牵头单位**：市住房建设局[1]；协办单位：市发展改革委、各区政府[1]",
        "牵头单位: 市住房建设局 协办单位: 市发展改革委、各区政府",
        "牵头单位（列第一位）：市住房建设局；其他责任单位：市发展改革委、各区政府",
        "市住房建设局为牵头单位，市发展改革委、各区政府为协办单位",
        "- 牵头单位是市住房建设局\n- 协办单位有市发展改革委和各区人民政府",
        "Item 58 is led by the Housing Bureau (市住房建设局); supported by A (市发展改革委) and B (各区政府).",
        "Lead agency: Housing Bureau (市住房建设局). Supporting agencies: A (市发展改革委), B (各区政府)",
        "Item 58 is led by Housing Bureau (市住房建设局). It is supported by A (市发展改革委); B (各区政府).",
    ],
)
def test_lead_and_support_in_many_words(text: str) -> None:
    named = agencies_of(text)
    assert (named.lead, named.support) == (LEAD, SUPPORT)
    assert not named.joint | named.unassigned


@pytest.mark.parametrize(
    "text",
    [
        "该项未指定牵头单位，由市商务局、市邮政管理局等按职责分工负责。",
        "没有牵头单位：市商务局、市邮政管理局共同负责",
        "责任单位：市商务局、市邮政管理局（按职责分工负责，未指定牵头单位）",
        "No lead is designated: A (市商务局) and B (市邮政管理局) are jointly responsible.",
        "市商务局、市邮政管理局",
    ],
)
def test_joint_responsibility_without_a_lead(text: str) -> None:
    named = agencies_of(text)
    assert not named.lead | named.support
    assert named.of("joint") == JOINT


def test_a_denied_role_is_no_role() -> None:
    named = agencies_of("市水务局不是牵头单位，牵头单位是市住房建设局")
    assert named.lead == LEAD
    assert "市水务局" not in named.lead | named.support


def test_a_label_without_a_name_governs_nothing() -> None:
    assert agencies_of("牵头单位：未指定（市商务局、市邮政管理局按职责分工负责）").lead == frozenset()


def test_every_name_stands_in_a_document() -> None:
    text = "".join(SOURCES.values())
    assert [name for name in NAMES if name not in text] == []
