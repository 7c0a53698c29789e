"""What each signal of the search adds: the same questions with one of them left out.

Knows which parts can be left out and how; refuses to know measures. Every variant is the product's own retriever with
other parts, so that nothing is compared that the product does not do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from assistant.core.corpus import Corpus, open_corpus
from assistant.core.glossary import Glossary, policy_glossary
from assistant.core.manifest import CHUNKS
from assistant.dialogue.question import understand
from assistant.opening import vocabulary_of
from assistant.search.chunks import Chunk, load_chunks
from assistant.search.embedder import Embedder
from assistant.search.fields import indexed_text, passage_text
from assistant.search.lexical import LexicalIndex
from assistant.search.retrieve import Retriever, SearchQuery
from assistant.settings import Settings
from eval.retrieval.baselines import Search
from eval.retrieval.measures import DEPTH

FIELDS: dict[str, Callable[[Chunk], str]] = {
    "without title and region": lambda chunk: indexed_text(replace(chunk, title="")),
    "without headings": lambda chunk: indexed_text(replace(chunk, path=())),
    "without agencies": lambda chunk: indexed_text(replace(chunk, lead=(), support=(), joint=())),
    "words of the passage alone": lambda chunk: chunk.text,
}
"""What is indexed of a passage, with something left out."""


@contextmanager
def ablations(settings: Settings) -> Iterator[dict[str, Search]]:
    """The search as it is, and with one part left out, by name."""
    corpus = open_corpus(settings.index_dir)
    chunks = load_chunks((corpus.root / CHUNKS).read_text(encoding="utf-8"))
    glossary = policy_glossary()
    whole = Retriever(corpus, settings, chunks, glossary)
    lexical = Retriever(corpus, settings, chunks, glossary)
    lexical.close()
    ways: dict[str, Retriever] = {
        "as it is": whole,
        "without vectors": lexical,
        "without everyday words": Retriever(corpus, settings, chunks, glossary, everyday=0.0),
        "without translation": Retriever(corpus, settings, chunks, Glossary(())),
    }
    for name, words in FIELDS.items():
        index = LexicalIndex.build(map(words, chunks))
        ways[name] = Retriever(corpus, settings, chunks, glossary, words=index)
    for name, way in ways.items():
        if name != "without vectors":
            way.warm()
    try:
        found = {name: _search(corpus, way, filtered=True) for name, way in ways.items()}
        found["without the filter by region"] = _search(corpus, whole, filtered=False)
        yield {**found, "vectors alone": _by_vectors(corpus, chunks, settings)}
    finally:
        for way in ways.values():
            way.close()


def _search(corpus: Corpus, retriever: Retriever, *, filtered: bool) -> Search:
    vocabulary = vocabulary_of(corpus)

    def search(question: str) -> list[frozenset[str]]:
        read = understand(question, vocabulary)
        documents = read.documents if filtered else ()
        query = SearchQuery(text=read.normal, documents=documents, k=DEPTH, language=read.language)
        return [frozenset({hit.chunk.record_id}) for hit in retriever.search(query).hits]

    return search


def _by_vectors(corpus: Corpus, chunks: tuple[Chunk, ...], settings: Settings) -> Search:
    """The nearest vectors among the documents asked about."""
    embedder = Embedder.load(settings.encoder)
    vectors = embedder.encode_passages([passage_text(chunk) for chunk in chunks])
    vocabulary = vocabulary_of(corpus)

    def search(question: str) -> list[frozenset[str]]:
        read = understand(question, vocabulary)
        scores = vectors @ embedder.encode_query(read.normal)
        order = [n for n in (-scores).argsort() if not read.documents or chunks[n].document in read.documents]
        return [frozenset({chunks[n].record_id}) for n in order[:DEPTH]]

    return search
