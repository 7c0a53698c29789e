"""One index, opened for answering, for all generated proofs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.opening import open_snapshot
from assistant.passages import Snapshot
from assistant.settings import load_settings
from tests.generated.checking import Checker
from tests.generated.pool import pool


@pytest.fixture(scope="session")
def snapshot(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    opened = open_snapshot(load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("none") / "data"))
    yield opened
    opened.retriever.close()


@pytest.fixture(scope="session")
def checker(snapshot: Snapshot) -> Checker:
    return Checker(snapshot.corpus)


@pytest.fixture(scope="session")
def asked(snapshot: Snapshot) -> tuple[str, ...]:
    """Questions of every kind."""
    return pool(snapshot.corpus)
