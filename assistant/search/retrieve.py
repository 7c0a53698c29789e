"""Retrieval: the passages for a question, best first, from BM25 and vectors together.

Knows how the parts of an index are opened, which of them are slow, and what happens while they are not there yet;
refuses to know how a question was understood and what becomes of the passages. Opens in milliseconds with BM25 alone;
encoder and vectors come with ``warm``, and until then a search waits for them only so long.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.core import manifest as layout
from assistant.core.answer import Language, Notice
from assistant.core.corpus import Corpus
from assistant.core.glossary import Glossary, policy_glossary
from assistant.core.records import Role, Series
from assistant.core.wording import everyday_words, without_frames
from assistant.errors import EncoderProblem, IndexDamaged
from assistant.search import fusion
from assistant.search.chunks import Chunk
from assistant.search.fields import passage_text
from assistant.search.filters import Allowed, best, nearest, remembered
from assistant.search.lexical import LexicalIndex
from assistant.search.loading import SlowParts
from assistant.search.table import ChunkTable
from assistant.search.translate import Translation, translate
from assistant.settings import BUNDLED_ENCODER, Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

log = logging.getLogger(__name__)

CANDIDATES = 50
"""How many candidates each signal brings to the fusion, at least."""
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
EVERYDAY_WEIGHT = 0.6
"""What the official counterpart of an everyday word counts beside a word of the question itself."""
_NO_ENCODER: dict[Language, str] = {
    "zh": "语义检索暂不可用，本次只按字词检索。",
    "en": "Semantic search is not available at the moment; passages were found by their words alone.",
}
_NO_RERANKER: dict[Language, str] = {
    "zh": "重排模型暂不可用，本次未作重排。",
    "en": "The reranking model is not available at the moment; passages stand in the order in which search found them.",
}


_RELAXED: dict[Language, str] = {
    "zh": "所限定的类别在该文件中没有内容，已在整个文件中检索。",
    "en": "The document has nothing of the kind asked for, so all of it was searched.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchQuery:
    """What to look for; empty filters mean no restriction. ``agencies`` are names as printed, ``roles`` their parts."""

    text: str
    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    agencies: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    k: int = 10
    language: Language = "zh"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A chunk with its fused score, the scores and ``ranks`` (from 1) by each signal that brought it, and fused."""

    chunk: Chunk
    score: float
    signals: dict[str, float] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchResult:
    """Hits, best first; ``translation`` tells how an English question was read."""

    hits: tuple[Hit, ...]
    notices: tuple[Notice, ...] = ()
    translation: Translation | None = None


