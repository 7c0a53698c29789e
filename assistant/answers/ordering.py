"""What the order of the bodies behind a text means, where a document says so.

Knows the words of such a rule; refuses to take the order of any other document for one.
"""

from __future__ import annotations

import re

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.core.records import Record

_RULE = re.compile(r"(?:列|排)(?:在)?第一位的为牵头单位")
_CLAIMS_LEAD = re.compile(r"牵头|\blead")


def order_rule(context: Context, sheet: Sheet) -> Draft | None:
    """The rule in the words of each document that has one; ``None`` where none of those asked about has."""
    verdict = context.say("right") if _claimed(context) else ""
    for info in context.documents:
        for record, place in _stated(context.corpus.of(info.document)):
            pieces = context.corpus.quote(record, place.start(), place.end())
            quote = "".join(piece.quote for piece in pieces)
            values = {"item": context.name(record), "quote": quote}
            sheet.add(verdict + context.say("order_rule", **values) + sheet.mark(pieces))
            verdict = ""
    return sheet.draft() if sheet.lines else None


def _claimed(context: Context) -> bool:
    return "yesno" in context.question.cues and bool(_CLAIMS_LEAD.search(context.question.normal.lower()))


def _stated(records: tuple[Record, ...]) -> list[tuple[Record, re.Match[str]]]:
    """The deepest records that state the rule, with where."""
    found = [(r, m) for r in records if (m := _RULE.search(r.text))]
    return [(r, m) for r, m in found if not any(other.parent == r.record_id for other, _ in found)]
