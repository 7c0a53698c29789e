"""Mounts the page into the server: which of Gradio's routes are open, which options it runs with.

Knows Gradio's application and its start-up calls; refuses to know what the page shows.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI

    from assistant.service import Assistant

STATIC = Path(__file__).parent / "static"
OPEN_PATHS = frozenset(
    {
        "/",
        "/config",
        "/favicon.ico",
        "/gradio_api/app_id",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        "/gradio_api/startup-events",
        "/manifest.json",
        "/robots.txt",
        "/theme.css",
    }
)
OPEN_FOLDERS = ("/assets/", "/static/", "/gradio_api/heartbeat/", "/gradio_api/queue/")
"""What the page needs. Everything else Gradio brings (uploads, file and proxy routes, log-in, its own API) is shut."""


class Shut:
    """An application of which only some paths can be reached; the others are not found."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an open path on; leave the answer to any other to the application around this one."""
        path = scope.get("path", "/").removeprefix(scope.get("root_path", "")) or "/"
        if scope["type"] != "http" or not (path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)):
            raise HTTPException(status_code=404)
        await self._app(scope, receive, send)


async def mount_page(app: FastAPI, assistant: Assistant) -> gradio.Blocks:
    """Build the page off the event loop, mount it at ``/`` behind all other routes of ``app`` and start its queue."""
    # Gradio opens an event loop of its own, and leaves it open, where it finds none running.
    page, mounted = await asyncio.to_thread(asyncio.run, _build(assistant))
    page.run_startup_events()
    await page.run_extra_startup_events()
    app.mount("/", Shut(mounted), name="page")
    return page


async def _build(assistant: Assistant) -> tuple[gradio.Blocks, ASGIApp]:
    from assistant.web.ui import build_page

    page = build_page(assistant)
    return page, _application(page)


def _application(page: gradio.Blocks) -> ASGIApp:
    """The page as an application of its own."""
    import gradio as gr
    from fastapi import FastAPI

    from assistant.web.ui import theme

    shell = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    gr.mount_gradio_app(
        shell,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        show_error=False,
        favicon_path=str(STATIC / "favicon.png"),
        theme=theme(),
        css_paths=[STATIC / "page.css"],
    )
    return next(route.app for route in shell.routes if isinstance(route, Mount))
