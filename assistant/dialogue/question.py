"""What was asked: one typed value read from the words of a question, with the words that led to each part.

Knows how to read; refuses to know the answer. ``understand`` is pure: the same words and vocabulary give the same
``Question``; what an earlier turn adds is the business of ``conversation``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.core.agencies import AgencyMention, UnknownAgency
from assistant.core.answer import Language
from assistant.core.records import Role, Series
from assistant.core.text import detect_language, normalise
from assistant.dialogue import lexicon, relations
from assistant.dialogue.binding import PlaceHit, bind
from assistant.dialogue.bodies import Condition, conditions
from assistant.dialogue.facts_asked import facts_asked, only_document_words
from assistant.dialogue.flags import row_flags, slot_flags
from assistant.dialogue.granted import Granted, granted
from assistant.dialogue.intents import Intent, decide
from assistant.dialogue.numbers import NumberRef, find_refs, find_years
from assistant.dialogue.places import Places, spelled_out
from assistant.dialogue.quoting import Quotation, quotations, quote_flags
from assistant.dialogue.saying import roles_of
from assistant.dialogue.spelling import years_in_full
from assistant.dialogue.targets import TargetAsk, read_targets
from assistant.dialogue.topic import topic_of, without_gaps
from assistant.dialogue.vocabulary import Vocabulary

__all__ = ["Question", "Vocabulary", "understand"]


_FIGURES = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+\.\d+(?=\s*(?:%|tce|吨))|(?<![\d.])\d+(?:\.\d+)?\s*(?:%|percent\b|per cent\b|个?百分点)"
    r"|\b(?:figure|value|number) \d{4,}\b"
)
"""Numbers that can only be figures, never those of items."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question as it was understood.

    ``level`` is the level of government that stood for the documents, where none was named. ``topic`` holds the
    stretches of content words left when everything else is recognised, ``subject`` the parts of them that the
    documents or the glossary know. ``words`` tells for each slot which words of the question filled it. ``records``
    are ids that the last answer stood on, where a follow-up means those, and ``within`` the rows it narrows.
    ``excluded`` are agencies set aside (除…外), ``granted`` is what the question takes for granted of documents,
    ``conditions`` tell what is asked of each agency. ``target`` tells which indicators are named and what is asked of
    them. ``quoted`` are the words in quotation marks. ``facts_beside`` are facts about a document that the question may
    mean if what is left beside them, ``topic_beside``, says nothing.
    """

    text: str
    normal: str
    language: Language
    documents: tuple[str, ...] = ()
    level: str | None = None
    foreign: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    refs: tuple[NumberRef, ...] = ()
    records: tuple[str, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[AgencyMention, ...] = ()
    granted: tuple[Granted, ...] = ()
    within: tuple[str, ...] = ()
    unknown_agencies: tuple[UnknownAgency, ...] = ()
    roles: tuple[Role, ...] = ()
    cues: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()
    facts_beside: tuple[str, ...] = ()
    topic_beside: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    topic: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    target: TargetAsk = field(default_factory=TargetAsk)
    intent: Intent = "open"
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quoted: tuple[Quotation, ...] = ()
    carried_over: tuple[str, ...] = ()

    @property
    def paired(self) -> tuple[Role, ...]:
        """The role said of each of several agencies where they differ; empty unless every one has its own."""
        own = tuple(c.roles[0] for c in self.conditions if len(c.roles) == 1 and not c.negated)
        return own if len(own) == len(self.agencies) and len(set(own)) > 1 else ()

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(ref.number for ref in self.refs))

    @property
    def claimed(self) -> int | None:
        """A number of rows that the question takes for granted."""
        return next((g.number for g in self.granted if g.kind == "size"), None)

    @property
    def series_filter(self) -> tuple[Series, ...]:
        """Series that passages must belong to: only those a reader names as a place, not 任务 as a common word."""
        return tuple(s for s in self.series if s in ("annex", "box"))

    @property
    def agency_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(a.name for mention in self.agencies for a in mention.agencies))


class _Page:
    """The lower-cased question with the stretches already understood blanked out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def blank(self, spans: Iterable[tuple[int, int]]) -> None:
        for start, end in spans:
            self.text = self.text[:start] + " " * (end - start) + self.text[end:]


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Reads one question. Never fails: words that mean nothing known end up in ``topic``."""
    normal, gaps = without_gaps(years_in_full(spelled_out(normalise(text))))
    quoted = quotations(normal, vocabulary.agencies.covers)
    pasted = tuple((q.start, q.end) for q in quoted if q.pasted)
    whole = normal.lower()
    lowered = _blanked(whole, (*pasted, *(m.span() for m in lexicon.HOW_TO_ANSWER.finditer(whole))))
    named = _named(lowered, vocabulary)
    years = find_years(_blanked(lowered, named.places))
    agency_spans = tuple((m.start, m.end) for m in named.agencies)
    aside = tuple(m.span() for m in _FIGURES.finditer(lowered)) + tuple((q.start, q.end) for q in quoted if q.is_term)
    found = find_refs(lowered, tuple(span for span, _ in years) + named.places + agency_spans + aside)
    refs = bind(lowered, found, named.hits)
    page = _Page(lowered)
    page.blank(m.span() for m in lexicon.OPENING.finditer(lowered))
    page.blank((*named.places, *agency_spans, *named.levels, *((r.start, r.end) for r in found)))
    page.blank(span for span, _ in years)
    target = _target(lowered, named, tuple(span for span, _ in years), vocabulary)
    series = _series(lowered, page.text, refs) or _annex_named(lowered, named.places)
    assumed = granted(lowered, _blanked(lowered, (*named.places, *named.levels)), [(r.start, r.end) for r in found])
    page.blank((g.start, g.end) for g in assumed if g.kind != "size" or g.firm)
    asked = facts_asked(page.text, bool(named.documents))
    cues, words = _cues(page)
    guessed, unknown = vocabulary.agencies.guess(page.text)
    page.blank((m.start, m.end) for m in guessed)
    page.blank((u.start, u.end) for u in unknown)
    for start, end in pasted:
        page.text = page.text[:start] + whole[start:end] + page.text[end:]
    beside_facts = topic_of(_blanked(page.text, asked.spans), normal, gaps)
    facts = asked.facts if asked.sure or only_document_words(beside_facts) else ()
    topic = beside_facts if facts else topic_of(page.text, normal, gaps)
    everyone = sorted((*named.agencies, *guessed), key=lambda m: m.start)
    other = "who" in cues and not cues & {"yesno", "list", "count", "tally"}  # 没见着X, 那谁牵头: somebody else
    excluded = tuple(
        m
        for m, said in zip(everyone, conditions(lowered, everyone, ()), strict=True)
        if lexicon.EXCLUDES.search(lowered[: m.start]) or (other and said.negated)
    )
    mentions = tuple(m for m in everyone if m not in excluded)
    roles = roles_of(cues, bool(mentions), lowered)
    wanted = conditions(lowered, mentions, roles)
    documents = _documents(named, target, vocabulary.places)
    subject = tuple(p for p in vocabulary.terms.subject(topic) if not lexicon.ROW_NOUN.fullmatch(p))
    slots: dict[str, object] = {
        "agency": mentions,
        "unknown_agency": unknown,
        "topic": topic,
        "subject": subject,
        "fact": facts,
    }
    slots |= {"document": documents, "g_size": any(g.kind == "size" for g in assumed)}
    flags = cues | target.flags | row_flags(cues, refs, wanted, lowered) | slot_flags(lowered, **slots)
    flags |= quote_flags(quoted, topic, lowered)
    question = Question(
        text=text,
        normal=normal,
        language=detect_language(normal),
        documents=documents,
        level=None if named.documents else named.level,
        foreign=vocabulary.places.foreign(lowered),
        series=series,
        refs=refs,
        agencies=mentions,
        excluded=excluded,
        granted=assumed,
        conditions=wanted,
        unknown_agencies=unknown,
        roles=roles,
        cues=flags,
        facts=facts,
        facts_beside=() if facts else asked.facts,
        topic_beside=beside_facts,
        years=tuple(dict.fromkeys(y for _, y in years if y and str(y) not in lexicon.NOT_YEAR.findall(lowered))),
        topic=topic,
        subject=subject,
        target=target,
        intent=decide(flags),
        quoted=quoted,
        words=words | {"documents": tuple(lowered[a:b] for a, b in named.places)},
    )
    levels = relations.Levels(spans=named.levels, level=named.level)
    return relations.related(question, page.text, gaps, found, named.hits, levels, vocabulary.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """The names in a question: places, levels of government and agencies, none inside another."""

    hits: tuple[PlaceHit, ...]
    places: tuple[tuple[int, int], ...]
    documents: tuple[str, ...]
    levels: tuple[tuple[int, int], ...]
    level: str | None
    agencies: tuple[AgencyMention, ...]


def _named(lowered: str, vocabulary: Vocabulary) -> _Named:
    spans, _ = vocabulary.places.find(lowered)
    agencies = vocabulary.agencies.find(lowered)
    places = _outside(spans, agencies)
    hits = [PlaceHit(start=a, end=b, documents=vocabulary.places.meant(lowered, a, b)) for a, b in places]
    rest = _blanked(lowered, (*spans, *((m.start, m.end) for m in agencies)))
    documents = tuple(dict.fromkeys(d for hit in hits for d in hit.documents))
    beside = vocabulary.places.beside_table(rest, documents)
    hits = sorted((*hits, *(PlaceHit(start=a, end=b, documents=(d,)) for a, b, d in beside)), key=lambda h: h.start)
    levels, level = vocabulary.places.level(rest) if not beside else ((), None)
    return _Named(
        hits=tuple(hits),
        places=tuple((h.start, h.end) for h in hits),
        documents=tuple(dict.fromkeys(d for hit in hits for d in hit.documents)),
        levels=levels,
        level=level if levels else None,
        agencies=agencies,
    )


def _target(lowered: str, named: _Named, years: tuple[tuple[int, int], ...], vocabulary: Vocabulary) -> TargetAsk:
    spans = (*named.places, *named.levels, *((m.start, m.end) for m in named.agencies), *years)
    documents = len(named.documents) + int(named.level is not None)
    page = _blanked(lowered, spans)
    return read_targets(page, vocabulary.indicators, documents=documents, years=bool(years), names=spans)


def _documents(named: _Named, target: TargetAsk, places: Places) -> tuple[str, ...]:
    """The documents asked about; a target of a city beside 省里 is held against that of the plan it carries out."""
    if not named.documents:
        return places.of_level(named.level)
    beside = places.above(named.documents) if target.intent is not None and named.level == "省" else ()
    return (*named.documents, *beside)


def _blanked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    page = _Page(text)
    page.blank(spans)
    return page.text


def _outside(spans: tuple[tuple[int, int], ...], mentions: tuple[AgencyMention, ...]) -> tuple[tuple[int, int], ...]:
    """Spans that are not part of an agency's name (深圳 in 深圳海关 names no document by itself)."""
    return tuple((a, b) for a, b in spans if not any(m.start <= a and b <= m.end for m in mentions))


