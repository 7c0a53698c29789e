"""Exact answers: each intent has one composer; what no composer can settle is left to passage search (``None``).

Knows which composer serves which intent; the composers know the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answers import facts, lineage_lists, lineage_rows, listing, rows, sets, sets_of, tally, wording
from assistant.answers.boxes import box_entries
from assistant.answers.compare import target_value
from assistant.answers.context import Context, Sheet
from assistant.answers.dated import dated
from assistant.answers.definitions import agency_definition, definition
from assistant.answers.document_facts import document_fact, facts_beside_chatter
from assistant.answers.draft import Draft, after
from assistant.answers.each_text import each_text
from assistant.answers.entries import scopes
from assistant.answers.items import ITEM_INTENTS, items, under_headings
from assistant.answers.lead_rule import lead_rule
from assistant.answers.responsibility import describe, item_check
from assistant.answers.same_body import same_body
from assistant.answers.select import by_topic, on_topic, role_of
from assistant.answers.target_lists import target_list
from assistant.answers.topic_agencies import topic_agencies
from assistant.core.answer import Coverage, Reason
from assistant.core.records import ROLES
from assistant.dialogue.intents import Intent
from assistant.dialogue.question import Question

_SHOWN_TOPICS = 3
_OF_FORM = frozenset(
    {
        "agency_tally",
        "lead_rule",
        "series_agencies",
        "no_agency_items",
        "no_lead_items",
        "several_lead_items",
        "single_lead_items",
        "joint_items",
    }
)
"""Intents about the responsibility of all rows of a document."""
_SHOWN_PLACES = 4
_WHETHER = re.compile(r"有没有|有无|是否有|^(?:does|do|is|are)\b")
_DENIES = re.compile(r"(?<!有)没|未|不(?!是|对)|\b(?:no|not|none|without|never)\b|n't")
_ASKS_WHO = frozenset({"who", "lead", "support", "responsible"})


def look_up(context: Context) -> Draft | None:
    """The exact answer to a question, or ``None`` where only passages can answer."""
    question = context.question
    if question.intent in ITEM_INTENTS and (question.records or question.refs):
        return items(context)
    of_form = question.intent in _OF_FORM or (question.intent == "row_items" and question.cues & rows.OF_BODIES)
    if (of_form or _claims_roles(question)) and (draft := _unassigned(context, Sheet(context=context))) is not None:
        return draft
    composer = _COMPOSERS.get(question.intent)
    draft = composer(context, Sheet(context=context)) if composer else None
    if draft is None and question.target.intent is not None and not question.cues & {"money", "gloss"}:
        # Words taken for a body may only say where a target holds (各设区市).
        draft = _COMPOSERS[question.target.intent](context, Sheet(context=context))
    if draft is None and question.intent in ("open", "topic_items", "unclear", "series_count"):
        draft = dated(context, Sheet(context=context))
    if draft and question.intent == "topic_agencies":
        return _with_figure(context, draft)
    return _with_place(context, draft) if draft and question.intent in ("target_value", "target_compare") else draft


def _with_place(context: Context, draft: Draft) -> Draft:
    """Where the figures told stand, if that is asked as well (这个数在哪个位置)."""
    if "place" not in context.question.cues or draft.status != "answered" or len(draft.evidence) > _SHOWN_PLACES:
        return draft
    lines = [
        context.say("place", item=context.name(r), title=context.title(r.document), path=" > ".join(r.path)) + f"[{n}]"
        for n, r in enumerate((piece.record for piece in draft.evidence), start=1)
    ]
    return replace(draft, text="\n\n".join((draft.text, *dict.fromkeys(lines))))


def _with_figure(context: Context, draft: Draft) -> Draft:
    """A refusal to say who is responsible, behind the figure that was asked for as well."""
    target = context.question.target
    if draft.status != "refused" or target.intent is None or not target.firm:
        return draft
    told = _COMPOSERS[target.intent](context, Sheet(context=context))
    if told is None or told.status != "answered":
        return draft
    return replace(after(told, draft), status="partial", reason=draft.reason)


def _claims_roles(question: Question) -> bool:
    """Whether it is asked of a document as a whole if anybody is responsible."""
    if question.intent == "unclear":
        return bool(question.cues & _ASKS_WHO)
    return question.intent == "row_items" and not question.subject and {"yesno", "exists"} <= question.cues


def _unassigned(context: Context, sheet: Sheet) -> Draft | None:
    """That the documents named assign no agencies at all, which settles a claim about all their items."""
    question = context.question
    if not question.documents or any(context.assigns(d) or context.enacts(d) for d in question.documents):
        return None
    claims = "yesno" in question.cues
    key = "any_none" if _WHETHER.search(question.normal.lower()) else "wrong"
    verdict = context.say("right" if _DENIES.search(question.normal.lower()) else key) if claims else ""
    for info in context.documents:
        texts = context.corpus.of(info.document, "text")
        line = context.say("unassigned_document", title=context.title(info.document))
        sheet.add(verdict + line + (sheet.cite(texts[0]) if texts else ""))
    return sheet.draft() if claims else sheet.draft(status="refused", reason="not_stated")


def _series_agencies(context: Context, sheet: Sheet) -> Draft | None:
    """The agencies of every row of a series, row by row."""
    found = [r for s in scopes(context, context.assigns) for r in s.records if r.responsibility is not None]
    if not found or not (context.question.series or context.question.documents):
        return None
    for record in found:
        sheet.add(f"- {describe(context, sheet, record, context.question.roles)}")
    return sheet.draft(coverage=Coverage(scanned=len(found), matched=len(found), listed=len(found)))


def _agency_check(context: Context, sheet: Sheet) -> Draft | None:
    """Whether an agency leads or supports what the topic names."""
    pool = [r for info in context.documents for r in context.rows(info.document) if r.responsibility is not None]
    bodies = {a for m in context.question.agencies for a in m.agencies}
    pool = [r for r in pool if any(r.document in a.documents for a in bodies)]
    pool = [r for r in pool if r.series in context.question.series] or pool
    match = on_topic(context, sheet, pool)
    if not match.records:
        return None
    roles = context.question.roles or ROLES
    holding = [r for r in match.records if any(role_of(r, body, context.agencies) in roles for body in bodies)]
    shown = holding or list(match.records[: None if match.exact else _SHOWN_TOPICS])
    item_check(context, shown, sheet)
    return sheet.draft()


def _row_items(context: Context, sheet: Sheet) -> Draft | None:
    """Rows by what they are like; a document that assigns none may still say in its text what is asked."""
    draft = rows.by_form(context, sheet) or under_headings(context, Sheet(context=context))
    asks_of_bodies = context.question.cues & (_ASKS_WHO | rows.OF_BODIES)
    return draft if draft is None or draft.status != "refused" or asks_of_bodies else None


def _topic_items(context: Context, sheet: Sheet) -> Draft | None:
    """Entries of a box, what stands under a heading of a document without rows, or rows on a topic."""
    if draft := box_entries(context, sheet):
        return draft
    rowless = bool(context.question.documents) and not any(context.assigns(d) for d in context.question.documents)
    named = under_headings(context, Sheet(context=context)) if rowless else None
    if rowless and not named and "list" in context.question.cues:
        named = under_headings(context, Sheet(context=context), said=True)
    return named or rows.topic_items(context, sheet)


def _section_quoted(context: Context) -> Draft | None:
    """The words of sections asked for by their title in quotation marks (“指导思想”这一节)."""
    cues = context.question.cues
    if not {"s_heading", "term"} <= cues or cues & (_ASKS_WHO | {"count", "yesno", "why"}):
        return None
    return under_headings(context, Sheet(context=context))


def _series_items(context: Context, sheet: Sheet) -> Draft | None:
    """The rows of a series; in a document without such rows what stands under a heading of that name (重点任务)."""
    draft = rows.series_items(context, sheet)
    if draft.status == "refused" and (named := under_headings(context, Sheet(context=context), said=True)):
        return named
    return draft


def _agency_items(context: Context, sheet: Sheet) -> Draft | None:
    if not context.question.agencies:
        return facts.unknown_agency(context)
    for mention in context.question.agencies:
        if mention.guessed:
            names = wording.joined(dict.fromkeys(a.name for a in mention.agencies), context.language)
            sheet.assumptions.append(context.say("typo", words=mention.words, name=names))
    if not facts.unknown_beside(context):
        return listing.agency_items(context, sheet)
    unknown = facts.unknown_agency(context)
    if context.question.cues & {"together", "s_together", "s_more", "yesno"}:
        return unknown  # what a known body does by itself says nothing of the two
    known = listing.agency_items(context, sheet)
    return replace(after(unknown, known), status="partial", reason="not_stated")


def _agency_topic_items(context: Context, sheet: Sheet) -> Draft | None:
    """An agency's items on a topic; where the topic is on no row and no list is asked for, passages may know more."""
    pool = [r for info in context.documents for r in context.rows(info.document)]
    if not any(context.assigns(info.document) for info in context.documents):
        return None
    listed = context.question.cues & {"list", "count", "duty", "role", "lead", "support", "joint"}
    return _agency_items(context, sheet) if listed or by_topic(context, pool).records else None


