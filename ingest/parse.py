"""One document to records: chooses the reader its manifest entry names. The one door to parsing."""

from __future__ import annotations

from collections.abc import Callable

from ingest.builder import Parsed
from ingest.outline import parse_outline
from ingest.prose import parse_prose
from ingest.sources import Kind, Source
from ingest.tables import parse_table

__all__ = ["Parsed", "parse"]

_READERS: dict[Kind, Callable[[Source], Parsed]] = {
    "outline": parse_outline,
    "prose": parse_prose,
    "table": parse_table,
}


def parse(source: Source) -> Parsed:
    """Records and furniture of one document."""
    return _READERS[source.layout.kind](source)
