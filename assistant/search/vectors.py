"""Vectors in Chroma, through langchain-chroma: written once by ingestion, queried by the assistant.

Knows collections, ids and batch limits; refuses to know how a vector was made or how scores are fused.
The only module that imports chromadb and langchain_chroma. Chroma's own embedding function is never used: it would
download a model.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from assistant.errors import IndexDamaged, SettingsProblem
from assistant.search.chunks import Chunk, metadata

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

COLLECTION = "chunks"
BATCH = 5_000
"""Chroma takes at most 5,461 rows at a time."""
_MEND = "run `make ingest` or `python -m ingest build`"
_CONFIGURATION: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}
_LOCK = threading.Lock()
"""Chroma builds its client system in steps that two threads must not mix."""


class VectorStore:
    """A collection of chunk vectors. Queries may come from any thread; one process writes."""

    def __init__(self, client: Any, collection: Any) -> None:
        self._client = client
        self._collection = collection

    @classmethod
    def create(
        cls, folder: Path, chunks: Sequence[Chunk], vectors: Vectors, *, url: str | None = None, name: str = COLLECTION
    ) -> VectorStore:
        """A new collection of chunks and their vectors, in a folder or on a Chroma server."""
        if len(chunks) != len(vectors):
            raise ValueError(f"{len(chunks)} chunks but {len(vectors)} vectors")
        client = _connect(folder, url)
        if any(collection.name == name for collection in client.list_collections()):
            client.delete_collection(name)
        client.create_collection(name, embedding_function=None, configuration=_CONFIGURATION)
        for start in range(0, len(chunks), BATCH):
            batch = chunks[start : start + BATCH]
            _writer(client, name, vectors[start : start + BATCH]).add_texts(
                [chunk.text for chunk in batch],
                metadatas=[metadata(chunk) for chunk in batch],
                ids=[chunk.chunk_id for chunk in batch],
            )
        return cls(client, client.get_collection(name, embedding_function=None))

    @classmethod
    def open(cls, folder: Path, *, url: str | None = None, name: str = COLLECTION) -> VectorStore:
        """An existing collection; ``IndexDamaged`` where there is none."""
        from chromadb.errors import ChromaError

        if url is None and not (folder / "chroma.sqlite3").is_file():
            raise IndexDamaged(f"{folder} holds no vector store; {_MEND}")
        client = _connect(folder, url)
        try:
            return cls(client, client.get_collection(name, embedding_function=None))
        except (ChromaError, ValueError) as error:
            client.close()
            raise IndexDamaged(f"no collection {name!r} in {url or folder} ({error}); {_MEND}") from error

    @classmethod
    def mirrored(cls, folder: Path, *, url: str, name: str) -> VectorStore:
        """The collection of a folder on a Chroma server, copied there when the server does not hold it yet."""
        client = _connect(folder, url)
        with cls.open(folder) as local:
            collection = client.get_or_create_collection(name, embedding_function=None, configuration=_CONFIGURATION)
            if collection.count() != len(local):
                for start in range(0, len(local), BATCH):
                    rows = local._collection.get(
                        limit=BATCH, offset=start, include=["embeddings", "metadatas", "documents"]
                    )
                    collection.upsert(**{key: rows[key] for key in ("ids", "embeddings", "metadatas", "documents")})
        return cls(client, collection)

    def __len__(self) -> int:
        return int(self._collection.count())

    def __enter__(self) -> VectorStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def query(self, vector: Vectors, k: int, *, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The ``k`` nearest chunk ids with their cosine similarity, best first; ``among`` limits which may be found.

        ``IndexDamaged`` where the store does not hold an id that it is to look among.
        """
        from chromadb.errors import ChromaError

        if among is not None and not among:
            return []
        # Asking for ids and distances alone takes a sixth of the time that building LangChain documents takes, and
        # naming ids a fraction of what a filter over metadata takes.
        named = None if among is None else list(among)
        try:
            found = self._collection.query(query_embeddings=[vector], n_results=k, ids=named, include=["distances"])
        except ChromaError as error:
            raise IndexDamaged(f"the vector store cannot be searched ({error}); {_MEND}") from error
        return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def compare(self, vector: Vectors, k: int, *, among: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The same as ``query``, but exact: every vector is compared, or those of the named ids, which should be few.

        All vectors are kept once they were read, so only a small store is to be asked without naming ids.
        """
        if among is not None and not among:
            return []
        ids, rows = self._rows(list(among)) if among is not None else self._all
        if not ids:
            return []
        cosines = rows @ vector / max(float(np.linalg.norm(vector)), 1e-12)
        best = np.argsort(-cosines, kind="stable")[:k]
        return [(ids[at], float(cosines[at])) for at in best]

    @cached_property
    def _all(self) -> tuple[list[str], Vectors]:
        return self._rows(None)

    def _rows(self, ids: list[str] | None) -> tuple[list[str], Vectors]:
        """Ids and their vectors brought to length one."""
        found = self._collection.get(ids=ids, include=["embeddings"])
        if not found["ids"]:
            return [], np.zeros((0, 1), dtype=np.float32)
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        return found["ids"], rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)

    def close(self) -> None:
        """Let the files go; closing twice does nothing."""
        with _LOCK:
            self._client.close()


class _Given:
    """Hands langchain-chroma the vectors that are already there."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._vectors.tolist()
        if len(rows) != len(texts):
            raise ValueError(f"{len(texts)} texts but {len(rows)} vectors")
        return rows

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError("questions are encoded by the embedder")


def _connect(folder: Path, url: str | None) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    with _LOCK:
        if url is None:
            folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(path=str(folder), settings=settings)
        place = urlsplit(url)
        if place.scheme not in ("http", "https") or not place.hostname:
            raise SettingsProblem(f"ASSISTANT_CHROMA_URL must look like http://host:8000, not {url!r}")
        port = place.port or (443 if place.scheme == "https" else 8000)
        try:
            return chromadb.HttpClient(host=place.hostname, port=port, ssl=place.scheme == "https", settings=settings)
        except ValueError as error:
            raise IndexDamaged(f"no Chroma server answers at {url} ({error})") from error


def _writer(client: Any, name: str, vectors: Vectors) -> Any:
    from langchain_chroma import Chroma

    return Chroma(
        client=client,
        collection_name=name,
        embedding_function=_Given(vectors),  # type: ignore[arg-type]  # it has the two methods that are called
        collection_configuration=_CONFIGURATION,
    )
