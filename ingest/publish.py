"""A new build beside the old one, made durable, swapped in by one rename, and the leftovers of earlier ones removed.

Knows folders, renames and what must reach the disk in which order; refuses to know what a build holds. Killed at any
moment, the pointer names a whole build: the old one until the very last rename, the new one after it.
"""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.core.manifest import BUILD_NAME, BUILDS, POINTER

_WORK = ".tmp-"


@contextmanager
def workplace(index_dir: Path) -> Iterator[Path]:
    """A new empty folder to build in; what is still there at the end was not swapped in, and goes."""
    work = index_dir / BUILDS / f"{_WORK}{secrets.token_hex(4)}"
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def sweep(index_dir: Path) -> None:
    """Remove what killed builds left behind."""
    for path in (index_dir / BUILDS).glob(f"{_WORK}*"):
        shutil.rmtree(path)
    for path in index_dir.glob(f"{POINTER}{_WORK}*"):
        path.unlink()


def write(path: Path, content: bytes) -> None:
    """A file with its content, on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Bring every file and folder below to the disk."""
    for root, _, names in os.walk(folder):
        for name in names:
            with (Path(root) / name).open("rb") as file:
                os.fsync(file.fileno())
        settle_folder(Path(root))


def swap_in(index_dir: Path, work: Path, version: str) -> Path:
    """Make a finished build the one in force; the one it replaces stays, as a server may still read it."""
    builds = index_dir / BUILDS
    replaced = _pointed_at(index_dir)
    # A rename onto the folder in force would leave a moment without any, so an equal version gets a name of its own.
    names = itertools.chain((version,), (f"{version}-{n}" for n in itertools.count(2)))
    target = next(builds / name for name in names if not (builds / name).exists())
    work.rename(target)
    settle_folder(builds)
    pointer = index_dir / f"{POINTER}{_WORK}{secrets.token_hex(4)}"
    write(pointer, f"{target.name}\n".encode())
    pointer.replace(index_dir / POINTER)
    settle_folder(index_dir)
    _remove_others(builds, keep={target.name, replaced})
    return target


def _pointed_at(index_dir: Path) -> str:
    try:
        return (index_dir / POINTER).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _remove_others(builds: Path, keep: set[str]) -> None:
    for path in builds.iterdir():
        # Only folders that bear the name of a build are ours to remove.
        if path.is_dir() and BUILD_NAME.fullmatch(path.name) and path.name not in keep:
            # Renamed first: a kill in the middle leaves rubbish to sweep, never half a build under a build's name.
            doomed = path.rename(builds / f"{_WORK}{secrets.token_hex(4)}")
            shutil.rmtree(doomed)


def settle_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
