"""Plain chunks know which records they hold, and the stock retrievers find something in them."""

from __future__ import annotations

from assistant.core.corpus import Corpus
from assistant.search.embedder import Embedder
from eval.retrieval.baselines import SIZE, PlainChunks, baselines


def test_plain_chunks_are_cut_by_size_and_cover_every_record(five: Corpus) -> None:
    plain = PlainChunks.of(five)
    assert max(map(len, plain.texts)) <= SIZE
    held = frozenset().union(*plain.records)
    missing = {r.record_id for r in five.records if r.text and r.record_id not in held}
    # Only records much longer than a chunk fall between the chunks: no chunk holds half of them nor they half of it.
    assert all(len(five.record(record_id).text) > SIZE / 4 for record_id in missing)
    assert len(missing) < 5


def test_each_stock_retriever_finds_the_passage_that_is_quoted(five: Corpus) -> None:
    for name, search in baselines(five, Embedder.load()).items():
        hits = search("推广使用LNG动力船舶、电力动力船舶，加快推进码头岸电设施建设")
        assert len(hits) <= 10, name
        assert any("shenzhen/task/83" in hit for hit in hits), name
