"""The answer to one question, as every face of the product shows it.

Knows the fields of the public contract and how they become JSON; refuses to know how an answer was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.core.plain import plain
from assistant.core.records import Series

Status = Literal["answered", "partial", "clarify", "refused"]
Reason = Literal["not_stated", "out_of_range", "out_of_scope", "opinion", "unclear"]
Language = Literal["zh", "en"]
Composer = Literal["auto", "extractive", "llm"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What the asker fixed beforehand; empty means no restriction."""

    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """The words of the source that a statement stands on; ``marker`` is the n of [n] in the answer."""

    marker: int
    record_id: str
    document: str
    title: str
    region: str
    series: Series
    number: int | None
    path: tuple[str, ...]
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """How the question was read; ``carried_over`` names the slots taken from an earlier turn."""

    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    numbers: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    intent: str = "open"
    carried_over: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """For lists and counts: records looked at, records that match, records listed in the answer."""

    scanned: int
    matched: int
    listed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One way to make an ambiguous question precise."""

    label: str
    question: str
    filters: Filters = field(default_factory=Filters)
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something the reader should know about how the answer came about."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """Citation marks of a model's answer that were checked, held, and were removed."""

    checked: int
    supported: int
    removed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What ``POST /api/v1/chat`` returns; field names and meanings are a contract."""

    conversation_id: str
    answer_id: str
    answer: str
    language: Language
    status: Status
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    understood: Understood = field(default_factory=Understood)
    coverage: Coverage | None = None
    choices: tuple[Choice, ...] = ()
    assumptions: tuple[str, ...] = ()
    searched: dict[str, Any] = field(default_factory=dict)
    nearest: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    verification: Verification | None = None
    composer: Literal["extractive", "llm"] = "extractive"
    model: str | None = None
    index_version: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values (tuples become lists)."""
        found: dict[str, Any] = plain(self)
        return found
