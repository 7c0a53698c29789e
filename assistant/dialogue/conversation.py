"""What carries over from one turn to the next.

Knows which slots of the last question a follow-up leaves unsaid; refuses to know answers. A state is a small JSON
value that the store keeps with each turn. What is taken over is named in ``Question.carried_over``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.core.answer import Filters
from assistant.dialogue.intents import decide
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import State

_ASKS = frozenset({
    "who", "lead", "support", "joint", "responsible", "text", "content", "place", "list", "count", "duty", "no_lead",
    "several_leads", "no_agency", "yesno", "why", "tally",
})  # fmt: skip
"""Cues that say what is wanted; without any of its own a follow-up takes them over."""
_SUBJECTS = frozenset({"ref", "firm_ref", "agency", "unknown_agency", "topic", "fact"})
_OTHER_YEAR = re.compile(r"(?:到|至|在|by |in )?(?:19|20)\d\d(?:年(?:度|底|末)?)?")
_SHORT = 12
_FEW = 4


def carry_over(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """The question with what it leaves unsaid taken from the turn before; unchanged when it stands on its own."""
    question = _with_level(question, before, vocabulary)
    if not before.text or question.intent in ("greeting", "help", "off_task", "source"):
        return question
    if question.refs:
        return _new_numbers(question, before, vocabulary)
    if question.cues & {"next", "previous"} and len(before.refs) >= 1 and not question.topic:
        step = 1 if "next" in question.cues else -1
        moved = replace(
            before.refs[-1] if step > 0 else before.refs[0],
            number=(before.refs[-1] if step > 0 else before.refs[0]).number + step,
        )
        return _taken(question, before, vocabulary, refs=(moved,), cues=_asks(question, before), names=("numbers",))
    if not question.cues & _SUBJECTS:
        return _nothing_named(question, before, vocabulary)
    if question.agencies and not question.topic:
        return _new_agency(question, before, vocabulary)
    if question.facts and not question.documents and before.documents:
        return _redecided(replace(question, documents=before.documents), frozenset({"document"}), ("documents",))
    if question.topic and "pointing" in question.cues:
        return _new_topic(question, before, vocabulary)
    return question


def _with_level(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """省里的方案: Guangdong's plan where Shenzhen's table is the topic, all provincial plans otherwise."""
    if question.level is None or question.documents:
        return question
    infos = vocabulary.documents
    known = {d.document for d in infos}
    if question.level == "省":
        provinces = tuple(d.document for d in infos if d.level == "省")
        about = "guangdong" if "shenzhen" in before.documents and "guangdong" in known else None
        chosen = (about,) if about else tuple(d for d in provinces if d in before.documents) or provinces
    else:
        chosen = tuple(d.document for d in infos if d.level == "市")
    return (
        _redecided(replace(question, documents=chosen), frozenset({"document"} if chosen else ()), ())
        if chosen
        else question
    )


def _asks(question: Question, before: State) -> frozenset[str]:
    """Asking cues of the last question, unless this one has its own."""
    return frozenset() if question.cues & _ASKS else before.cues & _ASKS


def _new_numbers(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """那59项呢: other numbers, the rest as before."""
    carried: list[str] = []
    changes: dict[str, Any] = {}
    if not question.documents and before.documents:
        changes["documents"] = before.documents
        carried.append("documents")
    if (
        not question.series
        and not question.documents
        and before.refs
        and before.series
        and all(r.kind == "any" for r in question.refs)
    ):
        changes["series"] = before.series
        carried.append("series")
    cues: frozenset[str] = frozenset()
    if (
        before.refs
        and not question.agencies
        and not question.topic
        and ("pointing" in question.cues or len(question.normal) <= _SHORT)
    ):
        cues = _asks(question, before)
        carried.extend(["intent"] if cues else [])
        if cues and before.intent == "item_check":
            changes["agencies"] = vocabulary.agencies.find("、".join(before.agency_words).lower())
            cues |= {"agency"}
            carried.append("agencies")
    return _redecided(
        replace(question, **changes), cues | {"document"} if "documents" in changes else cues, tuple(carried)
    )


def _nothing_named(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """协办单位呢 / 那浙江呢 / 重点任务: the subject of the last question is meant."""
    complete = question.intent in ("no_lead_items", "several_lead_items", "no_agency_items") or (
        question.intent == "series_count" and bool(question.series or question.documents)
    )
    if complete and "pointing" not in question.cues and not (question.documents and not question.cues & _ASKS):
        return question
    if not (before.refs or before.agency_words or before.topic or before.facts or before.cues & _ASKS):
        return question
    if before.intent == "open" and question.years:
        return _asked_again(question, before, vocabulary, question.documents or before.documents)
    if before.intent == "open" and question.documents and not question.cues & _ASKS:
        return _asked_again(question, before, vocabulary, question.documents)
    rows = tuple(dict.fromkeys(record_id for record_id, _, _ in before.cited))
    if before.intent.startswith("topic_") and question.cues & {"text", "content", "place"} and 0 < len(rows) <= _FEW:
        kept = replace(question, records=rows, documents=question.documents or before.documents)
        return _redecided(kept, frozenset({"ref", "firm_ref"}), ("records",))
    names = [
        n for n, here in (("numbers", before.refs), ("agencies", before.agency_words), ("topic", before.topic)) if here
    ]
    cues = _asks(question, before) | (
        before.cues & {"item_word", "together", "content"} if not question.cues & _ASKS else frozenset()
    )
    if before.agency_words and not before.refs:
        cues |= before.cues & {"list", "count", "item_word"}
        if not question.cues & {"lead", "support", "joint", "responsible", "duty"}:
            cues |= before.cues & {"lead", "support", "joint"}
    return _taken(
        question,
        before,
        vocabulary,
        refs=before.refs,
        agencies=True,
        topic=before.topic,
        facts=before.facts,
        cues=cues,
        names=tuple(names),
    )


def _new_agency(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """那市商务局呢: its role in the item talked about, or its list instead of the other body's."""
    if before.refs and (question.cues & {"pointing", "yesno"}) and not question.cues & {"list", "count", "duty"}:
        return _taken(
            question,
            before,
            vocabulary,
            refs=before.refs,
            topic=(),
            cues=frozenset({"yesno"}) & before.cues,
            names=("numbers",),
        )
    if before.agency_words and not question.cues & _ASKS:
        return _taken(
            question,
            before,
            vocabulary,
            topic=before.topic,
            cues=_asks(question, before) | before.cues & {"item_word"},
            names=("intent",),
        )
    if before.topic and "pointing" in question.cues and before.intent in ("topic_agencies", "agency_check"):
        return _taken(question, before, vocabulary, topic=before.topic, cues=frozenset({"yesno"}), names=("topic",))
    return question


