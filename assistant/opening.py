"""Opening an index for answering, and telling whether everything needed is usable."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from assistant.answers.coverage import rarity_of
from assistant.answers.outside import words_of
from assistant.core.corpus import Corpus, open_corpus
from assistant.core.terms import Terms
from assistant.dialogue.question import Question, Vocabulary
from assistant.dialogue.store import Store
from assistant.errors import DatabaseProblem
from assistant.passages import Snapshot
from assistant.search.retrieve import Retriever
from assistant.settings import Settings

_MANY = 10
"""From so many rows on a series is spoken of by their number (140项任务)."""


def open_snapshot(settings: Settings) -> Snapshot:
    """The index in force, ready for exact questions; encoder and vectors load later."""
    corpus = open_corpus(settings.index_dir)
    vocabulary = vocabulary_of(corpus)
    return Snapshot(corpus=corpus, vocabulary=vocabulary, retriever=Retriever.open(corpus, settings))


def prepare(snapshot: Snapshot) -> None:
    """Counts and reads once what the first open question would otherwise wait for, besides encoder and vectors."""
    words_of(snapshot.corpus)
    rarity_of(snapshot.corpus)


def vocabulary_of(corpus: Corpus) -> Vocabulary:
    """Everything a question may name, from an opened index."""
    counts = Counter((r.document, r.series) for r in corpus.records if r.responsibility is not None)
    return Vocabulary.of(
        corpus.documents,
        corpus.agencies,
        corpus.indicators,
        Terms.of(corpus),
        frozenset(n for n in counts.values() if n >= _MANY),
    )


def readiness(snapshot: Snapshot, store: Store) -> dict[str, tuple[bool, str]]:
    """For each part whether it is usable, and a line that says so."""
    manifest, retriever = snapshot.corpus.manifest, snapshot.retriever
    loading = retriever.problem or f"encoder {manifest.encoder} is not loaded yet"
    parts = {
        "index": (True, f"index {manifest.index_version} with {len(snapshot.corpus.records)} records"),
        "encoder": (retriever.dense_ready, f"encoder {manifest.encoder}" if retriever.dense_ready else loading),
    }
    if retriever.reranker_state is not None:
        parts["reranker"] = retriever.reranker_state
    try:
        store.check()
        parts["database"] = (True, "database usable")
    except DatabaseProblem as problem:
        parts["database"] = (False, str(problem))
    return parts


def searched_in(corpus: Corpus, question: Question) -> dict[str, Any]:
    """Where an exact answer was looked up."""
    documents = question.documents or tuple(d.document for d in corpus.documents)
    return {
        "documents": list(documents),
        "series": list(question.series),
        "records": sum(len(corpus.of(d)) for d in documents),
    }


def ms_since(began: float) -> float:
    """Milliseconds since a reading of ``time.perf_counter``."""
    return round((time.perf_counter() - began) * 1000, 3)
