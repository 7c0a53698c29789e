"""The words of a topic as rows are looked up by them: as asked, as the documents put them, translated.

Knows everyday and English words; refuses to know any record.
"""

from __future__ import annotations

import re

from assistant.answers.context import Context
from assistant.answers.topic_pieces import topic_pieces
from assistant.core.text import has_han, normalise
from assistant.core.wording import everyday_words


def topic_terms(context: Context) -> tuple[tuple[str, ...], ...]:
    """The topic as alternatives: each term holds spellings of which one must occur."""
    terms: list[tuple[str, ...]] = []
    pieces = topic_pieces(context.question)
    if alternatives := _alternatives(context.question.normal, pieces):
        return (tuple(dict.fromkeys(a for p in alternatives for a in _said_officially(normalise(p).lower()))),)
    for piece in pieces:
        if has_han(piece):
            terms.append(_said_officially(normalise(piece).lower()))
    english = " ".join(p for p in pieces if not has_han(p))
    if english:
        translated = context.translate(english)
        terms.extend(tuple(normalise(a).lower() for a in term) for term in translated)
        if not translated:
            terms.extend((word.lower(),) for word in english.split())
    return tuple(terms)


def _alternatives(normal: str, pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The pieces where they are parted by 或 (氢能、加氢或者氢燃料车): any one of them will do."""
    own = tuple(dict.fromkeys(p for p in pieces if has_han(p)))
    if len(own) < 2 or len(own) < len(set(pieces)):
        return ()
    between = rf"(?:{'|'.join(map(re.escape, own))})[的]?"
    listed = re.search(rf"{between}(?:(?:、|,|，){between})*\s*(?:或者?是?|还是)(?:是)?{between}", normal)
    return own if listed and all(p in listed.group() for p in own) else ()


def _said_officially(piece: str) -> tuple[str, ...]:
    """A piece of a topic, and what it is with one of its everyday words put as the documents put it."""
    words = [w for w in everyday_words(piece) if w.end - w.start > 1]
    return (piece, *(piece[: w.start] + official + piece[w.end :] for w in words for official in w.official))
