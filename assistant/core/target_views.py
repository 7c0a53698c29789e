"""Targets by filters, and one indicator across all documents.

Knows filters, pages and the matrix; refuses to know questions and sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.core.corpus import Corpus
from assistant.core.indicators import Indicator, IndicatorIndex
from assistant.core.records import DocumentInfo
from assistant.core.targets import Target
from assistant.core.text import normalise
from assistant.errors import BadParameter

MAX_LIMIT = 500
SILENT = "未提及"
_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetQuery:
    """Filters over targets; ``None`` means no restriction. All given filters must hold."""

    document: str | None = None
    indicator: str | None = None
    year: int | None = None
    q: str | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetPage:
    """One page of matching targets and how many match in all."""

    total: int
    items: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What one document says on an indicator; ``text`` is its values, or 未提及 where it is silent."""

    document: DocumentInfo
    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """One indicator, document by document; ``near`` are indicators easily taken for it."""

    indicator: Indicator
    near: tuple[Indicator, ...]
    cells: tuple[Cell, ...]


def list_targets(corpus: Corpus, query: TargetQuery) -> TargetPage:
    """Targets that fit every filter, document by document in source order; ``BadRequest`` errors name what is known."""
    if not 1 <= query.limit <= MAX_LIMIT:
        raise BadParameter(f"limit must lie between 1 and {MAX_LIMIT}, not {query.limit}")
    if query.offset < 0:
        raise BadParameter(f"offset must not be negative: {query.offset}")
    ids = {i.indicator_id for i in named(corpus, query.indicator)} if query.indicator else None
    wanted = normalise(query.q).lower() if query.q else ""
    found = [
        target
        for target in corpus.targets_of(query.document)
        if (ids is None or target.indicator_id in ids)
        and (query.year is None or target.year == query.year)
        and (not wanted or wanted in _words(target))
    ]
    return TargetPage(total=len(found), items=tuple(found[query.offset : query.offset + query.limit]))


def matrix(corpus: Corpus, indicator: str) -> tuple[Matrix, ...]:
    """Every indicator that a name fits, each document by document."""
    return tuple(_matrix(corpus, found) for found in named(corpus, indicator))


def named(corpus: Corpus, name: str) -> tuple[Indicator, ...]:
    """The indicators that an id, a name or everyday words in either language mean; else ``BadParameter``."""
    lowered = normalise(name).lower()
    for indicator in corpus.indicators:
        if lowered in (indicator.indicator_id, normalise(indicator.name).lower(), indicator.english.lower()):
            return (indicator,)
    index = _index(corpus)
    ids = dict.fromkeys(i for mention in index.find(lowered) for i in mention.indicators)
    if not ids:
        some = "、".join(i.name for i in corpus.indicators[:_SHOWN])
        raise BadParameter(f"no indicator {name!r}; the {len(corpus.indicators)} known ones are {some} …")
    return tuple(index[i] for i in ids)


@lru_cache(maxsize=2)
def _index(corpus: Corpus) -> IndicatorIndex:
    return IndicatorIndex(corpus.indicators)


def _matrix(corpus: Corpus, indicator: Indicator) -> Matrix:
    cells = []
    for info in corpus.documents:
        own = tuple(t for t in corpus.targets_of(info.document) if t.indicator_id == indicator.indicator_id)
        values = dict.fromkeys(_value(t) for t in sorted(own, key=lambda t: t.year or 0))
        cells.append(Cell(document=info, text="；".join(values) or SILENT, targets=own))
    known = {i.indicator_id: i for i in corpus.indicators}
    return Matrix(indicator=indicator, near=tuple(known[n] for n in indicator.near), cells=tuple(cells))


def _value(target: Target) -> str:
    year = (
        "" if target.year is None else f"{target.year}年前" if target.year_text.endswith("前") else f"{target.year}年"
    )
    base = f"较{target.baseline}年" if target.baseline else ""
    return f"{year}{base}{'每年' if target.per_year else ''}{target.value_text}"


def _words(target: Target) -> str:
    return normalise("\n".join((target.indicator, target.indicator_en, target.words, target.sentence))).lower()
