"""A figure asked for after a question that was not about figures: it is one of what was talked about.

Knows when words ask for no more than a figure; refuses to know whether there is one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.effects import Turn
from assistant.dialogue.framing import is_light
from assistant.dialogue.intents import Intent
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import State

_FIGURE = re.compile(
    r"percent(?:age)?s?|figures?|targets?|rates?|shares?|numbers?|values?|quantif\w+|numeric(?:al)?"
    r"|(?:量化|具体|百分)?(?:的)?(?:比例|指标|数字|目标|百分比|比率|数值|量化|要求|比)+"
)
_NAMED = re.compile(
    r"比例|指标|数字|目标|百分|比率|数值|占比|多少|\b(?:percent(?:age)?|figure|target|rate|share|value|how much)s?\b"
)
"""Words for a figure, without which no figure is asked for."""
_OPEN: frozenset[Intent] = frozenset({"open", "documents_mentioning"})
_OTHER = frozenset({"who", "lead", "support", "joint", "responsible", "place", "content", "why", "duty", "tally"})
"""What is asked of rows and reasons, and of no figure."""


def is_figure(question: Question) -> bool:
    """Whether what is left of a question are words for a figure and nothing that it is a figure of."""
    return all(_FIGURE.fullmatch(piece.lower()) or is_light(piece) for piece in question.topic)


def of_the_subject(turn: Turn) -> Question | None:
    """比例是多少, after what is done with straw: the figure set for straw."""
    q, before = turn.question, turn.before
    names = q.refs or q.agencies or q.unknown_agencies or q.facts or q.foreign or q.target.mentions or q.quoted
    stays = not (q.documents or q.series) or "pointing" in q.cues
    if names or not stays or before.intent not in _OPEN or turn.asks & _OTHER or before.records:
        return None
    if not (q.target.asks and is_figure(q) and _NAMED.search(q.normal.lower())):
        return None
    return figure_of(q, before, turn.vocabulary)


def figure_of(question: Question, before: State, vocabulary: Vocabulary) -> Question | None:
    """The question after the figure of the topic talked about, asked in full; ``None`` where there is no topic."""
    topic = tuple(piece for piece in before.topic if not _FIGURE.fullmatch(piece.lower()))
    topic = vocabulary.terms.subject(topic) or topic
    if not topic:
        return None
    chinese = question.language == "zh"
    documents = question.documents or before.documents
    names = [d.region if chinese else d.region_en for d in vocabulary.documents if d.document in documents]
    years = [f"{year}年" if chinese else f"in {year}" for year in question.years]
    words, asks = [n for n in names if n], ("的目标是多少" if chinese else " target")
    asked = understand(f"{' '.join((*words, *years, *topic))}{asks}", vocabulary)
    carried = ("documents", "topic") if documents and not question.documents else ("topic",)
    return replace(asked, text=question.text, language=question.language, carried_over=carried)
