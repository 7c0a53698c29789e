"""Listing what the index holds: rows by filters, passages by words.

Knows filters and pages; refuses to know conversations and answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Notice, Understood
from assistant.core.corpus import Corpus
from assistant.core.records import LISTED_SERIES, ROLES, SERIES, Record, Role, Series
from assistant.core.text import normalise
from assistant.dialogue.question import Question, understand
from assistant.errors import BadParameter, EmptyQuestion, QuestionTooLong, UnknownSeries
from assistant.filters import Filter, query_of, read_filters, relaxed
from assistant.passages import Snapshot
from assistant.search.translate import Translation

MAX_LIMIT = 500
MAX_HITS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskQuery:
    """Filters over rows, items and clauses; ``None`` means no restriction. All given filters must hold."""

    document: str | None = None
    series: str | None = None
    number: int | None = None
    agency: str | None = None
    role: str | None = None
    section: str | None = None
    q: str | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskPage:
    """One page of matching rows and how many match in all."""

    total: int
    items: tuple[Record, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    """A passage found: its record, its words and place, its score, the signals behind it and its ranks by them."""

    record: Record
    text: str
    start: int
    end: int
    score: float
    signals: dict[str, float] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """Passages best first, how the query was understood and, for English queries, its translation.

    ``filters`` tells what the search was limited to and why, ``translated`` the translation term by term.
    """

    results: tuple[SearchHit, ...]
    understood: Understood
    translation: str | None = None
    notices: tuple[Notice, ...] = ()
    filters: tuple[Filter, ...] = ()
    translated: Translation | None = None


def known_series(name: str) -> Series:
    """A series name checked; ``UnknownSeries`` names the known ones."""
    for series in SERIES:
        if series == name:
            return series
    raise UnknownSeries(f"no series {name!r}; the known ones are {', '.join(SERIES)}")


def list_tasks(corpus: Corpus, agencies: AgencyIndex, query: TaskQuery) -> TaskPage:
    """Rows, items and clauses that fit every filter, in source order."""
    _check(query)
    series = known_series(query.series) if query.series is not None else None
    if query.document is not None:
        corpus.document(query.document)
    role = next((r for r in ROLES if r == query.role), None)
    wanted = normalise(query.q).lower() if query.q else None
    section = _heading_key(query.section) if query.section else None
    found = [
        r
        for r in corpus.of(query.document, series)
        if r.series in LISTED_SERIES
        and (query.number is None or r.number == query.number)
        and (query.agency is None or _held_by(r, query.agency, role, agencies))
        and (query.agency is not None or role is None or r.agencies(role))
        and (section is None or any(section in _heading_key(p) for p in (*r.path, r.parent or "")))
        and (wanted is None or wanted in normalise("\n".join((r.title, r.text))).lower())
    ]
    return TaskPage(total=len(found), items=tuple(found[query.offset : query.offset + query.limit]))


def _check(query: TaskQuery) -> None:
    if not 1 <= query.limit <= MAX_LIMIT:
        raise BadParameter(f"limit must lie between 1 and {MAX_LIMIT}, not {query.limit}")
    if query.offset < 0:
        raise BadParameter(f"offset must not be negative: {query.offset}")
    if query.role is not None and query.role not in ROLES:
        raise BadParameter(f"no role {query.role!r}; the known ones are {', '.join(ROLES)}")


def _heading_key(text: str) -> str:
    return normalise(text).lower().replace(" ", "")


def _held_by(record: Record, alias: str, role: Role | None, agencies: AgencyIndex) -> bool:
    """Whether a record lists an agency, named by any alias or exactly as printed, in a role or in any."""
    bodies = agencies.by_alias(alias)
    for one in ROLES if role is None else (role,):
        for name in record.agencies(one):
            if name == alias or any(b == agencies.of_printed(name, record.document) for b in bodies):
                return True
    return False


def search_passages(
    snapshot: Snapshot, q: str, *, k: int, document: str | None, series: str | None, explain: bool, limit: int
) -> SearchPage:
    """Passages for a query within the documents given or named in it, best first; ``BadRequest`` errors."""
    if not 1 <= k <= MAX_HITS:
        raise BadParameter(f"k must lie between 1 and {MAX_HITS}, not {k}")
    if not q.strip():
        raise EmptyQuestion("the query is empty; please give some words")
    if len(q) > limit:
        raise QuestionTooLong(f"the query has {len(q)} characters; at most {limit} are accepted")
    question = understand(q, snapshot.vocabulary)
    documents = (snapshot.corpus.document(document).document,) if document else ()
    wanted = (known_series(series),) if series else ()
    read = read_filters(question, snapshot.vocabulary.agencies, documents=documents, series=wanted)
    filters, notices = relaxed(
        read, question.language, lambda kept: snapshot.retriever.leaves_any(query_of(question, kept, k))
    )
    query = query_of(question, filters, k)
    found = snapshot.retriever.search(query)
    hits = tuple(
        SearchHit(
            record=snapshot.corpus.record(hit.chunk.record_id),
            text=hit.chunk.text,
            start=hit.chunk.start,
            end=hit.chunk.end,
            score=hit.score,
            signals=dict(hit.signals) if explain else {},
            ranks=dict(hit.ranks) if explain else {},
        )
        for hit in found.hits
    )
    return SearchPage(
        results=hits,
        understood=replace(understood_as(question), documents=query.documents, series=query.series),
        translation=found.translation.text if found.translation is not None else None,
        notices=(*notices, *found.notices),
        filters=filters,
        translated=found.translation,
    )


def understood_as(question: Question) -> Understood:
    """How a question was read, as the public contract shows it."""
    return Understood(
        documents=question.documents,
        series=question.series,
        numbers=question.numbers,
        agencies=question.agency_names,
        roles=question.roles,
        intent=question.intent,
        carried_over=question.carried_over,
    )
