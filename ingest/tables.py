"""A table of tasks and projects whose columns drifted on the way out of its file.

The number cell is the anchor: what stands before it are headings, what stands after it text and agencies. Headings are
told by their marks (一、 （一） 1.) and a heading cut by a page break by having none. Knows that every page repeats the
table's header and often the heading in force; corrections that no rule can find come with the document's manifest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.core.records import Responsibility, Series
from assistant.errors import IngestProblem
from ingest.builder import Builder, Parsed
from ingest.headings import Heading, Level, clean, heading_of
from ingest.responsibility import split_cell
from ingest.sources import Source
from ingest.views import View, join, lines_of

_HEADER: dict[str, Series] = {"重点任务": "task", "重点工程": "project"}
_AGENCY_HEADER = "责任单位"
_NUMBER = re.compile(r"(\d{1,3})(?:\s+(?=\S)|$)")
_LEVELS: tuple[Level, ...] = ("chapter", "section", "item")
_LABEL = {"task": "重点任务第{}项", "project": "重点工程第{}项"}

Key = tuple[Series, Level, int]


@dataclass(slots=True)
class _Prints:
    """Every print of one heading: the first piece of each, and the piece after a page break if it was cut."""

    key: Key
    cells: list[View] = field(default_factory=list)
    rest: View | None = None
    """The continuation printed on the next page."""
    stray: str = ""

    @property
    def best(self) -> View:
        """The first print without blanks inside its words, else the first."""
        whole = [cell for cell in self.cells if clean(cell.text) == re.sub(r"\s+", " ", cell.text)]
        return (whole or self.cells)[0]

    @property
    def wording(self) -> str:
        rest = self.rest.text if self.rest else ""
        return clean(self.best.text.removesuffix(self.stray) + rest)


@dataclass(kw_only=True, slots=True)
class _Row:
    series: Series
    number: int
    cell: View
    text: View
    agencies: View | None
    headings: dict[Level, int]


class _Table:
    """Reads the lines of one table; ``build`` makes the records once all prints of the headings are known."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.builder = Builder(info=source.info, source=source.text, expected=source.layout.expected)
        self.series: Series | None = None
        self.force: dict[Level, int] = {}
        self.prints: dict[Key, _Prints] = {}
        self.rows: list[_Row] = []
        self.last: dict[Level, _Prints] = {}

    def read(self) -> None:
        for line in lines_of(self.source.text):
            cells = [cell.strip() for cell in line.split("\t")]
            cells = [cell for cell in cells if cell]
            header = _header(cells)
            if header:
                self._page(header, cells)
            elif self.series is None:
                self.builder.add_text("标题", line, title=line.text)
            else:
                self._row(self.series, cells)

    def _page(self, series: Series, cells: list[View]) -> None:
        for cell in cells:
            self.builder.discard(cell, "page_header")
        if series != self.series:
            self.series, self.force = series, {}

    def _row(self, series: Series, cells: list[View]) -> None:
        matches = (_NUMBER.match(cell.text) for cell in cells)
        at, match = next(((i, m) for i, m in enumerate(matches) if m), (len(cells), None))
        self._headings(series, cells[:at])
        if match is None:
            return
        rest = [cells[at][match.end() :], *cells[at + 1 :]]
        rest = [cell for cell in rest if cell]
        if not 1 <= len(rest) <= 2:
            raise IngestProblem(f"{self.source.info.file}: {len(rest)} cells after the number {match[1]}, not 1 or 2")
        number = int(match[1])
        self.rows.append(
            _Row(
                series=series,
                number=number,
                cell=cells[at][: match.end(1)],
                text=rest[0],
                agencies=rest[1] if len(rest) == 2 else None,
                headings=dict(self.force),
            )
        )

    def _headings(self, series: Series, cells: list[View]) -> None:
        found = [heading_of(cell) for cell in cells]
        for i, (cell, heading) in enumerate(zip(cells, found, strict=True)):
            if heading is None:
                self._continuation(cell, found[i + 1] if i + 1 < len(found) else None)
                continue
            key = (series, heading.level, heading.number)
            prints = self.prints.setdefault(key, _Prints(key))
            prints.stray = prints.stray or _stray(self.source.layout.stray, cell.text)
            prints.cells.append(cell)
            self.last[heading.level] = prints
            self.force[heading.level] = heading.number

    def _continuation(self, cell: View, following: Heading | None) -> None:
        """The rest of a heading cut by the page break: of the level above the next heading in the row."""
        if following is None or following.level == "chapter":
            raise IngestProblem(f"{self.source.info.file}: the cell {cell.text!r} belongs to no heading")
        level = _LEVELS[_LEVELS.index(following.level) - 1]
        self.last[level].rest = cell

    def build(self) -> Parsed:
        self._correct()
        for prints in self.prints.values():
            self._heading_record(prints)
        for row in self.rows:
            self._row_record(row)
        return self.builder.finish()

    def _correct(self) -> None:
        """Rows printed above the heading that governs them (the manifest names them and why)."""
        for row in self.rows:
            moved = self.source.layout.moved.get(f"{row.series}/{row.number}")
            if moved:
                row.headings.update(moved)

    def _path(self, series: Series, headings: Mapping[Level, int]) -> tuple[str, ...]:
        return tuple(self.prints[series, level, headings[level]].wording for level in _LEVELS if level in headings)

    def _heading_record(self, prints: _Prints) -> None:
        series, level, number = prints.key
        for cell in prints.cells:
            if cell is not prints.best:
                self.builder.discard(cell, "repeated_heading")
        if prints.rest:
            self.builder.discard(prints.rest, "heading_continued")
        if series == "project" and level == "section":
            return
        frame = prints.best[: len(prints.best.text.removesuffix(prints.stray))]
        if prints.stray:
            self.builder.discard(prints.best[len(frame.text) :], "stray")
        above = self._above(prints)
        wording = prints.wording
        heading = heading_of(View(wording, tuple(range(len(wording)))))
        self.builder.add(
            _heading_id(prints.key),
            series="section",
            frame=frame,
            number=number,
            label=wording,
            path=(*self._path(series, above), wording),
            title=heading.rest.text if heading else wording,
            parent=self._parent(series, above),
        )

    def _above(self, prints: _Prints) -> dict[Level, int]:
        """The headings over a heading: those of the first row under it."""
        series, level, number = prints.key
        higher = _LEVELS[: _LEVELS.index(level)]
        for row in self.rows:
            if row.series == series and row.headings.get(level) == number:
                return {name: row.headings[name] for name in higher if name in row.headings}
        return {}

    def _parent(self, series: Series, headings: Mapping[Level, int]) -> str | None:
        present = [level for level in _LEVELS if level in headings]
        if not present:
            return None
        return f"{self.source.info.document}/{_heading_id((series, present[-1], headings[present[-1]]))}"

    def _row_record(self, row: _Row) -> None:
        last = row.agencies or row.text
        frame = join((row.cell, last))
        title = ""
        above = dict(row.headings)
        if row.series == "project":
            name = self.prints["project", "section", above.pop("section")]
            frame = join((name.best, last))
            title = _without_mark(name.wording)
        self.builder.add(
            f"{row.series}/{row.number}",
            series=row.series,
            frame=frame,
            body=row.text,
            number=row.number,
            label=_LABEL[row.series].format(row.number),
            path=self._path(row.series, row.headings),
            title=title,
            responsibility=split_cell(row.agencies) if row.agencies else Responsibility(form="none"),
            parent=self._parent(row.series, above),
        )


def _header(cells: list[View]) -> Series | None:
    """The series a page header announces, for a line that is one."""
    words = [cell.text for cell in cells]
    if len(words) == 2 and words[0] in _HEADER and words[1] == _AGENCY_HEADER:
        return _HEADER[words[0]]
    return None


def _heading_id(key: Key) -> str:
    series, level, number = key
    prefix = {"chapter": "chapter-", "section": "", "item": "item-"}[level]
    return f"section/{'project-' if series == 'project' else ''}{prefix}{number}"


def _stray(known: tuple[str, ...], printed: str) -> str:
    """The stray characters at the end of a heading that the manifest names."""
    for entry in known:
        wording, _, stray = entry.partition("|")
        if printed == wording + stray:
            return stray
    return ""


def _without_mark(wording: str) -> str:
    heading = heading_of(View(wording, tuple(range(len(wording)))))
    return heading.rest.text if heading else wording


def parse_table(source: Source) -> Parsed:
    """Records of a table of tasks and projects."""
    table = _Table(source)
    table.read()
    for left, right in pairwise(table.rows):
        if left.series == right.series and right.number != left.number + 1:
            raise IngestProblem(f"{source.info.file}: {right.series} {right.number} follows {left.number}")
    return table.build()
