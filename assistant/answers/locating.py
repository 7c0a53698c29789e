"""Where quoted or pasted words stand: every row, section or box that holds them, in every document.

Knows how words are held against the records of a corpus, blind to punctuation, width and blanks, and with small
differences where they stand nowhere as they were pasted; refuses to know what a question asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.core.corpus import Corpus
from assistant.core.records import Record
from assistant.core.text import normalise, sentences

SHORTEST = 6
"""Characters that words must have which no quotation marks set off."""
_NEAR_SCORE = 82.0
_PART = re.compile(r"[。；;!?！？…]+|\.{3,}|……")
_LONG_PART = 6
_WORD = re.compile(r"[a-z0-9\u3400-\u9fff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plain:
    """A record's words without punctuation and blanks; ``places`` tells where each character stands in its text."""

    record: Record
    words: str
    places: tuple[int, ...]
    heading: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where words stand: the stretch of the record's text with its whole sentences, or its heading alone."""

    record: Record
    start: int
    end: int
    exact: bool

    @property
    def in_heading(self) -> bool:
        return self.end == 0


def plain(text: str) -> str:
    """Words as they are compared: normalised, lower case, without punctuation and blanks."""
    return "".join(_WORD.findall(normalise(text).lower()))


@lru_cache(maxsize=2)
def _records(corpus: Corpus) -> tuple[Plain, ...]:
    return tuple(_plain_record(record) for record in corpus.records)


def _plain_record(record: Record) -> Plain:
    # Character by character, so that every character kept knows its place.
    kept = [(c, i) for i, char in enumerate(record.text) for c in plain(char)]
    return Plain(
        record=record,
        words="".join(c for c, _ in kept),
        places=tuple(i for _, i in kept),
        heading=plain(record.path[-1]) if record.path else "",
    )


def places_of(corpus: Corpus, documents: Sequence[str], quoted: str) -> tuple[Place, ...]:
    """All places of quoted words in documents: as they stand, else part by part, else with small differences."""
    pool = [p for p in _records(corpus) if p.record.document in documents]
    parts = [part for piece in _PART.split(quoted) if len(part := plain(piece)) >= _LONG_PART]
    for wanted in ([plain(quoted)], parts if len(parts) > 1 else []):
        found = [place for words in wanted if words for place in _exact(pool, words)]
        if found:
            return _deepest(found)
    return _near(pool, plain(quoted))


def longest_known(corpus: Corpus, documents: Sequence[str], text: str) -> str:
    """The longest stretch of a text that stands in one of the documents, without punctuation."""
    pool = "\n".join(p.words for p in _records(corpus) if p.record.document in documents)
    words, best = plain(text), ""
    start = 0
    while start + len(best) < len(words):
        end = start + len(best) + 1
        while end <= len(words) and words[start:end] in pool:
            best, end = words[start:end], end + 1
        start += 1
    return best


def _exact(pool: Iterable[Plain], wanted: str) -> list[Place]:
    found = []
    for own in pool:
        at = own.words.find(wanted)
        if at >= 0:
            found.append(_place(own, at, at + len(wanted), exact=True))
        elif wanted in own.heading:
            found.append(Place(record=own.record, start=0, end=0, exact=True))
    return found


def _place(own: Plain, start: int, end: int, *, exact: bool) -> Place:
    """The whole sentences around a stretch."""
    low, high = own.places[start], own.places[end - 1] + 1
    held = [s for s in sentences(own.record.text) if s.start < high and s.end > low]
    return Place(record=own.record, start=held[0].start, end=held[-1].end, exact=exact)


def _deepest(found: Sequence[Place]) -> tuple[Place, ...]:
    """Each record once, without those whose part holds the words as well; a heading counts where it is printed."""
    found = list({p.record.record_id: p for p in found}.values())
    parents = {p.record.parent for p in found}
    kept = [p for p in found if p.in_heading or p.record.record_id not in parents]
    headings = {p.record.record_id for p in kept if p.in_heading}
    return tuple(p for p in kept if not (p.in_heading and p.record.parent in headings))


def _near(pool: Sequence[Plain], wanted: str) -> tuple[Place, ...]:
    """The places that come closest to pasted words, where they come close enough."""
    if len(wanted) < SHORTEST:
        return ()
    pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)]
    scored = [
        (score, own)
        for own in pool
        if 2 * len(own.words) > len(wanted)
        and 2 * sum(pair in own.words for pair in pairs) > len(pairs)
        and (score := fuzz.partial_ratio(wanted, own.words, score_cutoff=_NEAR_SCORE)) > 0
    ]
    best = max((score for score, _ in scored), default=0.0)
    found = []
    for score, own in scored:
        aligned = fuzz.partial_ratio_alignment(wanted, own.words) if score >= best - 1 else None
        if aligned is not None and aligned.dest_end > aligned.dest_start:
            found.append(_place(own, aligned.dest_start, aligned.dest_end, exact=False))
    return _deepest(found)
