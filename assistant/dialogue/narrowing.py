"""Changing one slot of a question: its documents by level or filter, and the intent that follows from its cues.

Knows how a question is narrowed; refuses to know when (``conversation``).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.core.answer import Filters
from assistant.core.records import Role
from assistant.dialogue.intents import decide
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.question import Question, Vocabulary
from assistant.dialogue.state import State

_ROLES: tuple[Role, ...] = ("lead", "support", "joint")


def with_level(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """省里的方案 in a conversation: the plan above where the document that breaks it down is the topic.

    Otherwise those talked about. A question that holds rows against the plan above is about the rows' document.
    """
    above = {d.document: d.carries_out for d in vocabulary.documents if d.carries_out}
    if _held_against_nothing(question, before, above):
        cues = frozenset(c for c in question.cues if not c.startswith("l_"))
        return replace(question, cues=cues, intent=decide(cues))
    if question.intent.startswith("lineage_") and not question.documents and len(above) == 1:
        return redecided(replace(question, documents=tuple(above)), frozenset({"document"}), ())
    if question.level != "省" or question.intent.startswith("lineage_"):
        return question
    about = tuple(plan for d in before.documents if (plan := above.get(d)) is not None)
    chosen = about or tuple(d for d in question.documents if d in before.documents)
    return replace(question, documents=chosen) if chosen else question


def _held_against_nothing(question: Question, before: State, above: dict[str, str]) -> bool:
    """新增多少个省级园区, of a document that carries out none: nothing is held against a plan."""
    known = {*above, *above.values()}
    away = bool(before.documents) and known.isdisjoint(before.documents)
    return away and question.intent.startswith("lineage_") and not (question.documents or question.refs)


def redecided(question: Question, flags: frozenset[str], carried: tuple[str, ...]) -> Question:
    """The question with more flags, its roles and intent decided anew."""
    cues = question.cues | flags
    roles: tuple[Role, ...] = question.roles or (("support",) if "besides_lead" in flags else ())
    roles = roles or tuple(
        role
        for role in ("lead", "support", "joint")
        if role in flags and not (role == "lead" and flags & {"no_lead", "several_leads"})
    )
    return replace(question, cues=cues, roles=roles, intent=decide(cues), carried_over=question.carried_over + carried)


def without_those(question: Question) -> Question:
    """除了我们还有谁: bodies spoken of before are set aside, where the question only points at them."""
    if "besides_them" not in question.cues or "agencies" not in question.carried_over:
        return question
    cues = question.cues - {"agency"}
    return replace(question, excluded=question.agencies, agencies=(), cues=cues, intent=decide(cues))


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
    return redecided(replace(question, documents=documents, series=series), flags, ())


def elsewhere_any(refs: tuple[NumberRef, ...]) -> tuple[NumberRef, ...]:
    """The same numbers in another document, whatever rows are called there."""
    rows = ("any", "annex", "item", "task", "project")
    return tuple(replace(r, kind="any" if r.kind in rows else r.kind, documents=(), inside=()) for r in refs)
