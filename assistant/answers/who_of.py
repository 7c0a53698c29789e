"""Who is responsible for the rows that a passage search found, where the question asks for them.

Knows how bodies are put before a passage; refuses to judge whether the passage fits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft, after
from assistant.answers.responsibility import describe
from assistant.answers.strange import is_strange, lacks_part

_ASKS_WHO = frozenset({"who", "lead", "support", "joint", "responsible", "besides_lead"})
_FEW = 3
_HOW_EN = re.compile(r"^(?:and |so )?(?:how|what (?:does|do|is|will|happens?)|in what way)\b")
_HOW = re.compile(
    r"怎么|怎样|如何|咋(?:[管办做处整弄治抓配])|什么要求|(?:从|对|针对|选|挑|给|拿|瞄准)哪(?:些|几[个家])?(?:单位|机构|企业)"
)
_WHO = re.compile(r"谁|哪(?:个|些|家|几个)?(?:部门|局|厅|委)|牵头|负责|归哪|主管|责任")
_TOLD = re.compile(
    r"(?:发展改革委|部门|厅|局|政府|委员会|管委会)要"
    r"|(?:部门|机关|机构|政府|委员会|管委会|单位|企业|[局厅署])[^，。；]{0,24}(?:负责|主管|应当|组织实施|缴纳|承担)"
)
"""A body that a sentence tells to do what it says."""


def unassigned(context: Context, draft: Draft) -> bool:
    """Whether the text may tell what the records did not: bodies where none is assigned, a topic in other words."""
    if context.question.intent == "documents_mentioning" and not draft.evidence:
        return True
    question = context.question
    named = bool(question.documents) and any(context.enacts(d) for d in question.documents)
    asked = question.intent == "topic_agencies" or (named and bool(question.cues & _ASKS_WHO))
    unread = named and draft.status == "clarify"  # nothing but the title: of a statute that is the subject
    return asked and (unread or (draft.status == "refused" and draft.reason == "not_stated"))


def in_words(context: Context, draft: Draft, found: Draft) -> Draft:
    """What the text says where no row assigns a body: how the thing is to be done, or who is told to do it."""
    if found.status != "answered" or not found.evidence:
        return found if draft.status == "clarify" else draft
    words = context.question.normal.lower()
    if context.question.intent == "documents_mentioning":
        return found
    if _HOW_EN.search(words) or (_HOW.search(words) and not _WHO.search(words)):
        return found
    if _HOW.search(words):
        return replace(after(draft, found), status="partial", reason="not_stated")
    return found if _TOLD.search(found.evidence[0].quote) else draft


def of_statutes(context: Context, draft: Draft) -> Draft:
    """The draft, where it answers who is responsible out of statutes only if some words quoted name a body that is."""
    asks = context.question.intent == "topic_agencies" and context.question.cues & _ASKS_WHO
    if draft.status != "answered" or not asks or not draft.evidence:
        return draft
    if not all(context.enacts(piece.record.document) for piece in draft.evidence):
        return draft
    if any(_TOLD.search(piece.quote) for piece in draft.evidence):
        return draft
    text = context.say("not_stated")
    return Draft(
        text=text, status="refused", reason="not_stated", nearest=draft.evidence[:_FEW], searched=draft.searched
    )


def of_the_thing(context: Context, draft: Draft) -> Draft:
    """The draft, where it answers who is responsible only if its first row is about the thing asked about."""
    if draft.status != "answered" or not context.question.cues & _ASKS_WHO or not draft.evidence:
        return draft
    rows = [piece.record for piece in draft.evidence if piece.record.responsibility is not None]
    if not is_strange(context) and not (rows and lacks_part(context, rows[:1])):
        return draft
    text = context.say("not_stated")
    return Draft(
        text=text, status="refused", reason="not_stated", nearest=draft.evidence[:_FEW], searched=draft.searched
    )


def with_bodies(context: Context, draft: Draft) -> Draft:
    """The draft with the bodies of the rows it quotes before its words; unchanged where nobody asks for bodies."""
    rows = list(dict.fromkeys(piece.record for piece in draft.evidence if piece.record.responsibility is not None))
    if draft.status != "answered" or not context.question.cues & _ASKS_WHO or not 0 < len(rows) <= _FEW:
        return draft
    sheet = Sheet(context=context, evidence=list(draft.evidence))
    several = context.question.cues & {"list", "count", "each", "that_row"} or len(context.question.documents) > 1
    for record in rows if several else rows[:1]:
        sheet.add(describe(context, sheet, record, context.question.roles))
    sheet.assume_closest()
    told = sheet.draft()
    assumptions = (*draft.assumptions, *told.assumptions)
    return replace(draft, text=f"{told.text}\n\n{draft.text}", evidence=told.evidence, assumptions=assumptions)
