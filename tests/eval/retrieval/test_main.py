"""The command: exit codes, what is shown of untouched cases, and the gate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import eval.retrieval.__main__ as command
from assistant.settings import Settings

CASES = """\
- id: r-one
  split: {split}
  kind: plain
  lang: zh
  region: named
  question: 深圳的船靠码头时怎么用岸电？
  relevant: [[shenzhen/task/83]]
  holds: [岸电]
  why: by hand
- id: r-two
  split: {split}
  kind: unanswerable
  lang: zh
  region: named
  question: 深圳的彩票怎么兑奖？
  why: by hand
"""


@pytest.fixture
def cases(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(settings.index_dir))
    monkeypatch.setattr(command, "ACCEPTED", tmp_path / "accepted.json")
    folder = tmp_path / "cases"
    folder.mkdir()
    for split in ("tuned", "untouched"):
        text = CASES.format(split=split).replace("r-", f"{split}-").replace("船", "船" if split == "tuned" else "轮船")
        (folder / f"some_{split}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_numbers_are_shown_accepted_and_held(cases: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["--cases", str(cases), "--accept", "--out", str(tmp_path / "numbers.json")]) == 0
    shown = capsys.readouterr().out
    assert "== tuned ==" in shown
    assert "== untouched ==" in shown
    numbers = json.loads((tmp_path / "numbers.json").read_text(encoding="utf-8"))
    assert numbers["tuned"]["ranking"]["product"]["recall@5"]["mean"] == 1.0
    assert command.main(["--cases", str(cases), "--split", "tuned"]) == 0
    assert "at or above" in capsys.readouterr().out


def test_below_the_accepted_numbers_the_exit_code_says_so(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.ACCEPTED.write_text(json.dumps({"tuned": {"recall@5": 1.1}}), encoding="utf-8")
    assert command.main(["--cases", str(cases), "--split", "tuned"]) == 1
    assert "BELOW tuned recall@5: 1.0000 is below the accepted 1.1000" in capsys.readouterr().out


def test_failures_of_untouched_cases_are_not_shown(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = cases / "some_untouched.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[岸电]", "[没有的词]"), encoding="utf-8")
    command.main(["--cases", str(cases), "--failures", "--accept"])
    assert "没有的词" not in capsys.readouterr().out


def test_a_broken_case_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "some_tuned.yaml").write_text("- id: x\n", encoding="utf-8")
    assert command.main(["--cases", str(tmp_path)]) == 2
    assert "some_tuned.yaml:1" in capsys.readouterr().err
