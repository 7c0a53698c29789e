"""BM25 held against the formula written out by hand."""

from __future__ import annotations

import math
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from assistant.core.corpus import Corpus
from assistant.errors import IndexDamaged
from assistant.search import lexical
from assistant.search.fields import indexed_text
from assistant.search.lexical import LexicalIndex, terms
from assistant.search.table import ChunkTable

TEXTS = [
    "秸秆综合利用率达到96%以上",
    "推动PM2.5和臭氧协同控制",
    "LNG动力船舶靠港使用岸电",
    "秸秆还田，农膜回收，秸秆收储运",
]


def by_hand(texts: list[str], query: str) -> list[float]:
    """Lucene's BM25: idf = ln(1 + (N - n + 0.5) / (n + 0.5)), each query term once."""
    bags = [Counter(terms(text)) for text in texts]
    mean = sum(sum(bag.values()) for bag in bags) / len(bags)
    scores = []
    for bag in bags:
        score = 0.0
        for term in set(terms(query)):
            n = sum(term in other for other in bags)
            if n and bag[term]:
                idf = math.log(1 + (len(bags) - n + 0.5) / (n + 0.5))
                norm = lexical.K1 * (1 - lexical.B + lexical.B * sum(bag.values()) / mean)
                score += idf * bag[term] / (bag[term] + norm)
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", ["秸秆利用", "PM2.5", "船舶岸电", "农膜 LNG 臭氧", "没有的词"])
def test_scores_are_those_of_the_formula(query: str) -> None:
    np.testing.assert_allclose(LexicalIndex.build(TEXTS).scores(query), by_hand(TEXTS, query), rtol=1e-5)


def test_scores_are_those_of_the_formula_on_random_texts() -> None:
    rng = random.Random(7)
    texts = ["".join(rng.choice("甲乙丙丁戊己庚辛") for _ in range(rng.randint(3, 40))) for _ in range(30)]
    index = LexicalIndex.build(texts)
    for _ in range(20):
        query = "".join(rng.choice("甲乙丙丁戊己庚辛壬") for _ in range(5))
        np.testing.assert_allclose(index.scores(query), by_hand(texts, query), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深圳市", ["深", "圳", "市", "深圳", "圳市"]),
        ("PM2.5", ["pm2.5"]),
        ("19.73 万吨", ["19.73", "万", "吨", "万吨"]),
        ("5G、LNG", ["5g", "lng"]),
        ("农膜，回收", ["农", "膜", "农膜", "回", "收", "回收"]),
        ("", []),
        ("——《》", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize("variant", ["秸稈綜合利用率", "秸 秆\u200b综合利用率"])
def test_script_and_invisible_characters_find_the_same(variant: str) -> None:
    assert LexicalIndex.build(TEXTS).scores(variant).argmax() == 0


def test_width_makes_no_difference() -> None:
    index = LexicalIndex.build(TEXTS)
    np.testing.assert_array_equal(index.scores("ＬＮＧ"), index.scores("lng"))


def test_saved_index_scores_alike(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS)
    index.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25")
    np.testing.assert_array_equal(loaded.scores("秸秆"), index.scores("秸秆"))
    assert len(loaded) == 4
    assert "岸电" in loaded
    assert "核电" not in loaded


def test_texts_without_terms_make_an_index_that_finds_nothing(tmp_path: Path) -> None:
    LexicalIndex.build(["——", ""]).save(tmp_path)
    assert LexicalIndex.load(tmp_path).scores("秸秆").tolist() == [0.0, 0.0]


def test_missing_and_broken_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="make ingest"):
        LexicalIndex.load(tmp_path)
    LexicalIndex.build(TEXTS).save(tmp_path)
    (tmp_path / "params.index.json").write_text("{", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="cannot be read"):
        LexicalIndex.load(tmp_path)


def test_an_index_read_from_its_folder_is_mapped_and_scores_the_same(tmp_path: Path) -> None:
    built = LexicalIndex.build(TEXTS)
    built.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    np.testing.assert_array_equal(loaded.scores("秸秆利用"), built.scores("秸秆利用"))
    assert loaded._scorer.scores["data"].base is not None  # a view of the file


def test_terms_of_a_text_are_those_of_its_lines(five: Corpus) -> None:
    for text in [*map(indexed_text, ChunkTable.open(five.root / "chunks.jsonl")), "秸\n\u0301秆\n\n綜合 \n a.\nb"]:
        assert terms(text) == [term for line in text.split("\n") for term in terms(line)]
