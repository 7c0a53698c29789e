"""What a question is about that no document has: a word nobody writes, or one that makes a known word another thing.

Knows pairs of characters of the documents, everyday words and the glossary; refuses to know what is asked of it.
核废料 is not held by 废料, nor 电子烟 by 电子: where the documents never join the parts, none speaks of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answers.asking import Asked
from assistant.answers.context import Context
from assistant.answers.coverage import STOP, Rarity, rarity_of
from assistant.answers.outside import words_of
from assistant.answers.select import hold_telling
from assistant.answers.units import UNKNOWN_FACTOR, Unit, english_units
from assistant.core.corpus import Corpus
from assistant.core.records import Record
from assistant.core.text import has_han
from assistant.core.wording import everyday_words, talk_in, without_frames

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_NOUN, _SHORT = 6, 8
"""Longer stretches are sentences, whose words are chatter as often as not."""

_FEW_WORDS = 4
_COMPOUND, _FEW_UNITS = 4, 2
_PLAIN = frozenset("连新旧老大小好坏多少高低")
"""Characters that make no other thing of a word: 旧电视 is a 电视."""


def strange_words(pieces: Iterable[str], rarity: Rarity) -> tuple[str, ...]:
    """Of Chinese stretches those that hold a character which no document joins to any of its neighbours."""
    runs = (run for piece in pieces for run in _HAN_RUN.findall(without_frames(piece.lower())))
    return tuple(run for run in runs if 1 < len(run) <= _NOUN and _strange(run, rarity))


def is_strange(context: Context, *, exact: bool = False) -> bool:
    """Whether a topic is a thing that no document has; ``exact`` tells that rows hold the whole subject of it.

    Then it is one only where the subject is the lesser part of what is said (共享 of 共享单车乱停).
    """
    question = context.question
    own = [p for p in question.topic if has_han(p)]
    if own:
        strange = strange_words(own, rarity_of(context.corpus))
        subject = sum(map(len, question.subject)) if exact else 0
        return len(strange) == len(own) and subject * 2 < sum(map(len, own))
    if len(question.topic) > _FEW_WORDS:
        return False
    regions = [name for d in context.corpus.documents for name in (d.region, d.region_en)]
    known, unknown = _parted(tuple(english_units(" ".join(question.topic), regions)), words_of(context.corpus))
    return 0 < len(unknown) >= len(known)


def is_unheard(asked: Asked, corpus: Corpus) -> bool:
    """Whether an open question of few words is about a thing that no document has (核电站怎么建)."""
    if asked.language == "en":
        known, unknown = _parted(asked.units, words_of(corpus))
        return 0 < len(unknown) >= len(known) and bool(known or any(u.synonyms for u in unknown))
    if asked.kind != "open" or asked.yes_no:
        return False
    full = [u for u in asked.units if u.is_han and not u.required and max(u.factors) >= 1.0]
    short = [u.words for u in full if len(u.words) <= _COMPOUND]
    if len(full) > _FEW_UNITS or len(short) < len(full):
        return False
    return bool(strange_words(short, rarity_of(corpus)))


def _parted(units: Sequence[Unit], text: str) -> tuple[list[Unit], list[Unit]]:
    """English words of weight that the documents have, and those that they do not; mere forms of verbs are neither."""
    heavy = [u for u in units if not u.is_han and not u.required and max(u.factors) >= UNKNOWN_FACTOR]
    known = [u for u in heavy if any(o.lower() in text for s in u.synonyms for o in s.official)]
    return known, [u for u in heavy if u not in known and not u.words.endswith(("ing", "ed"))]


def lacks_part(context: Context, rows: Sequence[Record]) -> bool:
    """Whether no row has all that tells most in a topic said in a word or two; a long one is also chatter."""
    question = context.question
    if len(question.topic) > 1 or sum(map(len, question.topic)) > _SHORT or not all(map(has_han, question.topic)):
        return False
    whole = replace(context, question=replace(question, subject=question.topic))
    pools = {row.document: context.rows(row.document) for row in rows}
    return not any(hold_telling(whole, [row], pools[row.document]) for row in rows)


def _strange(run: str, rarity: Rarity) -> bool:
    """Whether most of a run stands in no document, or one character makes what is beside it another thing."""
    known = {n for word in everyday_words(run) for n in range(word.start, word.end)}
    talk = {n for start, end in talk_in(run) for n in range(start, end)} - known
    own = [n for n in range(len(run)) if n not in talk and run[n] not in STOP and (n or run[n] not in _PLAIN)]
    joined = {n for n in range(len(run) - 1) if rarity.joined(run[n : n + 2])}
    unknown = [n for n in own if n not in known and n not in joined and n - 1 not in joined]
    beside = [n for n in unknown if n - 1 in own or n + 1 in own]
    alone = [n for n in beside if n - 1 not in unknown and n + 1 not in unknown]
    return bool(alone) or (bool(beside) and 2 * len(unknown) >= len(own))
