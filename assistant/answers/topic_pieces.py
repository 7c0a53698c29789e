"""The words of a question that rows are matched against.

Knows which of them narrow anything down; refuses to know rows.
"""

from __future__ import annotations

from assistant.core.text import has_han
from assistant.dialogue.facts_asked import only_document_words
from assistant.dialogue.lexicon import ELEMENTS
from assistant.dialogue.question import Question

_SAYS_ENOUGH = 4


def _of_that_row(question: Question, pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The words before 那条, which say what row is meant; what is said behind it (我翻到它排在…) says nothing of it."""
    words = question.words.get("that_row", ())
    at = question.normal.lower().find(words[0]) if words and has_han(words[0]) else -1
    if at < 0:
        return pieces
    own = tuple(p for p in pieces if 0 <= question.normal.find(p) < at)
    return own if sum(map(len, own)) >= _SAYS_ENOUGH else pieces


def topic_pieces(question: Question) -> tuple[str, ...]:
    """The subject, or the whole topic where the subject is only what every document is about.

    An element is wider than the words it stands in (氢 than 氢能) and leaves them out.
    """
    pieces = question.subject
    if not pieces or only_document_words(pieces):
        pieces = question.topic
    pieces = _of_that_row(question, pieces)
    elements = [p for p in pieces if p in ELEMENTS]
    return tuple(p for p in pieces if p in elements or not any(e in p for e in elements))
