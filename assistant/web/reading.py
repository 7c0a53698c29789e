"""The views of documents for people, over HTTP.

Knows paths and statuses; refuses to know how a page is drawn.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from assistant.core.records import Span
from assistant.errors import AssistantError, UnknownDocument
from assistant.web import problems, reader
from assistant.web.lifecycle import Lifecycle
from assistant.web.requests import MAX_NUMBER

router = APIRouter(include_in_schema=False)
_HEADERS = {"Content-Security-Policy": reader.POLICY}
Offset = Annotated[int, Query(ge=0, le=MAX_NUMBER)]


@router.get("/documents")
async def listing(request: Request) -> HTMLResponse:
    """Links to all documents."""
    lifecycle: Lifecycle = request.app.state.lifecycle
    try:
        return _html(reader.list_page((await lifecycle.assistant()).corpus))
    except AssistantError as error:
        return _failure(error)


@router.get("/documents/{document}")
async def document(request: Request, document: str, start: Offset = 0, end: Offset = 0) -> HTMLResponse:
    """One document; ``start`` and ``end`` mark a stretch of its source."""
    lifecycle: Lifecycle = request.app.state.lifecycle
    marked = Span(start=start, end=end) if start < end else None
    try:
        corpus = (await lifecycle.assistant()).corpus
        return _html(await run_in_threadpool(reader.document_page, corpus, document, marked))
    except AssistantError as error:
        return _failure(error)


def _html(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status_code=status, headers=_HEADERS)


def _failure(error: AssistantError) -> HTMLResponse:
    # The API calls an unknown document a bad parameter; here it is a page that does not exist.
    missing = isinstance(error, UnknownDocument)
    title = "没有这份文件" if missing else "暂时无法显示"
    return _html(reader.message_page(title, str(error)), 404 if missing else problems.status_of(error))
