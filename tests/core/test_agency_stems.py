"""Bodies named by their field, and fields that are only fields."""

from __future__ import annotations

import pytest

from assistant.core.agencies import AgencyIndex
from assistant.core.corpus import Corpus


@pytest.fixture(scope="module")
def agencies(five: Corpus) -> AgencyIndex:
    return AgencyIndex(five.agencies)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("发改、工信、生态环境三家同时挂牵头的", ["市发展改革委", "市工业和信息化局", "市生态环境局"]),
        ("到底归交委管还是归发改管", ["市交通运输局", "市发展改革委"]),
        ("水务牵头哪些", ["市水务局"]),
        ("教育、卫健两家都参与的", ["市教育局", "市卫生健康委"]),
        ("where market regulation leads", ["市市场监管局"]),
        ("in which commerce has no part", ["市商务局"]),
    ],
)
def test_a_field_stands_for_its_body(words: str, names: list[str], agencies: AgencyIndex) -> None:
    found = [next(a.name for a in m.agencies if "shenzhen" in a.documents) for m in agencies.find(words)]
    assert found == names


@pytest.mark.parametrize(
    "words",
    [
        "交通领域有哪些任务",
        "生态环境保护由谁负责",
        "财政支持政策",
        "清洁能源参与电力市场",
        "管理咨询服务",
        "transport of goods",
        "energy use",
    ],
)
def test_a_field_is_only_a_field(words: str, agencies: AgencyIndex) -> None:
    assert agencies.find(words) == ()
