from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings, load_settings
from assistant.web.guard import Guard, security_headers


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(index_dir=tmp_path / "index", data_dir=tmp_path / "data")


def refusal(guard: Guard, method: str = "GET", path: str = "/api/v1/tasks", **headers: str) -> tuple[int, str] | None:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "headers": raw}
    response = guard.refusal(scope)
    return None if response is None else (response.status_code, json.loads(bytes(response.body))["code"])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000", "[::1]"])
def test_this_machine_may_ask(settings: Settings, host: str) -> None:
    assert refusal(Guard.of(settings), host=host) is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "[", "a@localhost.evil:1", ":1"]
)
def test_another_host_name_is_refused_on_every_path(settings: Settings, host: str) -> None:
    for path in ("/", "/api/v1/chat", "/healthz", "/documents/shenzhen"):
        assert refusal(Guard.of(settings), path=path, host=host) == (421, "foreign_host")


def test_a_server_for_others_answers_to_any_name(settings: Settings) -> None:
    for more in ({"host": "0.0.0.0", "allow_remote": True}, {"allow_remote": True}, {"api_keys": "k"}):
        open_to_others = Guard.of(settings.model_copy(update=more))
        assert refusal(open_to_others, path="/", host="policy.example") is None


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9", "http://[", "http://localhost"]
)
def test_another_sites_page_may_not_send(settings: Settings, origin: str) -> None:
    guard = Guard.of(settings)
    for method in ("POST", "DELETE"):
        assert refusal(guard, method, host="127.0.0.1:8000", origin=origin) == (403, "cross_site")
    assert refusal(guard, "GET", host="127.0.0.1:8000", origin=origin) is None


def test_the_own_page_and_programs_may_send(settings: Settings) -> None:
    guard = Guard.of(settings)
    assert refusal(guard, "POST", host="127.0.0.1:8000", origin="http://127.0.0.1:8000") is None
    assert refusal(guard, "POST", host="Localhost:8000", origin="https://localhost:8000") is None
    assert refusal(guard, "POST", host="127.0.0.1:8000", sec_fetch_site="same-origin") is None
    assert refusal(guard, "POST", host="127.0.0.1:8000") is None
    assert refusal(guard, "POST", host="127.0.0.1:8000", sec_fetch_site="cross-site") == (403, "cross_site")


def test_keys_are_asked_for_under_the_api_only(settings: Settings) -> None:
    guard = Guard.of(settings.model_copy(update={"api_keys": "eins, zwei"}))
    needed = (401, "key_needed")
    assert refusal(guard) == needed
    assert refusal(guard, path="/api") == needed
    assert refusal(guard, authorization="Bearer drei") == needed
    assert refusal(guard, authorization="Basic eins") == needed
    assert refusal(guard, authorization="eins") == needed
    assert refusal(guard, x_api_key="") == needed
    assert refusal(guard, authorization="Bearer eins") is None
    assert refusal(guard, authorization="bearer  zwei ") is None
    assert refusal(guard, x_api_key="zwei") is None
    for path in ("/", "/healthz", "/documents/shenzhen", "/apiary"):
        assert refusal(guard, path=path) is None


@pytest.mark.parametrize("path", ["/", "/api/v1/tasks", "/healthz"])
def test_every_answer_tells_the_browser_to_fetch_nothing_from_elsewhere(path: str) -> None:
    headers = dict(security_headers(path))
    policy = headers[b"content-security-policy"].decode()
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert policy.startswith("default-src 'self'" if path != "/api/v1/tasks" else "default-src 'none'")
    assert "http" not in policy
    assert "*" not in policy