def _other_agencies(context: Context, sheet: Sheet) -> Draft | None:
    """Agencies asked for under words that are no heading: those of the rows on the topic, or of numbered items."""
    return items(context) if context.question.refs else topic_agencies(context, sheet)


def _fixed(key: str, reason: Reason) -> Callable[[Context, Sheet], Draft]:
    def compose(context: Context, sheet: Sheet) -> Draft:
        return Draft(text=context.say(key), status="refused", reason=reason)

    return compose


_COMPOSERS: dict[Intent, Callable[[Context, Sheet], Draft | None]] = {
    "greeting": lambda context, sheet: facts.greeting(context),
    "help": lambda context, sheet: facts.greeting(context),
    "source": facts.source_of_last,
    "off_task": _fixed("off_task", "out_of_scope"),
    "opinion": _fixed("opinion", "opinion"),
    "never_stated": facts.never_stated,
    "unclear": facts.unclear,
    "document_fact": document_fact,
    "definition": definition,
    "open": lambda context, sheet: (
        _section_quoted(context)
        or each_text(context, Sheet(context=context))
        or box_entries(context, sheet)
        or facts_beside_chatter(context, sheet)
    ),
    "document_list": facts.document_list,
    "documents_mentioning": facts.documents_mentioning,
    "locate": lambda context, sheet: facts.locate(context, sheet) or facts.place_of_row(context, sheet),
    "agency_items": _agency_items,
    "agency_definition": agency_definition,
    "lead_rule": lead_rule,
    "agency_same": lambda context, sheet: same_body(context, sheet) or _agency_items(context, sheet),
    "lineage_item": lineage_rows.lineage,
    "lineage_rows": lineage_rows.lineage,
    "lineage_classes": lineage_lists.classes,
    "lineage_uncarried": lineage_lists.uncarried,
    "set_items": lambda context, sheet: sets.set_items(context, sheet) or _agency_items(context, sheet),
    "set_partners": sets.partners,
    "set_agencies": lambda context, sheet: sets_of.agencies_of(context, sheet) or _other_agencies(context, sheet),
    "agency_tally": tally.tally,
    "agency_compare": lambda context, sheet: tally.compare(context, sheet) or _agency_items(context, sheet),
    "heading_tally": tally.by_heading,
    "agency_topic_items": _agency_topic_items,
    "agency_check": _agency_check,
    "no_lead_items": rows.by_form,
    "several_lead_items": rows.by_form,
    "no_agency_items": rows.by_form,
    "single_lead_items": rows.by_form,
    "joint_items": rows.by_form,
    "row_items": _row_items,
    "series_count": _series_items,
    "series_agencies": _series_agencies,
    "topic_agencies": topic_agencies,
    "topic_items": _topic_items,
    "topic_text": rows.topic_text,
    "target_value": target_value,
    "target_compare": target_value,
    "target_list": target_list,
}
