"""The headings a question means, by number or by words of their title, and the rows under them.

Knows titles and parents; refuses to know what is asked of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.context import Context
from assistant.answers.select import by_ref
from assistant.answers.topic_words import topic_terms
from assistant.core.records import Record
from assistant.core.text import normalise

_TITLE = 4
"""Characters of a title from which it is no chance that a question has it."""
_NUMBER = re.compile(r"^\s*[(（]?[一二三四五六七八九十\d]+[)）、.．]\s*")


def headings_of(context: Context, document: str) -> tuple[Record, ...]:
    """Headings with the number asked for, or with the subject in their title; the outermost of those that fit."""
    question = context.question
    refs = [r for r in question.refs if r.kind in ("section", "chapter")]
    refs = [r for r in refs if not r.documents or document in r.documents]
    if refs:
        found = [h for ref in refs for h in by_ref(context, document, ref)]
    else:
        found = titled(context, document) if question.cues & {"s_heading", "by_heading"} else []
    found = list(dict.fromkeys(found))
    return tuple(h for h in found if not any(h is not other and under(context, h, other) for other in found))


def titled(context: Context, document: str) -> list[Record]:
    """Headings of a document with all words of the subject in their title."""
    terms = topic_terms(context)
    headings = [r for r in context.corpus.of(document, "section") if r.title]
    return [h for h in headings if terms and all(any(a in _plain(h.title) for a in term) for term in terms)]


def named_exactly(context: Context, document: str, *, said: bool = False) -> list[Record]:
    """Headings of a document whose title is the topic, number aside (保障措施); ``said``: stands in the question."""
    if said:
        words = _plain(context.question.normal)
        titles = {r.record_id: _plain(_NUMBER.sub("", r.title or "")) for r in context.corpus.of(document, "section")}
        return [context.corpus.record(i) for i, title in titles.items() if len(title) >= _TITLE and title in words]
    pieces = (context.question.topic, context.question.subject, tuple(q.words for q in context.question.quoted))
    asked = {_plain("".join(words)) for words in pieces if words}
    return [r for r in context.corpus.of(document, "section") if r.title and _plain(_NUMBER.sub("", r.title)) in asked]


def groups_of(context: Context, records: Sequence[Record]) -> tuple[str, ...]:
    """Headings over rows that are no records of their own (the first column of an annex), by words of their title."""
    terms = topic_terms(context)
    titles = dict.fromkeys(title for r in records for title in r.path[:-1])
    return tuple(t for t in titles if terms and all(any(a in _plain(t) for a in term) for term in terms))


def _plain(title: str) -> str:
    return normalise(title).lower()


def under(context: Context, record: Record, heading: Record) -> bool:
    """Whether a record is a heading or stands under it."""
    parent: str | None = record.record_id
    while parent is not None:
        if parent == heading.record_id:
            return True
        parent = context.corpus.record(parent).parent
    return False
