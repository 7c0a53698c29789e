"""What a section of any policy text holds besides sentences: clauses with bodies of their own, and rows of a table.

Knows markdown tables and tables whose cells are parted by tabs; the headings of columns tell which of them name bodies
and in which part. Knows no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.core.records import Record, Responsibility
from ingest.builder import Builder
from ingest.duties import Duty, names_in, responsible, role_of_column
from ingest.views import View, join

_RULE = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*")
_NUMBERS = re.compile(r"序号|编号|项目?号|no\.?", re.IGNORECASE)
_FEWEST = 2
"""Columns of a table."""
_CLAUSE = re.compile(r"\S")


def write_parts(builder: Builder, parent: str, body: View, found: Sequence[Duty], above: Record) -> None:
    """Write the clauses and the rows within a section; its own text keeps their words as well."""
    key = parent.split("/", 2)[2]
    start = count = 0
    for duty in found:
        words = body[start : duty.start].strip()
        start, frame = duty.end, body[start : duty.end].strip()
        if not _CLAUSE.search(words.text):
            continue
        count += 1
        builder.add(
            f"clause/{key}-{count}",
            series="clause",
            frame=frame,
            body=words,
            number=count,
            label=f"{above.label}第{count}款",
            path=above.path,
            responsibility=duty.responsibility,
            parent=parent,
        )
    if not found:
        _write_rows(builder, parent, body, above)


def _write_rows(builder: Builder, parent: str, body: View, above: Record) -> None:
    count = 0
    for head, lines in _tables([line for line in body.split("\n") if line.text.strip()]):
        heads = [cell.text.strip() for cell in _cells(head)]
        for line in lines:
            cells = _cells(line)
            if len(cells) != len(heads):
                continue
            count += 1
            _write_row(builder, parent, count, heads, cells, line, above)


def _write_row(
    builder: Builder, parent: str, place: int, heads: Sequence[str], cells: Sequence[View], line: View, above: Record
) -> None:
    """One row: bodies by the headings of their columns, a number if a column gives one, the rest is its text."""
    roles = [role_of_column(head) for head in heads]
    bodies = [at for at, role in enumerate(roles) if role and cells[at]]
    listed = {at: names_in(cells[at].text) for at in bodies}
    adjoining = bool(bodies) and bodies[-1] - bodies[0] + 1 == len(bodies)
    duty: Responsibility | None = None
    if adjoining and all(listed.values()):
        by_role = {role: tuple(n for at in bodies if roles[at] == role for n in listed[at]) for role in roles if role}
        cell = line[_within(line, cells[bodies[0]].start) : _within(line, cells[bodies[-1]].end - 1) + 1]
        duty = responsible(by_role.get("lead", ()), by_role.get("support", ()), by_role.get("joint", ()), cell)
    numbered = next((c.text for h, c in zip(heads, cells, strict=True) if _NUMBERS.match(h) and c.text.isdecimal()), "")
    left_out = {*(bodies if duty else ()), *(at for at, head in enumerate(heads) if _NUMBERS.match(head) and numbered)}
    kept = [cell for at, cell in enumerate(cells) if cell and at not in left_out]
    if not kept:
        return
    number = int(numbered) if numbered else place
    builder.add(
        f"item/{parent.split('/', 2)[2]}-row-{place}",
        series="item",
        frame=line,
        body=join(_parted(line, kept)),
        number=number,
        label=f"第{number}项",
        path=above.path,
        responsibility=duty,
        parent=parent,
    )


def _parted(line: View, cells: Sequence[View]) -> Iterator[View]:
    """Cells with the mark of the source between them."""
    for at, cell in enumerate(cells):
        if at:
            mark = _within(line, cell.start) - 1
            while line.text[mark] not in "|\t":
                mark -= 1
            yield line[mark : mark + 1]
        yield cell


def _within(line: View, offset: int) -> int:
    return line.offsets.index(offset)


def _tables(lines: Iterable[View]) -> Iterator[tuple[View, list[View]]]:
    """Neighbouring lines of cells: the heading and the rows under it, without the rule between them."""
    run: list[View] = []
    for line in (*lines, None):
        if line is not None and len(_cells(line)) >= _FEWEST:
            run.append(line)
            continue
        rows = [one for one in run if not _RULE.fullmatch(one.text)]
        if len(rows) > 1 and any(role_of_column(c.text) or _NUMBERS.match(c.text) for c in _cells(rows[0])):
            yield rows[0], rows[1:]
        run = []


def _cells(line: View) -> list[View]:
    """The cells of a line, empty ones too; none where it has no mark of a table."""
    mark = "|" if line.text.count("|") > 1 else "\t" if "\t" in line.text else ""
    if not mark:
        return []
    cells = [cell.strip() for cell in line.split(mark)]
    if mark == "|":
        cells = cells[1 if not cells[0] else 0 : -1 if not cells[-1] else None]
    return cells
