"""The encoder that travels with the package, and how encoders that cannot be had are told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EncoderProblem
from assistant.search.embedder import BUNDLED_FOLDER, Embedder, fingerprint_of


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return Embedder.load()


def test_vectors_have_length_one(bundled: Embedder) -> None:
    vectors = bundled.encode_passages(["秸秆综合利用率", "绿色金融"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, bundled.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)


def test_what_means_the_same_lies_nearer(bundled: Embedder) -> None:
    query = bundled.encode_query("秸秆怎么利用")
    near, far = bundled.encode_passages(["农作物秸秆肥料化、饲料化利用", "引导银行加大绿色信贷投放力度"])
    assert query @ near > query @ far + 0.2


def test_an_english_question_lies_nearer_to_its_chinese_passage(bundled: Embedder) -> None:
    query = bundled.encode_query("How do banks lend for energy saving?")
    near, far = bundled.encode_passages(["引导银行加大节能信贷投放力度", "农作物秸秆肥料化、饲料化利用"])
    assert query @ near > query @ far + 0.1


def test_width_and_script_make_no_difference(bundled: Embedder) -> None:
    np.testing.assert_allclose(bundled.encode_query("ＬＮＧ動力船舶"), bundled.encode_query("lng动力船舶"), atol=1e-5)


def test_words_it_never_saw_give_no_direction(bundled: Embedder) -> None:
    assert not bundled.encode_query("€€€").any()
    assert not bundled.encode_query("").any()
    assert bundled.encode_passages([]).shape == (0, bundled.dimension)


def test_progress_is_told(bundled: Embedder) -> None:
    seen: list[tuple[int, int]] = []
    bundled.encode_passages(["绿色"] * 70, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(64, 70), (70, 70)]


def test_the_bundled_model_is_small_and_has_its_card() -> None:
    assert sum(path.stat().st_size for path in BUNDLED_FOLDER.iterdir()) < 30_000_000
    assert "python -m ingest.train_encoder" in (BUNDLED_FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_fingerprint_is_that_of_the_files_and_not_of_the_card(bundled: Embedder, tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(BUNDLED_FOLDER, copy)
    assert fingerprint_of(str(copy)) == bundled.fingerprint == fingerprint_of()
    (copy / "README.md").write_text("another card", encoding="utf-8")
    (copy / ".cache").mkdir()
    (copy / ".cache" / "x").write_text("x", encoding="utf-8")
    assert fingerprint_of(str(copy)) == bundled.fingerprint
    (copy / "modules.json").write_bytes(b"[]")
    assert fingerprint_of(str(copy)) != bundled.fingerprint


def test_any_folder_can_be_the_encoder(bundled: Embedder, tmp_path: Path) -> None:
    shutil.copytree(BUNDLED_FOLDER, tmp_path / "model")
    other = Embedder.load(str(tmp_path / "model"))
    assert other.name == str(tmp_path / "model")
    np.testing.assert_array_equal(other.encode_query("秸秆"), bundled.encode_query("秸秆"))


@pytest.mark.parametrize("name", ["no-such-model", "someone/no-such-model"])
def test_an_unknown_name_is_told_without_the_network(name: str) -> None:
    with pytest.raises(EncoderProblem, match="neither a folder nor a model in the local cache"):
        Embedder.load(name)
    with pytest.raises(EncoderProblem, match="HF_HUB_OFFLINE=0"):
        fingerprint_of(name)
    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_the_hub_client_stays_offline_even_where_it_was_imported_before(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with pytest.raises(EncoderProblem, match="neither a folder nor a model in the local cache"):
        Embedder.load("no-such-model")
    assert constants.HF_HUB_OFFLINE


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderProblem, match=r"modules\.json is missing"):
        Embedder.load(str(tmp_path))


def test_a_broken_model_is_told(tmp_path: Path) -> None:
    shutil.copytree(BUNDLED_FOLDER, tmp_path / "model")
    (tmp_path / "model" / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EncoderProblem, match="cannot be loaded"):
        Embedder.load(str(tmp_path / "model"))
