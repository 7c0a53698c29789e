"""What was asked: one typed value read from the words of a question, with the words that led to each part.

Knows how to read; refuses to know the answer. ``understand`` is pure: the same words and vocabulary give the same
``Question``; what an earlier turn adds is the business of ``conversation``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.core.agencies import AgencyMention, UnknownAgency
from assistant.core.answer import Language
from assistant.core.records import Role, Series
from assistant.core.text import detect_language, normalise
from assistant.dialogue import lexicon, relations
from assistant.dialogue.binding import bind
from assistant.dialogue.bodies import Condition, conditions
from assistant.dialogue.facts_asked import facts_asked, only_document_words
from assistant.dialogue.flags import row_flags, slot_flags
from assistant.dialogue.granted import Granted, granted
from assistant.dialogue.intents import Intent, decide
from assistant.dialogue.naming import Named, Page, blanked, named_in
from assistant.dialogue.numbers import NumberRef, find_refs, find_years
from assistant.dialogue.places import Places, spelled_out
from assistant.dialogue.quoting import Quotation, quotations, quote_flags
from assistant.dialogue.respelling import changes
from assistant.dialogue.saying import roles_of
from assistant.dialogue.series import series_named
from assistant.dialogue.sizes import Sizes, sizes_asked
from assistant.dialogue.spelling import figures_in, years_in_full
from assistant.dialogue.targets import TargetAsk, read_targets
from assistant.dialogue.topic import topic_of, without_gaps
from assistant.dialogue.vocabulary import Vocabulary

__all__ = ["Question", "Vocabulary", "understand"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question as it was understood.

    ``level`` is the level of government that stood for the documents, where none was named. ``topic`` holds the
    stretches of content words left when everything else is recognised, ``subject`` the parts of them that the
    documents or the glossary know. ``words`` tells for each slot which words of the question filled it. ``records``
    are ids that the last answer stood on, where a follow-up means those, and ``within`` the rows it narrows.
    ``excluded`` are agencies set aside (除…外), ``granted`` is what the question takes for granted of documents,
    ``conditions`` tell what is asked of each agency. ``target`` tells which indicators are named and what is asked of
    them. ``sizes`` are numbers set as a condition. ``quoted`` are the words in quotation marks. ``facts_beside`` are
    facts about a document that the question may mean if what is left beside them, ``topic_beside``, says nothing.
    ``respelled`` are words as written and as read. ``tried`` tells that the documents are only those of the thread, and
    that others are meant where these are silent. ``beside`` are rows of the last answer that those asked about are
    held against.
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
    sizes: Sizes = field(default_factory=Sizes)
    target: TargetAsk = field(default_factory=TargetAsk)
    intent: Intent = "open"
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quoted: tuple[Quotation, ...] = ()
    respelled: tuple[tuple[str, str], ...] = ()
    carried_over: tuple[str, ...] = ()
    tried: bool = False
    beside: tuple[str, ...] = ()

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


def understand(text: str, vocabulary: Vocabulary) -> Question:
    """Reads one question. Never fails: words that mean nothing known end up in ``topic``."""
    written, gaps = without_gaps(years_in_full(normalise(text)))
    normal = vocabulary.terms.spelled(spelled_out(written))
    quoted = quotations(normal, vocabulary.agencies.covers)
    pasted = tuple((q.start, q.end) for q in quoted if q.pasted)
    whole = normal.lower()
    lowered = blanked(whole, (*pasted, *(m.span() for m in lexicon.HOW_TO_ANSWER.finditer(whole))))
    named = named_in(lowered, vocabulary)
    years = find_years(blanked(lowered, named.places))
    agency_spans = tuple((m.start, m.end) for m in named.agencies)
    aside = figures_in(lowered) + tuple((q.start, q.end) for q in quoted if q.is_term)
    found = find_refs(lowered, tuple(span for span, _ in years) + named.places + agency_spans + aside)
    refs = bind(lowered, found, named.hits)
    page = Page(lowered)
    page.blank(m.span() for m in lexicon.OPENING.finditer(lowered))
    page.blank((*named.places, *agency_spans, *named.levels, *((r.start, r.end) for r in found)))
    page.blank(span for span, _ in years)
    target = _target(lowered, named, tuple(span for span, _ in years), vocabulary)
    if target.sure and target.mentions:  # 一个35一个30: figures of the target
        refs = tuple(r for r in refs if r.kind != "any" or lexicon.NUMBERED.search(lowered[r.start : r.end]))
    series = series_named(lowered, page.text, refs, named.places)
    assumed = granted(lowered, blanked(lowered, (*named.places, *named.levels)), [(r.start, r.end) for r in found])
    page.blank((g.start, g.end) for g in assumed if g.kind != "size" or g.firm)
    asked = facts_asked(page.text, bool(named.documents))
    cues, words = _cues(page)
    guessed, unknown = vocabulary.agencies.guess(page.text)
    page.blank((m.start, m.end) for m in guessed)
    page.blank((u.start, u.end) for u in unknown)
    for start, end in pasted:
        page.text = page.text[:start] + whole[start:end] + page.text[end:]
    beside_facts = topic_of(blanked(page.text, asked.spans), normal, gaps)
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
    sizes = sizes_asked(blanked(lowered, tuple((m.start, m.end) for m in everyone)))
    flags = cues | target.flags | sizes.flags | row_flags(cues, refs, wanted, lowered) | slot_flags(lowered, **slots)
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
        sizes=sizes,
        intent=decide(flags),
        quoted=quoted,
        respelled=changes(written, normal),
        words=words | {"documents": tuple(lowered[a:b] for a, b in named.places)},
    )
    levels = relations.Levels(spans=named.levels, level=named.level)
    return relations.related(question, page.text, gaps, found, named.hits, levels, vocabulary.documents)


def _target(lowered: str, named: Named, years: tuple[tuple[int, int], ...], vocabulary: Vocabulary) -> TargetAsk:
    spans = (*named.places, *named.levels, *((m.start, m.end) for m in named.agencies), *years)
    documents = len(named.documents) + int(named.level is not None)
    page = blanked(lowered, spans)
    return read_targets(page, vocabulary.indicators, documents=documents, years=bool(years), names=spans)


def _documents(named: Named, target: TargetAsk, places: Places) -> tuple[str, ...]:
    """The documents asked about; a target of a city beside 省里 is held against that of the plan it carries out."""
    if not named.documents:
        return places.of_level(named.level)
    beside = places.above(named.documents) if target.intent is not None and named.level == "省" else ()
    return (*named.documents, *beside)


def _cues(page: Page) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
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
