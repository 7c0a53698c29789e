from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.settings import load_settings
from tests.web.serving import running, wait_until_ready


@pytest.fixture(scope="module")
def client(built_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server over the five documents, everything loaded."""
    settings = load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("served"))
    with running(settings) as (client, _):
        wait_until_ready(client)
        yield client
