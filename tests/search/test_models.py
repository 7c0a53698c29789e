"""Models by setting: how they are found and loaded, and what is told where that fails."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import EncoderProblem, RerankerProblem, SettingsProblem
from assistant.search.embedder import Embedder, fingerprint_of
from assistant.search.models import Origin, failed, folder_of
from assistant.search.rerank import Reranker
from assistant.settings import DEFAULTS, Settings, load_settings


def test_the_settings_become_options() -> None:
    given = load_settings(
        encoder_query_prompt="query: ", encoder_batch_size=8, encoder_device="cuda:1", encoder_precision="bfloat16"
    )
    assert given.model_options == replace(
        DEFAULTS, query_prompt="query: ", batch_size=8, device="cuda:1", precision="bfloat16"
    )
    assert load_settings().model_options == DEFAULTS


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PRECISION", "float8", "'float32', 'float16' or 'bfloat16'"),
        ("DEVICE", "gpu", "cpu, auto, or an accelerator such as cuda"),
        ("BATCH_SIZE", "0", "greater than or equal to 1"),
        ("THREADS", "many", "valid integer"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"ASSISTANT_ENCODER_{name}", value)
    with pytest.raises(SettingsProblem, match=f"ASSISTANT_ENCODER_{name}.*{told}"):
        load_settings()


def test_a_prompt_keeps_its_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ENCODER_PASSAGE_PROMPT", "passage: ")
    assert load_settings().model_options.passage_prompt == "passage: "
    assert Settings.model_fields["encoder_passage_prompt"].default is None


@pytest.mark.parametrize("device", ["cuda:77", "xpu"])
def test_a_device_that_is_not_there_is_told_with_the_way_out(bert: Path, device: str) -> None:
    with pytest.raises(EncoderProblem, match=r"cannot be loaded: .*ASSISTANT_ENCODER_DEVICE=cpu$"):
        Embedder.load(str(bert), replace(DEFAULTS, device=device))


def test_any_device_is_found(bert: Path) -> None:
    assert Embedder.load(str(bert), replace(DEFAULTS, device="auto")).dimension == 16


def test_a_failure_names_model_device_and_precision() -> None:
    origin = Origin(name="big", folder=None, what="reranker", setting="", marker="", error=RerankerProblem)
    told = failed(origin, replace(DEFAULTS, device="cuda", precision="float16"), RuntimeError("out of memory\nat x"))
    assert isinstance(told, RerankerProblem)
    assert str(told) == (
        "the reranker big failed on cuda in float16: out of memory; where it runs on this machine at all, "
        "it does with ASSISTANT_ENCODER_DEVICE=cpu and ASSISTANT_ENCODER_PRECISION=float32"
    )


def test_one_kind_of_model_is_not_taken_for_another(bert: Path, cross_encoder: Path) -> None:
    with pytest.raises(EncoderProblem, match="ASSISTANT_RERANKER takes"):
        Embedder.load(str(cross_encoder))
    with pytest.raises(RerankerProblem, match="no reranker but a BertModel"):
        Reranker.load(str(bert))


def test_copies_for_other_engines_do_not_make_another_encoder(bert: Path, tmp_path: Path) -> None:
    shutil.copytree(bert, tmp_path / "model")
    (tmp_path / "model" / "onnx").mkdir()
    (tmp_path / "model" / "onnx" / "model.onnx").write_bytes(b"x")
    assert fingerprint_of(str(tmp_path / "model")) == fingerprint_of(str(bert))


def test_a_folder_may_stand_in_the_home_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "model").mkdir()
    assert folder_of("~/model") == tmp_path / "model"
    assert folder_of("~/other") is None
