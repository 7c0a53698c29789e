"""Filters as masks over the chunks of an index, the best of what they leave, and the nearest vectors among it.

Knows which chunks a filter leaves, remembers it, and how the vector store is best asked for a part of what it holds;
refuses to know what a question means and how scores come about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.core.records import Role, Series
from assistant.search.holding import Holding
from assistant.search.table import ChunkTable
from assistant.search.vectors import VectorStore

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Vector = NDArray[np.float32]

REMEMBERED_BYTES = 32_000_000
"""What the masks that are kept take, about."""
SMALL = 5_000
"""So many vectors at most are all compared, in less than 2 ms. The graph of a larger store is approximate: of the same
vectors it finds another neighbour now and then each time it is built."""
FEW = 1_000
"""So many vectors at most are fetched by id and compared here: 11 µs each, whatever the size of the store."""
MOST = 2_500
"""So many nearest are fetched without a filter to have enough that it leaves: 3 µs each."""
ENOUGH = 0.2
"""Share of the wanted that is enough where the rest is not among the ``MOST`` nearest of all, so far off that it tells
nothing."""
NAMED = 40_000
"""So many ids can be named at most: 20 ms at 32,000, a second at 330,000."""
MARGIN = 2.0
"""How many more are fetched than would be needed if those that a filter leaves were spread evenly."""


@dataclass(frozen=True, eq=False)
class Allowed:
    """The chunks that a filter leaves."""

    mask: NDArray[np.bool_]

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """Their places, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def count(self) -> int:
        return int(np.count_nonzero(self.mask))

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.count == len(self.mask)


class Filter(Protocol):
    """What documents, series, and bodies in some role leave; an empty one leaves everything."""

    def __call__(
        self,
        documents: tuple[str, ...] = (),
        series: tuple[Series, ...] = (),
        agencies: tuple[str, ...] = (),
        roles: tuple[Role, ...] = (),
    ) -> Allowed: ...


def remembered(table: ChunkTable) -> Filter:
    """The filter of a table as a function that keeps what it was asked last."""
    holding = Holding(table)
    kept = max(8, REMEMBERED_BYTES // max(1, len(table)))

    @lru_cache(maxsize=min(kept, 1_024))
    def allowed(
        documents: tuple[str, ...] = (),
        series: tuple[Series, ...] = (),
        agencies: tuple[str, ...] = (),
        roles: tuple[Role, ...] = (),
    ) -> Allowed:
        mask = table.mask(documents, series)
        return Allowed(mask & holding.of(agencies, roles) if agencies else mask)

    return allowed


def best(scores: Scores, allowed: Allowed, k: int) -> dict[int, float]:
    """The best ``k`` allowed places with a score above zero; of equal ones those that come first."""
    if allowed.everything:
        found, at = scores, None
    else:
        at = allowed.places
        found = scores[at]
    if len(found) > k:
        least = np.partition(found, len(found) - k)[len(found) - k]
        above = np.flatnonzero(found > least)
        equal = np.flatnonzero(found == least)[: k - len(above)] if least > 0 else above[:0]
        chosen = np.concatenate((above, equal))
    else:
        chosen = np.arange(len(found))
    places = chosen if at is None else at[chosen]
    return {int(place): float(scores[place]) for place in places if scores[place] > 0}


def nearest(store: VectorStore, vector: Vector, k: int, allowed: Allowed, table: ChunkTable) -> dict[int, float]:
    """The ``k`` nearest chunks that a filter leaves, with their cosine.

    The store's own filter over metadata takes 80 to 230 ms at 100,000 chunks. So whichever is fastest is taken:
    comparing all vectors of a small store or those of a few chunks, or fetching more than needed without any filter.
    """
    if len(table) <= SMALL:
        return _placed(store.compare(vector, len(table)), allowed, table, k)
    if allowed.everything:
        return _placed(store.query(vector, k), allowed, table, k)
    if not allowed.count:
        return {}
    fetched = int(MARGIN * k * len(table) / allowed.count)
    if fetched <= MOST and fetched < 3 * allowed.count:
        found: dict[int, float] = {}
        for many in (fetched, MOST):
            found = _placed(store.query(vector, many), allowed, table, k)
            if len(found) == min(k, allowed.count):
                return found
        if len(found) >= ENOUGH * k or allowed.count > NAMED:
            return found
    ids = [table.ids[place] for place in allowed.places]
    compared = store.compare if allowed.count <= FEW else store.query
    return _placed(compared(vector, k, among=ids), allowed, table, k)


def _placed(found: Iterable[tuple[str, float]], allowed: Allowed, table: ChunkTable, k: int) -> dict[int, float]:
    placed = ((table.place(key), cosine) for key, cosine in found)
    return dict(islice(((at, cosine) for at, cosine in placed if at is not None and allowed.mask[at]), k))
