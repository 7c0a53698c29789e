"""What a policy document is made of: documents, agencies, records, and where each stands in its source.

Knows the shape of the data and how it is written as JSON; refuses to know how it was parsed or where it is stored.
Offsets are code points in the source file decoded as UTF-8, half open: ``source[start:end]``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

Series = Literal["task", "project", "annex", "item", "box", "section", "clause", "text"]
Role = Literal["lead", "support", "joint"]
Form = Literal["lead_support", "first_listed", "joint", "list", "none"]

SERIES: tuple[Series, ...] = get_args(Series)
ROLES: tuple[Role, ...] = get_args(Role)
LISTED_SERIES: tuple[Series, ...] = ("task", "project", "annex", "item", "box", "clause")
"""Series that ``/api/v1/tasks`` lists: rows, items and clauses, not headings and free text."""

SERIES_LABELS: dict[Series, str] = {
    "task": "重点任务", "project": "重点工程", "annex": "附件", "item": "事项",
    "box": "专栏", "section": "章节", "clause": "条款", "text": "正文",
}  # fmt: skip
SERIES_LABELS_EN: dict[Series, str] = {
    "task": "key task", "project": "key project", "annex": "annex item", "item": "item",
    "box": "box entry", "section": "section", "clause": "clause", "text": "text",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of one source file, in code points, half open."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Responsibility:
    """Who is responsible for a record, with the names as printed (without 等 and without remarks in parentheses).

    ``form`` tells how the source says it: ``lead_support`` 牵头单位…协办单位…, ``first_listed`` Zhejiang's rule that
    the first agency listed leads, ``joint`` …等按职责分工负责 (no lead is designated), ``list`` a bare list without a
    lead, ``none`` a row whose agency cell is absent. A record whose document assigns no agencies at all has no
    ``Responsibility``. ``raw`` is the cell or parenthesis as printed and ``span`` where it stands.
    """

    form: Form
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    raw: str = ""
    span: Span | None = None

    def of(self, role: Role) -> tuple[str, ...]:
        """The agencies in one role."""
        names: tuple[str, ...] = getattr(self, role)
        return names

    @property
    def everyone(self) -> tuple[str, ...]:
        """All agencies in the order of the source."""
        return self.lead + self.support + self.joint


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One numbered (or named) unit of a document.

    ``text`` holds the record's own words without number, agencies and page furniture, and is exactly
    ``"".join(source[s.start:s.end] for s in spans)``; ``start``/``end`` frame the whole record in the source, with its
    number and agency cell. ``title`` is the record's own heading or name where it prints one. ``path`` gives chapter,
    section and item as printed (white space inside words removed), beginning with the title of the text where one
    file holds several. ``parent`` is the id of the enclosing section or item.
    """

    record_id: str
    document: str
    series: Series
    number: int | None
    label: str
    path: tuple[str, ...]
    title: str
    text: str
    spans: tuple[Span, ...]
    start: int
    end: int
    responsibility: Responsibility | None = None
    parent: str | None = None

    def agencies(self, role: Role) -> tuple[str, ...]:
        """Names in a role; empty where the source assigns none."""
        return self.responsibility.of(role) if self.responsibility else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentInfo:
    """What is known about one source file; fields the text does not name are ``None``.

    ``carries_out`` is the id of the document whose sentences the rows of this one carry out.
    """

    document: str
    title: str
    titles: tuple[str, ...]
    region: str
    region_en: str
    title_en: str
    level: str
    file: str
    sha256: str
    issuer: str | None = None
    number: str | None = None
    period: str | None = None
    numbering: str = ""
    responsibility: str = ""
    aliases: tuple[str, ...] = ()
    carries_out: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    """One body. ``printed`` holds every name under which the documents print it (one body, several names)."""

    agency_id: str
    name: str
    documents: tuple[str, ...]
    printed: tuple[str, ...]
    aliases: tuple[str, ...]
    english: str
    english_aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """Characters of a source that belong to no record: page headers, tags, blank lines, repeated headings."""

    start: int
    end: int
    kind: str


def to_json(value: Any) -> dict[str, Any]:
    """A dataclass of this module as plain JSON values."""
    return asdict(value)


def span_from_json(data: dict[str, Any]) -> Span:
    return Span(start=data["start"], end=data["end"])


def responsibility_from_json(data: dict[str, Any] | None) -> Responsibility | None:
    if data is None:
        return None
    return Responsibility(
        form=data["form"],
        lead=tuple(data["lead"]),
        support=tuple(data["support"]),
        joint=tuple(data["joint"]),
        raw=data["raw"],
        span=span_from_json(data["span"]) if data["span"] else None,
    )


def record_from_json(data: dict[str, Any]) -> Record:
    plain = {k: v for k, v in data.items() if k not in ("path", "spans", "responsibility")}
    return Record(
        **plain,
        path=tuple(data["path"]),
        spans=tuple(span_from_json(s) for s in data["spans"]),
        responsibility=responsibility_from_json(data["responsibility"]),
    )


def _with_tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def document_from_json(data: dict[str, Any]) -> DocumentInfo:
    return DocumentInfo(**_with_tuples(data))


def agency_from_json(data: dict[str, Any]) -> Agency:
    return Agency(**_with_tuples(data))


def furniture_from_json(data: dict[str, Any]) -> Furniture:
    return Furniture(**data)
