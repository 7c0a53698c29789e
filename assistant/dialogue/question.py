"""What was asked: one typed value read from the words of a question, with the words that led to each part.

Knows how to read; refuses to know the answer. ``understand`` is pure: the same words and vocabulary give the same
``Question``; what an earlier turn adds is the business of ``conversation``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.core.agencies import AgencyMention, UnknownAgency
from assistant.core.answer import Language
from assistant.core.records import Role, Series
from assistant.core.text import detect_language, filled
from assistant.dialogue import lexicon, relations
from assistant.dialogue.asker import askers, introduced
from assistant.dialogue.bodies import Condition, conditions
from assistant.dialogue.flags import row_flags, slot_flags
from assistant.dialogue.granted import Granted
from assistant.dialogue.intents import Intent, decide
from assistant.dialogue.naming import Named
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.places import Places
from assistant.dialogue.quoting import Quotation, quote_flags
from assistant.dialogue.respelling import changes
from assistant.dialogue.saying import roles_of
from assistant.dialogue.set_aside import with_the_others
from assistant.dialogue.sighting import sighted, worded
from assistant.dialogue.sizes import Sizes, sizes_asked
from assistant.dialogue.targets import TargetAsk
from assistant.dialogue.vocabulary import Vocabulary

__all__ = ["Question", "Vocabulary", "understand"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question as it was understood.

    ``level`` is the level of government that stood for the documents, where none was named. ``topic`` holds the
    stretches of content words left when everything else is recognised, ``subject`` the parts of them that the
    documents or the glossary know. ``words`` tells for each slot which words of the question filled it. ``records``
    are ids that the last answer stood on, where a follow-up means those, and ``within`` the rows it narrows.
    ``excluded`` are agencies set aside (除…外), ``refs_aside`` numbers set aside, ``granted`` is what the question
    takes for granted of documents, ``conditions`` tell what is asked of each agency. ``target`` tells which indicators
    are named and what is asked of them. ``sizes`` are numbers set as a condition. ``quoted`` are the words in quotation
    marks. ``facts_beside`` are facts about a document that the question may mean if what is left beside them,
    ``topic_beside``, says nothing.
    ``respelled`` are words as written and as read. ``tried`` tells that the documents are only those of the thread, and
    that others are meant where these are silent. ``beside`` are rows of the last answer that those asked about are
    held against. ``asker`` are bodies that the asker says to be of.
    """

    text: str
    normal: str
    language: Language
    documents: tuple[str, ...] = ()
    level: str | None = None
    foreign: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    refs: tuple[NumberRef, ...] = ()
    refs_aside: tuple[NumberRef, ...] = ()
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
    asker: tuple[AgencyMention, ...] = ()

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
    seen = sighted(text, vocabulary)
    said = worded(seen, vocabulary)
    everyone = sorted((*seen.named.agencies, *said.guessed), key=lambda m: m.start)
    excluded = _excluded(seen.lowered, everyone, said.cues)
    aside = (*excluded, *askers(seen.lowered, everyone))
    unknown = tuple(u for u in said.unknown if not askers(seen.lowered, (u,)))
    mentions = tuple(m for m in everyone if m not in aside)
    roles = roles_of(said.cues, bool(mentions), seen.lowered)
    wanted = conditions(seen.lowered, mentions, roles)
    sizes = sizes_asked(filled(seen.lowered, tuple((m.start, m.end) for m in everyone)))
    if not roles and len(wanted) == 1 and sizes.ranks:
        roles = wanted[0].roles  # X排第一位的
    documents = _documents(seen.named, seen.target, vocabulary.places)
    slots: dict[str, object] = {"agency": mentions, "unknown_agency": unknown, "topic": said.topic}
    slots |= {"subject": said.subject, "fact": said.facts, "document": documents}
    slots |= {"year": seen.years_asked, "greeted": lexicon.CUES["hello"].search(seen.lowered)}
    slots |= {"named_twice": len(mentions) > 1}
    slots |= {"g_size": any(g.kind == "size" for g in seen.granted)}
    flags = said.cues | seen.target.flags | sizes.flags | row_flags(said.cues, seen.refs, wanted, seen.lowered)
    flags -= {"money"} if seen.target.money else frozenset()  # a sum that a target states
    flags |= slot_flags(seen.lowered, **slots) | quote_flags(seen.quoted, said.topic, seen.lowered)
    question = Question(
        text=text,
        normal=seen.normal,
        language=detect_language(seen.normal),
        documents=documents,
        level=None if seen.named.documents else seen.named.level,
        foreign=tuple(p for p in vocabulary.places.foreign(seen.lowered) if not any(p in m.words for m in everyone)),
        series=seen.series,
        refs=seen.refs,
        refs_aside=seen.refs_aside,
        agencies=mentions,
        excluded=excluded,
        asker=introduced(seen.lowered, everyone),
        granted=seen.granted,
        conditions=wanted,
        unknown_agencies=unknown,
        roles=roles,
        cues=flags,
        facts=said.facts,
        facts_beside=said.facts_beside,
        topic_beside=said.topic_beside,
        years=seen.years_asked,
        topic=said.topic,
        subject=said.subject,
        target=seen.target,
        sizes=sizes,
        intent=decide(flags),
        quoted=seen.quoted,
        respelled=changes(seen.written, seen.normal),
        words=said.words | seen.words | {"agencies": tuple(m.words for m in mentions), "topic": said.topic},
    )
    levels = relations.Levels(spans=seen.named.levels, level=seen.named.level)
    asked = relations.related(question, said.rest, seen.gaps, seen.found, seen.named.hits, levels, vocabulary.documents)
    if (span := seen.named.left_out) is None:
        return asked
    zh = asked.language == "zh"
    return replace(asked, normal=with_the_others(asked.normal, span, documents, vocabulary.places, zh=zh))


def _excluded(lowered: str, everyone: Sequence[AgencyMention], cues: frozenset[str]) -> tuple[AgencyMention, ...]:
    """Bodies set aside (除…外), and those said to be missing where somebody else is asked for (没见着X，那谁牵头)."""
    other = "who" in cues and not cues & {"yesno", "list", "count", "tally"}
    return tuple(
        m
        for m, said in zip(everyone, conditions(lowered, everyone, ()), strict=True)
        if lexicon.EXCLUDES.search(lowered[: m.start])
        or lexicon.EXCLUDED.match(lowered, m.end)
        or (other and said.negated)
    )


def _documents(named: Named, target: TargetAsk, places: Places) -> tuple[str, ...]:
    """The documents asked about; a target of a city beside 省里 is held against that of the plan it carries out."""
    if not named.documents:
        return places.of_level(named.level)
    beside = places.above(named.documents) if target.intent is not None and named.level == "省" else ()
    return (*named.documents, *beside)
