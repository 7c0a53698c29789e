"""Collects the records and the furniture of one source, and accounts for its blanks.

Knows how a record is made from views of its parts; refuses to know how the parts were found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.core.records import DocumentInfo, Furniture, Record, Responsibility, Series
from ingest.views import BLANK, View, inline_furniture, join


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """One source as records and furniture, in the order of the source."""

    info: DocumentInfo
    text: str
    records: tuple[Record, ...]
    furniture: tuple[Furniture, ...]
    expected: Mapping[str, int] = field(default_factory=dict)
    """How many records of each series a reader counted; empty for a document nobody has read."""


@dataclass(slots=True)
class Builder:
    """Mutable only while one source is parsed; ``finish`` gives the immutable result."""

    info: DocumentInfo
    source: str
    expected: Mapping[str, int] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    _texts: int = 0

    def add(
        self,
        local_id: str,
        *,
        series: Series,
        frame: View,
        body: View | None = None,
        number: int | None = None,
        label: str = "",
        path: tuple[str, ...] = (),
        title: str = "",
        responsibility: Responsibility | None = None,
        parent: str | None = None,
    ) -> str:
        """Add a record and give its id; ``frame`` is all of it from first to last character, ``body`` its text."""
        record_id = f"{self.info.document}/{local_id}"
        self.records.append(
            Record(
                record_id=record_id,
                document=self.info.document,
                series=series,
                number=number,
                label=label,
                path=path,
                title=title,
                text=body.text if body else "",
                spans=body.spans() if body else (),
                start=frame.start,
                end=frame.end,
                responsibility=responsibility,
                parent=parent,
            )
        )
        return record_id

    def add_text(self, label: str, body: View, path: tuple[str, ...] = (), title: str = "") -> str:
        """Add unnumbered text as ``text/N``."""
        self._texts += 1
        return self.add(
            f"text/{self._texts}", series="text", frame=body, body=body, label=label, path=path, title=title
        )

    def between(self, *parts: View) -> View:
        """Paragraphs as one text, with the one line end of the source that follows each between them."""
        pieces = [parts[0]]
        for part in parts[1:]:
            at = self.source.index("\n", pieces[-1].end)
            pieces.extend((View("\n", (at,)), part))
        return join(pieces)

    def discard(self, view: View, kind: str) -> None:
        """Characters that belong to no record."""
        for span in view.spans():
            self.furniture.append(Furniture(start=span.start, end=span.end, kind=kind))

    def finish(self) -> Parsed:
        """Records and furniture in the order of the source, with every blank outside records named."""
        furniture = [*self.furniture, *inline_furniture(self.source), *self._page_breaks()]
        taken = bytearray(len(self.source))
        for low, high in [(r.start, r.end) for r in self.records] + [(f.start, f.end) for f in furniture]:
            taken[low:high] = b"\x01" * (high - low)
        furniture.extend(self._blanks(taken))
        return Parsed(
            info=self.info,
            text=self.source,
            records=tuple(sorted(self.records, key=lambda r: (r.start, -r.end))),
            furniture=tuple(sorted(furniture, key=lambda f: (f.start, f.end))),
            expected=self.expected,
        )

    def _page_breaks(self) -> list[Furniture]:
        """Blank stretches with a line end that stand inside a sentence: between two spans of one text."""
        found = set()
        for record in self.records:
            for left, right in zip(record.spans, record.spans[1:], strict=False):
                gap = self.source[left.end : right.start]
                if not gap.strip() and "\n" in gap and self.source[left.end - 1] != "\n":
                    found.add((left.end, right.start))
        return [Furniture(start=low, end=high, kind="page_break") for low, high in sorted(found)]

    def _blanks(self, taken: bytearray) -> list[Furniture]:
        found: list[Furniture] = []
        for match in BLANK.finditer(self.source):
            at = match.start()
            while at < match.end():
                end = at
                while end < match.end() and not taken[end]:
                    end += 1
                if end > at:
                    found.append(Furniture(start=at, end=end, kind="blank"))
                at = end + 1
        return found
