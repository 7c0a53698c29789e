"""A real server in a thread, for tests that ask over HTTP."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from assistant.service import Assistant, open_assistant
from assistant.settings import Settings
from assistant.web.app import Site
from assistant.web.lifecycle import Opener, PageMaker
from assistant.web.server import Server, address
from assistant.web.wire import Protocol

DEADLINE_S = 60.0


async def plain_page(_: Assistant) -> ASGIApp:
    """A page that needs no page library."""
    return PlainTextResponse("the page")


def until(condition: Callable[[], bool], what: str, deadline_s: float = DEADLINE_S) -> None:
    """Wait for something that is bound to happen."""
    end = time.monotonic() + deadline_s
    while not condition():
        assert time.monotonic() < end, f"still waiting for: {what}"
        time.sleep(0.02)


@contextmanager
def running(
    settings: Settings, opener: Opener = open_assistant, page: PageMaker = plain_page
) -> Iterator[tuple[httpx.Client, Site]]:
    """A client of a running server, and the server's site."""
    sites: list[Site] = []

    def serve(sock: socket.socket) -> None:
        sites.append(Site(settings, opener, page))
        config = uvicorn.Config(
            sites[0], http=Protocol, log_config=None, access_log=False, ws="none", lifespan="on", loop="asyncio"
        )
        servers.append(Server(config, started.set, sites[0].stop))
        servers[0].run(sockets=[sock])

    servers: list[Server] = []
    started = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as sock:
        thread = threading.Thread(target=serve, args=(sock,))
        thread.start()
        assert started.wait(DEADLINE_S)
        try:
            with httpx.Client(base_url=address(sock), timeout=DEADLINE_S, trust_env=False) as client:
                yield client, sites[0]
        finally:
            servers[0].should_exit = True
            thread.join(DEADLINE_S)
            assert not thread.is_alive()


def wait_until_ready(client: httpx.Client) -> None:
    """Until everything is loaded."""
    until(lambda: client.get("/readyz").status_code == 200, "readiness")
