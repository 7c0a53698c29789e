"""Who is responsible for the rows that a passage search found, where the question asks for them.

Knows how bodies are put before a passage; refuses to judge whether the passage fits.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.responsibility import describe

_ASKS_WHO = frozenset({"who", "lead", "support", "joint", "responsible", "besides_lead"})
_FEW = 3


def with_bodies(context: Context, draft: Draft) -> Draft:
    """The draft with the bodies of the rows it quotes before its words; unchanged where nobody asks for bodies."""
    rows = list(dict.fromkeys(piece.record for piece in draft.evidence if piece.record.responsibility is not None))
    if draft.status != "answered" or not context.question.cues & _ASKS_WHO or not 0 < len(rows) <= _FEW:
        return draft
    sheet = Sheet(context=context, evidence=list(draft.evidence))
    for record in rows:
        sheet.add(describe(context, sheet, record, context.question.roles))
    sheet.assume_closest()
    told = sheet.draft()
    assumptions = (*draft.assumptions, *told.assumptions)
    return replace(draft, text=f"{told.text}\n\n{draft.text}", evidence=told.evidence, assumptions=assumptions)
