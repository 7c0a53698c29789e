"""One question against one index: understand, carry over, look up or retrieve, compose. No storage, no ids.

Knows the order of the steps; each step is a pure function of its module. A question of several sentences is answered
part by part, each part in the light of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assistant.answers import facts, granted, outside, wording
from assistant.answers.context import Context
from assistant.answers.draft import Draft, shifted
from assistant.answers.lookup import look_up
from assistant.answers.who_of import in_words, of_statutes, of_the_thing, unassigned, with_bodies
from assistant.core.answer import Coverage, Filters, Notice
from assistant.core.evidence import Evidence
from assistant.dialogue.continued import goes_on, readings
from assistant.dialogue.conversation import carry_over
from assistant.dialogue.halves import halves, with_subject
from assistant.dialogue.narrowing import with_filters
from assistant.dialogue.parts import is_aside, parts
from assistant.dialogue.question import Question, understand
from assistant.dialogue.state import State, next_state
from assistant.dialogue.targets import TARGET_INTENTS
from assistant.elsewhere import (
    asked_of_counterparts,
    held_in_row,
    number_of_them,
    of_a_stranger,
    of_one_entry,
    said_elsewhere,
    without_strangers,
)
from assistant.passages import Snapshot, answer_from_passages
from assistant.telling import told_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A composed answer with the question as it was understood and the state for the next turn."""

    draft: Draft
    question: Question
    state: State


def answer_question(snapshot: Snapshot, text: str, before: State, filters: Filters) -> Outcome:
    """The outcome of one turn."""
    pieces = parts(text, snapshot.vocabulary)
    outcomes: list[Outcome] = []
    for part in pieces:
        outcomes.append(_part(snapshot, part, outcomes[-1].state if outcomes else before, filters, first=not outcomes))
    if len(pieces) == 1 and (both := _halves(snapshot, text, before, filters, outcomes[0])):
        outcomes = both
    settled = [o for o in outcomes if o.draft.status != "refused" or not _asks_nothing(o.question)]
    outcomes = [_or_nearest(snapshot, outcome, before) for outcome in settled or outcomes]
    return outcomes[0] if len(outcomes) == 1 else _merged(outcomes, text)


def _part(snapshot: Snapshot, part: str, state: State, filters: Filters, *, first: bool) -> Outcome:
    """The outcome of one part of a turn, in the light of what came before."""
    alone = understand(part, snapshot.vocabulary)
    question = with_filters(carry_over(alone, state, snapshot.vocabulary), filters)
    draft, question = _compose(snapshot, question, state)
    draft = _of_one_of_them(question, draft)
    draft = draft if first and not _stays(question, state) else _in_scope(question, draft)
    if question.tried and draft.status in ("refused", "clarify"):
        draft, question = _elsewhere(snapshot, question, state, filters, (draft, question))
    if _leads_nowhere(draft, question, state):
        draft, question = _in_the_light(snapshot, alone, state, filters, (draft, question))
    draft = _respelled(draft, question)
    return Outcome(
        draft=draft, question=question, state=next_state(state, question, told_of(snapshot.corpus, question, draft))
    )


def _or_nearest(snapshot: Snapshot, outcome: Outcome, before: State) -> Outcome:
    """The outcome, or what comes nearest where nothing answers."""
    draft, question = outcome.draft, outcome.question
    if draft.status != "refused" or draft.reason != "not_stated" or draft.instead is None:
        return outcome
    near = replace(draft.instead, notices=draft.notices)
    return Outcome(
        draft=near, question=question, state=next_state(before, question, told_of(snapshot.corpus, question, near))
    )


def _halves(snapshot: Snapshot, text: str, before: State, filters: Filters, whole: Outcome) -> list[Outcome] | None:
    """Both halves of a sentence that asks two things, if each has an answer, or one has where the whole has none."""
    if (pair := halves(text, snapshot.vocabulary)) is None:
        return None
    first = _part(snapshot, pair[0], before, filters, first=True)
    second = _part(snapshot, pair[1], first.state, filters, first=False)
    if second.draft.status == "refused" and (fuller := with_subject(*pair, snapshot.vocabulary)):
        again = _part(snapshot, fuller, first.state, filters, first=False)
        second = again if again.draft.status == "answered" else second
    answered = sum(outcome.draft.status == "answered" for outcome in (first, second))
    return [first, second] if answered == 2 or (answered and whole.draft.status == "refused") else None


