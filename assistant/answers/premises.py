"""What a question takes for granted about a row's own words: its figures and its subject, held against the row.

Knows how a claim is judged (all of it there, none of it there, or not to be told); refuses to know who is responsible.
"""

from __future__ import annotations

import re

from assistant.answers.context import Context
from assistant.answers.quantities import Quantity, held_in, stated_quantities
from assistant.core.records import Record
from assistant.core.text import has_han, normalise

_DENIES = re.compile(r"没有?(?!错)|未|不(?![是对])|\b(?:not|no|without|never)\b|n't")
_IDENTITY = re.compile(r"是|讲|说|关于|属于|\babout\b|\bconcerns?\b|\bdeals?\b")
"""The words claim what the row is about; 有资金支持吗 asks for something in it."""

_SUBJECT = re.compile(r"(?:是|就是|应该是)?(?:讲|说|关于|管)(?:的是|的)?|\b(?:is|was|being) (?:about|on)\b|\bconcerns?\b|\bdeals with\b")
"""The subject said in so many words, beside another question about the row."""


def subject_said(context: Context) -> bool:
    """Whether a question says in passing what a row is about."""
    return bool(_SUBJECT.search(context.question.normal.lower()))


def place_verdict(context: Context, record: Record) -> str:
    """The key of the phrase that confirms or corrects under which heading a question puts a row."""
    question = context.question
    if "yesno" not in question.cues or "choice" in question.cues or not record.path:
        return ""
    found = [w for words in question.words.get("place", ()) for w in _HEADING_SAID.findall(words)]
    said = "".join(found).lower()
    if len(said) < 2 or _DENIES.search(_plain(question.normal.lower())):
        return ""
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    path = normalise("".join(record.path)).lower()
    if said in path:
        return "yes"
    return "" if any(pair in path for pair in pairs) else "no"


_HEADING_SAID = re.compile(r"(?:到|在|于|入|进|[归属放列划算])([^,，。?到在于入进]{2,14}?)(?:板块|章节|部分|领域|标题|大类|那块|[章节类])")


def content_verdict(context: Context, record: Record) -> str:
    """The key of the phrase that confirms or corrects what is said of a row's words; empty where it cannot be told."""
    question = context.question
    words = normalise("\n".join((record.title, record.text)))
    if "yesno" not in question.cues or not words.strip() or _DENIES.search(_plain(question.normal.lower())):
        return ""
    if figures := _figures(context):
        held = held_in(words)
        return "right" if all(figure.stands_in(held) for figure in figures) else "wrong"
    if not _IDENTITY.search(question.normal.lower()):
        return ""
    topic = [normalise(piece).lower() for piece in question.topic if has_han(piece)]
    if not topic or len(topic) < len(question.topic):
        return ""
    hay = words.lower()
    if all(piece in hay for piece in topic):
        return "yes"
    pairs = {piece[i : i + 2] for piece in topic for i in range(len(piece) - 1)}
    return "" if any(pair in hay for pair in pairs) else "no"


def _plain(lowered: str) -> str:
    """The question without the words by which yes or no is asked for (是不是, 有没有)."""
    return re.sub(r"是不是|有没有|对不对|是否|属不属于|算不算", " ", lowered)


def _figures(context: Context) -> list[Quantity]:
    """The figures of the question, less the numbers that point at rows."""
    page = context.question.normal.lower()
    for ref in context.question.refs:
        page = page[: ref.start] + " " * (ref.end - ref.start) + page[ref.end :]
    return list(stated_quantities(page))
