"""The shapes of responses, as the OpenAPI description shows them.

Knows names and types of the public contract; refuses to know how a value is found.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.core.answer import Language, Reason, Status
from assistant.core.records import Form, Series
from assistant.web.lineage import LineageBody
from assistant.web.response import ResponseBody


class CitationBody(ResponseBody):
    """Words of a source; without white space and page furniture they equal ``source[start:end]``."""

    marker: int
    record_id: str
    document: str
    title: str
    region: str
    series: Series
    number: int | None
    path: list[str]
    label: str
    quote: str
    start: int
    end: int


class UnderstoodBody(ResponseBody):
    """How the question was read."""

    documents: list[str]
    series: list[Series]
    numbers: list[int]
    agencies: list[str]
    roles: list[str]
    intent: str
    carried_over: list[str]


class CoverageBody(ResponseBody):
    """Records looked at, matching, and listed in the answer."""

    scanned: int
    matched: int
    listed: int


class ChosenFilters(ResponseBody):
    """Filters that make an ambiguous question precise."""

    documents: list[str]
    series: list[Series]


class ChoiceBody(ResponseBody):
    """One way to make an ambiguous question precise."""

    label: str
    question: str
    filters: ChosenFilters
    count: int | None


class NoticeBody(ResponseBody):
    """Something the reader should know about how the answer came about."""

    code: str
    text: str


class VerificationBody(ResponseBody):
    """Citation marks of a model's answer that were checked, held, and were removed."""

    checked: int
    supported: int
    removed: int


class AnswerBody(ResponseBody):
    """An answer with everything it stands on."""

    conversation_id: str
    answer_id: str
    answer: str = Field(description="Markdown with the marks [1] [2] … of the citations.")
    language: Language
    status: Status
    reason: Reason | None
    citations: list[CitationBody]
    understood: UnderstoodBody
    coverage: CoverageBody | None
    choices: list[ChoiceBody]
    assumptions: list[str]
    searched: dict[str, Any]
    nearest: list[CitationBody]
    notices: list[NoticeBody]
    verification: VerificationBody | None
    composer: Literal["extractive", "llm"]
    model: str | None
    index_version: str
    timings_ms: dict[str, float]


class TaskBody(ResponseBody):
    """A row, an item, an entry of a box or a clause, with its agencies as printed."""

    record_id: str
    document: str
    series: Series
    number: int | None
    label: str
    path: list[str]
    title: str
    text: str
    lead: list[str]
    support: list[str]
    joint: list[str]
    raw_agencies: str | None = Field(description="The cell as printed; null where the source has none.")
    start: int
    end: int


class TaskList(ResponseBody):
    """``total`` counts all matches, ``items`` holds those of this page."""

    total: int
    items: list[TaskBody]


class SpanBody(ResponseBody):
    """A stretch of the source file in code points, half open."""

    start: int
    end: int


class RecordBody(TaskBody):
    """A record with the place of its words and its neighbours above and below."""

    form: Form | None = Field(description="How the source says who is responsible; null where it assigns nobody.")
    spans: list[SpanBody]
    parent: str | None
    children: list[str]
    lineage: LineageBody | None = Field(
        default=None, description="What the row carries out of the plan that its document breaks down."
    )


class DocumentBody(ResponseBody):
    """What is known about a document; null where its text does not say."""

    document: str
    title: str
    titles: list[str]
    title_en: str
    region: str
    region_en: str
    level: str
    issuer: str | None
    document_number: str | None
    period: str | None
    numbering: str
    responsibility: str
    sha256: str
    records: dict[Series, int]


class DocumentList(ResponseBody):
    """All documents of the index."""

    total: int
    items: list[DocumentBody]


class DocumentText(ResponseBody):
    """The source file as UTF-8 text, and what in it belongs to no record: start, end, kind."""

    text: str
    furniture: list[tuple[int, int, str]]


class AgencyBody(ResponseBody):
    """One body with every name it is printed under."""

    agency_id: str
    name: str
    documents: list[str]
    printed: list[str]
    aliases: list[str]
    english: str
    english_aliases: list[str]


class AgencyList(ResponseBody):
    """All agencies the documents name."""

    total: int
    items: list[AgencyBody]


class TurnBody(ResponseBody):
    """A question of a conversation and its answer."""

    question: str
    answer: AnswerBody | None = Field(description="Null while the question waits, or where the server died meanwhile.")
    asked_at: datetime


class ConversationBody(ResponseBody):
    """A conversation, oldest turn first."""

    conversation_id: str
    created_at: datetime | None = Field(description="Null before the first question.")
    turns: list[TurnBody]


class FeedbackBody(ResponseBody):
    """The feedback was kept."""

    feedback_id: str


class CheckBody(ResponseBody):
    """Whether one part of the server can be used, and why not."""

    ready: bool
    detail: str


class HealthBody(ResponseBody):
    """The process answers."""

    status: Literal["ok"]


class ReadinessBody(ResponseBody):
    """Whether everything is loaded and warmed."""

    status: Literal["ready", "not_ready"]
    checks: dict[str, CheckBody]


class ProblemBody(BaseModel):
    """Problem details (RFC 9457); ``code`` is stable, ``errors`` lists what is wrong with a request."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[dict[str, str]] | None = None
