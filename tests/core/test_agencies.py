"""Agencies found by every kind of name, in the table of the five documents."""

from __future__ import annotations

import pytest

from assistant.core.agencies import AgencyIndex
from assistant.core.corpus import Corpus


@pytest.fixture(scope="module")
def index(five: Corpus) -> AgencyIndex:
    return AgencyIndex(five.agencies)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("市住房建设局", "市住房建设局"),
        ("市住房城乡建设局", "市住房建设局"),
        ("深圳市住建局", "市住房建设局"),
        ("住建局", "市住房建设局"),
        ("housing and construction bureau", "市住房建设局"),
        ("市监局", "市市场监管局"),
        ("省经信厅", "省经信厅"),
        ("各区人民政府", "各区政府"),
    ],
)
def test_an_agency_is_found_by_any_name(index: AgencyIndex, words: str, name: str) -> None:
    mentions = index.find(f"{words}牵头哪些任务")
    assert name in {agency.name for mention in mentions for agency in mention.agencies}


def test_a_level_in_front_narrows_a_short_name(index: AgencyIndex) -> None:
    (city,) = index.find("市发改委牵头")
    (province,) = index.find("省发改委牵头")
    assert {a.name[0] for a in city.agencies} == {"市"}
    assert {a.name[0] for a in province.agencies} == {"省"}


def test_every_printed_name_belongs_to_one_body_of_its_document(five: Corpus, index: AgencyIndex) -> None:
    for record in five.records:
        for name in record.responsibility.everyone if record.responsibility else ():
            assert index.of_printed(name, record.document) is not None, (record.record_id, name)


def test_a_misspelt_name_is_guessed(index: AgencyIndex) -> None:
    mentions, unknown = index.guess("市住房建没局")
    assert [m.agencies[0].name for m in mentions] == ["市住房建设局"]
    assert mentions[0].guessed
    assert not unknown


def test_an_unknown_body_comes_with_the_nearest_names(index: AgencyIndex) -> None:
    mentions, unknown = index.guess("市应急管理局")
    assert not mentions
    assert unknown[0].words == "市应急管理局"
    assert any("管理局" in name for name in unknown[0].nearest)


def test_ordinary_words_name_nobody(index: AgencyIndex) -> None:
    assert index.find("秸秆综合利用率目标是多少") == ()


def test_an_index_without_agencies_finds_nothing() -> None:
    empty = AgencyIndex(())
    assert empty.find("市商务局") == ()
    assert empty.by_alias("市商务局") == ()