def _series(lowered: str, rest: str, refs: tuple[NumberRef, ...]) -> tuple[Series, ...]:
    kinds = {ref.kind for ref in refs}
    found: list[tuple[Series, ...]] = []
    rest = lexicon.SERIES_ASIDE.sub(" ", rest)
    firm = lexicon.PREDICATE_NOUN.sub(" ", rest)
    if kinds & {"task", "project", "annex"} or any(pattern.search(firm) for pattern, _ in lexicon.SERIES_WORDS):
        rest = firm
    for pattern, series in lexicon.SERIES_WORDS:
        if pattern.search(rest) or (kinds & set(series) and pattern.search(lowered)):
            found.append(series)
            rest = pattern.sub(" ", rest)
    return tuple(dict.fromkeys(s for series in found for s in series))


def _annex_named(lowered: str, spans: tuple[tuple[int, int], ...]) -> tuple[Series, ...]:
    """The annex where a document is named by it (浙江附件)."""
    annex = next(pattern for pattern, series in lexicon.SERIES_WORDS if series == ("annex",))
    return ("annex",) if any(annex.search(lowered[a:b]) for a, b in spans) else ()


def _cues(page: _Page) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Cues present, and the words they were read from; their words no longer count as topic."""
    words: dict[str, tuple[str, ...]] = {}
    spans: list[tuple[int, int]] = []
    for name, pattern in lexicon.CUES.items():
        matches = [m for m in pattern.finditer(page.text) if m.end() > m.start()]
        if matches:
            words[name] = tuple(m.group().strip() for m in matches)
            if name not in lexicon.KEEPS_TOPIC:
                spans.extend((m.start(), m.end()) for m in matches)
    page.blank(spans)
    return frozenset(words), words


def _place_hits(lowered: str, spans: tuple[tuple[int, int], ...], places: Places) -> list[PlaceHit]:
    return [PlaceHit(start=a, end=b, documents=places.find(lowered[a:b])[1]) for a, b in spans]
