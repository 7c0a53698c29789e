"""Who is responsible, in wordings that no document of ours has; every line is made by hand."""

from __future__ import annotations

import pytest

from ingest.duties import duties, read
from ingest.views import View


def _view(text: str) -> View:
    return View(text, tuple(range(len(text))))


@pytest.mark.parametrize(
    ("words", "lead", "support", "joint"),
    [
        ("（牵头单位：市交通局；责任单位：市商务局、云岭海关）", ("市交通局",), ("市商务局", "云岭海关"), ()),
        ("（市住建局牵头，市水务局、各区政府配合）", ("市住建局",), ("市水务局", "各区政府"), ()),
        ("（约束性指标，牵头单位：市林业局）", ("市林业局",), (), ()),
        ("（市发改委、市财政局按职责分工负责）", (), (), ("市发改委", "市财政局")),
        ("（市政府办公室牵头，各有关部门按职责分工负责）", ("市政府办公室",), ("各有关部门",), ()),
        ("责任单位:区经信局", (), (), ("区经信局",)),
        ("牵头单位:区经信局\n配合单位:区发改局、区财政局", ("区经信局",), ("区发改局", "区财政局"), ()),
        ("（市统计局负责）", (), (), ("市统计局",)),
    ],
)
def test_roles_are_read_from_their_words(
    words: str, lead: tuple[str, ...], support: tuple[str, ...], joint: tuple[str, ...]
) -> None:
    found = read(_view(words))
    assert found is not None
    assert (found.lead, found.support, found.joint, found.raw) == (lead, support, joint, words)


@pytest.mark.parametrize(
    "words",
    [
        "（社区服务中心）",
        "（以下简称市住建局）",
        "（含新区）",
        "（2024—2026年）",
        "（增长7%）",
        "（由企业自行牵头的除外）",
    ],
)
def test_other_parentheses_are_words_of_the_text(words: str) -> None:
    assert not list(duties(_view(f"建设综合体{words}。")))


def test_a_bare_list_counts_only_behind_a_full_stop() -> None:
    assert [d.responsibility.joint for d in duties(_view("推进治理。（市水务局、市城管局）"))] == [
        ("市水务局", "市城管局")
    ]
    assert not list(duties(_view("两个部门（市水务局、市城管局）。")))


def test_every_one_of_several_is_found_in_order() -> None:
    text = "建公园。（市园林局牵头）修河道。（市水务局牵头，市财政局参与）"
    assert [d.responsibility.lead for d in duties(_view(text))] == [("市园林局",), ("市水务局",)]
