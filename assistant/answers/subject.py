"""Rows on the subject of a question, among rows that fit everything else it asks.

Knows that a subject may be one the rows do not have; then it says so and keeps the rows. Refuses to know bodies.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.context import Context, Sheet
from assistant.answers.entries import Scope
from assistant.answers.select import by_topic
from assistant.core.records import Record


def on_subject(context: Context, sheet: Sheet, scope: Scope, fitting: Sequence[Record]) -> list[Record]:
    """The rows that are on the subject; all of them, with a word about it, where the subject settles nothing."""
    subject = context.question.subject
    if not subject or scope.narrowed.subject_used or not fitting:
        return list(fitting)
    match = by_topic(context, scope.records)
    on_it = {r.record_id for r in match.records}
    kept = [r for r in fitting if r.record_id in on_it]
    words = " ".join(subject)
    if kept and match.exact:
        sheet.assumptions.append(context.say("on_subject", subject=words))
        return kept
    if kept:
        sheet.assume_closest()
        return kept
    if match.records and match.exact and context.question.cues & {"yesno", "exists"}:
        sheet.assumptions.append(context.say("on_subject", subject=words))
        return []  # others are on it, these are not
    sheet.assumptions.append(context.say("off_subject", subject=words))
    return list(fitting)
