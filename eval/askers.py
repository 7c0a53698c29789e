"""Who is asked: the library in this process, or a server by URL. Both give the JSON of ``POST /api/v1/chat``.

Knows how a question is put; refuses to know cases and scores.
"""

from __future__ import annotations

import json
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.core.answer import Composer, Filters
from eval.cases import Filter

if TYPE_CHECKING:
    from assistant.service import Assistant

Json = dict[str, Any]
_TIMEOUT_S = 120.0
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""The server asked is one's own: no proxy stands between."""


class AskFailed(Exception):
    """A question got no answer: the server is not there or answered with an error."""


class Asker(Protocol):
    """Puts one question; the conversation goes on where ``conversation_id`` is that of an earlier answer."""

    def ask(self, question: str, conversation_id: str | None, filters: Filter | None) -> Json: ...


class InProcess:
    """The library itself."""

    def __init__(self, assistant: Assistant, composer: Composer) -> None:
        self._assistant = assistant
        self._composer = composer

    def ask(self, question: str, conversation_id: str | None, filters: Filter | None) -> Json:
        fixed = Filters(documents=filters.documents, series=filters.series) if filters else Filters()
        answer = self._assistant.ask(question, conversation_id=conversation_id, filters=fixed, composer=self._composer)
        # Through JSON and back, so that both askers hand out exactly the same kinds of values.
        parsed: Json = json.loads(json.dumps(answer.to_json(), ensure_ascii=False))
        return parsed


class OverHttp:
    """A running server."""

    def __init__(self, url: str, composer: Composer) -> None:
        self._url = url.rstrip("/") + "/api/v1/chat"
        self._composer = composer

    def ask(self, question: str, conversation_id: str | None, filters: Filter | None) -> Json:
        body: Json = {"question": question, "composer": self._composer}
        if conversation_id is not None:
            body["conversation_id"] = conversation_id
        if filters is not None:
            body["filters"] = filters.model_dump(mode="json")
        request = urllib.request.Request(
            self._url, json.dumps(body).encode("utf-8"), {"Content-Type": "application/json"}, method="POST"
        )
        try:
            with _DIRECT.open(request, timeout=_TIMEOUT_S) as response:
                parsed: Json = json.load(response)
        except urllib.error.HTTPError as error:
            raise AskFailed(f"HTTP {error.code}: {error.read(2000).decode('utf-8', 'replace')}") from error
        except OSError as error:
            raise AskFailed(f"{self._url}: {error}") from error
        return parsed


@contextmanager
def open_asker(url: str | None, composer: Composer) -> Iterator[Asker]:
    """A server where ``url`` is given, else the library with a database of its own that is thrown away afterwards."""
    if url is not None:
        yield OverHttp(url, composer)
        return
    # Only here: asking a server, and linting, need no index and nothing of what opens one.
    from assistant.service import open_assistant
    from assistant.settings import load_settings

    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        settings = load_settings(data_dir=Path(folder), database_url=None)
        with open_assistant(settings) as assistant:
            assistant.warm()
            yield InProcess(assistant, composer)


def reachable(url: str) -> None:
    """``AskFailed`` where no server answers at ``url``."""
    try:
        with _DIRECT.open(url.rstrip("/") + "/healthz", timeout=10):
            return
    except OSError as error:
        raise AskFailed(f"{url}: no server answers there ({error})") from error
