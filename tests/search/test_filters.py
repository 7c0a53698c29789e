"""Filters over made-up chunks, held against plain sorting and the product of all vectors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.search import filters
from assistant.search.filters import Allowed, best, nearest, remembered
from assistant.search.table import ChunkTable
from assistant.search.vectors import VectorStore
from tests.search.test_chunks import ROW

COUNT = 400
CHUNKS = tuple(
    replace(ROW, chunk_id=f"c{n}", document=f"d{n // 20}", series="task" if n % 3 else "box") for n in range(COUNT)
)


@pytest.fixture(scope="module")
def table() -> ChunkTable:
    return ChunkTable.of(CHUNKS)


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    rows = np.random.default_rng(2).normal(size=(COUNT, 8)).astype(np.float32)
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vectors: NDArray[np.float32], table: ChunkTable) -> Path:
    path = tmp_path_factory.mktemp("filters") / "chroma"
    VectorStore.create(path, table, vectors).close()
    return path


def test_a_filter_is_worked_out_once(table: ChunkTable) -> None:
    allowed = remembered(table)
    assert allowed(("d1",), ()) is allowed(("d1",), ())
    assert allowed(("d1",), ()).places.tolist() == list(range(20, 40))
    assert allowed((), ()).everything
    assert not allowed(("none",), ()).count


@pytest.mark.parametrize("k", [1, 7, 50, 1_000])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 1.0])
def test_the_best_are_those_of_sorting_everything(k: int, share: float) -> None:
    random = np.random.default_rng(k)
    scores = random.integers(0, 9, COUNT).astype(np.float32)
    mask = random.random(COUNT) < share
    places = sorted((n for n in range(COUNT) if mask[n] and scores[n] > 0), key=lambda n: (-scores[n], n))[:k]
    assert best(scores, Allowed(mask), k) == {n: float(scores[n]) for n in places}


@pytest.mark.parametrize(
    ("small", "few", "most"),
    [(1_000, 0, 0), (0, 1_000, 0), (0, 0, 1_000), (0, 0, 80), (0, 0, 0)],
    ids=["all compared", "a few compared", "fetched", "fetched at most once", "named"],
)  # fmt: skip
@pytest.mark.parametrize("documents", [(), ("d3",), ("d1", "d2", "d9", "d12", "d15"), ("none",)])
def test_every_way_finds_the_nearest_that_are_left(
    small: int,
    few: int,
    most: int,
    documents: tuple[str, ...],
    folder: Path,
    table: ChunkTable,
    vectors: NDArray[np.float32],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("SMALL", small), ("FEW", few), ("MOST", most)):
        monkeypatch.setattr(filters, name, value)
    query = vectors[7] + vectors[30]
    query /= np.linalg.norm(query)
    allowed = remembered(table)(documents, ())
    cosines = vectors @ query
    expected = sorted(allowed.places.tolist(), key=lambda n: -cosines[n])[:10]
    with VectorStore.open(folder) as store:
        found = nearest(store, query, 10, allowed, table)
    assert list(found) == expected
    np.testing.assert_allclose(list(found.values()), cosines[expected], atol=1e-5)
