"""The real server as a process, and a browser tab that lets nothing out and keeps what went wrong in it.

Knows how both are started and watched; refuses to know what is tested.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page, Request, Route, expect

from tests.wire import guard

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def serving(index: Path, data: Path, port: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """The server's address, and what ends it at once. With port 0 it chooses one."""
    env = {**os.environ, "ASSISTANT_INDEX_DIR": str(index), "ASSISTANT_DATA_DIR": str(data), "PYTHONUTF8": "1"}
    env |= {"ASSISTANT_PORT": str(port), "PYTHONPATH": str(guard.FOLDER), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "assistant", "serve"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            assert line.startswith("serving http://127.0.0.1:"), line
            yield line.removeprefix("serving ").strip(), process.kill
        finally:
            process.send_signal(signal.SIGTERM)


@dataclass  # no slots: Playwright hangs its own things on the owner of a handler
class Visit:
    """A tab on the page of one server."""

    page: Page
    address: str
    outside: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def open(self) -> Page:
        """The page once it can be used; a server that is still starting reloads it by itself."""
        self.page.route("**/*", self._gate)
        self.page.on("request", self._seen)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", self._asked)
        self.page.goto(f"{self.address}/")
        expect(self.page.locator("#question textarea")).to_be_visible(timeout=60_000)
        self.troubles.clear()  # the page that tells that the server is starting answers 503
        return self.page

    def reload(self) -> None:
        """Load the page anew. Gradio tells the console when a page is left while a response is still open."""
        assert self.troubles == [], self.troubles
        self.page.reload()
        self.troubles[:] = [t for t in self.troubles if "AbortError" not in t and "Connection errored out" not in t]

    def ask(self, question: str) -> Locator:
        """Ask by keyboard; the finished turn."""
        turns = self.page.locator("#conversation .turn")
        before = turns.count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        expect(turns).to_have_count(before + 1, timeout=30_000)
        return turns.last

    def finish(self) -> None:
        """Nothing left the machine and nothing went wrong."""
        assert self.outside == [], self.outside
        assert self.troubles == [], self.troubles

    def _local(self, url: str) -> bool:
        return url.startswith((f"{self.address}/", "data:", "blob:"))

    def _seen(self, request: Request) -> None:
        if not self._local(request.url):
            self.outside.append(request.url)

    def _gate(self, route: Route) -> None:
        if self._local(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def _asked(self, dialog: Dialog) -> None:
        self.troubles.append(dialog.message)
        dialog.dismiss()
