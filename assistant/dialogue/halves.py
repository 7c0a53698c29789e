"""Two open questions in one sentence (厨房的油烟怎么治，宾馆的一次性用品又怎么减): each with its own subject.

Knows where a sentence may go on to a second question; refuses to know whether either has an answer. A second half that
says nothing of its own subject is read with the subject of the first.
"""

from __future__ import annotations

import re

from assistant.core.text import has_han
from assistant.dialogue.question import Question, Vocabulary, understand

_OPEN = frozenset({"open", "definition", "opinion", "text", "topic"})
"""Intents of a whole sentence that may be two questions: what is asked of rows is read as one."""
_HALF = frozenset({"open", "definition", "target_value", "topic"})
_COMMA = re.compile(
    r"[,，;；]\s*(?:还有|另外|以及|同时|并且|而且|而|那么?|再|and\s+|but\s+)?"
    r"|\s+and\s+(?=(?:how|what|which|where|why|when)\b)"
)
_ASK_ZH = re.compile(r"怎么|怎样|如何|咋|什么|啥|甚么|哪|为何|多少|几|吗|呢|没有|是不是|是否|能不能|可不可以|有无")
_ASK_EN = re.compile(
    r"\b(?:how|what|which|where|why)\b"
    r"|^\s*(?:when|whether|who|is|are|does|do|can|could|should|must|will)\b"
)
_LEAST = 2


def halves(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The two questions of a sentence that asks two things of two subjects; ``None`` where it asks one."""
    pairs = [(text[: m.start()].strip(), text[m.end() :].strip()) for m in _COMMA.finditer(text)]
    pairs = [pair for pair in pairs if all(map(_asks, pair))]
    if not pairs:
        return None  # most questions: told by their letters, before anything is read
    whole = understand(text, vocabulary)
    if whole.intent not in _OPEN or whole.refs or whole.agencies or whole.quoted:
        return None
    for pair in pairs:
        read = [understand(part, vocabulary) for part in pair]
        if all(q.intent in _HALF and (q.subject or q.target.mentions) for q in read) and _apart(*read):
            return pair
    return None


def with_subject(first: str, second: str, vocabulary: Vocabulary) -> str | None:
    """The second half with the subject of the first named ahead; ``None`` where the first names none."""
    subject = understand(first, vocabulary).subject
    if not subject:
        return None
    return f"{subject[0]}{second}" if not second.isascii() else f"{subject[0]}: {second}"


def _asks(part: str) -> bool:
    pattern = _ASK_ZH if has_han(part) else _ASK_EN
    return len(part) > _LEAST and bool(pattern.search(part.lower()))


def _apart(first: Question, second: Question) -> bool:
    """Whether the second half is about something else than the first."""
    return not set(second.subject) <= set(first.subject)
