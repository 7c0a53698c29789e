"""Whether several names that a question gives are those of one body.

Knows which names the documents print for a body; refuses to know anything about bodies beyond that.
"""

from __future__ import annotations

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.core.records import Agency


def same_body(context: Context, sheet: Sheet) -> Draft | None:
    """Yes or no, with a row that prints each name; ``None`` where no document has bodies of all the names."""
    mentions = context.question.agencies
    for info in context.documents:
        meant = [{a for a in m.agencies if info.document in a.documents} for m in mentions]
        if len(meant) < 2 or not all(meant):
            continue
        shared = set.intersection(*meant)
        bodies = sorted(shared or set.union(*meant), key=lambda a: a.name)
        names = [name for body in bodies for name in _printed(body, shared=bool(shared))]
        marks = "".join(_proof(context, sheet, info.document, name) for name in names)
        key = "one_agency" if shared else "different_agencies"
        sheet.add(context.say(key, names=wording.joined(names, context.language)) + marks)
        return sheet.draft()
    return None


def _printed(body: Agency, *, shared: bool) -> tuple[str, ...]:
    return body.printed if shared else body.printed[:1]


def _proof(context: Context, sheet: Sheet, document: str, name: str) -> str:
    """The marks of the first row that prints a name."""
    rows = (r for r in context.rows(document) if r.responsibility and name in r.responsibility.everyone)
    row = next(rows, None)
    return sheet.cite(row) if row else ""
