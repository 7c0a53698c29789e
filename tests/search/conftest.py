from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import tiny_models


@pytest.fixture(scope="session")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer without prompts that reads 64 tokens."""
    return tiny_models.bert_encoder(tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture(scope="session")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same transformer, with prompts in its own configuration under the names of the E5 family."""
    folder = tmp_path_factory.mktemp("models") / "prompted"
    return tiny_models.bert_encoder(folder, prompts={"query": "第一", "passage": "第二"})


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder with one score for a pair."""
    return tiny_models.cross_encoder(tmp_path_factory.mktemp("models") / "cross")
