"""Which chunks hold a body in some part, or name it in their words: the filter over agencies and roles.

Knows the parts of a chunk; refuses to know how a body was read from a question. Names are those that documents print.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from assistant.core.records import ROLES, Role
from assistant.search.chunks import Chunk
from assistant.search.table import ChunkTable

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Holding:
    """The places of the chunks that hold bodies. Safe to read from any number of threads."""

    def __init__(self, chunks: ChunkTable) -> None:
        self._chunks = chunks
        self.of = lru_cache(maxsize=64)(self._of)

    def _of(self, agencies: tuple[str, ...], roles: tuple[Role, ...]) -> NDArray[np.bool_]:
        """For every chunk whether it holds one of the bodies in one of the roles.

        Without a role, a chunk that only names one in its words counts as well.
        """
        wanted = frozenset(agencies)
        found = np.zeros(len(self._chunks), dtype=np.bool_)
        for place in self._chunks.naming(wanted):
            found[place] = self._holds(self._chunks[place], wanted, roles)
        return found

    @staticmethod
    def _holds(chunk: Chunk, wanted: frozenset[str], roles: tuple[Role, ...]) -> bool:
        listed: dict[Role, tuple[str, ...]] = {"lead": chunk.lead, "support": chunk.support, "joint": chunk.joint}
        if any(not wanted.isdisjoint(listed[role]) for role in roles or ROLES):
            return True
        return not roles and any(name in chunk.text for name in wanted)
