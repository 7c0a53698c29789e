"""The corpora that growth is measured with, and how its numbers are judged; a run of a few passages from end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.core.corpus import Corpus
from assistant.search.table import ChunkTable
from eval import scale_bench, scale_run
from eval.scale_corpus import PER_DOCUMENT, Templates, passages, texts


@pytest.fixture(scope="module")
def templates(five: Corpus) -> Templates:
    return Templates.of(ChunkTable.open(five.root / "chunks.jsonl"))


def test_a_corpus_is_the_same_for_the_same_seed_and_begins_like_a_larger_one(templates: Templates) -> None:
    some, more = tuple(passages(templates, 150)), tuple(passages(templates, 400))
    assert some == more[:150] == tuple(passages(templates, 150))
    assert some != tuple(passages(templates, 150, seed=1))
    assert len({chunk.chunk_id for chunk in more}) == 400
    assert len({chunk.document for chunk in more}) == 400 // PER_DOCUMENT


def test_made_up_passages_are_about_as_long_as_real_ones_and_differ(templates: Templates) -> None:
    made = tuple(passages(templates, 2_000))
    real = sum(len(c.text) for c in templates.chunks) / len(templates.chunks)
    assert 0.7 < sum(len(c.text) for c in made) / len(made) / real < 1.4
    assert len({c.text for c in made}) > 0.9 * len(made)
    assert all(c.text[c.text_start : c.text_end] == c.text for c in made)


def test_whole_texts_hold_the_passages(templates: Templates) -> None:
    held = dict(texts(templates, 100))
    assert list(held) == ["made-0", "made-1"]
    assert all(" ".join(c.text.split()) in held[c.document] for c in passages(templates, 100))


def numbers(**changed: Any) -> dict[str, Any]:
    plain = {"ingest_cpu_s": 10.0, "ingest_peak_mb": 600, "search_peak_mb": 500}
    return plain | {f"fused_{name}_p50_ms": 1.0 for name in scale_bench.FILTERS} | changed


def test_what_is_above_its_limit_is_told() -> None:
    larger = numbers(ingest_cpu_s=129.0, ingest_peak_mb=1_200)
    assert scale_bench.above({10_000: numbers(), 100_000: larger}, 44.0) == []
    slow = numbers(fused_series_p50_ms=20.1, ingest_cpu_s=131.0, search_peak_mb=16_001)
    told = scale_bench.above({10_000: numbers(), 100_000: slow}, 46.0)
    assert [word for line, word in zip(told, ("series", "1.31", "16,001", "46"), strict=True) if word in line] == [
        "series", "1.31", "16,001", "46",
    ]  # fmt: skip


def test_a_small_corpus_is_built_and_searched(
    built_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(built_index))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(scale_run, "WARM", 1)
    monkeypatch.setattr(scale_run, "ASKED", 3)
    found: dict[str, Any] = {}
    for step in ("build", "search"):
        assert scale_run.main([step, str(tmp_path / "made"), "120", "0"]) == 0
        found |= json.loads(capsys.readouterr().out)
    assert found["hits"] == 10
    shown = {key for _, key in scale_bench.SHOWN} - {"rate", "index_mb", "bm25_mb", "chroma_mb"}
    assert shown <= found.keys()
