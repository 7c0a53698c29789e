"""The names in a question: places, levels of government and agencies, none inside another.

Knows how names lie beside each other; refuses to know what is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.agencies import AgencyMention
from assistant.core.text import filled, has_han
from assistant.dialogue.binding import PlaceHit
from assistant.dialogue.set_aside import without_those_left_out
from assistant.dialogue.vocabulary import Vocabulary

_KINDS = frozenset("局委厅办署院关行会部组区府司中心队")
"""The last characters of names of bodies."""


class Page:
    """The lower-cased question with the stretches already understood blanked out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def blank(self, spans: Iterable[tuple[int, int]]) -> None:
        self.text = filled(self.text, spans)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The names in a question: places, levels of government and agencies, none inside another.

    ``left_out`` is where places are named that are not asked about; the documents are then all others.
    """

    hits: tuple[PlaceHit, ...]
    places: tuple[tuple[int, int], ...]
    documents: tuple[str, ...]
    levels: tuple[tuple[int, int], ...]
    level: str | None
    agencies: tuple[AgencyMention, ...]
    left_out: tuple[int, int] | None = None


def named_in(lowered: str, vocabulary: Vocabulary) -> Named:
    spans, _ = vocabulary.places.find(lowered)
    agencies = vocabulary.bodies(lowered, filled(lowered, spans))
    places = _outside(spans, agencies)
    meant_by = [(a, b, vocabulary.places.meant(lowered, a, b)) for a, b in places]
    hits = [PlaceHit(start=a, end=b, documents=vocabulary.places.narrowed(lowered, d)) for a, b, d in meant_by]
    hits += _titles(lowered, [d for _, _, d in meant_by], vocabulary)
    others = without_those_left_out(lowered, hits, [d.document for d in vocabulary.places.documents])
    hits = [others] if others else hits
    meant = set(others.documents) if others else {d for _, _, held in meant_by for d in held}
    agencies = tuple(m for m in agencies if not _a_field_only(m, meant))
    agencies = tuple(vocabulary.agencies.in_documents(m, meant) for m in agencies)
    rest = filled(lowered, (*spans, *((m.start, m.end) for m in agencies)))
    documents = tuple(dict.fromkeys(d for hit in hits for d in hit.documents))
    beside = vocabulary.places.beside_table(rest, documents)
    hits = sorted((*hits, *(PlaceHit(start=a, end=b, documents=(d,)) for a, b, d in beside)), key=lambda h: h.start)
    levels, level = vocabulary.places.level(rest) if not beside else ((), None)
    return Named(
        hits=tuple(hits),
        places=tuple((h.start, h.end) for h in hits),
        documents=tuple(dict.fromkeys((*documents, *(d for hit in hits for d in hit.documents)))),
        levels=levels,
        level=level if levels else None,
        agencies=agencies,
        left_out=(others.start, others.end) if others else None,
    )


def _titles(lowered: str, named: list[tuple[str, ...]], vocabulary: Vocabulary) -> list[PlaceHit]:
    """The titles that stand beside the region of several documents, which they narrow down."""
    found = []
    for documents in named:
        if short := vocabulary.places.short_title(lowered, documents):
            start = lowered.index(short)
            held = vocabulary.places.narrowed(lowered, documents)
            found.append(PlaceHit(start=start, end=start + len(short), documents=held))
    return found


def _a_field_only(mention: AgencyMention, documents: set[str]) -> bool:
    """Whether words name a field (农业口) whose bodies the documents named do not have, so that the field is meant."""
    held = any(documents & set(a.documents) for a in mention.agencies)
    return bool(documents) and not held and has_han(mention.words) and mention.words[-1] not in _KINDS


def _outside(spans: tuple[tuple[int, int], ...], mentions: tuple[AgencyMention, ...]) -> tuple[tuple[int, int], ...]:
    """Spans that are not part of an agency's name (深圳 in 深圳海关 names no document by itself)."""
    return tuple((a, b) for a, b in spans if not any(m.start <= a and b <= m.end for m in mentions))
