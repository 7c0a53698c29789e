"""An annex whose table was written one cell a line: number, main task, key work, its content, agencies.

A row begins at a line that holds only a number. An empty main task carries the one above down; blank lines say nothing.
"""

from __future__ import annotations

import re

from assistant.errors import IngestProblem
from ingest.builder import Builder
from ingest.headings import clean
from ingest.responsibility import split_first_listed
from ingest.views import View, join

_NUMBER = re.compile(r"\d{1,3}")


def write_annex(builder: Builder, lines: list[View], heading: str) -> None:
    """Records of an annex from its first line on (附件, heading, column names, rows)."""
    first = next((i for i, line in enumerate(lines) if _NUMBER.fullmatch(line.text)), len(lines))
    title = next((i for i, line in enumerate(lines[:first]) if clean(line.text) == heading), None)
    if title is None:
        raise IngestProblem(f"{builder.info.file}: the annex heading {heading!r} is missing")
    parent = builder.add_text("附件", builder.between(*lines[: title + 1]), title=heading)
    for line in lines[title + 1 : first]:
        builder.discard(line, "table_header")
    rows: list[list[View]] = []
    for line in lines[first:]:
        if _NUMBER.fullmatch(line.text):
            rows.append([line])
        else:
            rows[-1].append(line)
    task = ""
    for row in rows:
        task = _write_row(builder, row, heading, task, parent)


def _write_row(builder: Builder, row: list[View], heading: str, task: str, parent: str) -> str:
    """One row; gives the main task in force after it."""
    if not 4 <= len(row) <= 5:
        raise IngestProblem(f"{builder.info.file}: annex row {row[0].text} has {len(row)} cells, not 4 or 5")
    number = int(row[0].text)
    task = clean(row[1].text) if len(row) == 5 else task
    work, content, agencies = row[-3:]
    builder.add(
        f"annex/{number}",
        series="annex",
        frame=join((row[0], agencies)),
        body=content,
        number=number,
        label=f"附件第{number}项",
        path=(heading, task, clean(work.text)),
        title=clean(work.text),
        responsibility=split_first_listed(agencies),
        parent=parent,
    )
    return task
