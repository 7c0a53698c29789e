"""A real Chroma folder with a handful of vectors, held against numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.core.records import Series
from assistant.errors import IndexDamaged, SettingsProblem
from assistant.search.chunks import Chunk
from assistant.search.vectors import VectorStore

COUNT = 40


def chunk(number: int) -> Chunk:
    series: Series = "task" if number % 3 else "project"
    return Chunk(
        chunk_id=f"c{number}", record_id=f"r{number}", document="north" if number % 2 else "south", series=series,
        number=number or None, label="项", path=("章",), title="标题", text=f"第{number}项", text_start=0, text_end=3,
        start=number, end=number + 3, lead=("甲局", "乙局") if number % 2 else (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def vectors() -> NDArray[np.float32]:
    rows = np.random.default_rng(5).normal(size=(COUNT, 8)).astype(np.float32)
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vectors: NDArray[np.float32]) -> Path:
    path = tmp_path_factory.mktemp("vectors") / "chroma"
    with VectorStore.create(path, [chunk(n) for n in range(COUNT)], vectors) as store:
        assert len(store) == COUNT
    return path


def test_the_nearest_come_first_with_their_cosine(folder: Path, vectors: NDArray[np.float32]) -> None:
    query = vectors[3] + 0.1
    query /= np.linalg.norm(query)
    cosines = vectors @ query
    expected = [f"c{n}" for n in np.argsort(-cosines)[:5]]
    with VectorStore.open(folder) as store:
        found = store.query(query, 5)
    assert [key for key, _ in found] == expected
    np.testing.assert_allclose([value for _, value in found], np.sort(cosines)[::-1][:5], atol=1e-5)


@pytest.mark.parametrize("among", [(), ("c3",), ("c1", "c2", "c30"), tuple(f"c{n}" for n in range(COUNT))])
def test_only_the_named_are_found(folder: Path, vectors: NDArray[np.float32], among: tuple[str, ...]) -> None:
    with VectorStore.open(folder) as store:
        found, compared = (ask(vectors[0], COUNT, among=among) for ask in (store.query, store.compare))
    assert {key for key, _ in found} == {key for key, _ in compared} == set(among)
    np.testing.assert_allclose([value for _, value in found], [value for _, value in compared], atol=1e-5)


def test_comparing_all_is_the_same_as_sorting_by_cosine(folder: Path, vectors: NDArray[np.float32]) -> None:
    cosines = vectors @ vectors[9]
    with VectorStore.open(folder) as store:
        assert [key for key, _ in store.compare(vectors[9], 7)] == [f"c{n}" for n in np.argsort(-cosines)[:7]]


def test_an_id_that_is_not_held_is_told(folder: Path, vectors: NDArray[np.float32]) -> None:
    with VectorStore.open(folder) as store, pytest.raises(IndexDamaged, match="make ingest"):
        store.query(vectors[0], 3, among=["c5", "nowhere"])


def test_creating_again_replaces_what_was_there(tmp_path: Path, vectors: NDArray[np.float32]) -> None:
    VectorStore.create(tmp_path, [chunk(n) for n in range(COUNT)], vectors).close()
    with VectorStore.create(tmp_path, [chunk(0)], vectors[:1]) as store:
        assert len(store) == 1


def test_no_chunks_make_an_empty_store(tmp_path: Path, vectors: NDArray[np.float32]) -> None:
    VectorStore.create(tmp_path, [], vectors[:0]).close()
    with VectorStore.open(tmp_path) as store:
        assert len(store) == 0
        assert store.query(vectors[0], 3) == store.compare(vectors[0], 3) == []


def test_every_chunk_needs_a_vector(tmp_path: Path, vectors: NDArray[np.float32]) -> None:
    with pytest.raises(ValueError, match="1 chunks but 40 vectors"):
        VectorStore.create(tmp_path, [chunk(0)], vectors)


def test_a_missing_store_or_collection_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(IndexDamaged, match="make ingest"):
        VectorStore.open(tmp_path)
    with pytest.raises(IndexDamaged, match="no collection 'other'"):
        VectorStore.open(folder, name="other")


def test_an_address_that_is_none_is_told(folder: Path) -> None:
    with pytest.raises(SettingsProblem, match="ASSISTANT_CHROMA_URL"):
        VectorStore.open(folder, url="chroma-host")


def test_closing_twice_does_nothing(folder: Path) -> None:
    store = VectorStore.open(folder)
    store.close()
    store.close()


def test_a_server_is_given_what_the_folder_holds(
    folder: Path, tmp_path: Path, vectors: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second folder stands for the server: the same client interface, another place."""
    from assistant.search import vectors as module

    connect = module._connect
    monkeypatch.setattr(module, "_connect", lambda place, url: connect(tmp_path / "server" if url else place, None))
    for _ in range(2):
        with VectorStore.mirrored(folder, url="http://127.0.0.1:1", name="chunks-abc") as store:
            assert len(store) == COUNT
            assert store.query(vectors[4], 1)[0][0] == "c4"
            assert [key for key, _ in store.query(vectors[4], 5, among=["c7"])] == ["c7"]
