"""Which targets a question is about: by indicator, document, year and part of a document.

Knows how targets are picked and put together where a document says one thing in two places; refuses to know wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers.context import Context
from assistant.answers.texts_named import in_text_named
from assistant.core.corpus import Corpus
from assistant.core.indicators import Indicator
from assistant.core.records import DocumentInfo
from assistant.core.targets import Target

_YEARS = re.compile(r"20\d\d")
_PLAN_PERIOD = range(2021, 2026)
_BASE = (
    r"(?:较|比|相比于?|\bvs\.?|\bversus|\bcompared (?:to|with)|\brelative to|\bagainst|\bfrom)\s*{year}"
    r"(?!.{{0,8}}(?:\bto\b|到|至))"
)
"""A year that a change is measured from, for which no figure is asked."""
_MAIN = re.compile(r"正文|主文|main text")
_PARTS = re.compile(r"[,;:，；：。?？]|(?<!\d)[、](?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing a document says, with every place that says it; the first is the most telling."""

    target: Target
    places: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picked:
    """What one document says on the indicators asked about; ``other_years`` are values for years not asked about."""

    document: str
    entries: tuple[Entry, ...] = ()
    other_years: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """One thing a question is about: its words, and the indicators they may mean."""

    words: str
    indicators: tuple[Indicator, ...]


def subjects_of(context: Context) -> tuple[Subject, ...]:
    """What a question is about, in its order; words that mean no more than others do are left out."""
    known = {indicator.indicator_id: indicator for indicator in context.corpus.indicators}
    found: list[tuple[str, tuple[str, ...]]] = []
    for mention in context.question.target.mentions:
        ids = tuple(i for i in mention.indicators if i in known)
        if ids and not any(set(ids) >= set(other) for _, other in found):
            found = [(words, other) for words, other in found if not set(other) > set(ids)]
            found.append((mention.words, ids))
    return tuple(Subject(words=words, indicators=tuple(known[i] for i in ids)) for words, ids in found)


def distinct(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Each indicator once, in order."""
    return tuple({indicator.indicator_id: indicator for indicator in indicators}.values())


def pick(context: Context, info: DocumentInfo, indicators: Iterable[Indicator]) -> Picked:
    """What a document says on some indicators, for the years asked about where there are any."""
    ids = [indicator.indicator_id for indicator in indicators]
    anywhere = [t for t in in_text(context, info) if t.indicator_id in ids]
    found = [t for t in anywhere if in_part(context, t)] or anywhere  # the other part may state it
    found.sort(key=lambda t: (ids.index(t.indicator_id), t.year or 0))
    years = years_for(context, info)
    fitting = [t for t in found if not years or fits_year(t, years, info)]
    return Picked(
        document=info.document,
        entries=merged(fitting),
        other_years=() if fitting else merged(found),
    )


def in_text(context: Context, info: DocumentInfo) -> list[Target]:
    """The targets of a document; of the one text of its file that the question names, where it names one."""
    targets = context.corpus.targets_of(info.document)
    return [t for t in targets if in_text_named(context, context.corpus.record(t.record_id))]


@lru_cache(maxsize=2)
def _baselines(corpus: Corpus) -> frozenset[int | None]:
    """The years that figures are compared with."""
    return frozenset(t.baseline for t in corpus.targets)


def years_for(context: Context, info: DocumentInfo) -> tuple[int, ...]:
    """The years asked about of one document: where each part of a question names places, those of its own parts."""
    text = context.question.normal.lower()
    baselines, named = _baselines(context.corpus), context.question.years
    years = tuple(y for y in named if y not in baselines or not re.search(_BASE.format(year=y), text))
    if not years or len(context.question.documents) < 2:
        return years
    regions = [(name, d.document) for d in context.corpus.documents for name in (d.region, d.region_en.lower()) if name]
    own: set[int] = set()
    either = "|".join(re.escape(name) for name, _ in regions)
    joins = r"\s*(?:[、,，]|和|与|跟|及|\band\b)+\s*"
    listed = re.sub(rf"({either})(?:省|市)?{joins}(?={either})", r"\1 ", text)  # 浙江、广东2025年: of both
    for part in re.split(rf"{_PARTS.pattern}|{joins}(?={either})", listed):
        places = {document for name, document in regions if name in part}
        here = [year for year in years if str(year) in part]
        if here and not places:
            return years  # a year that goes with no place goes with all
        own |= set(here) if info.document in places else set()
    return tuple(year for year in years if year in own)


def fits_year(target: Target, years: Sequence[int], info: DocumentInfo) -> bool:
    """Whether a target is for one of the years; one without a year fits the years of its document."""
    if target.year is not None:
        return target.year in years
    return target.kind != "target" or any(year in _period(info) for year in years)


def _period(info: DocumentInfo) -> range:
    stated = [int(year) for year in _YEARS.findall(info.period or "")]
    if "十四五" in (info.period or ""):
        return _PLAN_PERIOD
    return range(min(stated), max(stated) + 1) if stated else _PLAN_PERIOD


def in_part(context: Context, target: Target) -> bool:
    """Whether a target stands in the part of a document that the question names; both parts named are the whole."""
    annexed = context.question.series == ("annex",) and not _MAIN.search(context.question.normal)
    return not annexed or target.record_id.split("/")[1] == "annex"


def merged(targets: Iterable[Target]) -> tuple[Entry, ...]:
    """Targets that say the same put together; the place with the most exact words first."""
    groups: list[list[Target]] = []
    for target in targets:
        group = next((g for g in groups if _says_the_same(g[0], target)), None)
        if group is None:
            groups.append([target])
        else:
            group.append(target)
    return tuple(
        Entry(target=max(group, key=lambda t: (t.year is not None, t.comparator != "=")), places=tuple(group))
        for group in groups
    )


def _says_the_same(one: Target, other: Target) -> bool:
    if one.same_value(other) and one.value is not None:
        return True
    # The same figure once with its year and once without is one thing said twice.
    return (
        one.value is not None
        and (one.document, one.indicator_id, one.amount, one.per_year)
        == (other.document, other.indicator_id, other.amount, other.per_year)
        and None in (one.year, other.year)
    )


def near_misses(context: Context, indicators: Iterable[Indicator], document: str) -> tuple[Entry, ...]:
    """What a document says on indicators that are easily taken for those asked about."""
    asked = [indicator.indicator_id for indicator in indicators]
    near = {other for indicator in indicators for other in indicator.near if other not in asked}
    found = [t for t in context.corpus.targets_of(document) if t.indicator_id in near and t.value is not None]
    return merged(found)
