"""What is usually built, to compare with: plain chunks of 500 characters, 50 of them shared, and stock retrievers.

Knows how plain chunks are cut, searched and held against records; refuses to know the product's own search. The lexical
baseline reads the same characters and bigrams as the product, so that what is compared is what the product adds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from langchain_classic.retrievers import EnsembleRetriever
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.core.corpus import Corpus
from assistant.search.embedder import Embedder
from assistant.search.lexical import LexicalIndex
from eval.retrieval.measures import DEPTH, Hit

if TYPE_CHECKING:
    from numpy.typing import NDArray

Search = Callable[[str], list[Hit]]
SIZE, SHARED = 500, 50
_POOL = 50
_ENOUGH = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainChunks:
    """Chunks of all documents with what each overlaps."""

    texts: tuple[str, ...]
    records: tuple[Hit, ...]

    @classmethod
    def of(cls, corpus: Corpus) -> PlainChunks:
        splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=SHARED, add_start_index=True)
        texts: list[str] = []
        records: list[Hit] = []
        for info in corpus.documents:
            for chunk in splitter.create_documents([corpus.source(info.document)]):
                start = int(chunk.metadata["start_index"])
                texts.append(chunk.page_content)
                records.append(_overlapped(corpus, info.document, start, start + len(chunk.page_content)))
        return cls(texts=tuple(texts), records=tuple(records))


def _overlapped(corpus: Corpus, document: str, start: int, end: int) -> Hit:
    """The records of which a stretch holds half, or which hold half of it."""
    found = set()
    for record in corpus.of(document):
        shared = sum(max(0, min(end, span.end) - max(start, span.start)) for span in record.spans)
        if shared and shared >= _ENOUGH * min(end - start, len(record.text)):
            found.add(record.record_id)
    return frozenset(found)


def baselines(corpus: Corpus, embedder: Embedder) -> dict[str, Search]:
    """BM25, vectors, and LangChain's ensemble of both (reciprocal ranks, equal weights), each over plain chunks."""
    plain = PlainChunks.of(corpus)
    words = LexicalIndex.build(plain.texts)
    vectors = embedder.encode_passages(plain.texts)

    def lexical(question: str) -> list[int]:
        return _best(words.scores(question))

    def dense(question: str) -> list[int]:
        return _best(vectors @ embedder.encode_query(question))

    ensemble = EnsembleRetriever(
        retrievers=[_runnable(plain, lexical), _runnable(plain, dense)], weights=[0.5, 0.5], id_key="place"
    )

    def fused(question: str) -> list[int]:
        return [int(document.metadata["place"]) for document in ensemble.invoke(question)]

    ways = {"plain chunks, BM25": lexical, "plain chunks, vectors": dense, "plain chunks, LangChain ensemble": fused}
    return {name: _hits(plain, way) for name, way in ways.items()}


def _hits(plain: PlainChunks, way: Callable[[str], list[int]]) -> Search:
    return lambda question: [plain.records[place] for place in way(question)[:DEPTH]]


def _runnable(plain: PlainChunks, way: Callable[[str], list[int]]) -> RunnableLambda[str, list[Document]]:
    def found(question: str) -> list[Document]:
        return [Document(page_content=plain.texts[place], metadata={"place": place}) for place in way(question)]

    return RunnableLambda(found)


def _best(scores: NDArray[np.float32]) -> list[int]:
    order: Sequence[int] = np.argsort(-scores, kind="stable")[:_POOL].tolist()
    return [place for place in order if scores[place] > 0]
