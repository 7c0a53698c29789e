"""Follow-ups that narrow the list of rows just shown, or ask something of every row in it.

Knows how such follow-ups are recognised; refuses to know answers. Each function gives the question as it is meant, or
``None`` where the turn is of another kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.effects import CONDITIONS, SEVERAL, Turn, follow, without_topic
from assistant.dialogue.follow_rows import BY_FORM
from assistant.dialogue.intents import decide
from assistant.dialogue.question import Question
from assistant.dialogue.state import State

_FORMS = frozenset({"no_lead", "several_leads", "single_lead", "no_agency"})
_ALL_OF_THEM = re.compile(
    r"(?:全|都|每一?[项条个])(?:是|有|归|由|出现)|\b(?:all|each|every one) of (?:them|these|those)\b"
)
_MOST = 200
_FULLEST = re.compile(
    r"(?:牵头|协办|责任)的?(?:单位|部门)(?:数量|个数|数)?最[多少]|\b(?:most|fewest) (?:lead|support|responsible)"
)
_ALL = re.compile(
    r"(?:所有|全部)(?:的)?(?:这|那)|(?:这|那|以上|上面)(?:些)?[^,。?]{0,6}(?:所有|全部|加一?起|合一?起)"
    r"|\ball (?:of )?th"
)
"""All that was listed, and not only the last list."""


def all_of_them(turn: Turn) -> Question | None:
    """Does X appear in all of them, after a list: X held against every row."""
    q, before = turn.question, turn.before
    asks = q.agencies and "yesno" in q.cues and _ALL_OF_THEM.search(q.normal.lower())
    if not asks or not _narrows_by_word(turn) or q.refs or not 1 < len(before.rows) <= SEVERAL:
        return None
    held = without_topic(replace(q, documents=(), cues=q.cues - {"list", "count", "exists"}))
    return follow(replace(turn, question=held), "rows", frozenset({"yesno"}), records=before.rows)


def fullest(turn: Turn) -> Question | None:
    """Which of these has the most leads: of the list just shown, or of all lists of the kind."""
    q, before = turn.question, turn.before
    said = q.normal.lower()
    pointed = turn.marks & {"rows", "within", "several"} and before.listed and len(before.rows) > 1
    if q.intent != "agency_tally" or not pointed or not _FULLEST.search(said) or turn.names_something:
        return None
    rows = before.rows
    for state in reversed(before.earlier if _ALL.search(q.text.lower()) else ()):
        if state.intent not in BY_FORM:
            break
        rows = (*state.rows, *(r for r in rows if r not in state.rows))
    documents = tuple(dict.fromkeys(r.split("/")[0] for r in rows))
    return follow(replace(turn, question=replace(q, documents=documents)), "within", within=rows)


def within(turn: Turn) -> Question | None:
    """其中和塑料有关的, 哪些没有牵头单位: the list just shown, narrowed."""
    before = _list_gone_through(turn)
    q = _of_the_list(turn.question, before)
    if q.refs or q.facts or not (1 if before.listed else 2) <= len(before.rows) <= _MOST:
        return None
    if _of_others(q, before, turn):
        return None
    said = _narrows_by_word(turn)
    form = (q.intent in BY_FORM or "sized" in q.cues) and not (q.documents or q.series or q.topic) and before.listed
    held = "lead" in before.cues and before.agency_words and q.intent in ("no_lead_items", "no_agency_items")
    narrows = form or q.agencies or q.topic or q.series or q.cues & CONDITIONS
    if not narrows or not (said or (form and not held)):
        return None
    if not (q.agencies or q.topic or form or q.intent in BY_FORM):
        return None  # another series or role of the same list: asked again below
    if q.topic and not q.agencies:
        q = replace(q, cues=q.cues - {"text", "content", "yesno", "count"})
    flags = frozenset({"list"}) | ({"single_lead"} if "单独牵头" in q.normal and not q.topic else frozenset())
    if q.agencies and not q.topic and q.intent not in BY_FORM:
        flags -= {"yesno"}
    narrowed = replace(q, documents=tuple(dict.fromkeys(r.split("/")[0] for r in before.rows)))
    # 这部分里…, and a second condition said like the first, narrow what the first one narrowed.
    wider = before.within and ("part" in turn.marks or not said)
    return follow(replace(turn, question=narrowed), "within", flags, within=before.within if wider else before.rows)


def _narrows_by_word(turn: Turn) -> bool:
    said = turn.marks & {"within"} or turn.question.cues & {"within", "only"}
    return bool(said) or _any_of_them(turn)


def _of_the_list(q: Question, before: State) -> Question:
    """The question without what the list is about already."""
    alone = "sole" in q.cues and before.listed and len(before.rows) > 1
    if alone and "yesno" not in q.cues and "lead" in before.cues | q.cues and not q.topic:
        q = replace(q, cues=q.cues - {"several_leads", "sole"} | {"single_lead"})  # 独自牵头、没有并列的
        q = replace(q, intent=decide(q.cues - {"agency"}))
    if q.cues & _FORMS and "agencies" in q.carried_over:
        q = _without_body(q)  # 只要它一家牵头的: the list is the body's already
    return without_topic(q) if "sized" in q.cues and before.listed else q  # with four leads: no subject


def _of_others(q: Question, before: State, turn: Turn) -> bool:
    """Whether other rows than those listed are meant."""
    places, kinds = ({row.split("/")[n] for row in before.rows} for n in (0, 1))
    if (q.documents and not set(q.documents) & places) or (q.series and not set(q.series) & kinds):
        return True
    own = "agencies" in q.carried_over and before.agency_words and not q.topic
    if own and q.cues & {"lead", "support", "joint"} - before.cues:
        return True  # the ones where it only helps: another list of the same body
    whole = q.agencies and "agencies" not in q.carried_over and q.series and q.cues & {"count", "list"}
    return bool(whole) and not (turn.marks & {"within", "rows"} and "单独牵头" not in q.normal)


def _list_gone_through(turn: Turn) -> State:
    """这几个里…, after one row of a list: the list again."""
    before = turn.before
    inside = set(before.rows) < set(before.listing) and len(before.rows) == 1 and bool(before.records)
    lists = [s for s in before.earlier if s.rows == before.listing and s.listed]
    meant = turn.marks & {"within", "several"}
    return replace(lists[-1], earlier=before.earlier) if inside and lists and meant else before


def _any_of_them(turn: Turn) -> bool:
    """有没有跟节水有关的, after a list: of those listed."""
    q = turn.question
    alone = not (q.documents or q.series or "rows" in turn.marks)
    return turn.before.listed and "exists" in q.cues and bool(q.topic) and alone


def _without_body(question: Question) -> Question:
    cues = question.cues - {"agency"}
    return replace(question, agencies=(), cues=cues, intent=decide(cues), carried_over=())
