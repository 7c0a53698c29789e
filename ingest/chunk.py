"""Records cut into chunks: the stretches that are indexed.

A chunk never crosses a record; a short record stays whole, a long one is cut at sentence ends; words that belong to a
narrower record as well (the clauses and items of a section) are chunked there only. Knows nothing of indexes.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.core.evidence import text_to_source
from assistant.core.records import DocumentInfo, Record, Span
from assistant.core.text import sentences
from assistant.search.chunks import Chunk

MAX_CHARS = 320
"""A record up to this length is one chunk; longer ones are cut into pieces of about equal length below it."""
REMARK_CHARS = 8
"""An agency cell with this many characters beside the names states something of its own, such as who leads."""

_WORD = re.compile(r"\w")
_SOFT_END = re.compile(r"[，,、：:]|\.(?=\s)|\s")


def chunk(info: DocumentInfo, records: Sequence[Record], max_chars: int = MAX_CHARS) -> tuple[Chunk, ...]:
    """The chunks of one document's records, in source order of the records."""
    ordered = sorted(records, key=lambda r: (r.start, -r.end))
    inner = _inner_frames(ordered)
    title = info.title if info.region in info.title else f"{info.region} {info.title}"
    return tuple(
        _chunk_of(record, title, number, piece)
        for record in ordered
        for number, piece in enumerate(_pieces(record, inner[record.record_id], max_chars), 1)
    )


def _chunk_of(record: Record, title: str, number: int, piece: Span) -> Chunk:
    spans = text_to_source(record, piece.start, piece.end)
    return Chunk(
        chunk_id=f"{record.record_id}#{number}",
        record_id=record.record_id,
        document=record.document,
        series=record.series,
        number=record.number,
        label=record.label,
        path=record.path,
        title=title,
        text=record.text[piece.start : piece.end],
        text_start=piece.start,
        text_end=piece.end,
        start=min(span.start for span in spans),
        end=max(span.end for span in spans),
        lead=record.agencies("lead"),
        support=record.agencies("support"),
        joint=record.agencies("joint"),
    )


def _inner_frames(ordered: Sequence[Record]) -> dict[str, list[Span]]:
    """For each record the stretches of source that the narrower records inside it account for."""
    inner: defaultdict[str, list[Span]] = defaultdict(list)
    open_records: list[Record] = []
    for record in ordered:
        open_records = [outer for outer in open_records if outer.end > record.start]
        for outer in open_records:
            narrower = record.end - record.start < outer.end - outer.start
            if record.end <= outer.end and (narrower or record.parent == outer.record_id):
                inner[outer.record_id].extend(_accounted(record))
        open_records.append(record)
    return inner


def _accounted(record: Record) -> tuple[Span, ...]:
    """The frame of a record, less an agency cell that says more than names: it can be found with the outer record."""
    cell = record.responsibility.span if record.responsibility else None
    if record.responsibility is None or cell is None:
        return (Span(start=record.start, end=record.end),)
    rest = record.responsibility.raw
    for name in sorted(record.responsibility.everyone, key=len, reverse=True):
        rest = rest.replace(name, "")
    if len(_WORD.findall(rest)) < REMARK_CHARS:
        return (Span(start=record.start, end=record.end),)
    return (Span(start=record.start, end=cell.start), Span(start=cell.end, end=record.end))


def _pieces(record: Record, inner: Iterable[Span], max_chars: int) -> Iterator[Span]:
    """Stretches of ``record.text`` that become chunks."""
    for stretch in _own_text(record, sorted(inner, key=lambda s: s.start)):
        trimmed = _trimmed(record.text, stretch)
        if _WORD.search(record.text, trimmed.start, trimmed.end):
            yield from split(record.text, trimmed, max_chars)


def _own_text(record: Record, inner: Sequence[Span]) -> Iterator[Span]:
    """Stretches of ``record.text`` outside the inner frames; neighbours across a page break are one stretch."""
    begin = offset = 0
    for span in record.spans:
        shift = offset - span.start
        for frame in inner:
            low, high = max(frame.start, span.start), min(frame.end, span.end)
            if low < high:
                if begin < low + shift:
                    yield Span(start=begin, end=low + shift)
                begin = max(begin, high + shift)
        offset += span.end - span.start
    if begin < offset:
        yield Span(start=begin, end=offset)


def split(text: str, stretch: Span, max_chars: int = MAX_CHARS) -> Iterator[Span]:
    """A stretch cut at sentence ends into pieces of about equal length, none above ``max_chars``.

    Only a sentence that is too long by itself is cut within, after a comma or a blank where there is one.
    """
    parts = list(_parts(text, stretch, max_chars))
    begin, end = (parts[0].start, parts[0].end) if parts else (0, 0)
    for part in parts:
        share = _even_share(stretch.end - begin, max_chars)
        length = part.end - begin
        # Cutting before or after this sentence: whichever comes nearer to the even share of what is left.
        past = length > share and length - share > share - (end - begin)
        if begin < part.start and (past or length > max_chars):
            yield Span(start=begin, end=end)
            begin = part.start
        end = part.end
    if parts:
        yield Span(start=begin, end=end)


def _even_share(length: int, max_chars: int) -> float:
    return length / math.ceil(length / max_chars)


def _parts(text: str, stretch: Span, max_chars: int) -> Iterator[Span]:
    """The sentences of a stretch, those too long to stay whole in parts; without blanks around them."""
    for sentence in sentences(text[stretch.start : stretch.end]):
        whole = _trimmed(text, Span(start=stretch.start + sentence.start, end=stretch.start + sentence.end))
        begin = whole.start
        while whole.end - begin > max_chars:
            ends = [m.end() for m in _SOFT_END.finditer(text, begin + max_chars // 2, begin + max_chars)]
            stop = ends[-1] if ends else begin + max_chars
            part = _trimmed(text, Span(start=begin, end=stop))
            if part.start < part.end:
                yield part
            begin = stop
        yield _trimmed(text, Span(start=begin, end=whole.end))


def _trimmed(text: str, stretch: Span) -> Span:
    """The stretch without blanks at its ends."""
    words = text[stretch.start : stretch.end]
    return Span(
        start=stretch.start + len(words) - len(words.lstrip()),
        end=stretch.end - len(words) + len(words.rstrip()),
    )
