"""Vectors of unchanged passages are kept; those of anything else are made anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.search.chunks import load_chunks
from assistant.search.embedder import Embedder
from assistant.search.fields import passage_text
from assistant.search.vectors import VectorStore
from assistant.settings import DEFAULTS, ModelOptions
from ingest.build import Outcome, build, whole_build
from ingest.embedding import ABOUT, ARRAYS, keys_of, pace
from tests.support import tiny_models

CHANGED = "清洁生产方案\n一、总体要求\n减少排放！\n二、保障措施\n加强监管。\n三、服务\n加强服务。\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every passage that an encoder is given, in the order of asking."""
    seen: list[str] = []
    encode = Embedder.encode_passages

    def watched(self: Embedder, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> object:
        seen.extend(texts)
        return encode(self, texts, progress=progress)

    monkeypatch.setattr(Embedder, "encode_passages", watched)
    return seen


def passages_of(outcome: Outcome) -> list[str]:
    return [passage_text(chunk) for chunk in load_chunks((outcome.folder / "chunks.jsonl").read_text("utf-8"))]


def vectors_of(outcome: Outcome) -> np.ndarray:
    return np.asarray(np.load(outcome.folder / ARRAYS["vectors"]))


def test_the_encoder_is_asked_for_the_changed_passages_alone(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, tmp_path: Path, asked: list[str]
) -> None:
    (documents / "plan.txt").write_text(CHANGED, "utf-8")
    told: list[str] = []
    again = build(index, documents=documents, encoder=str(tiny_encoder), progress=told.append)
    before, now = passages_of(built), passages_of(again)
    new = [text for text in now if text not in before]
    assert asked == new
    assert 0 < len(new) < len(now)
    assert f"vectors of {len(now) - len(new)} unchanged passages kept, {len(new)} to embed" in told
    full = build(tmp_path / "full", documents=documents, encoder=str(tiny_encoder))
    assert full.manifest.index_version == again.manifest.index_version
    assert np.array_equal(vectors_of(full), vectors_of(again))
    assert whole_build(index) == (again.folder, again.manifest)


def test_a_third_build_keeps_what_the_second_kept(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, asked: list[str]
) -> None:
    old = (documents / "plan.txt").read_text("utf-8")
    (documents / "plan.txt").write_text(CHANGED, "utf-8")
    build(index, documents=documents, encoder=str(tiny_encoder))
    asked.clear()
    (documents / "plan.txt").write_text(old.replace("加强监管。", "加强农业监管。"), "utf-8")
    third = build(index, documents=documents, encoder=str(tiny_encoder))
    assert any("加强农业监管" in text for text in asked)
    assert len(asked) < len(passages_of(third))


def test_a_transformer_keeps_vectors_too(index: Path, documents: Path, tmp_path: Path, asked: list[str]) -> None:
    encoder = str(tiny_models.bert_encoder(tmp_path / "bert"))
    build(index, documents=documents, encoder=encoder)
    (documents / "plan.txt").write_text(CHANGED, "utf-8")
    asked.clear()
    again = build(index, documents=documents, encoder=encoder)
    assert 0 < len(asked) < len(passages_of(again))
    full = build(tmp_path / "full", documents=documents, encoder=encoder)
    np.testing.assert_allclose(vectors_of(full), vectors_of(again), atol=1e-6)


def test_the_store_holds_the_kept_vectors(built: Outcome, index: Path, documents: Path, tiny_encoder: Path) -> None:
    (documents / "plan.txt").write_text(CHANGED, "utf-8")
    again = build(index, documents=documents, encoder=str(tiny_encoder))
    chunks = load_chunks((again.folder / "chunks.jsonl").read_text("utf-8"))
    with VectorStore.open(again.folder / "chroma") as store:
        for chunk, vector in zip(chunks, vectors_of(again), strict=True):
            if vector.any():
                assert dict(store.query(vector, 3))[chunk.chunk_id] == pytest.approx(1, abs=1e-5)


def test_a_passage_that_occurs_twice_is_embedded_once(
    index: Path, documents: Path, tiny_encoder: Path, asked: list[str]
) -> None:
    (documents / "copy.txt").write_text((documents / "plan.txt").read_text("utf-8"), "utf-8")
    outcome = build(index, documents=documents, encoder=str(tiny_encoder))
    assert len(asked) == len(set(asked)) < len(passages_of(outcome))
    assert vectors_of(outcome).any(axis=1).sum() > len(asked)


@pytest.mark.parametrize("options", [replace(DEFAULTS, passage_prompt="第一"), replace(DEFAULTS, precision="bfloat16")])
def test_other_prompts_or_another_precision_keep_nothing(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, asked: list[str], options: ModelOptions
) -> None:
    again = build(index, documents=documents, encoder=str(tiny_encoder), options=options)
    assert again.changed
    assert again.manifest.index_version != built.manifest.index_version
    assert set(asked) == set(passages_of(again))


def test_another_device_or_batch_size_has_nothing_to_build(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path
) -> None:
    options = replace(DEFAULTS, batch_size=2, device="auto", threads=2)
    assert not build(index, documents=documents, encoder=str(tiny_encoder), options=options).changed


def test_force_embeds_everything_anew(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, asked: list[str]
) -> None:
    again = build(index, documents=documents, encoder=str(tiny_encoder), force=True)
    assert set(asked) == set(passages_of(again))


def _no_vectors(folder: Path) -> None:
    (folder / ARRAYS["vectors"]).unlink()


def _other_vectors(folder: Path) -> None:
    array = np.load(folder / ARRAYS["vectors"])
    np.save(folder / ARRAYS["vectors"], array + 1)


def _of_an_earlier_program(folder: Path) -> None:
    for name in (ABOUT, *ARRAYS.values()):
        (folder / name).unlink()
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for kind in ("files", "stores"):
        manifest[kind] = {name: value for name, value in manifest[kind].items() if not name.startswith("embedded/")}
    path.write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize("harm", [_no_vectors, _other_vectors, _of_an_earlier_program])
def test_vectors_that_cannot_be_trusted_are_not_kept(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, asked: list[str], harm: Callable[[Path], None]
) -> None:
    harm(built.folder)
    (documents / "plan.txt").write_text(CHANGED, "utf-8")
    again = build(index, documents=documents, encoder=str(tiny_encoder))
    assert set(asked) == set(passages_of(again))


def test_passages_that_are_cut_are_told(index: Path, documents: Path, tmp_path: Path) -> None:
    encoder = str(tiny_models.bert_encoder(tmp_path / "bert", max_length=8))
    told: list[str] = []
    build(index, documents=documents, encoder=encoder, progress=told.append)
    assert any("passages are longer than the 8 tokens" in line for line in told)


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (1_200, 5_000, 30.0, "1,200 of 5,000 (40 a second, 95 s left)"),
        (5_000, 5_000, 10.0, "5,000 of 5,000 (500 a second)"),
        (10, 1_000, 40.0, "10 of 1,000 (15 a minute, 66 min left)"),
        (100, 100_000, 50.0, "100 of 100,000 (2 a second, 13.9 h left)"),
        (10, 1_000, 0.0, "10 of 1,000"),
    ],
)
def test_the_pace_is_told(done: int, total: int, seconds: float, told: str) -> None:
    assert pace(done, total, seconds) == told


def test_keys_tell_texts_apart() -> None:
    keys = keys_of(["清洁", "清洁", "生产", ""])
    assert keys.shape == (4, 16)
    assert len({bytes(key) for key in keys}) == 3
    assert keys_of([]).shape == (0, 16)
