"""The shapes of requests: bodies and queries, unknown keys forbidden.

Knows names, types and limits of the public contract; refuses to know which documents and series exist.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.core.answer import Composer
from assistant.core.records import Role

MAX_NUMBER = 2**31 - 1
MAX_FILTERS = 100


def _sound(text: str) -> str:
    # JSON can spell half of a surrogate pair, which no encoding can write down again.
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("holds a lone surrogate, which is no character")
    return text


Text = Annotated[str, AfterValidator(_sound)]
Id = Annotated[Text, Field(max_length=200)]
Words = Annotated[Text, Field(max_length=2000)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FiltersBody(_Request):
    """What the question is restricted to; empty or absent means no restriction."""

    documents: list[Id] = Field(default=[], max_length=MAX_FILTERS, examples=[["shenzhen"]])
    series: list[Id] = Field(default=[], max_length=MAX_FILTERS, examples=[["task"]])


class ChatRequest(_Request):
    """One question, on its own or as the next one of a conversation."""

    question: Text = Field(
        description="At most 2,000 characters.",
        examples=["深圳第58项由哪个局牵头？"],
        json_schema_extra={"minLength": 1, "maxLength": 2000, "pattern": r"\S"},
    )
    conversation_id: Id | None = None
    filters: FiltersBody | None = None
    composer: Composer = "auto"


class FeedbackRequest(_Request):
    """What a user says about an answer."""

    answer_id: Id
    verdict: Literal["right", "wrong", "incomplete"]
    comment: Text = Field(default="", max_length=4000)


class TaskFilters(_Request):
    """Query of the list of tasks; every given filter must hold."""

    document: Id | None = None
    series: Id | None = None
    number: int | None = Field(default=None, ge=0, le=MAX_NUMBER)
    agency: Id | None = Field(default=None, description="A name as printed, a canonical name or any alias.")
    role: Role | None = None
    section: Id | None = None
    q: Words | None = None
    limit: int = Field(default=50, ge=1, le=500)
    offset: int = Field(default=0, ge=0, le=MAX_NUMBER)


class TargetFilters(_Request):
    """Query of the list of targets; every given filter must hold."""

    document: Id | None = None
    indicator: Id | None = Field(
        default=None, description="An id, a name in Chinese or English, or everyday words.", examples=["秸秆综合利用率"]
    )
    year: int | None = Field(default=None, ge=0, le=MAX_NUMBER, description="The year by which.")
    q: Words | None = None
    limit: int = Field(default=50, ge=1, le=500)
    offset: int = Field(default=0, ge=0, le=MAX_NUMBER)


class MatrixFilters(_Request):
    """Query of one indicator across all documents."""

    indicator: Id = Field(
        description="An id, a name in Chinese or English, or everyday words.",
        json_schema_extra={"minLength": 1, "pattern": r"\S"},
        examples=["秸秆综合利用率"],
    )


class SearchFilters(_Request):
    """Query of the passage search."""

    q: Words = Field(json_schema_extra={"minLength": 1, "pattern": r"\S"})
    k: int = Field(default=10, ge=1, le=50)
    document: Id | None = None
    series: Id | None = None
    explain: bool = False
