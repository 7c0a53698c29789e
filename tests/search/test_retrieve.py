"""Retrieval over the five documents: what is found, what is filtered, and what happens while the encoder is missing."""

from __future__ import annotations

import shutil
import statistics
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.corpus import Corpus, open_corpus
from assistant.core.evidence import squeeze
from assistant.core.records import Series
from assistant.core.text import normalise
from assistant.errors import EncoderProblem, IndexDamaged
from assistant.search import fusion
from assistant.search.chunks import load_chunks
from assistant.search.filters import best
from assistant.search.retrieve import Retriever, SearchQuery
from assistant.settings import Settings, load_settings
from ingest.build import build
from tests.answers.asked import ASKED, Question


@pytest.fixture(scope="module")
def own_settings(built_index: Path) -> Settings:
    return load_settings(index_dir=built_index, data_dir=built_index.parent / "data")


@pytest.fixture(scope="module")
def retriever(five: Corpus, own_settings: Settings) -> Iterator[Retriever]:
    opened = Retriever.open(five, own_settings)
    opened.warm()
    assert opened.dense_ready, opened.problem
    yield opened
    opened.close()


def rank_of(retriever: Retriever, question: Question) -> int | None:
    """The place of the first passage that holds the answer."""
    hits = retriever.search(
        SearchQuery(text=question.normal, documents=question.documents, language=question.language)
    ).hits
    for place, hit in enumerate(hits, start=1):
        if any(d == hit.chunk.document and squeeze(words) in squeeze(hit.chunk.text) for d, words in question.finds):
            return place
    return None


@pytest.mark.parametrize("split", ["tune", "check", "everyday", "fresh", "last"])
def test_the_passage_is_among_the_first_five(retriever: Retriever, split: str) -> None:
    ranks = [rank_of(retriever, question) for question in ASKED[split] if question.finds]
    found = sum(rank is not None and rank <= 5 for rank in ranks)
    assert found / len(ranks) >= 0.97


def test_mean_reciprocal_rank(retriever: Retriever) -> None:
    ranks = [rank_of(retriever, question) for split in ASKED.values() for question in split if question.finds]
    assert statistics.mean(1 / rank if rank else 0.0 for rank in ranks) >= 0.93


def test_filters_hold(retriever: Retriever) -> None:
    query = SearchQuery(text="绿色建筑", documents=("zhejiang", "shenzhen"), series=("task", "annex"), k=20)
    hits = retriever.search(query).hits
    assert {hit.chunk.document for hit in hits} == {"zhejiang", "shenzhen"}
    assert {hit.chunk.series for hit in hits} == {"task", "annex"}


@pytest.mark.parametrize("series", [(), ("task", "annex"), ("text",)])
def test_filters_and_the_best_are_those_of_looking_at_every_passage(
    retriever: Retriever, five: Corpus, series: tuple[Series, ...]
) -> None:
    chunks = load_chunks((five.root / "chunks.jsonl").read_text("utf-8"))
    for question in ASKED["check"]:
        query = SearchQuery(text=question.normal, documents=question.documents, series=series)
        scores = retriever._lexical_scores(query, None)
        left = [
            place
            for place, chunk in enumerate(chunks)
            if scores[place] > 0
            and (not query.documents or chunk.document in query.documents)
            and (not series or chunk.series in series)
        ]
        expected = sorted(left, key=lambda place: (-scores[place], place))[:50]
        assert sorted(best(scores, retriever._allowed(query), 50)) == sorted(expected)


def test_a_series_the_document_does_not_have_is_let_go_openly(retriever: Retriever) -> None:
    found = retriever.search(SearchQuery(text="节水灌溉面积", documents=("chongqing",), series=("project",)))
    assert found.hits[0].chunk.document == "chongqing"
    assert [notice.code for notice in found.notices] == ["filter_relaxed"]


def test_hits_come_best_first_with_their_signals(retriever: Retriever) -> None:
    hits = retriever.search(SearchQuery(text="农膜回收网点", k=5)).hits
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].signals.keys() == {"bm25", "dense", "score"}


