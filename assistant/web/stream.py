"""An answer that is still being written, as server-sent events.

Knows the three events and their order; refuses to know who writes the answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator

from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Scope

from assistant.errors import AssistantError
from assistant.service import StreamEvent, TextDelta
from assistant.web import problems

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def event_stream(scope: Scope, events: Iterator[StreamEvent]) -> StreamingResponse:
    """The response; the first event is awaited before it begins, so that a bad request is still a plain problem."""
    first = await run_in_threadpool(next, events, None)
    sent = _sent(scope, first, events)
    return StreamingResponse(sent, media_type="text/event-stream", headers=_HEADERS)


async def _sent(scope: Scope, first: StreamEvent | None, events: Iterator[StreamEvent]) -> AsyncIterator[bytes]:
    event = first
    try:
        while event is not None:
            yield _event(event)
            event = await run_in_threadpool(next, events, None)
    except AssistantError as error:
        yield _failure(scope, problems.status_of(error), error.code, str(error))
    except Exception:
        yield _failure(scope, 500, "internal_error", "the server failed while it answered; its log says why")
        raise
    finally:
        # The asker may have gone: the answer is not to be written for nobody.
        if isinstance(events, Generator):
            events.close()


def _event(event: StreamEvent) -> bytes:
    if isinstance(event, TextDelta):
        return _encoded("delta", {"text": event.text})
    return _encoded("answer", event.answer.to_json())


def _failure(scope: Scope, status: int, code: str, detail: str) -> bytes:
    return _encoded("error", problems.details(status, code, detail, problems.instance_of(scope)))


def _encoded(name: str, value: object) -> bytes:
    return format_sse_event(event=name, data_str=problems.to_bytes(value).decode("utf-8"))