class Retriever:
    """Searches one index. All methods may be called from any thread."""

    def __init__(
        self,
        corpus: Corpus,
        settings: Settings,
        chunks: Sequence[Chunk],
        glossary: Glossary,
        *,
        words: LexicalIndex | None = None,
        everyday: float = EVERYDAY_WEIGHT,
    ) -> None:
        """``words`` and ``everyday`` stand in for the index's own words and weight, to measure what they add."""
        self._corpus = corpus
        self._settings = settings
        self._chunks = chunks if isinstance(chunks, ChunkTable) else ChunkTable.of(chunks)
        self._allowed_of = remembered(self._chunks)
        self._glossary = glossary
        self._index = words
        self._everyday = everyday
        self._opening = threading.Lock()
        self._regions = {d.document: (d.region, d.region_en, *d.aliases) for d in corpus.documents}
        self._parts = SlowParts(corpus, settings, words=lambda: self._lexical)

    @classmethod
    def open(cls, corpus: Corpus, settings: Settings) -> Retriever:
        """Opens the chunks of a corpus' index; its words are read when first searched, to keep exact look-ups fast."""
        try:
            chunks = ChunkTable.open(corpus.root / layout.CHUNKS)
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamaged(f"the chunks in {corpus.root} cannot be read ({error}); {layout.MEND}") from error
        return cls(corpus, settings, chunks, policy_glossary())

    @property
    def dense_ready(self) -> bool:
        """Whether encoder and vectors are loaded."""
        return self._parts.dense is not None

    @property
    def problem(self) -> str | None:
        """Why encoder or vectors could not be loaded, if they could not."""
        return self._parts.problem

    @property
    def reranker_state(self) -> tuple[bool, str] | None:
        """Whether the reranker is loaded, and a line that says so; ``None`` where none is wanted."""
        name, parts = self._settings.reranker, self._parts
        if name is None:
            return None
        ready = parts.reranker is not None
        return ready, f"reranker {name}" if ready else parts.reranker_problem or f"reranker {name} is not loaded yet"

    def warm(self) -> None:
        """Loads words, encoder, vectors and reranker; once done, or once it failed, calling again does nothing."""
        self._parts.load()

    def close(self) -> None:
        """Lets the vector store go, after a warm-up in progress; searches after that use words alone."""
        self._parts.close()

    def search(self, query: SearchQuery) -> SearchResult:
        """The best ``k`` passages. Waits for a warm-up in progress, at most as long as the settings say."""
        deadline = time.monotonic() + self._settings.encoder_wait_s
        self._parts.load_in_background()
        asked, query = query, self._relaxed(query)
        translation = self._translation(query) if query.language == "en" else None
        words = self._lexical_scores(query, translation)
        lexical = best(words, self._allowed(query), max(CANDIDATES, query.k))
        self._parts.wait(deadline - time.monotonic())
        dense = self._dense_scores(query, translation)
        notices = [] if dense is not None else [Notice(code="no_encoder", text=_NO_ENCODER[query.language])]
        found = {place: float(words[place]) for place in {**lexical, **(dense or {})}}
        fused = fusion.fused(self._settings.encoder, found, lexical, dense or {})
        second = self._reranker_scores(query, fused)
        if second is None:
            notices.append(Notice(code="no_reranker", text=_NO_RERANKER[query.language]))
        if query is not asked:
            notices.append(Notice(code="filter_relaxed", text=_RELAXED[query.language]))
        hits = self._hits(fused, {"bm25": found, "dense": dense or {}, "rerank": second or {}}, query.k)
        return SearchResult(hits=hits, notices=tuple(notices), translation=translation)

    def translate(self, text: str) -> tuple[tuple[str, ...], ...]:
        """The Chinese words for each English term of a text, limited to words that occur in the index."""
        return tuple(term.chinese for term in translate(text, self._glossary, self._lexical.__contains__).terms)

    @property
    def _lexical(self) -> LexicalIndex:
        """The words of the index; ``IndexDamaged`` when they are not those of the chunks."""
        with self._opening:
            if self._index is None:
                index = LexicalIndex.load(self._corpus.root / layout.LEXICAL)
                if len(index) != len(self._chunks):
                    raise IndexDamaged(
                        f"{self._corpus.root} holds {len(self._chunks)} chunks but words of {len(index)}; {layout.MEND}"
                    )
                self._index = index
            return self._index

    def _translation(self, query: SearchQuery) -> Translation:
        names = tuple(name for document in query.documents for name in self._regions.get(document, ()))
        return translate(_without(query.text, names), self._glossary, self._lexical.__contains__)

    def _lexical_scores(self, query: SearchQuery, translation: Translation | None) -> Scores:
        """BM25 of every chunk: of the words asked about, or the best translation of each English term, summed."""
        if translation is None:
            scores = self._chinese_scores(self._bare(query))
            if not _LATIN_WORD.search(query.text):
                return scores
            translation = self._translation(query)
        else:
            scores = np.zeros(len(self._chunks), dtype=np.float32)
        for term in translation.terms:
            scores = scores + np.max([self._lexical.scores(word) for word in term.chinese], axis=0)
        for word in translation.verbatim:
            scores = scores + self._lexical.scores(word)
        return scores

    def _chinese_scores(self, text: str) -> Scores:
        """BM25 of the words as they stand, and a share of that of their official counterparts."""
        scores = self._lexical.scores(text)
        for word in everyday_words(text):
            official = [other for other in word.official if other not in text]
            if official:
                scores = scores + self._everyday * np.max([self._lexical.scores(other) for other in official], axis=0)
        return scores

    def _bare(self, query: SearchQuery) -> str:
        """The question without the words of asking and without regions that are filtered by already."""
        names = tuple(name for document in query.documents for name in self._regions.get(document, ()))
        bare = without_frames(_without(query.text, names))
        return bare if bare.strip() else query.text

    def _allowed(self, query: SearchQuery) -> Allowed:
        return self._allowed_of(query.documents, query.series, query.agencies, query.roles)

    def leaves_any(self, query: SearchQuery) -> bool:
        """Whether any passage passes the filters of a query."""
        return bool(self._allowed(query).count)

    def _relaxed(self, query: SearchQuery) -> SearchQuery:
        """The query without its series where no passage of the documents is of those series."""
        if query.series and not self._allowed(query).count:
            return replace(query, series=())
        return query

    def _dense_scores(self, query: SearchQuery, translation: Translation | None) -> dict[int, float] | None:
        dense = self._parts.dense
        if dense is None:
            return None
        embedder, store = dense
        try:
            vector = embedder.encode_query(self._to_encode(query, translation, embedder.name))
        except EncoderProblem as problem:
            log.warning("%s", problem)
            return None
        if not vector.any():
            return {}
        return nearest(store, vector, max(CANDIDATES, query.k), self._allowed(query), self._chunks)

    def _to_encode(self, query: SearchQuery, translation: Translation | None, encoder: str) -> str:
        """What the encoder reads: for the bundled one, which knows no order of words, only those that say something."""
        if encoder != BUNDLED_ENCODER:
            return query.text
        return self._bare(query) if translation is None else f"{query.text} {translation.text}"

    def _reranker_scores(self, query: SearchQuery, fused: Mapping[int, float]) -> dict[int, float] | None:
        """What the reranker says of the best; nothing where none is wanted, ``None`` where it cannot be had."""
        if self._settings.reranker is None:
            return {}
        reranker = self._parts.reranker
        if reranker is None:
            return None
        places = [place for place, _ in fusion.ranked(fused, self._settings.reranker_candidates)]
        try:
            scores = reranker.scores(query.text, [passage_text(self._chunks[place]) for place in places])
        except EncoderProblem as problem:
            log.warning("%s", problem)
            return None
        return dict(zip(places, scores, strict=True))

    def _hits(self, fused: Mapping[int, float], signals: Mapping[str, Mapping[int, float]], k: int) -> tuple[Hit, ...]:
        final = fusion.after_reranking(fused, signals["rerank"]) if signals["rerank"] else fused
        hits = []
        # Only the best by words are known in order; what another signal brought beside them has no rank by words.
        words = dict(fusion.ranked({p: s for p, s in signals["bm25"].items() if s > 0}, max(CANDIDATES, k)))
        orders = fusion.orders({**signals, "bm25": words, "fused": final})
        for place, score in fusion.ranked(final, k):
            told = {name: round(values[place], 4) for name, values in signals.items() if place in values}
            told["score"] = round(score, 6)
            ranks = {name: order[place] for name, order in orders.items() if place in order}
            hits.append(Hit(chunk=self._chunks[place], score=told["score"], signals=told, ranks=ranks))
        return tuple(hits)


def _without(text: str, names: Sequence[str]) -> str:
    """A text without names, the longest first; English names are told by letters, whatever their case."""
    lowered = text.lower()
    for name in sorted({name.lower() for name in names if len(name) > 1}, key=len, reverse=True):
        lowered = lowered.replace(name, " ")
    return lowered if lowered.strip() else text
