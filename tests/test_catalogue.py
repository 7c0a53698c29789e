"""Listing rows by filters; counts are taken from the source by hand."""

from __future__ import annotations

import pytest

from assistant.catalogue import TaskQuery, known_series, list_tasks
from assistant.core.agencies import AgencyIndex
from assistant.core.corpus import Corpus
from assistant.errors import BadParameter, UnknownDocument, UnknownSeries


@pytest.fixture(scope="module")
def agencies(five: Corpus) -> AgencyIndex:
    return AgencyIndex(five.agencies)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        (TaskQuery(document="shenzhen", series="task"), 140),
        (TaskQuery(document="shenzhen", series="project"), 25),
        (TaskQuery(document="zhejiang", series="annex"), 18),
        (TaskQuery(document="shenzhen", series="task", agency="市商务局", role="lead"), 6),
        (TaskQuery(document="shenzhen", series="task", agency="商务局", role="lead"), 6),
        (TaskQuery(document="shenzhen", series="task", agency="Commerce Bureau", role="lead"), 6),
        (TaskQuery(document="shenzhen", series="task", section="10. 积极发展绿色餐饮"), 5),
        (TaskQuery(document="shenzhen", role="joint", series="task"), 59),
        (TaskQuery(q="油烟", document="shenzhen"), 1),
        (TaskQuery(number=141), 0),
        (TaskQuery(agency="没有这个局"), 0),
    ],
)
def test_filters(query: TaskQuery, total: int, five: Corpus, agencies: AgencyIndex) -> None:
    page = list_tasks(five, agencies, query)
    assert page.total == total
    assert len(page.items) == min(total, 50)


def test_all_filters_hold_at_once(five: Corpus, agencies: AgencyIndex) -> None:
    page = list_tasks(
        five, agencies, TaskQuery(document="shenzhen", series="task", number=58, agency="市住建局", role="lead")
    )
    assert [r.record_id for r in page.items] == ["shenzhen/task/58"]
    assert list_tasks(five, agencies, TaskQuery(number=58, agency="市住建局", role="support")).total == 0


def test_pages_join_to_the_whole(five: Corpus, agencies: AgencyIndex) -> None:
    whole = list_tasks(five, agencies, TaskQuery(document="shenzhen", limit=500)).items
    pages = [
        list_tasks(five, agencies, TaskQuery(document="shenzhen", limit=40, offset=o)).items for o in range(0, 200, 40)
    ]
    assert tuple(r for page in pages for r in page) == whole


def test_headings_and_free_text_are_not_listed(five: Corpus, agencies: AgencyIndex) -> None:
    listed = list_tasks(five, agencies, TaskQuery(limit=500)).items
    assert {r.series for r in listed} == {"task", "project", "annex", "item", "box", "clause"}


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (TaskQuery(document="beijing"), UnknownDocument),
        (TaskQuery(series="tasks"), UnknownSeries),
        (TaskQuery(role="boss"), BadParameter),
        (TaskQuery(limit=0), BadParameter),
        (TaskQuery(limit=501), BadParameter),
        (TaskQuery(offset=-1), BadParameter),
    ],
)
def test_bad_filters_are_named(query: TaskQuery, error: type[Exception], five: Corpus, agencies: AgencyIndex) -> None:
    with pytest.raises(error):
        list_tasks(five, agencies, query)


def test_series_names_are_checked() -> None:
    assert known_series("task") == "task"
    with pytest.raises(UnknownSeries, match="task, project"):
        known_series("")