def _stays(question: Question, before: State) -> bool:
    """Whether a question names nothing but stands in a thread about a document, which is then silent on it."""
    alone = question.documents or question.foreign or question.intent == "off_task"
    return bool(before.rows) and bool(question.cues & {"who", "responsible", "lead", "yesno"}) and not alone


def _asks_nothing(question: Question) -> bool:
    """Whether a part only makes sure of something, or orders the program about."""
    return is_aside(question.text) or (question.intent == "off_task" and "ordered_about" in question.cues)


def _in_scope(question: Question, draft: Draft) -> Draft:
    """A part whose words no document holds is about what the part before was about: not stated, not out of scope."""
    if draft.reason != "out_of_scope" or question.intent == "off_task":
        return draft
    return replace(draft, text=wording.say("not_stated", question.language), reason="not_stated")


def _elsewhere(
    snapshot: Snapshot, question: Question, before: State, filters: Filters, here: tuple[Draft, Question]
) -> tuple[Draft, Question]:
    """The answer of all documents where those of the thread are silent; the thread is left then."""
    alone = with_filters(understand(question.normal, snapshot.vocabulary), filters)
    alone = replace(alone, text=question.text, language=question.language)
    draft, answered = _compose(snapshot, alone, before)
    return (draft, answered) if draft.status in ("answered", "partial") else here


def _leads_nowhere(draft: Draft, question: Question, before: State) -> bool:
    """Whether nothing was found for words that may go on with the last question."""
    if not goes_on(question, before):
        return False
    searched = draft.reason == "not_stated" and bool(draft.searched) and not draft.evidence
    lost = draft.reason in ("out_of_scope", "unclear") or searched
    return (draft.status == "refused" and lost) or (draft.status == "clarify" and question.intent == "unclear")


def _in_the_light(
    snapshot: Snapshot, alone: Question, before: State, filters: Filters, here: tuple[Draft, Question]
) -> tuple[Draft, Question]:
    """The first answer that a question has when it is read as going on with the last one; else the refusal."""
    for reading in readings(alone, before, snapshot.vocabulary):
        draft, answered = _compose(snapshot, with_filters(reading, filters), before)
        if draft.status == "answered" and draft.evidence and _says_more(draft, answered, before):
            return draft, answered
    return here


def _says_more(draft: Draft, question: Question, before: State) -> bool:
    """Whether an answer holds anything that the last one did not."""
    told = {(record_id, start) for record_id, start, _ in before.cited}
    return bool(question.records) or any((e.record.record_id, e.start) not in told for e in draft.evidence)


def _respelled(draft: Draft, question: Question) -> Draft:
    """The draft with a word on what was taken for a misspelling."""
    told = [wording.say("typo", question.language, words=a, name=b) for a, b in question.respelled]
    return replace(draft, assumptions=tuple(dict.fromkeys((*draft.assumptions, *told)))) if told else draft


def _compose(snapshot: Snapshot, question: Question, before: State) -> tuple[Draft, Question]:
    """The answer, and the question as it was answered: what no figure settles becomes an open one."""
    if question.beside and not question.refs:
        question = said_elsewhere(snapshot, question, before)
    held = held_in_row(snapshot.corpus, question, before) or of_one_entry(snapshot, question, before)
    question = held or number_of_them(snapshot, question, before) or question
    if (there := asked_of_counterparts(snapshot.corpus, question, before.rows)) is not None:
        draft, there = _composed(snapshot, there, before)
        if draft.status == "answered":
            return draft, there
    if not question.granted:
        return _composed(snapshot, question, before)
    context = _context(snapshot, question, before)
    if (refusal := granted.of_another_text(context)) is not None:
        return refusal, question
    judged = granted.judge(context)
    draft, question = _composed(snapshot, granted.without(question, judged.wrong), before)
    return granted.corrected(question, judged, draft), question


def _of_one_of_them(question: Question, draft: Draft) -> Draft:
    """Where a level of government stood for the documents, one of them that answers is enough."""
    if question.level is None or draft.status != "partial" or draft.reason != "not_stated":
        return draft
    return replace(draft, status="answered", reason=None)


