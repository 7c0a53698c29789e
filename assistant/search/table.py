"""The chunks of an index as a table: which there are is known at once, what one says is read when it is asked for.

Knows where each chunk stands in its file and the few fields that filters look at; refuses to know scores. A hundred
thousand passages need a few dozen megabytes this way instead of hundreds; the file is memory-mapped.
"""

from __future__ import annotations

import json
import mmap
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, overload

import numpy as np

from assistant.core.records import SERIES, Series
from assistant.search.chunks import Chunk, chunk_from_json, dump_chunks

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT = 8_192
"""Chunks that stay at hand once they were read; all of them where there are no more."""
_HEAD = re.compile(rb'\{"chunk_id": "([^"\\]+)", "document": "([^"\\]+)", ')
_SERIES = re.compile(rb', "record_id": "[^"\\]*", "series": "([a-z]+)", ')
"""Sorted keys stand in one order, and a quotation mark inside a value would have a backslash before it."""
_NUMBER_OF = {series: number for number, series in enumerate(SERIES)}


class ChunkTable(Sequence[Chunk]):
    """The chunks of an index in their order. Safe to read from any number of threads."""

    def __init__(self, lines: bytes | mmap.mmap) -> None:
        """A table of JSON lines as ``dump_chunks`` writes them; ``ValueError`` or ``TypeError`` for any other."""
        self._lines = lines
        starts = array("q", [0])
        ids: list[str] = []
        documents, series = array("i"), bytearray()
        self._documents: dict[str, int] = {}
        for line in _lines_of(lines):
            starts.append(starts[-1] + len(line))
            key, document, kind = _fields(line)
            ids.append(key)
            documents.append(self._documents.setdefault(document, len(self._documents)))
            series.append(_NUMBER_OF[kind])
        self.ids = tuple(ids)
        self._starts = starts
        self._document = np.frombuffer(documents, dtype=np.int32) if ids else np.zeros(0, dtype=np.int32)
        self._series = np.frombuffer(bytes(series), dtype=np.uint8)
        self._places = {key: place for place, key in enumerate(ids)}
        self._read = lru_cache(maxsize=KEPT)(self._parsed)

    @classmethod
    def of(cls, chunks: Iterable[Chunk]) -> ChunkTable:
        """A table of chunks that are there already."""
        return cls(dump_chunks(chunks).encode("utf-8"))

    @classmethod
    def open(cls, path: Path) -> ChunkTable:
        """The table of a file; ``OSError``, ``ValueError`` or ``TypeError`` where it cannot be read or is garbled."""
        if not path.stat().st_size:
            return cls(b"")
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> Chunk: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Chunk, ...]: ...
    def __getitem__(self, place: int | slice) -> Chunk | tuple[Chunk, ...]:
        if isinstance(place, slice):
            return tuple(self._parsed(number) for number in range(len(self))[place])
        return self._read(range(len(self))[place])

    def __iter__(self) -> Iterator[Chunk]:
        return map(self._parsed, range(len(self)))

    def place(self, chunk_id: str) -> int | None:
        """Where a chunk of that id stands; ``None`` where none has it."""
        return self._places.get(chunk_id)

    def mask(self, documents: Iterable[str] = (), series: Iterable[Series] = ()) -> NDArray[np.bool_]:
        """Which chunks are of one of the documents and of one of the series; an empty filter leaves all."""
        allowed = np.ones(len(self), dtype=np.bool_)
        if documents := tuple(documents):
            wanted = np.zeros(len(self._documents) + 1, dtype=np.bool_)
            wanted[[self._documents.get(document, -1) for document in documents]] = True
            wanted[-1] = False
            allowed &= wanted[self._document]
        if series := tuple(series):
            kinds = np.zeros(len(SERIES), dtype=np.bool_)
            kinds[[_NUMBER_OF[kind] for kind in series]] = True
            allowed &= kinds[self._series]
        return allowed

    def naming(self, words: Iterable[str]) -> list[int]:
        """The places of the chunks with one of the words in any of their fields, ascending; no chunk is parsed."""
        found: set[int] = set()
        for word in words:
            needle = json.dumps(word, ensure_ascii=False)[1:-1].encode("utf-8")
            at = self._lines.find(needle)
            while needle and at >= 0:
                place = bisect_right(self._starts, at) - 1
                found.add(place)
                at = self._lines.find(needle, self._starts[place + 1])
        return sorted(found)

    def _parsed(self, place: int) -> Chunk:
        return chunk_from_json(json.loads(self._lines[self._starts[place] : self._starts[place + 1]]))


def _lines_of(lines: bytes | mmap.mmap) -> Iterator[bytes]:
    """The lines with their ends; only a line feed ends one."""
    begin = 0
    while begin < len(lines):
        end = lines.find(b"\n", begin) + 1 or len(lines)
        yield lines[begin:end]
        begin = end


def _fields(line: bytes) -> tuple[str, str, Series]:
    """Id, document and series of a chunk, without parsing the rest of it where that can be told."""
    head, kind = _HEAD.match(line), _SERIES.search(line)
    if head and kind and line.endswith(b"}\n"):
        series = kind[1].decode()
        if series in _NUMBER_OF:
            return head[1].decode(), head[2].decode(), series
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError(f"no chunk: {line[:40]!r}")
    chunk = chunk_from_json(data)
    if chunk.series not in _NUMBER_OF:
        raise ValueError(f"{chunk.chunk_id} is of no series that is known: {chunk.series}")
    return chunk.chunk_id, chunk.document, chunk.series
