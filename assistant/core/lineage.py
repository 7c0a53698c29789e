"""Where a row comes from: the sentences of another document that it carries out, and what it changed in them.

Knows the shape of the comparison and how it is written as JSON; refuses to know how it was made. Offsets count code
points of ``Record.text``, half open.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

LineageClass = Literal["copied", "adapted", "new"]
EditKind = Literal["changed", "added", "dropped"]

CLASSES: tuple[LineageClass, ...] = get_args(LineageClass)
"""Word for word; with changes; without a counterpart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A stretch of one record's text."""

    record_id: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One difference. ``before`` are the words of the document carried out, ``after`` those of the row.

    The side that has no words (``before`` of an addition, ``after`` of an omission) is an empty stretch at the place
    where the words of the other side would stand.
    """

    kind: EditKind
    before: str
    after: str
    source: Stretch
    row: Stretch


@dataclass(frozen=True, kw_only=True, slots=True)
class Lineage:
    """One row: its class, the sentences it carries out in the order of the row, and the differences in order.

    White space, widths and punctuation make no difference: they are set by whoever typed the table.
    """

    record_id: str
    kind: LineageClass
    sources: tuple[Stretch, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncarried:
    """A sentence that no row carries out; ``heading`` tells whether rows stand under its heading at all."""

    sentence: Stretch
    heading: bool


def to_json(value: Lineage | Uncarried) -> dict[str, Any]:
    """Plain JSON values; ``type`` tells which of the two it is."""
    return {"type": "row" if isinstance(value, Lineage) else "uncarried", **asdict(value)}


def from_json(data: dict[str, Any]) -> Lineage | Uncarried:
    """What ``to_json`` wrote; ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
    if data["type"] == "uncarried":
        return Uncarried(sentence=Stretch(**data["sentence"]), heading=data["heading"])
    if data["type"] != "row" or data["kind"] not in CLASSES:
        raise ValueError(f"no lineage: {data['type']!r}")
    return Lineage(
        record_id=data["record_id"],
        kind=data["kind"],
        sources=tuple(Stretch(**s) for s in data["sources"]),
        edits=tuple(
            Edit(**{**edit, "source": Stretch(**edit["source"]), "row": Stretch(**edit["row"])})
            for edit in data["edits"]
        ),
    )
