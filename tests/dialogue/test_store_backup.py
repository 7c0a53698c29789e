"""Backups: whole, checked, never over something else by mistake, and the same on the way back."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.dialogue.store import Store
from assistant.dialogue.store_backup import read_backup, write_backup
from assistant.errors import BackupProblem

Opener = Callable[[str], Store]


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Opener]:
    opened: list[Store] = []

    def open_(name: str) -> Store:
        opened.append(Store.open(f"sqlite:///{tmp_path / name}" if name else "sqlite://"))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


def fill(store: Store, conversations: int = 3) -> list[str]:
    ids = []
    for number in range(conversations):
        ids.append(store.start_conversation())
        for turn in range(number + 1):
            key = f"{number}-{turn}"
            store.save_turn(ids[-1], key, f"第{key}问", {"answer": f"第{key}答\0"}, {"turn": turn})
    store.add_feedback("0-0", "wrong", "少了一家")
    store.begin_turn(ids[-1], "waiting", "还没有答的")
    return ids


def content(store: Store) -> list[object]:
    listed = store.conversations(limit=100)
    turns = [store.turns(one.conversation_id) for one in listed]
    return [listed, turns, [store.last_state(one.conversation_id) for one in listed]]


@pytest.mark.parametrize("source", ["a.db", ""], ids=["copied", "dumped"])
@pytest.mark.parametrize("target", ["b.db", ""], ids=["file", "memory"])
def test_everything_comes_back_as_it_was(opener: Opener, tmp_path: Path, source: str, target: str) -> None:
    store = opener(source)
    fill(store)
    file = tmp_path / "backup.zip"
    counts = write_backup(store.engine, file, replace=False)
    assert counts == {"conversations": 3, "turns": 7, "answers": 6, "feedback": 1}
    assert file.stat().st_mode & 0o077 == 0
    restored = opener(target)
    assert read_backup(restored.engine, file, replace=False) == counts
    assert content(restored) == content(store)
    restored.complete_turn("waiting", {"answer": "现在答了"}, {})
    assert restored.start_conversation()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_file_that_is_there_is_kept_unless_asked(opener: Opener, tmp_path: Path) -> None:
    store, file = opener("a.db"), tmp_path / "backup.zip"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(BackupProblem, match="--force"):
        write_backup(store.engine, file, replace=False)
    assert file.read_text(encoding="utf-8") == "precious"
    write_backup(store.engine, file, replace=True)
    assert zipfile.is_zipfile(file)


def test_a_database_that_holds_something_is_kept_unless_asked(opener: Opener, tmp_path: Path) -> None:
    store, other, file = opener("a.db"), opener("b.db"), tmp_path / "backup.zip"
    fill(store)
    write_backup(store.engine, file, replace=False)
    mine = other.start_conversation()
    with pytest.raises(BackupProblem, match="not empty"):
        read_backup(other.engine, file, replace=False)
    assert other.has_conversation(mine)
    read_backup(other.engine, file, replace=True)
    assert content(other) == content(store)


def _rewritten(file: Path, changes: dict[str, object], payload: bytes | None) -> None:
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        kept = archive.read(manifest["payload"])
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest | changes))
        archive.writestr(manifest["payload"], kept if payload is None else payload)


@pytest.mark.parametrize(
    ("payload", "changes", "told"),
    [
        (b"[]\n", {}, "damaged"),
        (None, {"format": 9}, "newer version"),
        (None, {"schema_version": 9}, "newer version"),
        (None, {"rows": {"conversations": 1}}, "manifest says"),
        (None, {"sha256": 3}, "damaged"),
    ],
)
def test_what_is_not_whole_is_refused_and_changes_nothing(
    opener: Opener, tmp_path: Path, payload: bytes | None, changes: dict[str, object], told: str
) -> None:
    store, file = opener(""), tmp_path / "backup.zip"
    fill(store)
    write_backup(store.engine, file, replace=False)
    _rewritten(file, changes, payload)
    other = opener("b.db")
    with pytest.raises(BackupProblem, match=told):
        read_backup(other.engine, file, replace=True)
    assert other.conversations() == []


@pytest.mark.parametrize("words", [b"no zip at all", b""])
def test_a_file_that_is_no_backup_is_told(opener: Opener, tmp_path: Path, words: bytes) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(words)
    with pytest.raises(BackupProblem, match="cannot be read as a backup"):
        read_backup(opener("b.db").engine, file, replace=False)


def test_a_place_that_cannot_be_written_is_told(opener: Opener, tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="no backup can be written"):
        write_backup(opener("a.db").engine, tmp_path / "none" / "backup.zip", replace=False)


def test_a_backup_is_taken_while_others_write(opener: Opener, tmp_path: Path) -> None:
    store, done = opener("a.db"), threading.Event()

    def write() -> None:
        while not done.is_set():
            fresh = store.start_conversation()
            store.save_turn(fresh, fresh, "问", {"answer": "答" * 2000}, {})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            counts = write_backup(store.engine, tmp_path / f"{number}.zip", replace=False)
            assert counts["turns"] == counts["answers"] <= counts["conversations"] <= counts["turns"] + 1
    finally:
        done.set()
        writer.join()
    restored = opener("b.db")
    assert read_backup(restored.engine, tmp_path / "4.zip", replace=False) == counts
