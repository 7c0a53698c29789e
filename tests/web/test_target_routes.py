from __future__ import annotations

import httpx
import pytest

from assistant.core.corpus import Corpus
from assistant.core.evidence import squeeze
from assistant.web.target_routes import MatrixBody, TargetList


def test_targets_are_listed_by_filters(client: httpx.Client, five: Corpus) -> None:
    page = TargetList.model_validate_json(client.get("/api/v1/targets?limit=500").text)
    assert page.total == len(page.items) == len(five.targets)
    for item in page.items:
        assert squeeze(item.sentence) in squeeze(five.source(item.document)[item.start : item.end])
    straw = client.get(
        "/api/v1/targets", params={"indicator": "秸秆综合利用率", "document": "zhejiang", "year": 2025}
    ).json()
    assert {(i["value"], i["unit"], i["comparator"]) for i in straw["items"]} == {(96.0, "%", ">=")}


def test_the_matrix_names_the_silent(client: httpx.Client) -> None:
    body = MatrixBody.model_validate_json(client.get("/api/v1/targets/matrix", params={"indicator": "straw"}).text)
    (row,) = body.items
    assert {cell.document: cell.text for cell in row.cells if not cell.mentioned} == {
        "jiangsu": "未提及",
        "shenzhen": "未提及",
    }


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/targets?document=x",
        "/api/v1/targets?indicator=x",
        "/api/v1/targets?limit=0",
        "/api/v1/targets?colour=red",
        "/api/v1/targets/matrix",
        "/api/v1/targets/matrix?indicator=x",
    ],
)
def test_what_is_unknown_is_a_problem(path: str, client: httpx.Client) -> None:
    response = client.get(path)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
