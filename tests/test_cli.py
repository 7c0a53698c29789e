"""The console script as a shell user meets it: commands, output, messages, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import __version__
from assistant.cli import main
from tests.support.shell import Shell

ROOT = Path(__file__).resolve().parent.parent


def _process(*arguments: str, index: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "ASSISTANT_INDEX_DIR": str(index), **environment}
    return subprocess.run([sys.executable, "-m", "assistant", *arguments], cwd=ROOT, env=env, capture_output=True)


def test_without_a_command_the_help_is_shown_and_the_usage_is_wrong(shell: Shell) -> None:
    code, out, err = shell()
    assert (code, out) == (2, "")
    for command in ("ask", "tasks", "search", "serve", "ingest", "check"):
        assert f"    {command} " in err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"assistant {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["ask", "x", "--composer", "poet"],
        ["ask", "x", "--series", "chapter"],
        ["tasks", "--limit", "0"],
        ["tasks", "--limit", "501"],
        ["tasks", "--offset", "-1"],
        ["tasks", "--json", "--csv"],
        ["search"],
        ["search", "x", "-k", "51"],
        ["serve", "--port", "http"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: assistant" in capsys.readouterr().err


def test_a_missing_index_is_told_with_what_mends_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(tmp_path / "none"))
    for arguments in (["ask", "深圳第58项由哪个局牵头？"], ["tasks"], ["search", "清洁生产"], ["check"]):
        code, out, err = shell(*arguments)
        assert code == 1
        assert "make ingest" in out + err


def test_a_setting_that_cannot_be_used_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "eighty")
    code, _, err = shell("tasks")
    assert code == 1
    assert "ASSISTANT_PORT" in err


def test_serving_to_the_network_is_refused_unless_allowed(shell: Shell) -> None:
    code, _, err = shell("serve", "--host", "0.0.0.0", "--port", "0")
    assert code == 1
    assert "ASSISTANT_ALLOW_REMOTE" in err


def test_check_tells_a_line_for_each_part(shell: Shell) -> None:
    code, out, _ = shell("check")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["index", "ok:"],
        ["encoder", "ok:"],
        ["database", "ok:"],
    ]


def test_check_fails_where_the_database_cannot_be_used(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'assistant.db'}")
    code, out, err = shell("check")
    assert code == 1
    assert "not usable" in out + err


def test_ingest_hands_its_arguments_on(shell: Shell) -> None:
    code, out, _ = shell("ingest", "check")
    assert code == 0
    assert "shenzhen" in out
    with pytest.raises(SystemExit) as ended:
        main(["ingest", "--help"])
    assert ended.value.code == 0


def test_an_interruption_ends_with_130(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def isatty(self) -> bool:
            return False

        def __iter__(self) -> Interrupted:
            return self

        def __next__(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert shell("ask")[0] == 130


def test_a_reader_that_leaves_early_is_no_error(built_index: Path) -> None:
    env = {**os.environ, "ASSISTANT_INDEX_DIR": str(built_index)}
    env.pop("PYTHONUNBUFFERED", None)  # with it Python itself drops the rest of a broken write without a word
    command = [sys.executable, "-m", "assistant", "tasks", "--json", "--limit", "500"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (141, b"")


def test_output_is_utf8_in_any_locale(built_index: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = _process("tasks", "--document", "shenzhen", "--number", "58", "--csv", index=built_index, **plain)
    assert done.returncode == 0, done.stderr
    assert "重点任务第58项" in done.stdout.decode("utf-8")


def test_an_exact_question_loads_no_encoder_no_vectors_and_no_page(built_index: Path) -> None:
    code = (
        "import sys; from assistant.cli import main; main(['ask', '深圳第58项由哪个局牵头？']); "
        "sys.exit(sorted({'torch', 'transformers', 'sentence_transformers', 'chromadb', 'gradio', 'fastapi', "
        "'langchain_core'} & set(sys.modules)) or 0)"
    )
    env = {**os.environ, "ASSISTANT_INDEX_DIR": str(built_index)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "市住房" in done.stdout.decode("utf-8")
