from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.core.corpus import Corpus
from assistant.search.chunks import Chunk, dump_chunks, load_chunks
from assistant.search.table import ChunkTable
from tests.search.test_chunks import ROW

CHUNKS = tuple(
    replace(ROW, chunk_id=f"c{n}", document="北" if n % 2 else "south", series="task" if n % 3 else "text")
    for n in range(12)
)


def test_a_table_reads_like_the_chunks_themselves(tmp_path: Path) -> None:
    path = tmp_path / "chunks.jsonl"
    path.write_text(dump_chunks(CHUNKS), encoding="utf-8", newline="\n")
    for table in (ChunkTable.open(path), ChunkTable.of(CHUNKS)):
        assert len(table) == 12
        assert tuple(table) == CHUNKS
        assert [table[n] for n in (0, 11, -1)] == [CHUNKS[0], CHUNKS[11], CHUNKS[-1]]
        assert table[3:7] == CHUNKS[3:7]
        assert [table.place(key) for key in ("c0", "c11", "c12")] == [0, 11, None]
        with pytest.raises(IndexError):
            table[12]


def test_no_chunks_make_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "chunks.jsonl").touch()
    table = ChunkTable.open(tmp_path / "chunks.jsonl")
    assert (len(table), tuple(table), table.mask(("south",), ("task",)).tolist()) == (0, (), [])


@pytest.mark.parametrize(
    ("documents", "series"),
    [((), ()), (("south",), ()), ((), ("task",)), (("北", "nowhere"), ("text", "box")), (("x",), ())],
)
def test_masks_are_those_of_the_fields(documents: tuple[str, ...], series: tuple[str, ...]) -> None:
    found = ChunkTable.of(CHUNKS).mask(documents, series)  # type: ignore[arg-type]
    expected = [(not documents or c.document in documents) and (not series or c.series in series) for c in CHUNKS]
    np.testing.assert_array_equal(found, expected)


def test_words_that_look_like_fields_are_no_fields() -> None:
    odd = replace(
        ROW, label='", "record_id": "x", "series": "box", ', path=('{"chunk_id": "',), text='"series": "item"'
    )
    table = ChunkTable.of([odd, replace(odd, chunk_id='quoted "id"', document="a\\b")])
    assert table.mask(series=("task",)).all()
    assert table.mask(("a\\b",)).tolist() == [False, True]
    assert table.place('quoted "id"') == 1
    assert table[0] == odd


def test_words_are_found_in_any_field_without_parsing() -> None:
    chunks = [replace(ROW, text="甲"), replace(ROW, lead=('乙"局',), support=()), replace(ROW, text="甲乙")]
    table = ChunkTable.of(chunks)
    assert table.naming(["甲"]) == [0, 2]
    assert table.naming(['乙"局', "甲乙"]) == [1, 2]
    assert table.naming(["市商务局", "nowhere"]) == [0, 2]
    assert table.naming([]) == table.naming([""]) == []


@pytest.mark.parametrize("text", ["[]", "{}", '{"chunk_id": "a"}', "{", "\x00"])
def test_garbled_lines_are_told(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        ChunkTable((text + "\n").encode())


def test_a_series_that_is_none_is_told() -> None:
    with pytest.raises(ValueError, match="series"):
        ChunkTable(json.dumps(asdict(ROW) | {"series": "chapter"}, sort_keys=True).encode() + b"\n")


def test_the_table_of_the_documents_holds_every_chunk(five: Corpus) -> None:
    path = five.root / "chunks.jsonl"
    chunks: tuple[Chunk, ...] = load_chunks(path.read_text("utf-8"))
    table = ChunkTable.open(path)
    assert (table.ids, tuple(table)) == (tuple(c.chunk_id for c in chunks), chunks)
