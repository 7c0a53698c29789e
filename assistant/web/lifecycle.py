"""From started to ready: opens the assistant, mounts the page, warms the encoder, and follows the index.

Knows the order of things and what is still missing; refuses to know what an assistant does. Exact questions are
answered as soon as the index is open; everything slow happens afterwards, beside the requests. A server whose index is
missing waits for one, and takes it up when it appears.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from assistant.errors import AssistantError, IndexProblem
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.service import Assistant

log = logging.getLogger(__name__)
OPENING_WAIT_S = 10.0

Opener = Callable[[Settings], "Assistant"]
PageMaker = Callable[["Assistant"], Awaitable[ASGIApp]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """Whether one part of the server can be used, and why not."""

    ready: bool
    detail: str


class Lifecycle:
    """What one server has loaded so far. ``run`` is its only writer and lives in the server's event loop."""

    def __init__(self, settings: Settings, open_assistant: Opener, make_page: PageMaker) -> None:
        self.settings = settings
        self.page: ASGIApp | None = None
        self.problem: AssistantError | None = None
        self._open_assistant = open_assistant
        self._make_page = make_page
        self._assistant: Assistant | None = None
        self._tried = asyncio.Event()
        self._warm = False
        self._failures: dict[str, str] = {}
        self._page_detail = "not built yet"

    async def assistant(self) -> Assistant:
        """The assistant; waits for the first attempt to open it, and raises what went wrong with the latest one."""
        if self._assistant is None and not self._tried.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._tried.wait(), OPENING_WAIT_S)
        if self._assistant is not None:
            return self._assistant
        raise self.problem or IndexProblem("the index is still being opened; try again in a few seconds")

    async def readiness(self) -> dict[str, Check]:
        """Every part of the server and its state."""
        if self._assistant is None:
            reason = str(self.problem) if self.problem else "not opened yet"
            waiting = Check(ready=False, detail="waits to be opened")
            failed = self.problem.code if self.problem else ""
            checks = {"index": waiting, "encoder": waiting, "database": waiting}
            checks["database" if failed == "database_problem" else "index"] = Check(ready=False, detail=reason)
        else:
            parts = await run_in_threadpool(self._assistant.readiness)
            checks = {name: Check(ready=ready, detail=detail) for name, (ready, detail) in parts.items()}
        checks["page"] = Check(ready=self.page is not None, detail=self._page_detail)
        return checks

    async def run(self) -> None:
        """Load everything in the order of its use, then look for a new index every few seconds, until cancelled."""
        # What is loaded first stays: looking it through for garbage would cost a third of the start, and again seconds
        # at the end and milliseconds of some answers in between.
        gc.disable()
        try:
            while True:
                for step in (self._open, self._mount, self._load, self._follow):
                    await self._guarded(step)
                if not gc.isenabled():
                    gc.freeze()
                    gc.enable()
                await asyncio.sleep(self.settings.index_poll_s)
        finally:
            gc.enable()
            if self._assistant is not None:
                await asyncio.shield(run_in_threadpool(self._assistant.close))

    async def _open(self) -> None:
        if self._assistant is None:
            self._assistant = await run_in_threadpool(self._open_assistant, self.settings)
            self.problem = None

    async def _mount(self) -> None:
        if self._assistant is not None and self.page is None:
            self._page_detail = "being built"
            self.page = await self._make_page(self._assistant)
            self._page_detail = "mounted"

    async def _load(self) -> None:
        if self._assistant is not None and not self._warm:
            await run_in_threadpool(self._assistant.warm)
            self._warm = True

    async def _follow(self) -> None:
        if self._assistant is not None and await run_in_threadpool(self._assistant.refresh):
            self._warm = False
            await self._load()

    async def _guarded(self, step: Callable[[], Awaitable[None]]) -> None:
        """Run one step; a failure is told once, and the next round tries again."""
        name = step.__name__
        try:
            await step()
            self._failures.pop(name, None)
        except AssistantError as error:
            if name == self._open.__name__:
                self.problem = error
            self._tell(name, error, known=True)
        except Exception as error:  # noqa: BLE001 - only this place stands between a defect and a server that is stuck
            self._tell(name, error, known=False)
        finally:
            self._tried.set()

    def _tell(self, name: str, error: Exception, *, known: bool) -> None:
        if self._failures.get(name) == str(error):
            return
        self._failures[name] = str(error)
        if name == self._mount.__name__:
            self._page_detail = f"cannot be built: {error}"
        log.warning("%s: %s", name.strip("_"), error, exc_info=None if known else error)
