from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SourceChanged, SourceUnreadable
from ingest.sources import AGENCIES, DOCUMENTS, MANIFEST, document_id, load_agencies, load_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    return made


def _entry(file: str, content: bytes, **more: Any) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {
        "document": "plan", "title": "方案", "titles": ["方案"], "region": "", "region_en": "", "title_en": "",
        "level": "", "file": file, "sha256": digest, **more,
    }  # fmt: skip


def _manifest(folder: Path, *entries: dict[str, Any]) -> None:
    (folder / MANIFEST).write_text(json.dumps(entries, ensure_ascii=False), "utf-8")


def test_the_five_documents_with_what_is_known_of_them() -> None:
    infos = {source.info.document: source.info for source in load_sources()}
    assert list(infos) == ["zhejiang", "guangdong", "jiangsu", "chongqing", "shenzhen"]
    assert [info.region for info in infos.values()] == ["浙江", "广东", "江苏", "重庆", "深圳"]
    assert [info.level for info in infos.values()] == ["省", "省", "省", "直辖市", "市"]
    assert {name: info.number for name, info in infos.items() if info.number} == {"chongqing": "渝发改规范〔2022〕8号"}
    assert infos["chongqing"].issuer is not None and infos["guangdong"].issuer is None
    assert infos["jiangsu"].titles == ("江苏省清洁生产审核工作实施方案", "江苏省清洁生产审核工作实施意见")
    assert all(info.title_en and info.region_en and info.numbering and info.aliases for info in infos.values())


def test_what_the_manifest_claims_of_a_text_stands_in_it() -> None:
    for source in load_sources():
        squeezed = "".join(source.text.split())
        for title in source.info.titles:
            assert title in squeezed
        if source.info.number:
            assert source.info.number in squeezed
        for name in (source.info.issuer or "").split("（")[0].split("、"):
            assert name in squeezed


def test_aliases_of_documents_are_distinct_and_longer_than_a_character() -> None:
    aliases = [alias for source in load_sources() for alias in source.info.aliases]
    assert len(aliases) == len(set(aliases))
    assert min(map(len, aliases)) >= 2


def test_a_folder_without_a_manifest(folder: Path) -> None:
    (folder / "b c（草案）.md").write_text("# **清洁** 方案\n\n内容。", "utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text("\ufeff\r\n说明\r\n内容。", "utf-8", newline="")
    (folder / ".hidden").write_bytes(b"\xff")
    found = {source.info.document: source for source in load_sources(folder)}
    assert {name: source.info.title for name, source in found.items()} == {"b-c-草案": "清洁 方案", "sub-a": "说明"}
    assert found["sub-a"].text == "\ufeff\r\n说明\r\n内容。"
    assert found["sub-a"].layout.kind == "outline"
    assert load_agencies(folder) == ()


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("plan.txt", "plan"),
        ("a/b.md", "a-b"),
        ("v1.2 final.md", "v1.2-final"),
        ("Ｐlan１.txt", "Plan1"),
        ("……", "document"),
    ],
)
def test_ids_of_files(name: str, document: str) -> None:
    assert document_id(name) == document


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00", "not UTF-8 text"), (b"", "empty"), (b" \n\t\xef\xbb\xbf", "empty"), (b"a\0b", "not text")],
)
def test_a_file_that_is_no_text_is_named(folder: Path, content: bytes, message: str) -> None:
    (folder / "good.txt").write_text("好。", "utf-8")
    (folder / "bad.txt").write_bytes(content)
    with pytest.raises(SourceUnreadable, match=f"^bad.txt: {message}"):
        load_sources(folder)


def test_a_name_that_leaves_the_folder_is_refused(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("外。", "utf-8")
    (folder / "link.txt").symlink_to(outside)
    with pytest.raises(SourceUnreadable, match=r"^link.txt: leaves the folder"):
        load_sources(folder)
    (folder / "link.txt").unlink()
    _manifest(folder, _entry("../outside.txt", "外。".encode()))
    with pytest.raises(SourceUnreadable, match=r"^../outside.txt: leaves the folder"):
        load_sources(folder)


def test_a_manifest_must_match_its_files(folder: Path) -> None:
    content = "方案\n内容。".encode()
    (folder / "plan.txt").write_bytes(content)
    _manifest(folder, _entry("plan.txt", content))
    assert load_sources(folder)[0].info.document == "plan"
    (folder / "plan.txt").write_bytes(content + b"x")
    with pytest.raises(SourceChanged, match=r"^plan.txt: sha256 is [0-9a-f]{64}, the manifest says"):
        load_sources(folder)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"document": "../plan"}, "no id of a document"),
        ({"colour": "red"}, "colour"),
        ({"layout": {"kind": "prose", "columns": 3}}, "columns"),
        ({"layout": {"kind": "poem"}}, "poem"),
    ],
)
def test_a_manifest_entry_that_cannot_be_used_is_named(folder: Path, more: dict[str, Any], message: str) -> None:
    (folder / "plan.txt").write_text("方案", "utf-8")
    _manifest(folder, _entry("plan.txt", "方案".encode(), **more))
    with pytest.raises(SourceUnreadable, match=message):
        load_sources(folder)


@pytest.mark.parametrize("content", ["{", '{"file": "a"}', '[{"document": "a"}]'])
def test_a_manifest_that_is_no_list_of_documents(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content, "utf-8")
    with pytest.raises(SourceUnreadable, match=r"manifest\.json"):
        load_sources(folder)


def test_missing_things_are_named(folder: Path) -> None:
    with pytest.raises(SourceUnreadable, match="holds no document"):
        load_sources(folder)
    with pytest.raises(SourceUnreadable, match="no such folder"):
        load_sources(folder / "nowhere")
    _manifest(folder, _entry("gone.txt", b""))
    with pytest.raises(SourceUnreadable, match=r"^gone.txt: cannot be read"):
        load_sources(folder)
    (folder / AGENCIES).write_text('[{"name": "市商务局"}]', "utf-8")
    with pytest.raises(SourceUnreadable, match="not a table of agencies"):
        load_agencies(folder)


def test_two_files_of_one_id(folder: Path) -> None:
    (folder / "a b.txt").write_text("甲。", "utf-8")
    (folder / "a-b.md").write_text("乙。", "utf-8")
    with pytest.raises(SourceUnreadable, match="'a-b' is that of"):
        load_sources(folder)


def test_a_copy_of_the_folder_reads_the_same(folder: Path) -> None:
    copy = folder / "copy"
    shutil.copytree(DOCUMENTS, copy)
    assert load_sources(copy) == load_sources()
    assert load_agencies(copy) == load_agencies()
