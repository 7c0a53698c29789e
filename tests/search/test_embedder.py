"""The encoder that travels with the package, and how encoders that cannot be had are told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EncoderProblem
from assistant.search.embedder import BUNDLED_FOLDER, Embedder, fingerprint_of
from assistant.settings import DEFAULTS, ModelOptions, Precision
from tests.support import tiny_models


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


TEXTS = ("清洁生产方案", "减少排放。", "农膜回收网点", "加强监管，绿色综合利用")


def test_a_transformer_gives_the_same_vectors_in_batches_of_any_size(bert: Path) -> None:
    one = Embedder.load(str(bert), replace(DEFAULTS, batch_size=1)).encode_passages(TEXTS)
    many = Embedder.load(str(bert)).encode_passages(TEXTS)
    assert one.shape == (4, 16)
    np.testing.assert_allclose(one, many, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(one, axis=1), 1.0, rtol=1e-5)


def test_the_prompts_of_a_model_are_its_own(prompted: Path, bert: Path) -> None:
    encoder, plain = Embedder.load(str(prompted)), Embedder.load(str(bert))
    assert (encoder.query_prompt, encoder.passage_prompt) == ("第一", "第二")
    np.testing.assert_allclose(encoder.encode_query("减少排放"), plain.encode_query("第一减少排放"), atol=1e-6)
    np.testing.assert_allclose(
        encoder.encode_passages(TEXTS), plain.encode_passages([f"第二{text}" for text in TEXTS]), atol=1e-6
    )


def test_prompts_that_are_set_serve_a_model_without_and_replace_those_of_one_that_has_them(
    prompted: Path, bert: Path
) -> None:
    given = replace(DEFAULTS, query_prompt="农业", passage_prompt="工业")
    for folder in (prompted, bert):
        encoder = Embedder.load(str(folder), given)
        plain = Embedder.load(str(bert))
        np.testing.assert_allclose(encoder.encode_query("减少排放"), plain.encode_query("农业减少排放"), atol=1e-6)
        np.testing.assert_allclose(
            encoder.encode_passages(TEXTS[:1]), plain.encode_passages([f"工业{TEXTS[0]}"]), atol=1e-6
        )


@pytest.mark.parametrize(
    ("options", "same"),
    [
        (replace(DEFAULTS, device="cuda", batch_size=3, threads=4), True),
        (replace(DEFAULTS, precision="float16"), True),
        (replace(DEFAULTS, query_prompt="query: "), False),
        (replace(DEFAULTS, passage_prompt="query: "), False),
    ],
)
def test_prompts_make_another_encoder_and_the_machine_does_not(bert: Path, options: ModelOptions, same: bool) -> None:
    assert (fingerprint_of(str(bert), options) == fingerprint_of(str(bert))) is same


def test_the_two_prompts_are_not_taken_for_each_other(bert: Path) -> None:
    one, other = replace(DEFAULTS, query_prompt="a"), replace(DEFAULTS, passage_prompt="a")
    assert fingerprint_of(str(bert), one) != fingerprint_of(str(bert), other)
    assert Embedder.load(str(bert), one).fingerprint == fingerprint_of(str(bert), one)


@pytest.mark.parametrize("precision", ["float16", "bfloat16"])
@pytest.mark.parametrize("kind", ["transformer", "static"])
def test_half_precision_gives_nearly_the_same_vectors(bert: Path, precision: Precision, kind: str) -> None:
    folder = str(bert if kind == "transformer" else BUNDLED_FOLDER)
    full = Embedder.load(folder).encode_passages(TEXTS)
    half = Embedder.load(folder, replace(DEFAULTS, precision=precision)).encode_passages(TEXTS)
    assert half.dtype == np.float32
    assert (full * half).sum(axis=1).min() > 0.999
    assert not np.array_equal(full, half)


def test_passages_that_are_cut_are_counted(bert: Path, bundled: Embedder) -> None:
    encoder = Embedder.load(str(bert))
    assert encoder.max_length == 64
    texts = ["清" * 62, "清" * 63, "清洁" * 100, "短"]
    assert encoder.cut(texts) == 2
    assert Embedder.load(str(bert), replace(DEFAULTS, passage_prompt="清洁生产")).cut(texts) == 3
    whole, shortened = encoder.encode_passages(["清" * 62, "清" * 90])
    np.testing.assert_allclose(whole, shortened, atol=1e-6)
    assert bundled.max_length is None
    assert bundled.cut(texts) == 0


def test_many_threads_get_the_same_vectors(bert: Path) -> None:
    encoder = Embedder.load(str(bert))
    expected = [encoder.encode_query(text) for text in TEXTS]

    def encode(_: int) -> Sequence[object]:
        return [encoder.encode_query(text) for text in TEXTS]

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(encode, range(20)):
            np.testing.assert_array_equal(found, expected)


def test_numbers_beyond_a_precision_are_told_instead_of_stored(tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    folder = tiny_models.bert_encoder(tmp_path / "wild")
    weights = load_file(str(folder / "model.safetensors"))
    name = "embeddings.word_embeddings.weight"
    save_file({**weights, name: np.full_like(weights[name], np.inf)}, str(folder / "model.safetensors"))
    with pytest.raises(EncoderProblem, match=r"in float16: its vectors .* ASSISTANT_ENCODER_PRECISION=float32"):
        Embedder.load(str(folder), replace(DEFAULTS, precision="float16"))
