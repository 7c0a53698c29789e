from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.core.corpus import current_build, open_corpus
from assistant.core.records import Agency
from assistant.errors import BuildLocked, CheckFailed, EncoderProblem, IngestProblem, SourceChanged, SourceUnreadable
from assistant.search.chunks import load_chunks
from assistant.search.fields import passage_text
from ingest.build import Outcome, build, whole_build
from ingest.builder import Parsed
from ingest.checks import Finding
from ingest.lock import writer_lock
from ingest.sources import DOCUMENTS


def _state(index: Path) -> dict[str, tuple[int, int]]:
    """Every file of an index with its age and size, the lock aside."""
    return {
        str(path.relative_to(index)): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in index.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_a_folder_becomes_an_index_that_opens(built: Outcome, index: Path) -> None:
    assert built.changed
    corpus = open_corpus(index)
    assert corpus.manifest == built.manifest
    assert corpus.root == built.folder
    assert {info.document for info in corpus.documents} == {"plan", "note"}
    assert corpus.manifest.dimension == 8
    assert corpus.manifest.counts["chunks"] == len(load_chunks((corpus.root / "chunks.jsonl").read_text("utf-8"))) > 2


def test_words_and_vectors_of_the_index_answer(built: Outcome, tiny_encoder: Path) -> None:
    from assistant.search.embedder import Embedder
    from assistant.search.lexical import LexicalIndex
    from assistant.search.vectors import VectorStore

    chunks = load_chunks((built.folder / "chunks.jsonl").read_text("utf-8"))
    wanted = next(n for n, chunk in enumerate(chunks) if chunk.text == "减少排放。")
    assert LexicalIndex.load(built.folder / "bm25").scores("减少排放").argmax() == wanted
    vector = Embedder.load(str(tiny_encoder)).encode_query(passage_text(chunks[wanted]))
    with VectorStore.open(built.folder / "chroma") as store:
        assert len(store) == len(chunks)
        ((best, similarity),) = store.query(vector, 1)
    assert best == chunks[wanted].chunk_id
    assert similarity == pytest.approx(1, abs=1e-4)


def test_building_again_changes_nothing(built: Outcome, index: Path, documents: Path, tiny_encoder: Path) -> None:
    before, told = _state(index), list[str]()
    again = build(index, documents=documents, encoder=str(tiny_encoder), progress=told.append)
    assert not again.changed
    assert again.manifest == built.manifest
    assert _state(index) == before
    assert not [line for line in told if "encoder" in line or "vectors" in line]


def test_force_builds_the_same_version_anew(built: Outcome, index: Path, documents: Path, tiny_encoder: Path) -> None:
    again = build(index, documents=documents, encoder=str(tiny_encoder), force=True)
    assert again.changed
    assert again.folder != built.folder
    assert again.manifest.index_version == built.manifest.index_version
    assert built.folder.is_dir(), "a server may still read the build before"
    assert open_corpus(index).root == again.folder


def test_the_version_depends_on_content_alone(
    built: Outcome, tmp_path: Path, documents: Path, tiny_encoder: Path
) -> None:
    moved, encoder = tmp_path / "elsewhere" / "papers", tmp_path / "elsewhere" / "model"
    shutil.copytree(documents, moved)
    shutil.copytree(tiny_encoder, encoder)
    os.utime(moved / "plan.txt", (0, 0))
    other = build(tmp_path / "other", documents=moved, encoder=str(encoder))
    assert other.manifest.index_version == built.manifest.index_version
    (moved / "plan.txt").write_text("清洁生产方案\n一、总体要求\n减少排放！\n", "utf-8")
    changed = build(tmp_path / "other", documents=moved, encoder=str(encoder))
    assert changed.manifest.index_version != built.manifest.index_version
    assert open_corpus(tmp_path / "other").manifest == changed.manifest


def test_another_encoder_gives_another_version(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "encoder"
    shutil.copytree(tiny_encoder, other)
    config = json.loads((other / "modules.json").read_text("utf-8"))
    (other / "modules.json").write_text(json.dumps(config, indent=7), "utf-8")
    assert build(index, documents=documents, encoder=str(other)).changed
    assert current_build(index) != built.folder


def _not_utf8(folder: Path) -> None:
    (folder / "bad.txt").write_bytes("清洁".encode("gb18030"))


def _empty(folder: Path) -> None:
    (folder / "bad.txt").write_text(" \n", "utf-8")


def _outside(folder: Path) -> None:
    secret = folder.parent / "secret.txt"
    secret.write_text("机密", "utf-8")
    (folder / "bad.txt").symlink_to(secret)


def _binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"text\0text")


@pytest.mark.parametrize("spoil", [_not_utf8, _empty, _outside, _binary])
def test_an_unusable_file_is_named_and_the_index_stays(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, spoil: Callable[[Path], None]
) -> None:
    before = _state(index)
    spoil(documents)
    with pytest.raises(SourceUnreadable, match=r"bad\.txt"):
        build(index, documents=documents, encoder=str(tiny_encoder), force=True)
    assert _state(index) == before
    assert open_corpus(index).manifest == built.manifest


def test_a_source_that_is_not_the_one_in_its_manifest_is_refused(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path
) -> None:
    entry = {
        "document": "plan", "title": "", "titles": [], "region": "", "region_en": "", "title_en": "", "level": "",
        "file": "plan.txt", "sha256": "0" * 64,
    }  # fmt: skip
    (documents / "manifest.json").write_text(json.dumps([entry]), "utf-8")
    with pytest.raises(SourceChanged, match=r"plan\.txt"):
        build(index, documents=documents, encoder=str(tiny_encoder))
    assert open_corpus(index).manifest == built.manifest


def test_an_encoder_that_cannot_be_had_leaves_the_index(
    built: Outcome, index: Path, documents: Path, tmp_path: Path
) -> None:
    with pytest.raises(EncoderProblem):
        build(index, documents=documents, encoder=str(tmp_path))
    assert open_corpus(index).manifest == built.manifest


def test_a_writer_among_two_is_refused(built: Outcome, index: Path, documents: Path, tiny_encoder: Path) -> None:
    before = _state(index)
    with writer_lock(index), pytest.raises(BuildLocked, match="being built by process"):
        build(index, documents=documents, encoder=str(tiny_encoder), force=True)
    assert _state(index) == before


def test_flaws_in_a_document_of_the_manifest_stop_the_build(
    built: Outcome, index: Path, tmp_path: Path, tiny_encoder: Path
) -> None:
    folder = tmp_path / "five"
    shutil.copytree(DOCUMENTS, folder)
    path = folder / "agencies.json"
    agencies = [agency for agency in json.loads(path.read_text("utf-8")) if "市住房建设局" not in agency["printed"]]
    path.write_text(json.dumps(agencies), "utf-8")
    with pytest.raises(CheckFailed, match=r"shenzhen/task/\d+: 市住房建设局(.|\n)*and \d+ more"):
        build(index, documents=folder, encoder=str(tiny_encoder))
    assert open_corpus(index).manifest == built.manifest


def test_flaws_in_other_documents_are_told_and_built(
    index: Path, documents: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsatisfied(parsed: Sequence[Parsed], agencies: Sequence[Agency]) -> list[Finding]:
        return [Finding(where=part.info.document, what="reads oddly") for part in parsed]

    monkeypatch.setattr("ingest.build.check", unsatisfied)
    told: list[str] = []
    assert build(index, documents=documents, encoder=str(tiny_encoder), progress=told.append).changed
    assert "note: reads oddly" in "\n".join(told)


def _cut_vectors(folder: Path) -> None:
    os.truncate(folder / "chroma" / "chroma.sqlite3", 4096)


def _garble_vectors(folder: Path) -> None:
    path = folder / "chroma" / "chroma.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    path.write_bytes(data)


def _no_words(folder: Path) -> None:
    shutil.rmtree(folder / "bm25")


@pytest.mark.parametrize("harm", [_cut_vectors, _garble_vectors, _no_words])
def test_a_damaged_index_is_mended_by_building(
    built: Outcome, index: Path, documents: Path, tiny_encoder: Path, harm: Callable[[Path], None]
) -> None:
    harm(built.folder)
    assert whole_build(index) is None
    again = build(index, documents=documents, encoder=str(tiny_encoder))
    assert again.changed
    assert whole_build(index) == (again.folder, again.manifest)


def test_records_that_share_an_id_are_refused(index: Path, documents: Path, tiny_encoder: Path) -> None:
    (documents / "plan.md").write_text("又一份\n", "utf-8")
    with pytest.raises(IngestProblem, match="plan"):
        build(index, documents=documents, encoder=str(tiny_encoder))
    assert whole_build(index) is None
