"""``assistant tasks`` and ``assistant search``: rows as a table, as JSON or as CSV.

Knows columns and shapes; refuses to know how rows are found.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.cli_text import err, out, table
from assistant.core.rows import passage_row, task_row

if TYPE_CHECKING:
    from assistant.service import SearchPage, TaskPage

COLUMNS = (
    "record_id", "document", "series", "number", "label", "path", "title",
    "lead", "support", "joint", "raw_agencies", "text", "start", "end",
)  # fmt: skip
FILTERS = ("document", "series", "number", "agency", "role", "section", "q", "limit", "offset")


def tasks(options: argparse.Namespace) -> int:
    """List the rows that all given filters hold for."""
    from assistant.service import TaskQuery, open_assistant

    with open_assistant() as assistant:
        page = assistant.tasks(TaskQuery(**{name: getattr(options, name) for name in FILTERS}))
    rows = [task_row(record) for record in page.items]
    if options.json:
        _print_json({"total": page.total, "items": rows})
    elif options.csv:
        _print_csv(rows)
    else:
        _print_tasks(rows)
        _tell_rest(page, options.offset)
    return 0


def search(options: argparse.Namespace) -> int:
    """Print the passages nearest to a query."""
    from assistant.service import open_assistant

    with open_assistant() as assistant:
        page = assistant.search(
            options.query, k=options.k, document=options.document, series=options.series, explain=options.explain
        )
    if options.json:
        _print_json(_search_body(page, explain=options.explain))
        return 0
    _tell_search(page, explain=options.explain)
    for place, row in enumerate(_search_rows(page, explain=options.explain), 1):
        out(f"{place}. {row['record_id']}  {row['label']}  {row['score']:.3f}")
        if options.explain:
            out("   " + "  ".join(_signal(name, value, row["ranks"]) for name, value in row["signals"].items()))
        out(f"   {' / '.join(row['path'])}")
        out(f"   {' '.join(row['text'].split())}")
    return 0


def _search_rows(page: SearchPage, *, explain: bool) -> list[dict[str, Any]]:
    return [
        passage_row(
            hit.record,
            text=hit.text,
            start=hit.start,
            end=hit.end,
            score=hit.score,
            signals=hit.signals if explain else None,
            ranks=hit.ranks if explain else None,
        )
        for hit in page.results
    ]


def _search_body(page: SearchPage, *, explain: bool) -> dict[str, Any]:
    body: dict[str, Any] = {"results": _search_rows(page, explain=explain), "understood": asdict(page.understood)}
    if page.notices:
        body["notices"] = [asdict(notice) for notice in page.notices]
    if explain:
        body |= {"translation": page.translation, "filters": [asdict(one) for one in page.filters]}
        if page.translated is not None:
            body["translated"] = asdict(page.translated)
    return body


def _signal(name: str, value: float, ranks: dict[str, int]) -> str:
    """The score by a signal and, where it brought the passage, the place in its order; the last is the fused one."""
    rank = ranks.get("fused" if name == "score" else name)
    return f"{name} {value:.3f}" + (f" (#{rank})" if rank else "")


def _tell_search(page: SearchPage, *, explain: bool) -> None:
    """What the search was limited to, how English was translated, and what the reader should know."""
    for notice in page.notices:
        err(notice.text)
    for one in page.filters if explain else ():
        state = "filter" if one.applied else "relaxed" if one.relaxed else "not used"
        out(f"{state} {one.name}: {', '.join(one.values)}  [{one.reason}]")
    if explain and page.translated is not None:
        for term in page.translated.terms:
            out(f"translated {term.english}: {', '.join(term.chinese)}")
        for kind, words in (("verbatim", page.translated.verbatim), ("unknown", page.translated.unknown)):
            if words:
                out(f"{kind}: {', '.join(words)}")


def _print_json(value: dict[str, Any]) -> None:
    out(json.dumps(value, ensure_ascii=False, indent=2))


def _print_csv(rows: Sequence[dict[str, Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(name, row[name]) for name in COLUMNS])


def _cell(name: str, value: object) -> object:
    if isinstance(value, list):
        return (" / " if name == "path" else "、").join(value)
    return value


def _print_tasks(rows: Sequence[dict[str, Any]]) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    lines = [
        (row["record_id"], *("、".join(row[role]) or "-" for role in ("lead", "support", "joint")), row["text"])
        for row in rows
    ]
    out(table(("RECORD", "LEAD", "SUPPORT", "JOINT", "TEXT"), lines, width))


def _tell_rest(page: TaskPage, offset: int) -> None:
    first, last = offset + 1, offset + len(page.items)
    if not page.items:
        err(f"no row listed, {page.total} match" if page.total else "no row matches")
    elif len(page.items) < page.total:
        more = f"; go on with --offset {last}" if last < page.total else ""
        err(f"rows {first} to {last} of {page.total}{more}")
