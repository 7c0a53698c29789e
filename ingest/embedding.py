"""Passages to vectors, asking the encoder only for what the build in force does not hold yet.

Knows which vectors may be kept, where a build keeps them, and how long the rest will take; refuses to know how a vector
is made. They are kept beside the vector store, as that one changes their last digits and may be in use by a server.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.search.embedder import Embedder

    Vectors = NDArray[np.float32]
    Keys = NDArray[np.uint8]

FOLDER = "embedded"
ABOUT = f"{FOLDER}/about.json"
ARRAYS = {"vectors": f"{FOLDER}/vectors.npy", "keys": f"{FOLDER}/keys.npy"}
_KEY_BYTES = 16

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """By what vectors were made: those of another encoder, of other prompts or another precision are not kept."""

    encoder: str
    precision: str


def embed(embedder: Embedder, made: Made, passages: Sequence[str], before: Path | None, progress: Progress) -> Vectors:
    """The vector of every passage, one row each; those of the build before are taken where the passage is the same.

    A row depends on its passage alone, so the result is that of a full build; with a transformer, which pads the
    passages of a batch to one length, up to the last digit of a float32.
    """
    kept = _kept(before, made, embedder.dimension) if before is not None else None
    found = np.zeros((len(passages), embedder.dimension), dtype=np.float32)
    wanted: dict[bytes, list[int]] = {}
    for place, key in enumerate(map(bytes, keys_of(passages))):
        row = kept.row_of.get(key) if kept is not None else None
        if kept is None or row is None:
            wanted.setdefault(key, []).append(place)
        else:
            found[place] = kept.vectors[row]
    fresh = [passages[places[0]] for places in wanted.values()]
    if kept is not None:
        missing = sum(map(len, wanted.values()))
        progress(f"vectors of {len(passages) - missing:,} unchanged passages kept, {missing:,} to embed")
    if cut := embedder.cut(fresh):
        progress(f"{cut:,} passages are longer than the {embedder.max_length:,} tokens that the encoder reads of each")
    rows = embedder.encode_passages(fresh, progress=_paced("embedding", progress))
    for row, places in zip(rows, wanted.values(), strict=True):
        found[places] = row
    return found


def save(folder: Path, made: Made, passages: Sequence[str], vectors: Vectors) -> None:
    """Keep the vectors of a build for the next one."""
    (folder / FOLDER).mkdir()
    for name, array in (("vectors", vectors), ("keys", keys_of(passages))):
        np.save(folder / ARRAYS[name], array)
    hashes = {name: _hash(folder / path) for name, path in ARRAYS.items()}
    (folder / ABOUT).write_text(json.dumps({**asdict(made), **hashes}, sort_keys=True), encoding="utf-8")


def keys_of(passages: Sequence[str]) -> Keys:
    """A digest of each passage, as rows of bytes."""
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=_KEY_BYTES).digest() for text in passages)
    return np.frombuffer(digests, dtype=np.uint8).reshape(len(passages), _KEY_BYTES)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    """The vectors of a build, and the row of each passage's key among them."""

    vectors: Vectors
    row_of: dict[bytes, int]


def _kept(build: Path, made: Made, dimension: int) -> _Kept | None:
    """The vectors that a build holds; ``None`` where they do not fit or are damaged."""
    try:
        about = json.loads((build / ABOUT).read_text(encoding="utf-8"))
        expected = {**asdict(made), **{name: _hash(build / path) for name, path in ARRAYS.items()}}
        if about != expected:
            return None
        vectors, keys = (np.load(build / path, mmap_mode="r") for path in ARRAYS.values())
    except (OSError, ValueError):
        return None
    if vectors.shape != (len(keys), dimension):
        return None
    return _Kept(vectors=vectors, row_of={bytes(key): row for row, key in enumerate(keys)})


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pace(done: int, total: int, seconds: float) -> str:
    """How far a long step is: ``1,200 of 5,000 (40 a second, 95 s left)``."""
    rate = done / seconds if seconds > 0 else 0.0
    if done >= total or rate == 0:
        return f"{done:,} of {total:,}" + (f" ({rate:,.0f} a second)" if rate >= 1 else "")
    speed = f"{rate:,.0f} a second" if rate >= 1 else f"{60 * rate:,.0f} a minute"
    left = (total - done) / rate
    remaining = f"{left:,.0f} s" if left < 120 else f"{left / 60:,.0f} min" if left < 7200 else f"{left / 3600:,.1f} h"
    return f"{done:,} of {total:,} ({speed}, {remaining} left)"


def _paced(what: str, progress: Progress) -> Callable[[int, int], None]:
    """Progress of a long step, told at most once a second."""
    began = last = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total or now - last >= 1:
            last = now
            progress(f"{what} {pace(done, total, now - began)}")

    return tell
