from __future__ import annotations

from pathlib import Path

import pytest

from eval.askers import open_asker
from eval.cases import Filter


def test_the_library_is_asked_and_nobodys_data_is_touched(built_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(built_index))
    data = built_index.parent / "data"
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(data))
    with open_asker(None, "extractive") as asker:
        first = asker.ask("深圳第58项由哪个局牵头？", None, None)
        assert "市住房建设局" in first["answer"]
        assert isinstance(first["citations"], list)
        again = asker.ask("那64项呢？", first["conversation_id"], None)
        assert again["conversation_id"] == first["conversation_id"]
        assert "市水务局" in again["answer"]
        fixed = asker.ask("第15项由谁牵头？", None, Filter(documents=("zhejiang",), series=("annex",)))
        assert {citation["document"] for citation in fixed["citations"]} == {"zhejiang"}
    assert not data.exists()
