"""The table against the plan. Expectations were read in the two source texts, row by row (see golden/lineage.txt)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest

from assistant.core.lineage import Lineage, Uncarried
from ingest.lineage import align
from ingest.parse import parse
from ingest.sources import Layout
from tests.ingest.documents import parsed, record, records, source_of

ADAPTED_TASKS = [3, 6, 13, 20, 21, 22, 26, 58, 61, 64, 74, 75, 83, 99, 104, 107, 110, 115, 121, 122, 129]
COPIED_PROJECTS = [3, 9, 10, 20, 21, 22, 25]


@cache
def _entries() -> tuple[Lineage | Uncarried, ...]:
    return align(list(parsed().values()))


def _row(record_id: str) -> Lineage:
    return next(e for e in _entries() if isinstance(e, Lineage) and e.record_id == record_id)


def _numbers(series: str, kind: str) -> list[int]:
    ids = [e.record_id for e in _entries() if isinstance(e, Lineage) and e.kind == kind]
    return [int(i.split("/")[-1]) for i in ids if i.split("/")[1] == series]


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] not in "PZC")


def test_every_row_has_one_entry() -> None:
    rows = [e.record_id for e in _entries() if isinstance(e, Lineage)]
    assert rows == [r.record_id for s in ("task", "project") for r in records("shenzhen", s)]


def test_the_classes() -> None:
    assert _numbers("task", "new") == [63]
    assert _numbers("task", "adapted") == ADAPTED_TASKS
    assert len(_numbers("task", "copied")) == 118
    assert _numbers("project", "copied") == COPIED_PROJECTS
    assert len(_numbers("project", "adapted")) == 18
    assert _numbers("project", "new") == []


def test_copied_is_what_stands_in_the_plan_letter_for_letter() -> None:
    plan = [_letters(r.text) for s in ("item", "section", "box") for r in records("guangdong", s)]
    for task in records("shenzhen", "task"):
        stands = any(_letters(task.text) in text for text in plan)
        assert stands == (_row(task.record_id).kind == "copied"), task.record_id


@pytest.mark.parametrize(
    ("row", "edits"),
    [
        ("task/58", [("added", "", "“光储直柔”")]),
        ("task/22", [("dropped", "农光互补、“光伏+设施农业”", "")]),
        (
            "task/61",
            [("dropped", "广州、深圳等有条件地区", ""), ("added", "", "低碳"), ("added", "", "“光储直柔”建筑")],
        ),
        ("task/83", [("changed", "纯电动船舶", "电力动力船舶")]),
        ("task/99", [("changed", "广东省", "深圳市")]),
        ("task/110", [("dropped", "型", ""), ("dropped", "型", "")]),
        ("task/115", [("dropped", "广佛跨界河", ""), ("dropped", "练江及小东江", "")]),
        ("project/6", [("changed", "0.535", "省要求")]),
        ("project/15", [("dropped", "典型项目和科技", ""), ("changed", "省城镇", "市"), ("changed", "30%", "60%")]),
        ("project/19", [("added", "", "（油气化工码头泊位除外）"), ("changed", "70%", "80%")]),
    ],
)
def test_what_was_changed(row: str, edits: list[tuple[str, str, str]]) -> None:
    assert [(e.kind, e.before, e.after) for e in _row(f"shenzhen/{row}").edits] == edits


def test_a_row_may_take_half_a_sentence_or_several() -> None:
    half = _row("shenzhen/task/64")
    assert [s.record_id for s in half.sources] == ["guangdong/item/13"]
    assert half.edits[0].before.startswith("探索节能改造与小区公共环境整治")
    assert [(e.kind, e.after) for e in half.edits] == [("dropped", ""), ("added", "节水")]
    assert len(_row("shenzhen/task/78").sources) == 3


def test_a_project_of_the_same_name_tells_the_sentences_it_leaves_out() -> None:
    dropped = _row("shenzhen/project/5").edits[-1]
    assert (dropped.kind, dropped.source.record_id) == ("dropped", "guangdong/box/2-1")
    assert dropped.before == "到2025年，创建5个以上国家农业绿色发展先行区，全域建设粤北生态农业示范区。"


def test_the_sentences_that_no_row_carries() -> None:
    left = [e for e in _entries() if isinstance(e, Uncarried)]
    assert [(e.sentence.record_id, e.heading) for e in left] == [
        ("guangdong/section/1", False),
        ("guangdong/section/2", False),
        ("guangdong/section/2", False),
        ("guangdong/item/3", True),
        ("guangdong/box/2-1", True),
        ("guangdong/box/2-3", True),
        ("guangdong/item/15", True),
        ("guangdong/item/15", True),
        ("guangdong/box/4-2", True),
        ("guangdong/section/12", True),
        ("guangdong/section/17", True),
        ("guangdong/section/19", True),
    ]
    words = [record(e.sentence.record_id).text[e.sentence.start : e.sentence.end] for e in left]
    assert words[3].startswith("拓宽电能替代领域")
    assert words[9] == "依托粤商通平台搭建清洁绿色生产服务专区。"
    assert words[11].startswith("结合国家清洁生产促进法修订进展")


def test_each_sentence_of_the_plan_is_carried_or_told_once() -> None:
    carried = [s for e in _entries() if isinstance(e, Lineage) for s in e.sources]
    left = [e.sentence for e in _entries() if isinstance(e, Uncarried)]
    plan = [r for s in ("item", "section", "box") for r in records("guangdong", s)]
    ends = sum(len(re.findall(r"[。；!！?？]", r.text)) for r in plan)
    assert len(set(carried) | set(left)) == len(set(carried)) + len(left) == ends == 193


def test_documents_that_break_nothing_down_have_no_lineage() -> None:
    others = [part for name, part in parsed().items() if name != "shenzhen"]
    assert align(others) == ()
    plan = parse(source_of("方案\n一、总体要求\n减少排放。\n", Layout(kind="outline")))
    assert align([plan]) == ()
