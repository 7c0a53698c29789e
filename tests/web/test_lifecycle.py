from __future__ import annotations

import asyncio
import gc
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from assistant.core.corpus import open_corpus
from assistant.service import Assistant, open_assistant
from assistant.settings import Settings, load_settings
from tests.web.serving import plain_page, running, until, wait_until_ready

QUESTION = {"question": "深圳第58项由哪个局牵头？"}


def checks(client: httpx.Client) -> dict[str, tuple[bool, str]]:
    return {name: (c["ready"], c["detail"]) for name, c in client.get("/readyz").json()["checks"].items()}


def quick(settings: Settings, **more: object) -> Settings:
    return settings.model_copy(update={"index_poll_s": 0.05, **more})


def test_readiness_tells_every_part(settings: Settings) -> None:
    with running(settings) as (client, _):
        wait_until_ready(client)
        response = client.get("/readyz")
        assert response.json()["status"] == "ready"
        assert sorted(checks(client)) == ["database", "encoder", "index", "page"]
        assert all(ready and detail for ready, detail in checks(client).values())
        assert response.headers["cache-control"] == "no-store"
        assert gc.isenabled()


def test_exact_questions_are_answered_before_page_and_encoder_are_there(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_may_come, encoder_may_come = threading.Event(), threading.Event()
    warm = Assistant.warm

    def late(assistant: Assistant) -> None:
        assert encoder_may_come.wait(20)
        warm(assistant)

    async def late_page(_: Assistant) -> ASGIApp:
        assert await asyncio.to_thread(page_may_come.wait, 20)
        return PlainTextResponse("the page")

    monkeypatch.setattr(Assistant, "warm", late)
    with running(settings, page=late_page) as (client, _):
        assert client.get("/healthz").json() == {"status": "ok"}
        answer = client.post("/api/v1/chat", json=QUESTION).json()
        assert answer["status"] == "answered"
        assert client.get("/readyz").status_code == 503
        assert not checks(client)["page"][0]
        starting = client.get("/")
        assert (starting.status_code, starting.headers["retry-after"]) == (503, "1")
        assert "正在启动" in starting.text
        assert 'http-equiv="refresh"' in starting.text
        elsewhere = client.get("/config")
        assert (elsewhere.status_code, elsewhere.json()["code"]) == (503, "page_starting")
        page_may_come.set()
        until(lambda: client.get("/").text == "the page", "the page")
        assert checks(client)["page"] == (True, "mounted")
        assert not checks(client)["encoder"][0]
        assert client.get("/readyz").status_code == 503
        encoder_may_come.set()
        wait_until_ready(client)


def test_a_server_without_an_index_says_so_and_takes_one_up(built_index: Path, tmp_path: Path) -> None:
    settings = quick(load_settings(index_dir=tmp_path / "index", data_dir=tmp_path / "data"))
    with running(settings) as (client, _):
        response = client.post("/api/v1/chat", json=QUESTION)
        assert (response.status_code, response.json()["code"]) == (503, "index_missing")
        assert "make ingest" in response.json()["detail"]
        assert int(response.headers["retry-after"]) > 0
        ready, detail = checks(client)["index"]
        assert not ready
        assert "make ingest" in detail
        assert "make ingest" in client.get("/").text
        shown = client.get("/documents/shenzhen")
        assert (shown.status_code, shown.headers["content-type"]) == (503, "text/html; charset=utf-8")
        assert client.get("/healthz").status_code == 200
        shutil.copytree(built_index, tmp_path / "copied")
        (tmp_path / "copied").rename(tmp_path / "index")
        until(lambda: client.post("/api/v1/chat", json=QUESTION).status_code == 200, "the index to be taken up")
        wait_until_ready(client)


def test_a_database_that_cannot_be_used_is_told_as_such(built_index: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("深圳" * 1000, encoding="utf-8")
    settings = load_settings(
        index_dir=built_index, data_dir=tmp_path / "data", database_url=f"sqlite:///{broken}", index_poll_s=0.05
    )
    with running(settings) as (client, _):
        response = client.post("/api/v1/chat", json=QUESTION)
        assert (response.status_code, response.json()["code"]) == (503, "database_problem")
        assert "broken.db" in checks(client)["database"][1]
        assert checks(client)["index"] == (False, "waits to be opened")
        broken.unlink()
        until(lambda: client.post("/api/v1/chat", json=QUESTION).status_code == 200, "the database to be opened")


def test_a_page_that_cannot_be_built_leaves_the_rest_usable(settings: Settings) -> None:
    tries: list[int] = []

    async def broken_page(assistant: Assistant) -> ASGIApp:
        tries.append(1)
        if len(tries) < 3:
            raise ImportError("no such library")
        return await plain_page(assistant)

    with running(quick(settings), page=broken_page) as (client, _):
        assert client.post("/api/v1/chat", json=QUESTION).status_code == 200
        wait_until_ready(client)
        assert len(tries) == 3


def test_a_failure_is_shown_by_readiness(settings: Settings) -> None:
    async def broken_page(_: Assistant) -> ASGIApp:
        raise ImportError("no such library")

    with running(quick(settings), page=broken_page) as (client, _):
        until(lambda: "no such library" in checks(client)["page"][1], "the failure")
        assert not checks(client)["page"][0]


@pytest.mark.slow
def test_a_new_index_is_taken_up_without_losing_a_request(built_index: Path, tmp_path: Path) -> None:
    from ingest.build import build

    shutil.copytree(built_index, tmp_path / "index")
    settings = quick(load_settings(index_dir=tmp_path / "index", data_dir=tmp_path / "data"))
    taken_up = threading.Event()

    with running(settings) as (client, site):
        wait_until_ready(client)
        before = open_corpus(tmp_path / "index").root

        def keep_asking(_: int) -> list[int]:
            statuses = []
            while not taken_up.is_set():
                statuses.append(client.post("/api/v1/chat", json=QUESTION).status_code)
                statuses.append(client.get("/api/v1/search", params={"q": "秸秆"}).status_code)
            return statuses

        with ThreadPoolExecutor(3) as threads:
            asking = [threads.submit(keep_asking, n) for n in range(2)]
            try:
                after = build(tmp_path / "index", force=True).folder
                assert after != before
                until(lambda: asyncio.run(site.lifecycle.assistant()).corpus.root == after, "the new index", 10)
            finally:
                taken_up.set()
        statuses = [status for one in asking for status in one.result()]
        assert len(statuses) > 10
        assert set(statuses) == {200}
        wait_until_ready(client)


def test_a_broken_new_index_leaves_the_old_one_in_force(built_index: Path, tmp_path: Path) -> None:
    shutil.copytree(built_index, tmp_path / "index")
    settings = quick(load_settings(index_dir=tmp_path / "index", data_dir=tmp_path / "data"))
    looked: list[int] = []

    def opener(given: Settings) -> Assistant:
        assistant = open_assistant(given)
        refresh = assistant.refresh

        def counted() -> bool:
            looked.append(1)
            return refresh()

        assistant.refresh = counted  # type: ignore[method-assign]
        return assistant

    with running(settings, opener) as (client, _):
        wait_until_ready(client)
        (tmp_path / "index" / "current").write_text("0123456789abcdef\n", encoding="utf-8")
        seen = len(looked)
        until(lambda: len(looked) > seen + 2, "another look at the index")
        assert client.post("/api/v1/chat", json=QUESTION).status_code == 200
        assert checks(client)["index"][0]
