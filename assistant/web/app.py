"""The server: API, document views and page behind one door, and the command that runs it.

Knows which application answers which path and what stands before all of them; refuses to know what they answer.
The page is an application of its own beside the API, because mounted into it at ``/`` it would answer the API's unknown
paths and wrong methods itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import assistant
from assistant.settings import Settings
from assistant.web import docs, health, problems, reading, routes, schemas, target_routes
from assistant.web.guard import Guard, security_headers
from assistant.web.lifecycle import Lifecycle, Opener, PageMaker
from assistant.web.limits import BodyLimit
from assistant.web.page_frame import render_starting

if TYPE_CHECKING:
    from assistant.service import Assistant

API_PATHS = frozenset({"api", "healthz", "readyz", "openapi.json", "docs", "documents"})
"""First segments of the paths that are not the page's."""
HEARTBEAT = "/gradio_api/heartbeat/"
"""Every open tab of the page holds a response under this path that never ends."""
DESCRIPTION = "Questions about cleaner-production policies, answered with the exact words each answer stands on."


class Site:
    """The whole server as one ASGI application."""

    def __init__(self, settings: Settings, open_assistant: Opener, make_page: PageMaker) -> None:
        self.lifecycle = Lifecycle(settings, open_assistant, make_page)
        self.api = create_api(self.lifecycle)
        self._guard = Guard.of(settings)
        self._stopping = asyncio.Event()
        self._limited = BodyLimit(self._dispatch, settings.max_body_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or take part in starting and stopping."""
        if scope["type"] == "lifespan":
            await self.api(scope, receive, send)
        elif scope["type"] == "http":
            sent = _finished(scope, send)
            refusal = self._guard.refusal(scope)
            await (refusal or self._limited)(scope, receive, sent)
        else:
            # Nothing here speaks the protocol of web sockets.
            await send({"type": "websocket.close", "code": 1000})

    def stop(self) -> None:
        """End what would never end by itself, before the server waits for the requests in flight."""
        self._stopping.set()

    async def _dispatch(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].split("/", 2)[1:2][0] in API_PATHS:
            # Whoever may GET may ask for the headers alone.
            method = "GET" if scope["method"] == "HEAD" else scope["method"]
            await self.api({**scope, "method": method}, receive, send)
        else:
            page = self.lifecycle.page or self._starting
            if scope["path"].startswith(HEARTBEAT):
                page = _until(self._stopping, page)
            await page(scope, receive, send)

    async def _starting(self, scope: Scope, receive: Receive, send: Send) -> None:
        problem = self.lifecycle.problem
        if scope["path"] == "/":
            content = render_starting(problem)
            headers = {"Retry-After": "1", "Cache-Control": "no-store"}
            response: Response = HTMLResponse(content, status_code=503, headers=headers)
        else:
            response = problems.respond(scope, 503, "page_starting", str(problem or "the page is still being built"))
        await response(scope, receive, send)


def _finished(scope: Scope, send: Send) -> Send:
    """``send`` that adds the security headers, and leaves out the body where only headers were asked for."""

    async def finished(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            present = {name.lower() for name, _ in headers}
            headers += [header for header in security_headers(scope["path"]) if header[0] not in present]
            message = {**message, "headers": headers}
        elif scope["method"] == "HEAD" and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return finished


def _until(stopping: asyncio.Event, app: ASGIApp) -> ASGIApp:
    """An application whose response ends when the server stops, if not before."""

    async def ended(scope: Scope, receive: Receive, send: Send) -> None:
        answering = asyncio.ensure_future(app(scope, receive, send))
        stopped = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({answering, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            answering.cancel()
        with suppress(asyncio.CancelledError):
            await answering
        if answering.cancelled():
            await send({"type": "http.response.body", "body": b""})

    return ended


def create_api(lifecycle: Lifecycle) -> FastAPI:
    """Everything but the page, as an application with its OpenAPI description."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running = asyncio.create_task(lifecycle.run())
        yield
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    api = FastAPI(
        title="清洁生产政策问答 · Policy QA",
        description=DESCRIPTION,
        version=assistant.__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.state.lifecycle = lifecycle
    problems.install(api)
    api.include_router(routes.router)
    api.include_router(target_routes.router)
    api.include_router(health.router)
    api.include_router(reading.router)
    docs.install(api)
    described = api.openapi
    keyed = bool(lifecycle.settings.keys)

    def openapi() -> dict[str, Any]:
        description = described()
        components = description.setdefault("components", {})
        components.setdefault("schemas", {})["ProblemBody"] = schemas.ProblemBody.model_json_schema()
        if keyed:
            components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
            description["security"] = [{"key": []}]
        return description

    api.openapi = openapi  # type: ignore[method-assign]
    return api


async def gradio_page(assistant: Assistant) -> ASGIApp:
    """The page as an application of its own; imports its library here, after the API has begun to answer."""
    from assistant.web.ui_mount import mount_page

    shell = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    problems.install(shell)
    await mount_page(shell, assistant)
    return shell


def create_app(settings: Settings) -> Site:
    """The server for one set of settings, not yet running."""
    from assistant.service import open_assistant

    return Site(settings, open_assistant, gradio_page)
