"""What carries over from one turn to the next.

Knows which slots of the last question a follow-up leaves unsaid; refuses to know answers. A state is a small JSON
value that the store keeps with each turn. What is taken over is named in ``Question.carried_over``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.narrowing import elsewhere_any, only_attribute, redecided, with_level, without_those
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import State
from assistant.dialogue.target_turns import target_follow_up

_ASKS = frozenset({
    "who", "lead", "support", "joint", "responsible", "text", "content", "place", "list", "count", "duty", "no_lead",
    "several_leads", "no_agency", "yesno", "why", "tally", "attribute",
})  # fmt: skip
"""Cues that say what is wanted; without any of its own a follow-up takes them over."""
_SUBJECTS = frozenset({"ref", "firm_ref", "agency", "unknown_agency", "topic", "fact"})
_OTHER_YEAR = re.compile(r"(?:到|至|在|by |in )?(?:19|20)\d\d(?:年(?:度|底|末)?)?")
_WHO = frozenset({"who", "lead", "support", "joint", "responsible"})
_SHORT = 12
_FEW = 4
_SEVERAL = 20


def carry_over(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """The question with what it leaves unsaid taken from the turn before; unchanged when it stands on its own."""
    question = with_level(question, before, vocabulary)
    if not before.text or question.intent in ("greeting", "help", "off_task", "source"):
        return question
    if "that_body" in question.cues and before.bodies and not question.agencies:
        meant = vocabulary.agencies.find("、".join(before.bodies).lower())
        question = redecided(replace(question, agencies=meant), frozenset({"agency"}), ("agencies",))
        return question
    return target_follow_up(question, before) or without_those(_carried(question, before, vocabulary))


def _carried(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """A question that is no follow-up about targets, by what it names itself."""
    meant = _counted_in(question, before.rows) or _held_against(question, before.rows)
    if meant:
        return _about_rows(question, meant)
    if question.refs:
        return _new_numbers(question, before, vocabulary)
    if "within" in question.cues and len(before.rows) > 1 and question.cues & {"list", "count", "agency"}:
        kept = replace(question, within=before.rows, documents=question.documents or before.documents)
        return redecided(kept, frozenset({"item_word", "row_word"}), ("records",))
    if question.cues & {"next", "previous"} and before.refs and not question.topic:
        return _step(question, before, vocabulary)
    if not (bare := only_attribute(question)).cues & _SUBJECTS and (before.refs or bare is question):
        return _nothing_named(bare, before, vocabulary)
    if question.agencies and not question.topic:
        return _new_agency(question, before, vocabulary)
    if question.facts and not question.documents and before.documents:
        return redecided(replace(question, documents=before.documents), frozenset({"document"}), ("documents",))
    if question.topic and "pointing" in question.cues:
        return _new_topic(question, before, vocabulary)
    return question


def _about_rows(question: Question, rows: tuple[str, ...]) -> Question:
    """The question asked of rows that the last answer stood on."""
    flags = {"ref", "firm_ref"} | ({"l_held"} if question.intent.startswith("lineage_") else set())
    return redecided(replace(question, refs=(), records=rows), frozenset(flags), ("records",))


def _held_against(question: Question, rows: tuple[str, ...]) -> tuple[str, ...]:
    """那深圳对应的是哪些, 它和省里比改了什么: the rows just talked about, held against the plan above."""
    asks = question.intent == "lineage_rows" or (
        question.intent.startswith("lineage_") and "pointing" in question.cues and "row_word" not in question.cues
    )
    alone = not (question.refs or question.topic or question.agencies)
    return rows if asks and alone and len(rows) <= _SEVERAL else ()


def _counted_in(question: Question, rows: tuple[str, ...]) -> tuple[str, ...]:
    """第三个: rows of the list just shown, counted from its beginning."""
    plain = all(ref.ordinal and ref.kind == "any" for ref in question.refs)
    if not question.refs or not plain or question.documents or len(rows) < 2:
        return ()
    return tuple(rows[ref.number - 1] for ref in question.refs if 0 < ref.number <= len(rows))


def _step(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """下一项, the previous one."""
    forward = "next" in question.cues
    last = before.refs[-1 if forward else 0]
    moved = replace(last, number=last.number + (1 if forward else -1))
    return _taken(question, before, vocabulary, refs=(moved,), cues=_asks(question, before), names=("numbers",))


def _asks(question: Question, before: State) -> frozenset[str]:
    """Asking cues of the last question, unless this one has its own."""
    if question.cues & _ASKS:
        return frozenset()
    against = {c for c in before.cues if c.startswith("l_") and before.intent.startswith("lineage_")}
    return (before.cues & _ASKS) | against


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
    return redecided(
        replace(question, **changes), cues | {"document"} if "documents" in changes else cues, tuple(carried)
    )


def _nothing_named(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """协办单位呢 / 那浙江呢 / 重点任务: the subject of the last question is meant."""
    of_rows = bool(question.cues & {"list", "row_word"}) or not before.refs
    complete = (
        question.intent in ("no_lead_items", "several_lead_items", "single_lead_items", "no_agency_items") and of_rows
    ) or (question.intent == "series_count" and bool(question.series or question.documents))
    if complete and "pointing" not in question.cues and not (question.documents and not question.cues & _ASKS):
        return question
    if not (before.refs or before.agency_words or before.topic or before.facts or before.cues & _ASKS):
        return question
    if before.intent == "open" and question.years:
        return _asked_again(question, before, vocabulary, question.documents or before.documents)
    if before.intent == "open" and question.documents and not question.cues & _ASKS:
        return _asked_again(question, before, vocabulary, question.documents)
    rows = before.rows
    if before.intent.startswith("topic_") and question.cues & {"text", "content", "place"} and 0 < len(rows) <= _FEW:
        kept = replace(question, records=rows, documents=question.documents or before.documents)
        return redecided(kept, frozenset({"ref", "firm_ref"}), ("records",))
    rowed = tuple(r for r in rows if r.split("/")[1] in ("task", "project", "annex", "clause"))
    if before.intent == "open" and question.cues & _WHO and 0 < len(rowed) <= _FEW:
        kept = replace(question, records=rowed, documents=question.documents or before.documents)
        return redecided(kept, frozenset({"ref", "firm_ref"}), ("records",))
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
        return redecided(replace(question, documents=before.documents), frozenset({"document"}), ("documents",))
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
        changes["refs"] = elsewhere_any(refs) if question.documents else refs
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
    return redecided(replace(question, **changes), flags, tuple(dict.fromkeys(carried)))


def _elsewhere(question: Question, before: State) -> bool:
    """Whether the bodies named belong to none of the documents talked about."""
    documents = {d for m in question.agencies for a in m.agencies for d in a.documents}
    return bool(documents) and not documents & set(before.documents)
