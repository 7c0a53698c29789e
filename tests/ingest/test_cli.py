from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.core.corpus import open_corpus
from ingest import golden
from ingest.cli import main
from ingest.lock import writer_lock

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tiny_encoder: Path) -> None:
    monkeypatch.setenv("ASSISTANT_ENCODER", str(tiny_encoder))
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(tmp_path / "index"))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))


def test_build_tells_what_it_did_and_then_that_there_is_nothing_to_do(
    tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--documents", str(documents)]) == 0
    first = capsys.readouterr()
    version = open_corpus(tmp_path / "index").manifest.index_version
    assert first.out.startswith(f"built: index {version} in {tmp_path / 'index'} (2 documents, ")
    assert "writing vectors" in first.err
    assert main(["build", "--documents", str(documents)]) == 0
    again = capsys.readouterr()
    assert again.out == first.out.replace("built", "up to date")
    assert "writing vectors" not in again.err
    assert main(["--documents", str(documents), "--force"]) == 0, "build is the verb where none is given"
    assert capsys.readouterr().out == first.out


def test_index_may_be_named(tmp_path: Path, documents: Path) -> None:
    assert main(["build", "--documents", str(documents), "--index", str(tmp_path / "mine")]) == 0
    assert len(open_corpus(tmp_path / "mine").documents) == 2
    assert not (tmp_path / "index").exists()


def test_the_five_documents_are_built_without_a_verb(tmp_path: Path) -> None:
    assert main([]) == 0
    corpus = open_corpus(tmp_path / "index")
    assert [info.document for info in corpus.documents] == ["zhejiang", "guangdong", "jiangsu", "chongqing", "shenzhen"]
    assert len(corpus.of("shenzhen", "task")) == 140
    assert corpus.record("shenzhen/task/58").number == 58


def test_problems_are_told_in_one_line_with_exit_code_1(
    tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--documents", str(tmp_path / "absent")]) == 1
    assert "error: " in capsys.readouterr().err
    (documents / "bad.txt").write_bytes(b"\xff")
    assert main(["build", "--documents", str(documents)]) == 1
    assert "error: bad.txt: not UTF-8 text" in capsys.readouterr().err
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["build", "--index", str(tmp_path / "file")]) == 1
    assert f"error: File exists: {tmp_path / 'file'}" in capsys.readouterr().err
    assert main(["build", "--index", str(tmp_path / "data" / "index")]) == 1
    assert "error: ASSISTANT_INDEX_DIR must not lie in ASSISTANT_DATA_DIR" in capsys.readouterr().err


def test_a_second_writer_is_told_to_wait(tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index").mkdir()
    with writer_lock(tmp_path / "index"):
        assert main(["build", "--documents", str(documents)]) == 1
    assert f"being built by process {os.getpid()}" in capsys.readouterr().err


def test_an_interrupted_build_says_that_nothing_changed(
    tmp_path: Path, documents: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.publish.settle", interrupt)
    assert main(["build", "--documents", str(documents)]) == 130
    assert "interrupted; the index is as it was" in capsys.readouterr().err
    assert list((tmp_path / "index" / "builds").iterdir()) == []


@pytest.mark.parametrize("arguments", [["rebuild"], ["build", "--fast"], ["check", "--force"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: python -m ingest" in capsys.readouterr().err


def test_help_names_the_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert all(verb in shown for verb in ("build", "check", "golden"))


def test_check_reports_and_fails_on_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "shenzhen" in capsys.readouterr().out
    folder = tmp_path / "documents"
    shutil.copytree(ROOT / "ingest" / "documents", folder)
    path = folder / "agencies.json"
    agencies = [agency for agency in json.loads(path.read_text("utf-8")) if "市住房建设局" not in agency["printed"]]
    path.write_text(json.dumps(agencies), "utf-8")
    assert main(["check", "--documents", str(folder)]) == 1
    assert "市住房建设局" in capsys.readouterr().out
    assert main(["build", "--documents", str(folder)]) == 1
    assert "the records do not hold together" in capsys.readouterr().err
    assert not (tmp_path / "index" / "current").exists()


def test_golden_shows_a_difference_and_writes_it_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "golden"
    shutil.copytree(golden.GOLDEN, folder)
    monkeypatch.setattr("ingest.golden.GOLDEN", folder)
    assert main(["golden"]) == 0
    path = folder / "jiangsu.txt"
    reviewed = path.read_text("utf-8")
    path.write_text(reviewed.replace("[jiangsu/section/1-5]", "[jiangsu/section/9-9]"), "utf-8")
    capsys.readouterr()
    assert main(["golden"]) == 1
    shown = capsys.readouterr().out
    assert "-[jiangsu/section/9-9]" in shown
    assert "+[jiangsu/section/1-5]" in shown
    assert path.read_text("utf-8") != reviewed
    monkeypatch.setattr("ingest.golden.write_golden.__defaults__", (folder,))
    assert main(["golden", "--write"]) == 0
    assert capsys.readouterr().out == f"written: {path}\n"
    assert path.read_text("utf-8") == reviewed


def test_check_and_an_up_to_date_build_load_no_heavy_library(tmp_path: Path, documents: Path) -> None:
    assert main(["build", "--documents", str(documents)]) == 0
    heavy = "{'torch', 'sentence_transformers', 'chromadb', 'langchain_chroma', 'bm25s'}"
    script = (
        f"import sys\nfrom ingest.cli import main\n"
        f"assert main(['build', '--documents', {str(documents)!r}]) == 0\nassert main(['check']) == 0\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("up to date")
    assert run.stdout.splitlines()[-1] == "[]"
