"""BM25 weights of a whole corpus, counted batch by batch in arrays: for each term the texts that hold it.

Knows counting, the weight of a term in a text and the order in which weights are kept; refuses to know text, files and
questions. Only numbers are held in between, ten bytes for each different term of a text, so that a million passages fit
into a few gigabytes; Python objects for every word would need several times as much.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.integer]

BATCH = 4_096
"""Texts counted at a time."""
_LOW = (1 << 32) - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Postings:
    """A sparse matrix by columns: those of term ``t`` stand from ``starts[t]`` to ``starts[t + 1]``."""

    weights: NDArray[np.float32]
    places: NDArray[np.int32]
    starts: NDArray[np.int64]
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    """A batch of texts: its different terms, text by text of each, with how often they occur."""

    terms: NDArray[np.int32]
    places: NDArray[np.int32]
    times: NDArray[np.int32]


def weigh(texts: Iterable[array[int]], k1: float, b: float) -> Postings:
    """Lucene's BM25, ``ln(1 + (N - n + 0.5) / (n + 0.5)) * tf / (tf + k1 * (1 - b + b * length / mean length))``.

    Each text is given as the ids of its terms, in any order. The same numbers as those of bm25s, which gives every
    term of every text a Python object (Kamphuis et al., Which BM25 do you mean?, 2020, for the formula).
    """
    counted: list[_Counted] = []
    lengths: list[NDArray[np.int64]] = []
    for batch in _batches(texts):
        long = np.fromiter(map(len, batch), dtype=np.int64, count=len(batch))
        counted.append(_count(batch, long, sum(map(len, lengths))))
        lengths.append(long)
    length = np.concatenate(lengths) if lengths else np.zeros(0, dtype=np.int64)
    kinds = 1 + max((int(part.terms.max()) for part in counted if len(part.terms)), default=-1)
    holding = np.zeros(kinds, dtype=np.int64)
    for part in counted:
        holding += np.bincount(part.terms, minlength=kinds)
    rare = np.log(1 + (len(length) - holding + 0.5) / (holding + 0.5)).astype(np.float32)
    norm = k1 * ((1 - b) + b * length / (length.mean() if length.any() else 1.0))
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(holding)))
    weights = np.empty(starts[-1], dtype=np.float32)
    places = np.empty(starts[-1], dtype=np.int32)
    heads = starts[:-1].copy()
    while counted:
        part = counted.pop(0)
        at, ends = _targets(part.terms, heads)
        times = part.times.astype(np.float32)
        weights[at] = rare[part.terms] * (times / (norm[part.places] + times))
        places[at] = part.places
        heads = ends
    return Postings(weights=weights, places=places, starts=starts, size=len(length))


def _batches(texts: Iterable[array[int]]) -> Iterator[list[array[int]]]:
    batch: list[array[int]] = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _count(batch: list[array[int]], lengths: NDArray[np.int64], first: int) -> _Counted:
    """The different terms of each text, ordered by term and then by text."""
    ids = np.concatenate([np.frombuffer(text, dtype=np.int32) for text in batch if text] or [np.zeros(0, np.int32)])
    rows = np.repeat(np.arange(first, first + len(batch), dtype=np.int64), lengths)
    keys, times = np.unique((ids.astype(np.int64) << 32) | rows, return_counts=True)
    return _Counted(
        terms=(keys >> 32).astype(np.int32), places=(keys & _LOW).astype(np.int32), times=times.astype(np.int32)
    )


def _targets(terms: NDArray[np.int32], heads: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the entries of a batch go behind those of the batches before it, and where the next batch goes on."""
    if not len(terms):
        return np.zeros(0, dtype=np.int64), heads
    begins = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1])))
    counts = np.diff(np.append(begins, len(terms)))
    within = np.arange(len(terms), dtype=np.int64) - np.repeat(begins, counts)
    ends = heads.copy()
    ends[terms[begins]] += counts
    return heads[terms] + within, ends
