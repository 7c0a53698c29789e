from __future__ import annotations

import pytest

from assistant.errors import IngestProblem
from ingest.checks import check
from ingest.prose import parse_prose
from ingest.sources import Layout
from tests.ingest.documents import record, records, source_of

MAIN = "前言。\n一、总体要求\n（一）目标。减排。（省经信厅）\n附件\n\n清单\n\t序号\n\t主要任务\n\t责任单位\n\n"


def test_every_item_once() -> None:
    assert [found.number for found in records("zhejiang", "annex")] == list(range(1, 19))


@pytest.mark.parametrize(
    ("number", "task", "work"),
    [
        (1, "工业清洁生产", "绿色低碳工业园区建设"),
        (4, "工业清洁生产", "强化重点行业项目准入监管"),
        (5, "农业清洁生产", "“肥药两制”改革"),
        (9, "其他领域清洁生产", "提升建筑可再生能源应用力度"),
        (13, "其他领域清洁生产", "实施多式联运衔接水平提升工程"),
        (14, "加强清洁生产科技创新和产业培育", "实施“双尖双领”计划"),
        (18, "深化清洁生产推行模式创新", "创新清洁生产审核管理模式"),
    ],
)
def test_main_tasks_are_carried_down_and_blank_lines_say_nothing(number: int, task: str, work: str) -> None:
    found = record(f"zhejiang/annex/{number}")
    assert found.path == ("浙江省清洁生产推行方案2022年重点工作清单", task, work)
    assert (found.title, found.label) == (work, f"附件第{number}项")
    assert not found.text.startswith(work) and found.text.endswith("。")


def test_the_first_listed_leads_there_as_well() -> None:
    cell = record("zhejiang/annex/15").responsibility
    assert cell is not None
    assert (cell.form, cell.lead, cell.support) == ("first_listed", ("省经信厅",), ("省生态环境厅",))


def test_a_row_that_lost_a_cell_is_refused() -> None:
    layout = Layout(kind="prose", clauses=True, annex="清单")
    good = parse_prose(
        source_of(
            MAIN + "\t1\n\t工业\n\t园区\n\t建设园区。\n\t省经信厅\n2\n\t\n\t改造\n\t改造园区。\n\t省能源局\n", layout
        )
    )
    assert check([good]) == []
    assert [r.path[1] for r in good.records if r.series == "annex"] == ["工业", "工业"]
    with pytest.raises(IngestProblem, match="annex row 1 has 3 cells"):
        parse_prose(source_of(MAIN + "\t1\n\t园区\n\t省经信厅\n", layout))
    with pytest.raises(IngestProblem, match="另一清单"):
        parse_prose(source_of(MAIN + "\t1\n", Layout(kind="prose", annex="另一清单")))