def _new_topic(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """那畜禽粪污呢: the same asked about something else."""
    if question.documents and before.intent == "open":
        return question
    if before.intent == "open":
        return _asked_again(question, before, vocabulary, before.documents)
    if question.cues & _ASKS:
        takes = bool(before.documents) and not question.documents
        if not takes:
            return question
        return _redecided(replace(question, documents=before.documents), frozenset({"document"}), ("documents",))
    return _taken(
        question,
        before,
        vocabulary,
        topic=question.topic,
        agencies=bool(before.agency_words),
        cues=_asks(question, before) | before.cues & {"item_word"},
        names=("intent",),
    )


def _asked_again(question: Question, before: State, vocabulary: Vocabulary, documents: tuple[str, ...]) -> Question:
    """The last open question with the new region or the new topic in place of the old one."""
    text = before.text
    if question.topic and before.topic:
        text = text.replace(before.topic[0], question.topic[0], 1)
        for rest in before.topic[1:]:
            text = text.replace(rest, " ", 1)
    if question.years:
        text = _OTHER_YEAR.sub("", text)
        text = f"{question.years[0]}年{text}" if question.language == "zh" else f"{text} {question.years[0]}"
    lowered = text.lower()
    spans, _ = vocabulary.places.find(lowered)
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    regions = " ".join(
        d.region if question.language == "zh" else d.region_en for d in vocabulary.documents if d.document in documents
    )
    again = understand(f"{regions} {text}".strip(), vocabulary)
    names = ("topic", "intent") if not question.topic else ("documents", "intent")
    return replace(again, text=question.text, language=question.language, documents=documents, carried_over=names)


def _taken(
    question: Question,
    before: State,
    vocabulary: Vocabulary,
    *,
    refs: tuple[NumberRef, ...] = (),
    agencies: bool = False,
    topic: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    cues: frozenset[str] = frozenset(),
    names: tuple[str, ...] = (),
) -> Question:
    """The question with slots of the last one filled in where it has none of its own."""
    changes: dict[str, Any] = {}
    carried = [*names, *(["intent"] if cues else [])]
    flags = cues
    if refs:
        changes["refs"] = refs
        flags |= {"ref", "firm_ref"}
    if agencies and before.agency_words and not question.agencies:
        changes["agencies"] = vocabulary.agencies.find("、".join(before.agency_words).lower())
        flags |= {"agency"} if changes["agencies"] else set()
    if topic and not question.topic:
        changes["topic"] = topic
    if topic:
        flags |= {"topic"}
    if facts:
        changes["facts"] = facts
        flags |= {"fact"}
    if not question.documents and before.documents and not _elsewhere(question, before):
        changes["documents"] = before.documents
        carried.append("documents")
    if not question.series and before.series and not question.documents:
        changes["series"] = before.series
        carried.append("series")
    if question.documents or "documents" in changes:
        flags |= {"document"}
    return _redecided(replace(question, **changes), flags, tuple(dict.fromkeys(carried)))


def _elsewhere(question: Question, before: State) -> bool:
    """Whether the bodies named belong to none of the documents talked about."""
    documents = {d for m in question.agencies for a in m.agencies for d in a.documents}
    return bool(documents) and not documents & set(before.documents)


def _redecided(question: Question, flags: frozenset[str], carried: tuple[str, ...]) -> Question:
    """The question with more flags, its roles and intent decided anew."""
    cues = question.cues | flags
    roles = question.roles or tuple(
        role
        for role in ("lead", "support", "joint")
        if role in flags and not (role == "lead" and flags & {"no_lead", "several_leads"})
    )
    return replace(question, cues=cues, roles=roles, intent=decide(cues), carried_over=question.carried_over + carried)


def with_filters(question: Question, filters: Filters) -> Question:
    """The question within what the asker fixed beforehand; words of the question can only narrow it further."""
    documents = (
        tuple(d for d in question.documents if d in filters.documents) or filters.documents
        if filters.documents
        else question.documents
    )
    series = (
        tuple(s for s in question.series if s in filters.series) or filters.series
        if filters.series
        else question.series
    )
    flags = frozenset({"document"}) if documents else frozenset()
    return _redecided(replace(question, documents=documents, series=series), flags, ())
