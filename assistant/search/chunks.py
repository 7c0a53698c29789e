"""A chunk: the stretch of one record that is indexed and found as a unit.

Knows its fields and how it is written as JSON lines; refuses to know how records are cut (``ingest``) or scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from assistant.core.records import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """``text`` is exactly ``record.text[text_start:text_end]``; ``start``–``end`` frame it in the source file.

    ``title`` names region and document, ``path`` the headings above: the context in which the words are understood.
    ``lead``, ``support`` and ``joint`` are those of the whole record, as printed.
    """

    chunk_id: str
    record_id: str
    document: str
    series: Series
    number: int | None
    label: str
    path: tuple[str, ...]
    title: str
    text: str
    text_start: int
    text_end: int
    start: int
    end: int
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()


def chunk_from_json(data: dict[str, Any]) -> Chunk:
    """A chunk of its JSON values."""
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Chunk(**fields)


def dump_chunks(chunks: Iterable[Chunk]) -> str:
    """JSON lines, one chunk each, the same bytes for the same chunks everywhere."""
    return "".join(json.dumps(asdict(chunk), ensure_ascii=False, sort_keys=True) + "\n" for chunk in chunks)


def load_chunks(text: str) -> tuple[Chunk, ...]:
    """The chunks of JSON lines."""
    # Not splitlines(): a chunk may hold U+2028, which that takes for a line end.
    return tuple(chunk_from_json(json.loads(line)) for line in text.split("\n") if line)


def metadata(chunk: Chunk) -> dict[str, Any]:
    """What the vector store keeps beside a vector: enough to tell where it belongs; the rest is in the chunk itself."""
    return {"record_id": chunk.record_id, "document": chunk.document, "series": chunk.series}
