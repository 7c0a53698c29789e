"""The door to language models: sends a prompt to an OpenAI-compatible server and reads its reply as it comes.

Knows the LangChain chat model, time limits and the ways a server fails; refuses to know what is asked or what of the
reply becomes an answer. LangChain is imported when the first answer is phrased, never before.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.answers.draft import Draft
from assistant.answers.phrasing import ModelRequest, Provisional, can_phrase, finished, messages_for
from assistant.answers.prompting import Messages
from assistant.errors import ModelGarbled, ModelProblem, ModelTimeout, ModelUncited, SettingsProblem
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI
    from openai import DefaultHttpxClient

_MOST_CHARS = 20_000
"""A reply longer than this is a model that does not stop."""
_NO_KEY = "none"
"""Sent where no key is configured: the client insists on one, and must not take one meant for another server."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _End:
    """The reply is over; servers say why (``stop``), and a connection that just closes says nothing."""

    reason: str | None


_Item = str | ModelProblem | _End


class ModelComposer:
    """Phrases drafts with one model of one server. Holds no connection; any number of threads may use it."""

    def __init__(self, *, base_url: str, model: str, api_key: SecretStr | None, timeout_s: float) -> None:
        self.base_url = base_url
        self.model = model
        self.timeout_s = timeout_s
        self._api_key = api_key or SecretStr(_NO_KEY)

    @classmethod
    def from_settings(cls, settings: Settings) -> ModelComposer | None:
        """The composer that the settings name; ``None`` when they name none, ``SettingsProblem`` when it cannot be."""
        if not (settings.llm_base_url and settings.llm_model):
            return None
        parts = urlsplit(settings.llm_base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsProblem(f"ASSISTANT_LLM_BASE_URL: {settings.llm_base_url!r} is no http(s) address")
        if settings.llm_timeout_s <= 0:
            raise SettingsProblem(f"ASSISTANT_LLM_TIMEOUT_S: {settings.llm_timeout_s} is no time; give seconds above 0")
        return cls(
            base_url=settings.llm_base_url,
            model=settings.llm_model,
            api_key=settings.llm_api_key,
            timeout_s=settings.llm_timeout_s,
        )

    def warm(self) -> None:
        """Import the libraries now, so that the first answer does not wait for them."""
        self._open()[1].close()

    def compose(self, request: ModelRequest) -> Iterator[str | Draft]:
        """Pieces of text as they come, then the draft that replaces them all; or a ``ModelProblem`` at any point.

        The pieces are provisional: unverified, with marks that may be split. The time limit is for the whole reply.
        """
        if not can_phrase(request.draft):
            raise ModelUncited("there is no evidence to phrase an answer from")
        messages = messages_for(request)
        model, client = self._open()
        deadline = time.monotonic() + self.timeout_s
        inbox: SimpleQueue[_Item] = SimpleQueue()
        listener = threading.Thread(
            target=_listen, args=(model, messages, inbox, deadline), name="model-reply", daemon=True
        )
        listener.start()
        shown, said, length = Provisional(), [], 0
        try:
            for piece in self._pieces(inbox, deadline):
                said.append(piece)
                length += len(piece)
                if length > _MOST_CHARS:
                    raise ModelGarbled(f"the model's reply exceeds {_MOST_CHARS} characters")
                if text := shown.feed(piece):
                    yield text
        finally:
            client.close()  # a listener that still waits is woken by it and ends
        yield finished("".join(said), request, self.model)

    def _pieces(self, inbox: SimpleQueue[_Item], deadline: float) -> Iterator[str]:
        while True:
            try:
                item = inbox.get(timeout=max(deadline - time.monotonic(), 0))
            except Empty:
                raise ModelTimeout(f"{self.model} did not finish within {self.timeout_s:g} s") from None
            if isinstance(item, ModelProblem):
                raise item
            if isinstance(item, _End):
                if item.reason != "stop":
                    raise ModelGarbled(f"the reply of {self.model} is not whole: it ended with {item.reason!r}")
                return
            yield item

    def _open(self) -> tuple[ChatOpenAI, DefaultHttpxClient]:
        """A chat model with a connection of its own, which nobody else waits on.

        On the loopback address neither proxies nor other habits of the environment apply; everything that the
        libraries would take from the environment and send to the server is given here.
        """
        from langchain_openai import ChatOpenAI
        from openai import DefaultHttpxClient

        try:
            client = DefaultHttpxClient(trust_env=not _on_loopback(self.base_url), timeout=self.timeout_s)
            model = ChatOpenAI(
                model=self.model,
                base_url=self.base_url,
                api_key=self._api_key,
                http_client=client,
                openai_proxy="",
                timeout=self.timeout_s,
                max_retries=0,
                temperature=0,
                stream_usage=False,
                use_responses_api=False,
                cache=False,
            )
        except ValueError as error:
            raise ModelProblem(f"no client for {self.base_url} can be made: {_brief(error)}") from error
        return model, client


def _listen(model: ChatOpenAI, messages: Messages, inbox: SimpleQueue[_Item], deadline: float) -> None:
    """Put the reply into the inbox piece by piece, and always something that ends it."""
    from langsmith import tracing_context
    from openai import APITimeoutError, OpenAIError

    reason: str | None = None
    try:
        with tracing_context(enabled=False):  # nothing of a conversation goes anywhere but to the server named
            for chunk in model.stream([("system", messages.system), ("user", messages.user)]):
                if time.monotonic() > deadline:
                    inbox.put(ModelTimeout("the reply went on beyond its time"))
                    return
                reason = chunk.response_metadata.get("finish_reason") or reason
                if chunk.text:
                    inbox.put(chunk.text)
    except APITimeoutError as error:
        inbox.put(ModelTimeout(_brief(error)))
    except OpenAIError as error:
        inbox.put(ModelProblem(f"the server failed: {_brief(error)}"))
    except ValueError as error:
        inbox.put(ModelGarbled(f"the server's reply cannot be read: {_brief(error)}"))
    except (OSError, RuntimeError, LookupError, TypeError, AttributeError) as error:
        # Replies of other shapes than the protocol's surface in the client library as whatever they break there.
        inbox.put(ModelProblem(f"the server's reply broke the client: {_brief(error)}"))
    finally:
        inbox.put(_End(reason=reason))


def _on_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _brief(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}"
