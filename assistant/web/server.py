"""Runs the server: one socket, one process, until it is told to stop.

Knows sockets, signals and the server library; refuses to know what is served.
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from assistant.errors import SettingsProblem
from assistant.settings import Settings

GRACE_S = 5
"""How long requests in flight may go on after the server was told to stop."""
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")

Announce = Callable[[str], None]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve(settings: Settings, announce: Announce = _say) -> int:
    """Serve page and API until SIGINT or SIGTERM and return the exit code.

    ``SettingsProblem`` tells why an address cannot be used.
    """
    for name in _ONE_THREAD:
        # Two threads make the small products of a query slower, and erratic; libraries read this when imported.
        os.environ.setdefault(name, "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with _listening(settings) as sock:
        # What is imported now stays; the lifecycle has garbage looked for again when everything is loaded.
        gc.disable()
        # Imported after the socket listens: who connects meanwhile waits, and is not refused.
        from assistant.web.app import create_app
        from assistant.web.wire import Protocol

        logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
        # What clients send amiss is answered to them, and is no news here.
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        site = create_app(settings)
        config = uvicorn.Config(
            site,
            http=Protocol,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=GRACE_S,
        )
        server = Server(config, lambda: announce(f"serving {address(sock)}"), site.stop)
        server.run(sockets=[sock])
    return 0


def address(sock: socket.socket) -> str:
    """The address of a listening socket, as a browser takes it."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        sock = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        if error.errno == errno.EADDRINUSE:
            text = f"another program already listens on {place}; stop it or set ASSISTANT_PORT"
        else:
            text = f"cannot listen on {place}: {error.strerror or error}"
        raise SettingsProblem(text) from error
    with sock:
        yield sock


class Server(uvicorn.Server):
    """Tells when it answers and when it stops, and ends without an error when it is asked to end."""

    def __init__(self, config: uvicorn.Config, on_start: Callable[[], None], on_stop: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = on_start
        self._on_stop = on_stop

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_stop()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
