from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.corpus import current_build
from ingest import publish

FIRST, SECOND, THIRD = "1" * 16, "2" * 16, "3" * 16


def _publish(index: Path, version: str) -> Path:
    with publish.workplace(index) as work:
        (work / "words").mkdir()
        (work / "words" / "a.txt").write_text(version, "utf-8")
        publish.settle(work)
        return publish.swap_in(index, work, version)


def _builds(index: Path) -> set[str]:
    return {path.name for path in (index / "builds").iterdir()}


def test_a_build_is_swapped_in_and_only_the_one_before_it_is_kept(tmp_path: Path) -> None:
    assert _publish(tmp_path, FIRST).name == FIRST
    assert current_build(tmp_path).name == FIRST
    _publish(tmp_path, SECOND)
    assert _builds(tmp_path) == {FIRST, SECOND}
    _publish(tmp_path, THIRD)
    assert _builds(tmp_path) == {SECOND, THIRD}
    assert (current_build(tmp_path) / "words" / "a.txt").read_text("utf-8") == THIRD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["builds", "current"]


def test_an_equal_version_stands_beside_the_build_in_force(tmp_path: Path) -> None:
    old = _publish(tmp_path, FIRST)
    assert _publish(tmp_path, FIRST).name == f"{FIRST}-2"
    assert current_build(tmp_path).name == f"{FIRST}-2"
    assert old.is_dir()
    _publish(tmp_path, FIRST)
    assert _builds(tmp_path) == {f"{FIRST}-2", f"{FIRST}-3"}


def test_folders_that_are_no_builds_are_left_alone(tmp_path: Path) -> None:
    for name in ("mine", "0123", FIRST + "-old"):
        (tmp_path / "builds" / name).mkdir(parents=True)
    _publish(tmp_path, SECOND)
    assert _builds(tmp_path) == {"mine", "0123", FIRST + "-old", SECOND}


def test_leftovers_are_swept(tmp_path: Path) -> None:
    _publish(tmp_path, FIRST)
    (tmp_path / "builds" / ".tmp-0123").mkdir()
    (tmp_path / "builds" / ".tmp-0123" / "half.json").write_text("{", "utf-8")
    (tmp_path / "current.tmp-1234").write_text(SECOND, "utf-8")
    publish.sweep(tmp_path)
    assert _builds(tmp_path) == {FIRST}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["builds", "current"]


def test_a_garbled_pointer_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "current").write_bytes(b"\xff")
    _publish(tmp_path, FIRST)
    assert current_build(tmp_path).name == FIRST


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    _publish(tmp_path, FIRST)
    with pytest.raises(ZeroDivisionError), publish.workplace(tmp_path) as work:
        (work / "half.json").write_text("{", "utf-8")
        raise ZeroDivisionError
    assert _builds(tmp_path) == {FIRST}
    assert current_build(tmp_path).name == FIRST
