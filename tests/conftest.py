"""What every test stands on: a cut wire, a clean environment, and one index of the five documents for all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.wire import guard

if TYPE_CHECKING:
    from assistant.core.corpus import Corpus
    from assistant.service import Assistant
    from assistant.settings import Settings
    from tests.support.shell import Shell

guard.cut()
# The same examples on every machine and in every run: a new counterexample is found by intent, not by luck.
hypothesis.settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests counts, no data of theirs is touched, child processes are cut too."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(tmp_path / "index"))
    monkeypatch.setenv("PYTHONPATH", str(guard.FOLDER))
    monkeypatch.setenv("PYTHONUTF8", "1")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _nothing_reaches_out() -> Iterator[None]:
    """A test during which anything reached for the network fails, also where the code swallowed the refusal."""
    before = len(guard.ATTEMPTS)
    yield
    attempts = guard.ATTEMPTS[before:]
    del guard.ATTEMPTS[before:]
    assert not attempts, f"reached for the network: {attempts}"


@pytest.fixture(scope="session")
def built_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index folder of the five documents, built once; for reading only."""
    from ingest.build import build

    folder = tmp_path_factory.mktemp("five") / "index"
    build(index_dir=folder)
    return folder


@pytest.fixture(scope="session")
def five(built_index: Path) -> Corpus:
    """The five documents as records."""
    from assistant.core.corpus import open_corpus

    return open_corpus(built_index)


@pytest.fixture
def settings(built_index: Path, tmp_path: Path) -> Settings:
    """Settings over the index of the five documents, with a database of the test's own."""
    from assistant.settings import load_settings

    return load_settings(index_dir=built_index, data_dir=tmp_path / "data")


@pytest.fixture
def assistant(settings: Settings) -> Iterator[Assistant]:
    """An assistant over the five documents, with no language model and no memory of earlier tests."""
    from assistant import open_assistant

    with open_assistant(settings) as opened:
        yield opened


@pytest.fixture
def shell(built_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The console script over the five documents."""
    from tests.support.shell import Shell

    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(built_index))
    return Shell(capsys, monkeypatch)
