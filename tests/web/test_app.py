from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.settings import load_settings
from assistant.web import reader
from tests.web.serving import running

QUESTION = {"question": "深圳第58项由哪个局牵头？"}


@pytest.fixture(scope="module")
def keyed(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server that asks for a key."""
    settings = load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("keyed"), api_keys="geheim")
    with running(settings) as (client, _):
        yield client


def test_a_key_is_needed_where_keys_are_set(keyed: httpx.Client) -> None:
    refused = keyed.post("/api/v1/chat", json=QUESTION)
    assert (refused.status_code, refused.json()["code"]) == (401, "key_needed")
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.headers["content-type"] == "application/problem+json"
    assert keyed.get("/api/v1/nowhere").status_code == 401
    assert keyed.post("/api/v1/chat", json=QUESTION, headers={"authorization": "Bearer geheim"}).status_code == 200
    assert keyed.get("/api/v1/tasks", headers={"x-api-key": "geheim"}).status_code == 200
    assert keyed.get("/healthz").status_code == 200
    assert keyed.get("/openapi.json").json()["security"] == [{"key": []}]


def test_other_sites_are_kept_out(client: httpx.Client) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 421
    for path in ("/api/v1/chat", "/gradio_api/queue/join"):
        response = client.post(path, json=QUESTION, headers={"origin": "http://evil.example"})
        assert (response.status_code, response.json()["code"]) == (403, "cross_site")
    origin = f"http://{client.base_url.host}:{client.base_url.port}"
    assert client.post("/api/v1/chat", json=QUESTION, headers={"origin": origin}).status_code == 200


def test_the_page_is_everything_that_is_nothing_else(client: httpx.Client) -> None:
    for path in ("/", "/apiary", "/documentsx", "/theme.css"):
        assert client.get(path).text == "the page"
    assert client.get("/").headers["content-security-policy"].startswith("default-src 'self'")


def test_a_document_can_be_read(client: httpx.Client) -> None:
    response = client.get("/documents/shenzhen")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == reader.POLICY
    assert 'id="task-58"' in response.text
    assert "<mark>" not in response.text
    assert "<mark>" in client.get("/documents/shenzhen?start=100&end=130").text
    assert client.get("/documents/shenzhen?start=-1").status_code == 422
    listing = client.get("/documents").text
    for name in re.findall(r'href="(/documents/[a-z]+)"', listing):
        assert client.get(name).status_code == 200
    assert listing.count('href="/documents/') == 5


def test_an_unknown_document_is_a_page_too(client: httpx.Client) -> None:
    response = client.get("/documents/%3Cscript%3E")
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<script>" not in response.text
    assert "guangdong" in response.text


def test_the_description_needs_nothing_from_outside(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert "http" not in page.text
    found = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(found) == 4
    for name in found:
        asset = client.get(name)
        assert (asset.status_code, bool(asset.content)) == (200, True)
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert 'url: "/openapi.json"' in client.get("/docs/start.js").text
    assert client.get("/docs/..%2fcore.py").status_code == 404


def test_the_description_names_every_endpoint_and_problem(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    assert sorted(described["paths"]) == [
        "/api/v1/agencies",
        "/api/v1/answers/{answer_id}",
        "/api/v1/chat",
        "/api/v1/chat/stream",
        "/api/v1/conversations/{conversation_id}",
        "/api/v1/documents",
        "/api/v1/documents/{document}/text",
        "/api/v1/feedback",
        "/api/v1/records/{record_id}",
        "/api/v1/search",
        "/api/v1/targets",
        "/api/v1/targets/matrix",
        "/api/v1/tasks",
        "/healthz",
        "/readyz",
    ]
    assert "security" not in described
    for path, methods in described["paths"].items():
        for operation in methods.values():
            if path.startswith("/api/"):
                problem = operation["responses"]["4XX"]["content"]["application/problem+json"]["schema"]["$ref"]
                assert problem.removeprefix("#/components/schemas/") in described["components"]["schemas"]
                assert "422" not in operation["responses"]
