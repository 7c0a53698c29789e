"""The table of agencies: complete, without contradiction, and with the names people use."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from assistant.core.records import Agency
from ingest.sources import load_agencies
from tests.ingest.documents import parsed

AGENCIES = load_agencies()
BY_ID = {agency.agency_id: agency for agency in AGENCIES}


def _names(agency: Agency) -> set[str]:
    names = {agency.name, *agency.printed, *agency.aliases, agency.english, *agency.english_aliases}
    return {name.lower() for name in names}


def _called(name: str, document: str) -> list[str]:
    return [a.agency_id for a in AGENCIES if document in a.documents and name.lower() in _names(a)]


def test_every_name_in_a_cell_has_one_body_of_its_document() -> None:
    for part in parsed().values():
        for record in part.records:
            for name in record.responsibility.everyone if record.responsibility else ():
                bodies = [a for a in AGENCIES if part.info.document in a.documents and name in a.printed]
                assert len(bodies) == 1, name


def test_no_name_of_any_kind_belongs_to_two_bodies_of_one_document() -> None:
    owners = defaultdict(set)
    for agency in AGENCIES:
        for document in agency.documents:
            for name in _names(agency):
                owners[document, name].add(agency.agency_id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_bodies_under_two_names_are_one() -> None:
    assert BY_ID["shenzhen/zjj"].printed == ("市住房建设局", "市住房城乡建设局")
    assert BY_ID["shenzhen/gqzf"].printed == ("各区政府", "各区人民政府")


def test_one_name_in_two_regions_is_two_bodies() -> None:
    assert {a.agency_id for a in AGENCIES if a.name == "省发展改革委"} == {"zhejiang/fgw", "guangdong/fgw"}
    assert {a.agency_id for a in AGENCIES if a.name == "市发展改革委"} == {"shenzhen/fgw", "chongqing/fgw"}


@pytest.mark.parametrize(
    ("name", "document", "agency_id"),
    [
        ("发改委", "shenzhen", "shenzhen/fgw"), ("深圳市发展和改革委员会", "shenzhen", "shenzhen/fgw"),
        ("市工信局", "shenzhen", "shenzhen/gxj"), ("住建局", "shenzhen", "shenzhen/zjj"),
        ("市监局", "shenzhen", "shenzhen/scjgj"), ("人行", "shenzhen", "shenzhen/rmyh"),
        ("环保局", "shenzhen", "shenzhen/sthjj"), ("城管局", "shenzhen", "shenzhen/cgj"),
        ("文旅局", "shenzhen", "shenzhen/wgltj"), ("教育局", "shenzhen", "shenzhen/jyj"),
        ("交通局", "shenzhen", "shenzhen/jtysj"), ("税务局", "shenzhen", "shenzhen/tax"),
        ("公安交管", "shenzhen", "shenzhen/jgj"), ("各区人民政府", "shenzhen", "shenzhen/gqzf"),
        ("经信厅", "zhejiang", "zhejiang/jxt"), ("浙江省住房和城乡建设厅", "zhejiang", "zhejiang/jst"),
        ("人行", "zhejiang", "zhejiang/rmyh"), ("工信厅", "guangdong", "guangdong/gxt"),
        ("重庆市发展和改革委员会", "chongqing", "chongqing/fgw"), ("农委", "chongqing", "chongqing/nyncw"),
        ("Shenzhen Municipal Development and Reform Commission", "shenzhen", "shenzhen/fgw"),
        ("Housing and Construction Bureau", "shenzhen", "shenzhen/zjj"),
        ("industry and information technology bureau", "shenzhen", "shenzhen/gxj"),
        ("Department of Economy and Information Technology", "zhejiang", "zhejiang/jxt"),
    ],
)  # fmt: skip
def test_names_people_use(name: str, document: str, agency_id: str) -> None:
    assert _called(name, document) == [agency_id]


def test_ids_are_readable_and_english_is_english() -> None:
    for agency in AGENCIES:
        assert re.fullmatch(r"[a-z]+/[a-z]+", agency.agency_id)
        assert agency.agency_id.split("/")[0] in agency.documents
        assert all(re.fullmatch(r"[\x20-\x7e–’]+", name) for name in (agency.english, *agency.english_aliases))
        assert len({agency.english, *agency.english_aliases}) == 1 + len(agency.english_aliases)
        assert len(set(agency.aliases)) == len(agency.aliases)
