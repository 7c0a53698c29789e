"""The words of a question that rows are matched against.

Knows which of them narrow anything down; refuses to know rows.
"""

from __future__ import annotations

from assistant.dialogue.facts_asked import only_document_words
from assistant.dialogue.lexicon import ELEMENTS
from assistant.dialogue.question import Question


def topic_pieces(question: Question) -> tuple[str, ...]:
    """The subject, or the whole topic where the subject is only what every document is about.

    An element is wider than the words it stands in (氢 than 氢能) and leaves them out.
    """
    pieces = question.subject
    if not pieces or only_document_words(pieces):
        pieces = question.topic
    elements = [p for p in pieces if p in ELEMENTS]
    return tuple(p for p in pieces if p in elements or not any(e in p for e in elements))
