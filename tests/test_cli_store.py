"""``assistant backup`` and ``assistant restore`` as a shell user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import open_assistant
from tests.support.shell import Shell


def test_a_conversation_survives_the_loss_of_its_folder(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_assistant() as assistant:
        first = assistant.ask("深圳第58项由哪个局牵头？")
    file = str(tmp_path / "backup.zip")
    assert shell("backup", file) == (0, f"{file}: 1 conversations, 1 turns, 1 answers, 0 feedback\n", "")
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "elsewhere"))
    code, out, _ = shell("restore", file)
    assert (code, out) == (0, f"restored from {file}: 1 conversations, 1 turns, 1 answers, 0 feedback\n")
    with open_assistant() as assistant:
        assert assistant.answer(first.answer_id)["answer"] == first.answer
        again = assistant.ask("那79项呢？", conversation_id=first.conversation_id)
        assert [c.record_id for c in again.citations] == ["shenzhen/task/79"]


def test_nothing_is_overwritten_without_force(shell: Shell, tmp_path: Path) -> None:
    file = str(tmp_path / "backup.zip")
    assert shell("backup", file)[0] == 0
    code, out, err = shell("backup", file)
    assert (code, out) == (1, "")
    assert "exists already; --force replaces it" in err
    assert shell("backup", file, "--force")[0] == 0
    with open_assistant() as assistant:
        assistant.ask("深圳第58项由哪个局牵头？")
    code, _, err = shell("restore", file)
    assert code == 1
    assert "is not empty; --force replaces what it holds" in err
    assert shell("restore", file, "--force")[:2] == (0, f"restored from {file}: " + _NOTHING)


_NOTHING = "0 conversations, 0 turns, 0 answers, 0 feedback\n"


def test_a_file_that_is_no_backup_is_told(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    for name in ("x", "missing"):
        code, out, err = shell("restore", str(tmp_path / name))
        assert (code, out) == (1, "")
        assert f"{name} cannot be read as a backup" in err
