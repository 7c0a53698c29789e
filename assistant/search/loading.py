"""The slow parts of retrieval – encoder with vectors, and reranker – loaded once, in the background where wanted.

Knows threads, waiting, and what is told of a part that cannot be had; refuses to know how the parts are used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.core import manifest as layout
from assistant.core.corpus import Corpus
from assistant.errors import EncoderProblem, IndexProblem
from assistant.search.embedder import Embedder
from assistant.search.rerank import Reranker
from assistant.search.vectors import VectorStore
from assistant.settings import Settings


class SlowParts:
    """What a search uses once it is there. All methods may be called from any thread."""

    def __init__(self, corpus: Corpus, settings: Settings, *, words: Callable[[], object]) -> None:
        """``words`` opens the lexical index, without which nothing else is of use."""
        self._words = words
        self._corpus = corpus
        self._settings = settings
        self._loading = threading.Lock()
        self._settled = threading.Event()
        self._started = False
        self.dense: tuple[Embedder, VectorStore] | None = None
        self.reranker: Reranker | None = None
        self.problem: str | None = None
        self.reranker_problem: str | None = None

    def load(self) -> None:
        """Loads what the settings ask for; once done, or once it failed, calling again does nothing."""
        with self._loading:
            if self._settled.is_set():
                return
            self._started = True
            try:
                self._load()
            finally:
                self._settled.set()

    def load_in_background(self) -> None:
        """Starts ``load`` in a thread of its own unless it was started before."""
        if not self._started:
            self._started = True
            threading.Thread(target=self.load, name="warm-retriever", daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Until loading has come to its end, well or not, but no longer than that."""
        self._settled.wait(max(0.0, seconds))

    def close(self) -> None:
        """Lets everything go, after a loading in progress."""
        with self._loading:
            self._settled.set()
            dense, self.dense, self.reranker = self.dense, None, None
        if dense is not None:
            dense[1].close()

    def _load(self) -> None:
        try:
            self._words()
            self.dense = self._dense()
        except (EncoderProblem, IndexProblem) as problem:
            self.problem = str(problem)
        if self._settings.reranker is not None:
            try:
                self.reranker = Reranker.load(self._settings.reranker, self._settings.model_options)
            except EncoderProblem as problem:
                self.reranker_problem = str(problem)

    def _dense(self) -> tuple[Embedder, VectorStore]:
        manifest = self._corpus.manifest
        embedder = Embedder.load(self._settings.encoder, self._settings.model_options)
        layout.require_encoder(manifest, name=embedder.name, fingerprint=embedder.fingerprint)
        if embedder.dimension != manifest.dimension:
            raise EncoderProblem(
                f"the encoder {embedder.name} gives {embedder.dimension} numbers, the index holds {manifest.dimension}"
            )
        folder, url = self._corpus.root / layout.VECTORS, self._settings.chroma_url
        if url is None:
            return embedder, VectorStore.open(folder)
        return embedder, VectorStore.mirrored(folder, url=url, name=f"chunks-{manifest.index_version}")
