"""Evidence: words of a source, where they stand, which record they belong to. The only currency of an answer.

Knows how to cut a quotation out of a source so that ``source[start:end]``, without white space and inline furniture,
equals the quote without white space; refuses to know why a record was chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.core.records import Record, Span

INLINE_FURNITURE = re.compile(r"\[bookmark:[^\]]*\]|</?p>|\*\*|#+")
"""Marks that may stand inside a quotation and are not shown (nothing else may)."""
_BLANK = re.compile(r"[\s　]+")
_WIDE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """A quotation with its place. ``signals`` tells how it was found (empty for exact look-up)."""

    record: Record
    quote: str
    start: int
    end: int
    score: float = 1.0
    signals: dict[str, float] = field(default_factory=dict)


def clean_quote(raw: str) -> str:
    """The words of a stretch of source: inline furniture removed, white space collapsed."""
    bare = INLINE_FURNITURE.sub("", raw)
    return _WIDE.sub(" ", _BLANK.sub(" ", bare)).strip()


def squeeze(text: str) -> str:
    """Text without white space and inline furniture: the form in which quotes are compared with sources."""
    return _BLANK.sub("", INLINE_FURNITURE.sub("", text))


def quote_span(record: Record, source: str, start: int, end: int) -> Evidence:
    """Evidence for ``source[start:end]`` within ``record``; leading and trailing blanks are left out."""
    raw = source[start:end]
    start += len(raw) - len(raw.lstrip())
    end -= len(raw) - len(raw.rstrip())
    return Evidence(record=record, quote=clean_quote(source[start:end]), start=start, end=end)


def text_to_source(record: Record, start: int, end: int) -> tuple[Span, ...]:
    """Source spans of ``record.text[start:end]``; several where the words are parted by a page break."""
    found: list[Span] = []
    offset = 0
    for span in record.spans:
        length = span.end - span.start
        low, high = max(start, offset), min(end, offset + length)
        if low < high:
            found.append(Span(start=span.start + low - offset, end=span.start + high - offset))
        offset += length
    return tuple(found)