def test_an_english_question_is_translated_by_what_the_index_holds(retriever: Retriever) -> None:
    found = retriever.search(SearchQuery(text="How much film is recycled in Chongqing by 2025?", language="en"))
    assert found.translation is not None
    assert {word for term in found.translation.terms for word in term.chinese} >= {"农膜", "回收"}
    assert found.hits[0].chunk.document in ("chongqing", "guangdong", "zhejiang")
    assert retriever.translate("straw utilisation rate") == (("秸秆综合利用率",),)


def test_a_chinese_question_with_english_terms(retriever: Retriever) -> None:
    mixed = retriever.search(SearchQuery(text="浙江的 straw utilisation rate 是多少", documents=("zhejiang",)))
    assert "秸秆综合利用率" in mixed.hits[0].chunk.text


@pytest.mark.parametrize("text", ["€€€", "？？", "qwertyuiop"])
def test_words_that_occur_nowhere_find_nothing_by_words(retriever: Retriever, text: str) -> None:
    assert all(hit.signals["bm25"] == 0.0 for hit in retriever.search(SearchQuery(text=text)).hits)


@pytest.mark.parametrize(
    "variant", ["秸稈綜合利用率", "秸秆\u200b综合利用率", "秸秆 综合利用率", "请问秸秆综合利用率是多少呢"]
)
def test_wordings_of_one_question_find_the_same_first(retriever: Retriever, variant: str) -> None:
    plain = retriever.search(SearchQuery(text="秸秆综合利用率", documents=("guangdong",))).hits[0]
    found = retriever.search(SearchQuery(text=normalise(variant), documents=("guangdong",))).hits[0]
    assert found.chunk == plain.chunk


def test_without_an_encoder_words_alone_are_searched_with_a_notice(five: Corpus, own_settings: Settings) -> None:
    broken = Retriever.open(five, own_settings.model_copy(update={"encoder": "no-such-model"}))
    found = broken.search(SearchQuery(text="农膜回收网点"))
    assert found.hits[0].chunk.record_id == "chongqing/box/2-5"
    assert [notice.code for notice in found.notices] == ["no_encoder"]
    assert not broken.dense_ready
    assert broken.problem is not None
    assert "no-such-model" in broken.problem


def test_another_encoder_than_that_of_the_index_is_not_used(five: Corpus, own_settings: Settings) -> None:
    foreign = replace(five, manifest=replace(five.manifest, encoder_fingerprint="0" * 64))
    retriever = Retriever.open(foreign, own_settings)
    retriever.warm()
    assert not retriever.dense_ready
    assert "ASSISTANT_ENCODER" in (retriever.problem or "")


