"""Whether the process answers, and whether it is ready for everything.

Knows how checks are shown; refuses to know how they are made.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from assistant.web import problems, schemas
from assistant.web.lifecycle import Lifecycle

router = APIRouter()
_NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {"model": schemas.ReadinessBody, "description": "Something is not ready yet; `checks` says what and why"}
}
_NO_STORE = {"Cache-Control": "no-store"}


@router.get("/healthz", response_model=schemas.HealthBody, summary="Whether the process answers")
async def healthz() -> Response:
    """Always 200 while the process answers."""
    return Response(b'{"status":"ok"}', media_type="application/json", headers=_NO_STORE)


@router.get("/readyz", response_model=schemas.ReadinessBody, responses=_NOT_READY, summary="Whether all is ready")
async def readyz(request: Request) -> Response:
    """200 when index, encoder, database and page are loaded and warmed, else 503 with a line for each."""
    lifecycle: Lifecycle = request.app.state.lifecycle
    checks = await lifecycle.readiness()
    ready = all(check.ready for check in checks.values())
    body = {
        "status": "ready" if ready else "not_ready",
        "checks": {name: {"ready": check.ready, "detail": check.detail} for name, check in checks.items()},
    }
    status = 200 if ready else 503
    return Response(problems.to_bytes(body), status, media_type="application/json", headers=_NO_STORE)
