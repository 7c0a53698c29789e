"""Answers and rows as plain text for a terminal.

Pure functions but for the two that write; knows widths of Chinese characters; refuses to know where values come from.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence

from assistant.core.answer import Answer, Choice, Citation, Language

FRAME: dict[Language, dict[str, str]] = {
    "zh": {"sources": "来源", "nearest": "最接近的内容", "choices": "可以这样问", "notice": "注意", "count": "{}条"},
    "en": {
        "sources": "Sources",
        "nearest": "Nearest in the documents",
        "choices": "You could ask",
        "notice": "Note",
        "count": "{} found",
    },
}


MIDDLE = 20
"""Terminal cells that a column between the first and the last may take, and the last one takes at least."""


def out(text: str) -> None:
    """A line of the result, on standard output."""
    sys.stdout.write(f"{text}\n")


def err(text: str) -> None:
    """A line for the person at the terminal, on standard error."""
    sys.stderr.write(f"{text}\n")


def answer_text(answer: Answer) -> str:
    """The answer as a reader wants it: text, what to know about it, then the numbered sources with their words."""
    frame = FRAME[answer.language]
    blocks = [answer.answer.strip()]
    # An assumption usually stands in the sentence already.
    remarks = [text for text in answer.assumptions if text not in answer.answer]
    remarks += [f"{frame['notice']}: {notice.text}" for notice in answer.notices]
    if remarks:
        blocks.append("\n".join(remarks))
    if answer.choices:
        blocks.append("\n".join([frame["choices"], *(f"- {_choice(c, frame['count'])}" for c in answer.choices)]))
    if answer.citations:
        blocks.append("\n".join([frame["sources"], *map(_citation, answer.citations)]))
    if answer.nearest:
        blocks.append("\n".join([frame["nearest"], *map(_citation, answer.nearest)]))
    return "\n\n".join(blocks)


def _choice(choice: Choice, count: str) -> str:
    found = "" if choice.count is None else f" ({count.format(choice.count)})"
    return f"{choice.label}{found}: {choice.question}"


def _citation(citation: Citation) -> str:
    place = " / ".join(citation.path)
    return f"[{citation.marker}] {citation.region} {citation.label} | {place}\n    {citation.quote}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int | None) -> str:
    """Rows in aligned columns; where a width in terminal cells is given, long cells are cut so that lines fit it."""
    lines = [list(head), *([_one_line(cell) for cell in row] for row in rows)]
    if width is not None:
        lines = [[line[0], *(_cut(cell, MIDDLE) for cell in line[1:-1]), line[-1]] for line in lines]
    sizes = [max(map(cells, column)) for column in zip(*lines, strict=True)][:-1]
    room = None if width is None else max(width - sum(sizes) - 2 * len(sizes), MIDDLE)
    return "\n".join(_line(line, sizes, room) for line in lines)


def _line(line: Sequence[str], sizes: Sequence[int], room: int | None) -> str:
    padded = [cell + " " * (size - cells(cell)) for cell, size in zip(line, sizes, strict=False)]
    return "  ".join([*padded, line[-1] if room is None else _cut(line[-1], room)]).rstrip()


def cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    kept = ""
    for c in text:
        if cells(kept + c) > width - 1:
            break
        kept += c
    return kept + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