def _composed(snapshot: Snapshot, question: Question, before: State) -> tuple[Draft, Question]:
    context = _context(snapshot, question, before)
    if outside.is_foreign(question, snapshot.corpus):
        return facts.foreign(context), question
    if (bare := without_strangers(question)) is not None:
        found = look_up(replace(context, question=bare))
        rows = tuple(dict.fromkeys(e.record.record_id for e in found.evidence)) if found else ()
        if (held := of_a_stranger(snapshot.corpus, question, rows)) is not None:
            question, context = held, replace(context, question=held)
    draft = look_up(context)
    if draft is not None and unassigned(context, draft):
        return in_words(context, draft, answer_from_passages(snapshot, question, context)), question
    if draft is not None:
        return outside.qualified(context, draft), question
    if question.intent in TARGET_INTENTS:
        question = replace(question, intent="open")
    found = of_statutes(context, answer_from_passages(snapshot, question, context))
    draft = with_bodies(context, of_the_thing(context, found) if question.intent == "topic_agencies" else found)
    if draft.status == "refused" and question.intent == "topic_agencies":
        draft = look_up(replace(context, at_last=True)) or draft
    return draft, question


def _context(snapshot: Snapshot, question: Question, before: State) -> Context:
    corpus = snapshot.corpus
    known = {r.record_id: r for r in corpus.records} if question.intent == "source" else {}
    cited = tuple(
        piece
        for record_id, start, end in before.cited
        if record_id in known
        for piece in corpus.evidence(known[record_id])
        if piece.start <= start and end <= piece.end
    )
    return Context(
        question=question,
        corpus=corpus,
        agencies=snapshot.vocabulary.agencies,
        translate=snapshot.retriever.translate,
        cited_before=cited,
    )


def _merged(outcomes: list[Outcome], text: str) -> Outcome:
    """Several parts as one answer: all parts' words and evidence, the weakest status."""
    texts: list[str] = []
    evidence: list[Evidence] = []
    for outcome in outcomes:
        shift = len(evidence)
        texts.append(shifted(outcome.draft.text, shift))
        evidence.extend(outcome.draft.evidence)
    drafts = [o.draft for o in outcomes]
    statuses = {d.status for d in drafts}
    settled = "answered" if statuses == {"answered"} else drafts[0].status if len(statuses) == 1 else "partial"
    if "clarify" in statuses and "answered" not in statuses:
        settled = "clarify"
    covered = [d.coverage for d in drafts if d.coverage]
    notices: list[Notice] = [n for d in drafts for n in d.notices]
    draft = Draft(
        text="\n\n".join(texts),
        status=settled,
        reason=None if settled in ("answered", "clarify") else next((d.reason for d in drafts if d.reason), None),
        evidence=tuple(evidence),
        coverage=_sum(covered),
        choices=tuple(c for d in drafts for c in d.choices),
        assumptions=tuple(dict.fromkeys(a for d in drafts for a in d.assumptions)),
        searched=_searched(drafts),
        nearest=tuple(n for d in drafts for n in d.nearest),
        notices=tuple(dict.fromkeys(notices)),
    )
    last = outcomes[-1]
    first = outcomes[0].question
    question = replace(
        last.question,
        text=text,
        documents=tuple(dict.fromkeys(d for o in outcomes for d in o.question.documents)),
        series=tuple(dict.fromkeys(s for o in outcomes for s in o.question.series)),
        refs=tuple(dict.fromkeys(r for o in outcomes for r in o.question.refs)),
        agencies=tuple(m for o in outcomes for m in o.question.agencies),
        roles=tuple(dict.fromkeys(r for o in outcomes for r in o.question.roles)),
        intent=first.intent,
        carried_over=first.carried_over,
    )
    return Outcome(draft=draft, question=question, state=last.state)


def _searched(drafts: list[Draft]) -> dict[str, Any]:
    """Where the last part was looked for; the evidence is that of the part with the least."""
    least = [d.searched["evidence"] for d in drafts if "evidence" in d.searched]
    return {**drafts[-1].searched, **({"evidence": min(least)} if least else {})}


def _sum(covered: list[Coverage]) -> Coverage | None:
    if not covered:
        return None
    return Coverage(
        scanned=sum(c.scanned for c in covered),
        matched=sum(c.matched for c in covered),
        listed=sum(c.listed for c in covered),
    )
