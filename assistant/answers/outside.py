"""Places that no document is about, as far as a question asks about them: in their stead nothing may be told.

Knows where in a question a place stands; refuses to know what the documents say of anything else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from assistant.answers import facts
from assistant.answers.context import Context
from assistant.answers.draft import Draft
from assistant.answers.setting import parted
from assistant.core.corpus import Corpus
from assistant.core.records import Record
from assistant.core.text import normalise
from assistant.core.wording import everyday_words
from assistant.dialogue.intents import Intent
from assistant.dialogue.places import chinese_name, in_region, names_wider
from assistant.dialogue.question import Question

_OF_ROWS: frozenset[Intent] = frozenset({
    "topic_agencies", "topic_items", "agency_topic_items", "agency_check", "agency_items", "agency_tally",
    "set_agencies", "set_items", "set_partners", "row_items", "series_count", "joint_items", "no_lead_items",
})  # fmt: skip
"""Intents answered by rows, which say nothing of a place unless they name it."""
_CLAUSES = re.compile(
    r"[,;，；。?？!！]|以及|还有|另外|\bas well as\b|\band (?=(?:who|what|which|how|the|for|in)\b)|\bplus\b"
)
_ASKS = re.compile(
    r"谁|哪|什么|多少|几|吗|呢|牵头|协办|负责|说一?[下说]|的\s*$|\b(?:who|what|which|how|leads?|does|is there)\b"
)
_JOINS = r"(?:省|市)?\s*(?:和|与|、|跟|及|同|比|,|and|vs\.?|versus|or|than)\s*(?:the )?"


def alone(context: Context) -> tuple[str, ...]:
    """Places that a question is about instead of the documents' own: none named beside them, or a part of one."""
    question = context.question
    setting = parted(question.normal, question.language)[1].lower()
    named = {context.corpus.document(d).region for d in question.documents}
    return tuple(
        place for place in question.foreign if place not in setting and (not named or in_region(place) in named)
    )


def beside(context: Context) -> tuple[str, ...]:
    """Places asked about beside those of documents (深圳第58项…，以及上海的; 浙江和上海)."""
    question = context.question
    infos = [context.corpus.document(d) for d in question.documents]
    names = [name.lower() for i in infos for name in (i.region, i.region_en) if name]
    if not names:
        return ()
    text = question.normal.lower()
    either = "|".join(map(re.escape, names))
    clauses = [c for c in _CLAUSES.split(text) if c and _ASKS.search(c) and not any(n in c for n in names)]
    found = []
    for place in question.foreign:
        joined = rf"{re.escape(place)}{_JOINS}(?:{either})|(?:{either}){_JOINS}{re.escape(place)}"
        outside = in_region(place) not in {i.region for i in infos} and place not in names_wider()
        asked = question.intent == "target_compare" or re.search(joined, text) or any(place in c for c in clauses)
        if outside and asked:
            found.append(place)
    return tuple(found)


def is_foreign(question: Question, corpus: Corpus) -> bool:
    """Whether a question is about a place that neither has a document nor occurs in one."""
    if not question.foreign or question.intent in ("greeting", "help", "off_task", "opinion"):
        return False
    said = question.normal.lower()
    regions = {name for d in corpus.documents for name in (d.region, d.region_en.lower()) if name}
    if question.documents and (question.carried_over or any(name in said for name in regions) or not question.refs):
        return False  # a table that only its kind names (武汉的重点任务分工表) is that of the place
    places = [p for p in question.foreign if not _of_the_table(question, p, corpus)]
    if question.refs and places:
        return True  # a numbered row of a place whose documents are not held
    if question.target.intent is not None:  # 川渝 is no figure of 四川
        return bool(places) and not any(chinese_name(p) in text for p in places for text in texts_of(corpus))
    return bool(places) and not any(occurs(place, corpus) for place in places)


def _of_the_table(question: Question, place: str, corpus: Corpus) -> bool:
    """Whether rows are named that a district carries out as a part of its city."""
    cities = {d.region for d in corpus.documents if d.carries_out}
    return in_region(place) in cities and bool(question.refs or question.series)


def occurs(place: str, corpus: Corpus) -> bool:
    """Whether a place is named in a document, in Chinese also by its short names (粤港 for Hong Kong)."""
    names = {place, chinese_name(place)}
    names |= {official for name in names for word in everyday_words(name) for official in word.official}
    return any(name in text for text in texts_of(corpus) for name in names)


@lru_cache(maxsize=2)
def texts_of(corpus: Corpus) -> tuple[str, ...]:
    """The normalised words of every document."""
    return tuple(normalise(corpus.source(d.document)).lower() for d in corpus.documents)


@lru_cache(maxsize=2)
def words_of(corpus: Corpus) -> str:
    """The normalised words of all documents as one text."""
    return "".join(texts_of(corpus))


def qualified(context: Context, draft: Draft) -> Draft:
    """An answer from rows without what it cannot say: rows of other places, and places not held beside those held."""
    if draft.status not in ("answered", "partial") or not context.question.foreign:
        return draft
    shown = [e.record for e in draft.evidence]
    gaps = [p for p in beside(context) if not any(_names(r, p) for r in shown)]
    if gaps:
        text = f"{draft.text}\n\n{context.say('foreign_part', place='、'.join(gaps))}"
        return replace(draft, text=text, status="partial", reason="not_stated")
    if context.question.documents or context.question.intent not in _OF_ROWS:
        return draft
    asked = (p for p in alone(context) if p not in names_wider())
    asked = (p for p in asked if not _of_the_table(context.question, p, context.corpus))
    missed = [p for p in asked if not any(_names(r, p) for r in shown)]
    return facts.foreign(context) if missed else draft


def _names(record: Record, place: str) -> bool:
    """Whether a record names a place, also by a short name (粤港)."""
    words = normalise("".join((*record.path, record.title, record.text))).lower()
    names = {chinese_name(place), *(o for w in everyday_words(chinese_name(place)) for o in w.official)}
    return any(name in words for name in names)
