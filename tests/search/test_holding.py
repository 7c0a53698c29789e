from __future__ import annotations

from assistant.search.chunks import Chunk
from assistant.search.holding import Holding
from assistant.search.table import ChunkTable


def _chunk(number: int, text: str, lead: tuple[str, ...] = (), joint: tuple[str, ...] = ()) -> Chunk:
    return Chunk(
        chunk_id=f"d/item/{number}#1", record_id=f"d/item/{number}", document="d", series="item", number=number,
        label="", path=(), title="", text=text, text_start=0, text_end=len(text), start=0, end=1, lead=lead,
        joint=joint,
    )  # fmt: skip


HOLDING = Holding(
    ChunkTable.of(
        (_chunk(1, "修路", lead=("市交通局",)), _chunk(2, "建桥", joint=("市交通局",)), _chunk(3, "市交通局修渠"))
    )
)


def test_a_body_in_any_part_or_in_the_words() -> None:
    assert HOLDING.of(("市交通局",), ()).tolist() == [True, True, True]
    assert HOLDING.of(("市水务局",), ()).tolist() == [False, False, False]


def test_a_body_in_one_part() -> None:
    assert HOLDING.of(("市交通局",), ("lead",)).tolist() == [True, False, False]
    assert HOLDING.of(("市交通局",), ("support", "joint")).tolist() == [False, True, False]
