"""The shapes of a search: passages, and with explain what was searched and why.

Knows names and types of the public contract; refuses to know how a passage is found.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assistant.core.records import Series
from assistant.web.response import ResponseBody
from assistant.web.schemas import NoticeBody, UnderstoodBody


class HitBody(ResponseBody):
    """A passage; ``start`` and ``end`` are its place in the source file."""

    record_id: str
    document: str
    series: Series
    number: int | None
    label: str
    path: list[str]
    text: str
    start: int
    end: int
    score: float
    signals: dict[str, float] | None = Field(
        default=None, description="Only with explain: the score by each signal, and the fused one as `score`."
    )
    ranks: dict[str, int] | None = Field(
        default=None,
        description="Only with explain: the place by each signal and in the `fused` order, from 1; a signal that did "
        "not bring the passage is absent.",
    )


class FilterBody(ResponseBody):
    """What a search was limited to, and why."""

    name: Literal["documents", "series", "agencies", "roles"]
    values: list[str]
    source: Literal["request", "question"]
    words: list[str] = Field(description="The words of the query that asked for it.")
    applied: bool = Field(description="False where the request says otherwise, or where it was relaxed.")
    relaxed: bool = Field(description="Dropped because it would have left nothing.")
    reason: str


class TranslatedTermBody(ResponseBody):
    """An English term and the Chinese words for it that the documents hold."""

    english: str
    chinese: list[str]


class TranslationBody(ResponseBody):
    """How English words were put into Chinese."""

    terms: list[TranslatedTermBody]
    verbatim: list[str] = Field(description="Words searched as they stand.")
    unknown: list[str] = Field(description="Words for which the documents hold no Chinese one; not searched.")


class SearchBody(ResponseBody):
    """Passages, best first."""

    results: list[HitBody]
    understood: UnderstoodBody
    translation: str | None = Field(default=None, description="Chinese words an English query was searched with.")
    translated: TranslationBody | None = Field(default=None, description="Only with explain: term by term.")
    filters: list[FilterBody] | None = Field(default=None, description="Only with explain.")
    notices: list[NoticeBody] | None = Field(
        default=None, description="What the reader should know: a filter that was relaxed, a signal that is missing."
    )
