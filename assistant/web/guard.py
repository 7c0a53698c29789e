"""Who may ask: host names, cross-site requests, API keys; and the headers that keep a browser from doing more.

Knows headers and paths; refuses to know endpoints. Nothing here reads a body or waits.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from assistant.settings import LOOPBACK, Settings
from assistant.web import problems

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""What Gradio needs (scripts written into its page, and evaluated), and no address but this server's."""
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
RawHeaders = tuple[tuple[bytes, bytes], ...]


def _raw(headers: Mapping[str, str]) -> RawHeaders:
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())


_API_HEADERS = _raw({**_COMMON, "Content-Security-Policy": API_POLICY, "Cache-Control": "no-store"})
_PAGE_HEADERS = _raw({**_COMMON, "Content-Security-Policy": PAGE_POLICY})


@dataclass(frozen=True, kw_only=True, slots=True)
class Guard:
    """The rules of one server. ``loopback_only`` refuses foreign host names, as DNS rebinding would use them."""

    keys: frozenset[str]
    loopback_only: bool

    @classmethod
    def of(cls, settings: Settings) -> Guard:
        """Host names are checked where only this machine is meant to reach the server."""
        local = settings.host in LOOPBACK and not settings.allow_remote and not settings.keys
        return cls(keys=settings.keys, loopback_only=local)

    def refusal(self, scope: Scope) -> Response | None:
        """The response to a request that may not be made; ``None`` for all others."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.loopback_only and host and _name(host) not in LOOPBACK:
            detail = "this server answers only to localhost; set ASSISTANT_ALLOW_REMOTE=1 to serve other names"
            return problems.respond(scope, 421, "foreign_host", detail)
        if scope["method"] not in _SAFE and _cross_site(headers, host):
            return problems.respond(scope, 403, "cross_site", "another site's page may not send requests here")
        if self.keys and is_api(scope["path"]) and not self._has_key(headers):
            detail = "an API key is needed, as `Authorization: Bearer KEY` or `X-API-Key: KEY`"
            return problems.respond(scope, 401, "key_needed", detail, {"WWW-Authenticate": "Bearer"})
        return None

    def _has_key(self, headers: Headers) -> bool:
        scheme, _, value = headers.get("authorization", "").partition(" ")
        given = value.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")
        # Every key is compared, in constant time, so that the time taken tells nothing about any of them.
        return any([hmac.compare_digest(given.encode(), key.encode()) for key in self.keys])


def is_api(path: str) -> bool:
    """Whether a path lies under the prefix of the API."""
    return path == "/api" or path.startswith("/api/")


def security_headers(path: str) -> RawHeaders:
    """Headers for whatever is answered at a path, unless the answer sets them itself."""
    return _API_HEADERS if is_api(path) else _PAGE_HEADERS


def _name(host: str) -> str:
    """The host name of a ``Host`` header, without its port; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _cross_site(headers: Headers, host: str) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "cross-site"
    return _authority(origin) != host.lower()


def _authority(origin: str) -> str:
    """Host and port of an ``Origin`` header, as a ``Host`` header would give them; empty for an opaque origin."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
