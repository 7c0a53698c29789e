from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.core.corpus import open_corpus
from ingest.build import Outcome, build

ROOT = Path(__file__).resolve().parent.parent.parent

KILLED_AGAIN_AND_AGAIN = """
import os, signal, sys
from pathlib import Path

import bm25s, chromadb, langchain_chroma, sentence_transformers
from assistant.core.corpus import open_corpus
from ingest.build import build

index, documents, encoder = sys.argv[1:]
WRITES = os.O_WRONLY | os.O_RDWR

def build_until(limit):
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        writes = event == "open" and str(arguments[0]).startswith(index) and arguments[2] & WRITES
        if writes or event in ("os.rename", "os.mkdir", "os.rmdir"):
            seen += 1
            if seen == limit:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    build(Path(index), documents=Path(documents), encoder=encoder, force=True)

for limit in range(1, 500):
    child = os.fork()
    if child == 0:
        build_until(limit)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(os.WTERMSIG(status), os.WEXITSTATUS(status), open_corpus(Path(index)).manifest.index_version, flush=True)
    if not os.WIFSIGNALED(status):
        break
"""


@pytest.mark.slow
def test_killed_at_any_step_an_index_answers(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    """A build is killed before its first change of a file, before its second, and so on until one runs through."""
    build(index, documents=documents, encoder=str(tiny_encoder), force=True)
    (documents / "plan.txt").write_text("清洁生产方案\n一、总体要求\n减少排放！\n", "utf-8")
    new = build(tmp_path / "other", documents=documents, encoder=str(tiny_encoder)).manifest.index_version
    run = subprocess.run(
        [sys.executable, "-c", KILLED_AGAIN_AND_AGAIN, str(index), str(documents), str(tiny_encoder)],
        cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    steps = [line.split() for line in run.stdout.splitlines()]
    assert [step[:2] for step in steps] == [["9", "0"]] * (len(steps) - 1) + [["0", "0"]]
    old = built.manifest.index_version
    versions = [step[2] for step in steps]
    swapped = versions.index(new)
    assert versions == [old] * swapped + [new] * (len(steps) - swapped)
    assert swapped > 15
    assert len(steps) - swapped > 3, "the removal of old builds was not reached"
    assert not build(index, documents=documents, encoder=str(tiny_encoder)).changed
    assert len(list((index / "builds").iterdir())) == 2, "the build in force and the one before"
    assert sorted(path.name for path in index.iterdir()) == [".lock", "builds", "current"]


@pytest.mark.slow
def test_the_command_killed_while_it_writes_vectors_leaves_the_old_index(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path
) -> None:
    command = [sys.executable, "-m", "ingest", "build", "--force", "--index", str(index), "--documents", str(documents)]
    environment = {**os.environ, "ASSISTANT_ENCODER": str(tiny_encoder)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "writing vectors" in line:
                process.kill()
                break
        process.communicate()
    assert process.returncode == -9
    assert list((index / "builds").glob(".tmp-*"))
    assert open_corpus(index).manifest == built.manifest
    assert not build(index, documents=documents, encoder=str(tiny_encoder)).changed
    assert list((index / "builds").iterdir()) == [built.folder]
