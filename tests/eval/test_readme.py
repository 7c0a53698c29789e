"""The parts of README that are made: renewed where stale, refused where a mark or a number is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import readme

ACCEPTED = {
    split: {"all": {"cases": cases, "right": 0.95, "answer": 0.96, "citation": 0.97, "status": 1.0}}
    for split, cases in (("tuned", 90), ("untouched", 40))
}
BENCH = {
    "machine": {"python": "3.11.7", "system": "Linux", "cores": 2},
    "limits": {"ingest_s": 10.0},
    "measured": dict.fromkeys(readme.MEASURES, 1.5),
}
PAGE = "# Title\n" + "".join(
    f"<!-- {name} -->\nSTALE\n<!-- /{name} -->\nby hand\n"
    for name in ("question", "question-en", "evaluation", "bench")
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built_index: Path) -> Path:
    """A README of its own with kept numbers of its own, over the index of the five documents."""
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(built_index))
    for name, value in (("ACCEPTED", ACCEPTED), ("BENCH", BENCH)):
        kept = tmp_path / f"{name}.json"
        kept.write_text(json.dumps(value), encoding="utf-8")
        monkeypatch.setattr(readme, name, kept)
    path = tmp_path / "README.md"
    path.write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(readme, "README", path)
    return path


def test_a_stale_page_is_told_and_mended_and_then_stays(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert readme.main([]) == 1
    assert "--write" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == PAGE
    assert readme.main(["--write"]) == 0
    made = page.read_text(encoding="utf-8")
    assert made.count("by hand") == 4
    assert "STALE" not in made
    assert '$ .venv/bin/assistant ask "Which bureau leads item 58 in Shenzhen?"' in made
    assert "| untouched: cases never read while improving | 40 | 95.0% | 96.0% | 97.0% | 100.0% |" in made
    assert "| Ingestion of the five documents, from nothing | 1.5 s | 10 s |" in made
    assert "| Index on disk | 1.5 MB | – |" in made
    assert readme.main([]) == 0


def test_a_missing_mark_is_named(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text(PAGE.replace("<!-- /bench -->", ""), encoding="utf-8")
    assert readme.main(["--write"]) == 2
    assert "<!-- bench -->" in capsys.readouterr().err


def test_numbers_that_were_never_measured_are_named(
    page: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readme, "BENCH", page.parent / "none.json")
    assert readme.main(["--write"]) == 2
    assert "none.json" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == PAGE