def test_a_search_waits_for_the_encoder_only_so_long(
    five: Corpus, own_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Retriever.open(five, own_settings.model_copy(update={"encoder_wait_s": 0.05}))
    release = threading.Event()

    def never(*_: object) -> None:
        release.wait(20)
        raise EncoderProblem("the test is over")

    monkeypatch.setattr("assistant.search.loading.Embedder.load", never)
    found = slow.search(SearchQuery(text="农膜回收网点"))
    assert not release.is_set()
    assert [notice.code for notice in found.notices] == ["no_encoder"]
    release.set()
    slow.close()


def test_closing_leaves_search_by_words(five: Corpus, own_settings: Settings) -> None:
    retriever = Retriever.open(five, own_settings)
    retriever.warm()
    retriever.warm()
    retriever.close()
    assert retriever.search(SearchQuery(text="农膜回收网点")).notices[0].code == "no_encoder"


def test_chunks_and_words_that_do_not_fit_are_told(five: Corpus, own_settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="chunks"):
        Retriever.open(replace(five, root=tmp_path), own_settings)
    (tmp_path / "chunks.jsonl").write_text("", encoding="utf-8")
    shutil.copytree(five.root / "bm25", tmp_path / "bm25")
    with pytest.raises(IndexDamaged, match="0 chunks but words of"):
        Retriever.open(replace(five, root=tmp_path), own_settings).translate("straw")


QUESTION = SearchQuery(text="农膜回收网点", k=20)


@pytest.fixture(scope="module")
def reranking(five: Corpus, own_settings: Settings, cross_encoder: Path) -> Iterator[Retriever]:
    asked = {"reranker": str(cross_encoder), "reranker_candidates": 5}
    opened = Retriever.open(five, own_settings.model_copy(update=asked))
    opened.warm()
    yield opened
    opened.close()


def test_a_reranker_orders_the_best_anew_and_says_why(retriever: Retriever, reranking: Retriever) -> None:
    plain, again = retriever.search(QUESTION), reranking.search(QUESTION)
    assert again.notices == ()
    read = [hit for hit in again.hits if "rerank" in hit.signals]
    assert read == list(again.hits[:5])
    assert {hit.chunk.chunk_id for hit in read} == {hit.chunk.chunk_id for hit in plain.hits[:5]}
    assert [hit.chunk for hit in again.hits[5:]] == [hit.chunk for hit in plain.hits[5:]]
    assert [hit.score for hit in again.hits] == sorted((hit.score for hit in again.hits), reverse=True)
    for hit in again.hits:
        before = next(other for other in plain.hits if other.chunk == hit.chunk)
        assert {name: hit.signals.get(name) for name in ("bm25", "dense")} == {
            name: before.signals.get(name) for name in ("bm25", "dense")
        }


def test_a_reranker_with_nothing_to_read_is_no_failure(reranking: Retriever) -> None:
    assert reranking.search(SearchQuery(text="€€€", documents=("nowhere",))).notices == ()


def test_without_its_reranker_search_goes_on_with_a_notice(
    retriever: Retriever, five: Corpus, own_settings: Settings
) -> None:
    lame = Retriever.open(five, own_settings.model_copy(update={"reranker": "no-such-model"}))
    assert lame.reranker_state == (False, "reranker no-such-model is not loaded yet")
    found = lame.search(QUESTION)
    assert found.hits == retriever.search(QUESTION).hits
    assert [notice.code for notice in found.notices] == ["no_reranker"]
    assert [notice.code for notice in lame.search(replace(QUESTION, language="en")).notices] == ["no_reranker"]
    assert lame.dense_ready
    assert lame.reranker_state is not None
    assert "ASSISTANT_RERANKER" in lame.reranker_state[1]
    lame.close()


def test_models_that_fail_at_a_question_are_done_without(
    five: Corpus, own_settings: Settings, cross_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Retriever.open(five, own_settings.model_copy(update={"reranker": str(cross_encoder)}))
    opened.warm()

    def fail(*_: object) -> None:
        raise EncoderProblem("out of memory")

    monkeypatch.setattr("assistant.search.rerank.Reranker.scores", fail)
    monkeypatch.setattr("assistant.search.embedder.Embedder.encode_query", fail)
    found = opened.search(QUESTION)
    opened.close()
    assert found.hits[0].chunk.record_id == "chongqing/box/2-5"
    assert [notice.code for notice in found.notices] == ["no_encoder", "no_reranker"]


def test_no_reranker_is_loaded_where_none_is_wanted(retriever: Retriever) -> None:
    assert retriever.reranker_state is None
    assert all("rerank" not in hit.signals for hit in retriever.search(QUESTION).hits)


def test_an_encoder_of_the_users_is_fused_by_rank(bert: Path, tmp_path: Path) -> None:
    own = load_settings(index_dir=tmp_path / "index", encoder=str(bert), encoder_query_prompt="第一")
    build(own.index_dir, encoder=own.encoder, options=own.model_options)
    retriever = Retriever.open(open_corpus(own.index_dir), own)
    retriever.warm()
    assert retriever.dense_ready, retriever.problem
    hits = retriever.search(QUESTION).hits
    retriever.close()
    assert any("dense" in hit.signals for hit in hits)
    assert all(hit.score <= 2 / (fusion.RRF_CONSTANT + 1) for hit in hits)
    other = Retriever.open(open_corpus(own.index_dir), own.model_copy(update={"encoder_query_prompt": "第二"}))
    other.warm()
    assert "ASSISTANT_ENCODER and its prompts" in (other.problem or "")
