"""Failures as problem details (RFC 9457): one table says which error has which status.

Knows how an error, an unknown path, a wrong method or an unreadable request becomes ``application/problem+json``;
refuses to know what any endpoint does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from assistant import errors

MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[type[errors.AssistantError], int] = {
    errors.AssistantError: 500,
    errors.BadRequest: 422,
    errors.NotFound: 404,
    errors.IndexProblem: 503,
    errors.EncoderProblem: 503,
    errors.DatabaseProblem: 503,
    errors.ModelProblem: 502,
}
"""Status of an error class; a class that is not listed has that of its nearest listed base."""
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
"""Where the names of this Python version's ``http`` module are older than RFC 9110."""
RETRY_AFTER_S = 2
_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
_MOST_ERRORS = 20
_LONGEST_LOCATION = 100


def status_of(error: errors.AssistantError) -> int:
    """The HTTP status of an error of the product."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def details(status: int, code: str, detail: str, instance: str, **more: object) -> dict[str, Any]:
    """The members of one problem."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": instance}
    return {**problem, "code": code, **more}


def to_bytes(value: object) -> bytes:
    """JSON as UTF-8; a lone surrogate echoed from a request becomes a question mark instead of a second failure."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def respond(
    scope: Scope, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """A problem as the response to the request of ``scope``."""
    content = to_bytes(details(status, code, detail, instance_of(scope), **more))
    sent = dict(headers or {})
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        sent.setdefault("Retry-After", str(RETRY_AFTER_S))
    return Response(content, status_code=status, headers=sent, media_type=MEDIA_TYPE)


def instance_of(scope: Scope) -> str:
    """The path that was asked for, as a URI reference."""
    return quote(str(scope.get("path", "")), safe="/:@!$&'()*+,;=-._~", errors="replace")


def install(app: FastAPI) -> None:
    """Make every failure of an application a problem."""
    app.add_exception_handler(errors.AssistantError, _assistant_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


async def _assistant_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.AssistantError)
    return respond(request.scope, status_of(error), error.code, str(error))


async def _unexpected(request: Request, _error: Exception) -> Response:
    # The server logs the traceback; the client is not told the inside of the program.
    return respond(request.scope, 500, "internal_error", "the server failed on this request; its log says why")


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    scope, status = request.scope, error.status_code
    if status == HTTPStatus.NOT_FOUND:
        return respond(scope, 404, "no_such_path", "nothing is served here; /openapi.json lists the endpoints")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(allowed_methods(request.app, scope))
        detail = f"{scope['method']} is not possible here; allowed: {allowed}"
        return respond(scope, 405, "method_not_allowed", detail, {"Allow": allowed})
    if status == HTTPStatus.BAD_REQUEST:
        return respond(scope, 400, "malformed_body", "the body cannot be read; send JSON encoded as UTF-8")
    return respond(scope, status, HTTPStatus(status).name.lower(), str(error.detail), error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found: Sequence[dict[str, Any]] = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return respond(request.scope, 400, "malformed_body", "the body is no JSON text")
    if any(one["loc"] == ("body",) and one["input"] is not None for one in found) and not _is_json(request):
        return respond(request.scope, 415, "unsupported_media_type", "send the body as application/json")
    # What was sent is not echoed: it may be long, secret, or no text at all.
    listed = [
        {
            "location": _location(one["loc"]),
            "message": str(one["msg"]).removeprefix("Value error, "),
            "type": str(one["type"]),
        }
        for one in found[:_MOST_ERRORS]
    ]
    detail = "; ".join(f"{one['location']}: {one['message']}" for one in listed)
    return respond(request.scope, 422, "invalid_request", detail, errors=listed)


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _location(parts: Sequence[str | int]) -> str:
    return ".".join(str(part)[:_LONGEST_LOCATION] for part in parts)


def allowed_methods(app: FastAPI, scope: Scope) -> list[str]:
    """Every method that some route takes at the path of ``scope`` (a route by itself knows only its own)."""
    taken = [
        method
        for method in _METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in app.router.routes)
    ]
    return sorted([*taken, "HEAD"]) if "GET" in taken else taken
