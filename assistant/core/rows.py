"""Records as rows: the plain values that a list of tasks or of passages shows, the same on every face.

Knows the field names of the public contract; refuses to know how rows are printed or sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.core.records import Record


def task_row(record: Record) -> dict[str, Any]:
    """A row of a list of tasks; ``raw_agencies`` is ``None`` where the source has no cell."""
    responsibility = record.responsibility
    return {
        "record_id": record.record_id,
        "document": record.document,
        "series": record.series,
        "number": record.number,
        "label": record.label,
        "path": list(record.path),
        "title": record.title,
        "text": record.text,
        "lead": list(record.agencies("lead")),
        "support": list(record.agencies("support")),
        "joint": list(record.agencies("joint")),
        "raw_agencies": responsibility.raw if responsibility and responsibility.raw else None,
        "start": record.start,
        "end": record.end,
    }


def passage_row(
    record: Record,
    *,
    text: str,
    start: int,
    end: int,
    score: float,
    signals: Mapping[str, float] | None = None,
    ranks: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """A passage that was found, with its place in the source; ``signals`` and ``ranks`` only where asked for."""
    row = {
        "record_id": record.record_id,
        "document": record.document,
        "series": record.series,
        "number": record.number,
        "label": record.label,
        "path": list(record.path),
        "text": text,
        "start": start,
        "end": end,
        "score": score,
    }
    told = {"signals": signals, "ranks": ranks}
    return {**row, **{name: dict(values) for name, values in told.items() if values is not None}}
