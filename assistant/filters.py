"""The filters of a search: what the caller asked for, and what the words of the question ask for, with the reason.

Knows which parts of an understood question limit where passages are looked for; refuses to search. What the caller
gives wins over what is read from the question. A filter that would leave nothing is dropped, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Language, Notice
from assistant.core.records import ROLES, SERIES, SERIES_LABELS, SERIES_LABELS_EN, Agency, Role, Series
from assistant.dialogue import lexicon
from assistant.dialogue.question import Question
from assistant.search.retrieve import SearchQuery

Name = Literal["documents", "series", "agencies", "roles"]
Source = Literal["request", "question"]

RELAXING: tuple[Name, ...] = ("roles", "agencies", "series", "documents")
"""The order in which filters are dropped where all of them together leave nothing."""
_NAMES: dict[Language, dict[Name, str]] = {
    "zh": {"documents": "文件", "series": "类别", "agencies": "单位", "roles": "角色"},
    "en": {"documents": "document", "series": "series", "agencies": "agency", "roles": "role"},
}
_ROLES: dict[Role, str] = {"lead": "牵头", "support": "协办", "joint": "分工负责"}
_REASONS: dict[Language, dict[str, str]] = {
    "zh": {
        "request": "请求中指定",
        "question": "问题中的“{words}”",
        "read": "由问题读出",
        "overridden": "{why}；请求已另行指定，未采用",
        "relaxed": "{why}；与其他条件合在一起没有任何内容，已放宽",
        "notice": "按{name}“{values}”限定后没有任何内容，检索时未作此限定。",
    },
    "en": {
        "request": "given with the request",
        "question": "“{words}” in the question",
        "read": "read from the question",
        "overridden": "{why}; not used, as the request says otherwise",
        "relaxed": "{why}; together with the other filters it leaves nothing, so it was dropped",
        "notice": "Limited to the {name} “{values}” nothing is left, so the search was not limited to it.",
    },
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """One limit of a search as a set of values.

    ``words`` are those of the question that asked for it; ``applied`` is false where the request says otherwise or
    where it had to be dropped (``relaxed``); ``reason`` says so in a sentence.
    """

    name: Name
    values: tuple[str, ...]
    source: Source
    words: tuple[str, ...] = ()
    applied: bool = True
    relaxed: bool = False
    reason: str = ""


def read_filters(
    question: Question, agencies: AgencyIndex, *, documents: Sequence[str] = (), series: Sequence[Series] = ()
) -> tuple[Filter, ...]:
    """The filters of a question; ``documents`` and ``series`` are what the caller asked for."""
    found = [*_given("documents", documents), *_given("series", series)]
    given = {one.name for one in found}
    read = [
        Filter(name="documents", values=question.documents, source="question", words=_words(question, "documents")),
        Filter(name="series", values=question.series_filter, source="question", words=_series_words(question)),
        *_bodies(question, agencies, tuple(documents) or question.documents),
    ]
    found += [replace(one, applied=one.name not in given) for one in read if one.values]
    return tuple(_with_reason(one, question.language) for one in found)


def query_of(question: Question, filters: Sequence[Filter], k: int) -> SearchQuery:
    """What to look for, limited by the filters that apply."""
    held = {one.name: one.values for one in filters if one.applied}
    return SearchQuery(
        text=question.normal,
        documents=held.get("documents", ()),
        series=tuple(s for s in SERIES if s in held.get("series", ())),
        agencies=held.get("agencies", ()),
        roles=tuple(r for r in ROLES if r in held.get("roles", ())),
        k=k,
        language=question.language,
    )


def relaxed(
    filters: Sequence[Filter], language: Language, leaves_any: Callable[[Sequence[Filter]], bool]
) -> tuple[tuple[Filter, ...], tuple[Notice, ...]]:
    """The filters with as few dropped as leave something to find, and a notice for each that was."""
    loose = [f for name in RELAXING for f in filters if f.name == name and f.applied and not _firm(f)]
    for count in range(len(loose) + 1):
        for dropped in combinations(loose, count):
            kept = tuple(_dropped(f, language) if f in dropped else f for f in filters)
            if leaves_any(kept):
                return kept, tuple(_notice(f, language) for f in dropped)
    return tuple(filters), ()


def _firm(one: Filter) -> bool:
    """A document that the caller asked for is never left: it is known, and what it does not say stands nowhere."""
    return one.name == "documents" and one.source == "request"


def _dropped(one: Filter, language: Language) -> Filter:
    reason = _REASONS[language]["relaxed"].format(why=one.reason)
    return replace(one, applied=False, relaxed=True, reason=reason)


def _notice(one: Filter, language: Language) -> Notice:
    values = ("、" if language == "zh" else ", ").join(_named(one, language))
    text = _REASONS[language]["notice"].format(name=_NAMES[language][one.name], values=values)
    return Notice(code="filter_relaxed", text=text)


def _named(one: Filter, language: Language) -> tuple[str, ...]:
    """The values as readers know them."""
    series = SERIES_LABELS if language == "zh" else SERIES_LABELS_EN
    if one.name == "series":
        return tuple(series[s] for s in SERIES if s in one.values)
    if one.name == "roles" and language == "zh":
        return tuple(_ROLES[r] for r in ROLES if r in one.values)
    return one.values


def _given(name: Name, values: Sequence[str]) -> list[Filter]:
    return [Filter(name=name, values=tuple(values), source="request")] if values else []


def _bodies(question: Question, agencies: AgencyIndex, documents: Sequence[str]) -> list[Filter]:
    """Bodies that the question names by a name of theirs, under the names that documents print, and their part."""
    named = [m for m in question.agencies if not m.guessed and agencies.by_alias(m.words)]
    printed = tuple(dict.fromkeys(n for m in named for a in m.agencies if _held(a, documents) for n in a.printed))
    if not printed:
        return []
    words = tuple(dict.fromkeys(m.words for m in named))
    found = [Filter(name="agencies", values=printed, source="question", words=words)]
    roles = tuple(role for role in question.roles if role in question.words)
    if roles:
        said = tuple(dict.fromkeys(w for role in roles for w in question.words[role]))
        found.append(Filter(name="roles", values=roles, source="question", words=said))
    return found


def _held(agency: Agency, documents: Sequence[str]) -> bool:
    return not documents or any(document in documents for document in agency.documents)


def _words(question: Question, slot: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question.words.get(slot, ()) or question.words.get("level", ())))


def _series_words(question: Question) -> tuple[str, ...]:
    """The words that name the series passages are limited to (附件, 专栏)."""
    wanted, lowered = set(question.series_filter), question.normal.lower()
    found = (p.search(lowered) for p, series in lexicon.SERIES_WORDS if wanted.intersection(series))
    return tuple(dict.fromkeys(match.group() for match in found if match))


def _with_reason(one: Filter, language: Language) -> Filter:
    told = _REASONS[language]
    if one.source == "request":
        why = told["request"]
    elif one.words:
        why = told["question"].format(words=("”“" if language == "zh" else "”, “").join(one.words))
    else:
        why = told["read"]
    return replace(one, reason=why if one.applied else told["overridden"].format(why=why))
