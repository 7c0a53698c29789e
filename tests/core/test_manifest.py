from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.core.corpus import current_build, open_build, open_corpus
from assistant.core.manifest import (
    SCHEMA_VERSION,
    Manifest,
    manifest_from_json,
    read_files,
    read_manifest,
    require_encoder,
    sha256,
)
from assistant.errors import IndexDamaged, IndexForeign, IndexMissing
from ingest.content import Content, gather
from ingest.parse import parse
from ingest.sources import load_sources

VERSION = "0123456789abcdef"
MEND = "python -m ingest build"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "plan.txt").write_text("清洁生产方案\n一、总体要求\n减少排放。\n二、保障措施\n加强监管。\n", "utf-8")
    (folder / "note.md").write_text("# 说明\n\n本方案自发布之日起施行。\r\n", "utf-8", newline="")
    return gather([parse(source) for source in load_sources(folder)], ())


def _write(index: Path, content: Content) -> Path:
    build = index / "builds" / VERSION
    for name, data in content.files().items():
        (build / name).parent.mkdir(parents=True, exist_ok=True)
        (build / name).write_bytes(data)
    (build / "chroma").mkdir()
    (build / "chroma" / "chroma.sqlite3").write_bytes(b"0123456789")
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        index_version=VERSION,
        encoder="tiny",
        encoder_fingerprint="f" * 64,
        dimension=8,
        built_at="2026-01-01T00:00:00+00:00",
        sources=content.sources,
        counts=content.counts,
        files={name: sha256(data) for name, data in content.files().items()},
        stores={"chroma/chroma.sqlite3": 10},
    )
    (build / "manifest.json").write_text(json.dumps(manifest.to_json()), "utf-8")
    (index / "current").write_text(f"{VERSION}\n", "utf-8")
    return build


@pytest.fixture
def index(tmp_path: Path, content: Content) -> Path:
    _write(tmp_path, content)
    return tmp_path


def test_an_index_opens_as_it_was_written(index: Path, content: Content) -> None:
    corpus = open_corpus(index)
    assert corpus.root == index / "builds" / VERSION
    assert corpus.manifest.counts == content.counts
    assert {r.record_id: r for r in corpus.records} == {r.record_id: r for r in content.records}
    for part in content.parsed:
        assert corpus.document(part.info.document) == part.info
        assert corpus.source(part.info.document) == part.text
        assert corpus.furniture(part.info.document) == part.furniture
    assert "\r\n" in corpus.source("note"), "line ends are kept, or every offset after them is wrong"


def test_a_missing_index_is_told_with_the_command_that_builds_it(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=MEND):
        open_corpus(tmp_path)
    with pytest.raises(IndexMissing, match=MEND):
        open_corpus(tmp_path / "absent")


@pytest.mark.parametrize("pointer", [b"../../etc\n", b"", b"\xff\xfe", b"0123456789abcdee\n", b"latest\n"])
def test_a_pointer_that_names_no_build_is_damage(index: Path, pointer: bytes) -> None:
    (index / "current").write_bytes(pointer)
    with pytest.raises(IndexDamaged, match=MEND):
        open_corpus(index)


NAMES = (
    "manifest.json", "documents.json", "agencies.json", "records.jsonl", "furniture.jsonl", "chunks.jsonl",
    "sources/plan.txt", "chroma/chroma.sqlite3",
)  # fmt: skip


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("harm", [Path.unlink, _cut])
def test_a_file_missing_or_cut_short_is_damage_and_named(index: Path, name: str, harm: Callable[[Path], None]) -> None:
    harm(index / "builds" / VERSION / name)
    with pytest.raises(IndexDamaged, match=rf"{name}.*{MEND}"):
        open_corpus(index)


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("manifest.json", "chroma/chroma.sqlite3")])
def test_a_changed_byte_is_damage(index: Path, name: str) -> None:
    _flip(index / "builds" / VERSION / name)
    with pytest.raises(IndexDamaged, match=rf"{name} does not match"):
        open_corpus(index)


def _edit(build: Path, **fields: object) -> None:
    path = build / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **fields}), "utf-8")


def test_another_schema_is_foreign(index: Path) -> None:
    _edit(current_build(index), schema_version=SCHEMA_VERSION + 1)
    with pytest.raises(IndexForeign, match=rf"schema version {SCHEMA_VERSION + 1}.*{MEND}"):
        open_corpus(index)


@pytest.mark.parametrize("fields", [{"surplus": 1}, {"files": None}, {"schema_version": "1"}, {"counts": []}])
def test_a_manifest_of_another_shape_is_damage(index: Path, fields: dict[str, object]) -> None:
    _edit(current_build(index), **fields)
    with pytest.raises(IndexDamaged, match=MEND):
        open_corpus(index)
    with pytest.raises(ValueError, match="schema_version"):
        manifest_from_json([])


def test_counts_must_be_those_of_the_manifest(index: Path, content: Content) -> None:
    _edit(current_build(index), counts={**content.counts, "records": 1})
    with pytest.raises(IndexDamaged, match=rf"holds {content.counts['records']} records, its manifest says 1"):
        open_corpus(index)


def test_files_that_match_their_hash_but_hold_something_else_are_damage(index: Path) -> None:
    build = current_build(index)
    manifest = read_manifest(build)
    other = b'[{"document": "plan"}]'
    (build / "documents.json").write_bytes(other)
    _edit(build, files={**manifest.files, "documents.json": sha256(other)})
    with pytest.raises(IndexDamaged, match="does not hold what its manifest promises"):
        open_build(build)


def test_a_manifest_that_lists_no_files_is_damage(index: Path) -> None:
    _edit(current_build(index), files={})
    with pytest.raises(IndexDamaged, match=MEND):
        open_corpus(index)


def test_a_store_that_grew_is_accepted(index: Path) -> None:
    build = current_build(index)
    with (build / "chroma" / "chroma.sqlite3").open("ab") as file:
        file.write(b"more")
    files = read_manifest(build).files
    mapped = {name for name in files if name == "chunks.jsonl" or name.startswith("bm25/")}
    assert read_files(build, read_manifest(build)).keys() == files.keys() - mapped


def test_a_build_removed_while_it_is_opened_gives_way_to_the_new_one(
    index: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = current_build(index), index / "builds" / f"{VERSION}-2"
    original = read_manifest

    def read_after_a_rebuild(build: Path) -> Manifest:
        if build == old and old.is_dir():
            shutil.copytree(old, new)
            (index / "current").write_text(f"{new.name}\n", "utf-8")
            shutil.rmtree(old)
        return original(build)

    monkeypatch.setattr("assistant.core.corpus.read_manifest", read_after_a_rebuild)
    assert open_corpus(index).root == new


def test_an_encoder_is_told_apart_by_its_fingerprint(index: Path) -> None:
    manifest = read_manifest(current_build(index))
    require_encoder(manifest, name="a copy in another folder", fingerprint="f" * 64)
    with pytest.raises(IndexForeign, match=r"encoder tiny .* name large .*ASSISTANT_ENCODER"):
        require_encoder(manifest, name="large", fingerprint="0" * 64)
