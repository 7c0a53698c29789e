"""A follow-up that by itself leads nowhere, read in the light of what was asked before.

Knows in which ways such words can go on with the last question; refuses to know which of them the documents answer:
they are tried one after the other, and only where none is answered does the refusal stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.core.answer import Language
from assistant.dialogue import recall
from assistant.dialogue.figure_turns import figure_of, is_figure
from assistant.dialogue.framing import is_light
from assistant.dialogue.intents import Intent
from assistant.dialogue.narrowing import redecided
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import State
from assistant.dialogue.targets import TARGET_INTENTS

_OWN: frozenset[Intent] = frozenset({"off_task", "opinion", "never_stated", "greeting", "help", "source"})
"""Intents of questions that go on with nothing."""
_NEVER = frozenset({"money", "contact", "achieved", "off_task", "opinion"})
"""What no document holds, however a question is read."""
_FEW = 4
_OF_ROWS = frozenset({"ref", "firm_ref", "row_ref", "content", "text"})
_ASKS = re.compile(r"怎|咋|啥|何|哪|谁|几|多|吗|会|后果|\b(?:how|what|when|why|which|who)\b")
_LONG: dict[Language, int] = {"zh": 30, "en": 90}
"""Characters from which a question says itself what it is about."""


def goes_on(question: Question, before: State) -> bool:
    """Whether a question that found nothing may go on with the last one."""
    if not before.text or question.intent in _OWN or question.cues & _NEVER or question.foreign:
        return False
    return not question.quoted and len(question.text) <= _LONG[question.language]


def readings(question: Question, before: State, vocabulary: Vocabulary) -> Iterator[Question]:
    """The ways in which a question can go on with the last one, the most telling first."""
    yield from _figure(question, before)
    yield from _figure_of_topic(question, before, vocabulary)
    yield from _asked_again(question, before, vocabulary)
    yield from _of_the_rows(question, before)
    yield from _texts_of_the_rows(question, before)
    yield from _joined(question, before, vocabulary)


def _figure(question: Question, before: State) -> Iterator[Question]:
    """And inland container throughput?: the figure of what is named, where one was asked for or told before."""
    firm = tuple(m for m in question.target.mentions if not m.loose)
    if not firm or question.refs or question.agencies:
        return
    documents = question.documents or before.documents
    target = replace(question.target, mentions=firm, intent="target_value")
    carried = () if question.documents else ("documents",)
    asked = replace(question, documents=documents, target=target)
    yield redecided(_bare(asked), frozenset({"target_value"}), carried)


def _figure_of_topic(question: Question, before: State, vocabulary: Vocabulary) -> Iterator[Question]:
    """Any percentage there?, after a topic: the target set for it."""
    own = question.refs or question.agencies or question.target.mentions
    if own or not question.topic or not is_figure(question):
        return
    asked = figure_of(question, before, vocabulary)
    if asked is not None and asked.intent in TARGET_INTENTS:
        yield asked


def _asked_again(question: Question, before: State, vocabulary: Vocabulary) -> Iterator[Question]:
    """重庆呢: the words of the last question with another place or year in them."""
    if question.refs or question.agencies or not (question.documents or question.years) or not _says_nothing(question):
        return
    for state in (before, *reversed(before.earlier)):
        if len(state.text) > len(question.normal):
            yield recall.asked_again(question, state, vocabulary, question.documents or before.documents)
            return


def _of_the_rows(question: Question, before: State) -> Iterator[Question]:
    """每个市几家: of what the last answer stood on."""
    rows = before.records or before.rows
    if not 0 < len(rows) <= _FEW or question.refs or question.agencies or not question.subject:
        return
    homes = {row.split("/")[0] for row in rows}
    if set(question.documents) - homes:
        return
    documents = tuple(d for d in before.documents if d in homes) or tuple(sorted(homes))
    carried = (*question.carried_over, "records")
    yield replace(question, records=rows, documents=documents, intent="open", carried_over=carried)


def _texts_of_the_rows(question: Question, before: State) -> Iterator[Question]:
    """目标是多少, after who is responsible: the words of those rows, where their figures stand."""
    rows = before.records or before.rows
    asks = question.target.asks or "count" in question.cues
    alone = not (question.documents or question.refs or question.agencies or question.series)
    if asks and alone and 0 < len(rows) <= _FEW and _says_nothing(question) and before.intent not in TARGET_INTENTS:
        yield redecided(replace(question, records=rows, topic=(), subject=()), _OF_ROWS, ("records",))


def _joined(question: Question, before: State, vocabulary: Vocabulary) -> Iterator[Question]:
    """不做会怎样, 多久一次: asked of the topic talked about."""
    if question.subject or question.documents or question.refs or question.agencies or before.intent != "open":
        return
    if not before.topic or not _ASKS.search(question.normal.lower()):
        return
    names = {d.document: (d.region, d.region_en) for d in vocabulary.documents}
    place = 0 if question.language == "zh" else 1
    regions = " ".join(str(names[d][place] or "") for d in before.documents_said if d in names)
    asked = understand(f"{regions} {' '.join(before.topic)} {question.normal}".strip(), vocabulary)
    if asked.intent == "open":
        yield replace(asked, text=question.text, language=question.language, carried_over=("documents", "topic"))


def _bare(question: Question) -> Question:
    """The question without flags of readings that were tried before."""
    names = {name + wide for name in TARGET_INTENTS for wide in ("", "_wide")}
    return replace(question, cues=question.cues - names)


def _says_nothing(question: Question) -> bool:
    return not question.subject and all(is_light(piece) for piece in question.topic)
