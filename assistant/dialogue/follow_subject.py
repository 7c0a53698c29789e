"""Follow-ups that leave the subject of the last question unsaid, or put another one in its place.

Knows how such follow-ups are recognised; refuses to know answers. Each function gives the question as it is meant, or
``None`` where the turn is of another kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue import recall
from assistant.dialogue.effects import (
    ASKS,
    CONDITIONS,
    FEW,
    ITEMS,
    LISTED,
    ROW_ASKS,
    SEVERAL,
    Kind,
    Turn,
    conditions_of,
    follow,
    without_topic,
)
from assistant.dialogue.follow_rows import BY_FORM
from assistant.dialogue.intents import Intent
from assistant.dialogue.question import Question, understand
from assistant.dialogue.state import LISTS, State

_NUMBERED = frozenset({"task", "project", "annex", "clause"})
_CHECKED: tuple[Intent, ...] = ("topic_agencies", "agency_check")
_AGAINST = frozenset({"l_change", "l_copied", "l_new", "l_adapted", "l_compare_above"})
_WHEN = re.compile(r"什么时候|何时|哪(?:一)?[天年日]|几[月号]|\bwhen\b|\bwhat (?:date|day)\b")
_SAME_ROW = re.compile(
    r"(?:同|那|这|对应)一?(?:项|条|句|款)|同样|相应"
    r"|\b(?:same|that|corresponding) (?:item|row|point|sentence)\b"
)
_ROW_NOUN = re.compile(r"(?:重点)?(?:任务|工程)|\b(?:key )?(?:tasks?|projects?)\b", re.IGNORECASE)
_NOUNS = {"task": ("重点任务", "key tasks"), "project": ("重点工程", "key projects")}
_SHORT = 12
_TERSE = 8


def number(turn: Turn) -> Question | None:
    """那59项呢: other numbers, the rest as before."""
    q = turn.question
    if not q.refs:
        return None
    elliptical = (
        "pointing" in q.cues or len(q.normal) <= _SHORT or bool(turn.marks & {"correction", "back", "switch"})
    ) and not (q.topic and "correction" not in turn.marks)
    if {"same", "yesno"} <= q.cues and turn.before.refs and not q.agencies:
        held = replace(turn, question=replace(q, documents=q.documents or turn.before.documents))
        return follow(held, "number", turn.before.cues & ROW_ASKS, refs=(*turn.before.refs, *q.refs))
    turn = replace(turn, question=_under_the_same(q, turn.before))
    rowed = turn.before.refs or turn.before.rows
    if rowed and elliptical and (not q.agencies or "body" in turn.marks):
        return follow(turn, "number")
    return follow(replace(turn, before=replace(turn.before, cues=frozenset(), agency_words=())), "number")


def _under_the_same(question: Question, before: State) -> Question:
    """3款呢, after the second clause of a section: of the same section."""
    clauses = [ref for ref in before.refs if ref.kind == "clause" and ref.inside]
    bare = all(ref.kind in ("any", "clause") and not ref.inside for ref in question.refs)
    if not clauses or not bare or question.documents or set(question.series) - {"clause"}:
        return question
    if not any(word in question.normal.lower() for word in ("款", "clause")):
        return question
    refs = tuple(replace(ref, kind="clause", inside=clauses[-1].inside) for ref in question.refs)
    return replace(question, refs=refs)


def again(turn: Turn) -> Question | None:
    """一共几项, 分别是哪几项: the last list, counted or told in full."""
    q, before = turn.question, turn.before
    if before.intent.startswith("lineage_") and q.cues & _AGAINST:
        return None
    of_series = q.series and "exists" in q.cues and before.intent in (*BY_FORM, "agency_items")  # 工程里有吗
    if of_series and turn.asks <= {"yesno"} and not (turn.names_something or q.documents):
        return follow(turn, "again", frozenset({"list"}) | before.cues & {"item_word", "row_word"})
    listed = q.cues & LISTED and turn.asks <= LISTED | {"yesno"}
    goes_on = turn.marks & {"within", "rows"} or (before.agency_words and len(q.normal) <= _TERSE)
    anew = q.series and not (before.listed and goes_on)
    if turn.names_something or q.documents or anew or before.intent not in LISTS or not listed:
        return None
    if before.intent == "lineage_rows":
        return follow(turn, "within", frozenset(), within=before.rows) if before.rows else None
    held = {c for c in before.cues if c.startswith("l_")} if before.intent.startswith("lineage_") else set()
    told = before.cues & {"item_word", "row_word"} | held
    return follow(turn, "again", told | (before.cues if before.intent == "agency_tally" else frozenset()))


def ask(turn: Turn) -> Question | None:
    """协办单位呢, 那浙江呢, 换成重点工程: the subject of the last question is meant."""
    q, before = turn.question, turn.before
    if turn.names_something:
        return None
    if _complete(turn):
        return None if q.intent != "agency_tally" else follow(turn, "fact")
    if (asked := _said_above(turn)) is not None or (asked := _dated(turn)) is not None:
        return asked
    openly = before.intent == "open" or (before.topic and before.intent.startswith("item") and q.years)
    if openly and turn.asks <= before.cues & {"yesno"} and (q.documents or q.years):
        return recall.asked_again(q, before, turn.vocabulary, q.documents or before.documents)
    if "why" in q.cues and before.rows:
        return replace(follow(turn, "fact"), intent="open")  # reasons stand in the text, not in a row
    turn = _with_figures(turn)
    q = turn.question
    each = q.cues & {"place", "text", "content"} or "rows" in turn.marks or before.listed
    rows = turn.rows(SEVERAL if each else FEW)
    if _asks_rows(turn) and rows:
        bound = replace(q, series=())
        return follow(replace(turn, question=bound), "rows", records=_told(rows, q))
    if not (before.refs or before.agency_words or before.topic or before.facts or before.cues & ASKS):
        return None
    if not (turn.asks or q.documents or q.series or q.years or turn.marks or "pointing" in q.cues):
        return None
    kind: Kind = "place" if q.documents else "subject"
    flags: frozenset[str] = frozenset()
    if before.agency_words and not before.refs:
        flags = before.cues & {"list", "count", "item_word"}
        flags |= conditions_of(before) if not turn.asks & (CONDITIONS | {"responsible", "duty"}) else frozenset()
    return follow(turn, kind, flags | before.cues & {"item_word", "together", "content"} if not turn.asks else flags)


def same_topic(turn: Turn) -> Question | None:
    """谁负责公布, after where offenders are made public: of what was just told, and not of all that is made public."""
    q, before = turn.question, turn.before
    own = q.documents or q.refs or q.agencies or q.unknown_agencies or q.facts or q.target.mentions
    said = bool(q.topic) and set(q.topic) < set(before.topic)
    if own or not said or before.intent not in ("open", "locate") or not turn.asks & ROW_ASKS - {"text"}:
        return None
    return ask(replace(turn, question=replace(without_topic(q), subject=())))


def same_row(turn: Turn) -> Question | None:
    """省里同一项定的是多少: what the plan above says of the row, whatever else the words could count."""
    same = _SAME_ROW.search(turn.question.text.lower()) and not turn.names_something
    return _said_above(turn) if same else None


def roles(turn: Turn) -> Question | None:
    """都是什么身份, after the rows of a body: the list once more, with its role in each."""
    q = turn.question
    listed = turn.before.intent in ("agency_items", "agency_topic_items") and not turn.names_something
    asks = "role" in q.cues and not q.cues & {"who", "yesno"}
    return follow(turn, "again", frozenset({"list", "role"})) if listed and asks else None


def other_series(turn: Turn) -> Question | None:
    """没有的话，工程里呢, after rows that several bodies share: the same asked of another series."""
    q, before = turn.question, turn.before
    word = next((_NOUNS[s] for s in q.series if s in _NOUNS), None)
    if not before.intent.startswith("set_") or word is None or turn.names_something or q.documents:
        return None
    text = _ROW_NOUN.sub(word[0] if q.language == "zh" else word[1], before.text)
    again = understand(text, turn.vocabulary)
    return replace(again, text=q.text, language=q.language, carried_over=("agencies", "intent"))


def _with_figures(turn: Turn) -> Turn:
    """责任单位怎么排，指标定到多少: the words of the row too, where its figures stand."""
    q = turn.question
    figures = "count" in q.cues and q.cues & {"who", "lead"} and "list" not in q.cues
    return replace(turn, question=replace(q, cues=q.cues | {"content"})) if figures else turn


def _said_above(turn: Turn) -> Question | None:
    """那省里呢, after the words of a row: what the plan above says of it, not its row of the same number."""
    q, before = turn.question, turn.before
    above = {d.document: d.carries_out for d in turn.vocabulary.documents if d.carries_out}
    rows = before.records or before.rows
    plans = {above.get(row.split("/")[0]) for row in rows}
    corrected = "correction" in turn.marks and before.refs  # 不，是广东的: the row of that number there
    words = turn.asks and turn.asks <= {"text", "content"} | ({"count"} if _SAME_ROW.search(q.text.lower()) else set())
    if not q.documents or (turn.asks and not words) or len(rows) != 1 or set(q.documents) != plans or corrected:
        return None
    who = before.cues & {"who", "lead", "support", "joint", "responsible"} and not words
    if not before.intent.startswith("item") or who:
        return None
    return replace(q, beside=rows, carried_over=(*q.carried_over, "records"))


def _dated(turn: Turn) -> Question | None:
    """什么时候, after another fact about a document: when the document was issued."""
    before, q = turn.before, turn.question
    if before.intent != "document_fact" or not before.facts or not _WHEN.search(q.normal.lower()):
        return None
    return follow(
        replace(turn, question=replace(q, cues=q.cues - {"attribute"})), "subject", frozenset({"fact"}), facts=("date",)
    )


def _complete(turn: Turn) -> bool:
    """Whether a question that names no subject is one nevertheless: about all rows, and not those talked about."""
    q = turn.question
    if q.intent == "agency_tally":
        if "besides_lead" in q.cues and turn.rows():
            return False  # 除了牵头的还有哪些单位, of the row
        return bool(q.cues & {"item_word", "s_bodies"}) and not turn.marks & {"rows", "within"}
    listed = q.intent in BY_FORM and (q.cues & {"list", "row_word"} or not turn.before.refs)
    counted = q.intent == "series_count" and (q.series or q.documents)
    beside = bool(turn.before.agency_words) and ("beside" in turn.marks or "pointing" in q.cues)
    if counted and (beside or (turn.asks & ROW_ASKS and turn.rows())):
        return False  # 重点工程那边又有几个: of the body talked about; 工程的那个，责任单位…: of the row
    if counted and not turn.before.agency_words and turn.before.intent not in LISTS - {"series_count"}:
        return True  # 那重点工程总共几项, after a row: nothing is left unsaid
    return bool(listed or counted) and "pointing" not in q.cues and not (q.documents and not turn.asks)


def _asks_rows(turn: Turn) -> bool:
    """Whether something is asked of the rows talked about, and not of the subject that led to them."""
    q, before = turn.question, turn.before
    if not turn.asks & ROW_ASKS:
        return bool(turn.marks & {"rows", "correction"} and before.records and not q.documents and turn.asks)
    if before.refs and not before.records and before.intent.startswith(ITEMS):
        return False
    if before.records or turn.asks & {"who", "text", "content", "place", "attribute"}:
        return True
    return not before.agency_words or "rows" in turn.marks


def _told(rows: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """The rows of which something can be asked: who is responsible only of those that can name somebody."""
    if question.cues & {"text", "content", "place", "attribute"}:
        return rows
    return tuple(r for r in rows if r.split("/")[1] in _NUMBERED) or rows


def agency(turn: Turn) -> Question | None:
    """那市商务局呢: its list instead of the other body's."""
    q, before = turn.question, turn.before
    if q.unknown_agencies and before.agency_words and not (q.agencies or q.topic or turn.asks):
        flags = before.cues & (ASKS | {"item_word", "row_word"})  # 气象局呢: a body that no document names
        return follow(replace(turn, before=replace(before, agency_words=())), "agency", flags)
    if not q.agencies:
        return None
    if q.topic:
        asks = "agencies" in q.carried_over or "pointing" in q.cues
        if not asks or q.cues & {"list", "count"}:
            return None
        roles = frozenset() if turn.asks & CONDITIONS else conditions_of(before)
        return follow(turn, "agency_topic", roles | {"yesno"})
    if before.topic and "pointing" in q.cues and before.intent in _CHECKED and not turn.asks & LISTED:
        return follow(turn, "agency_of", frozenset({"yesno"}))
    if before.intent == "series_count" and turn.marks & {"within", "rows"}:
        return follow(turn, "agency")
    if before.agency_words and not turn.asks & (ASKS - CONDITIONS - LISTED):
        return follow(turn, "agency")
    homes = [{d for a in m.agencies for d in a.documents} for m in q.agencies]
    if len(before.documents) == 1 and any(len(h) > 1 and set(before.documents) & h for h in homes):
        return follow(turn, "fact")  # a name that several documents have means the body of the thread
    return None


def fact(turn: Turn) -> Question | None:
    q = turn.question
    return follow(turn, "fact") if q.facts and not q.refs and not q.agencies and not q.documents else None


def topic(turn: Turn) -> Question | None:
    """那畜禽粪污呢: the same asked about something else."""
    q, before = turn.question, turn.before
    elliptical = "pointing" in q.cues or bool(turn.marks & {"correction", "rows", "document"})
    if not q.topic or q.refs or q.agencies or q.facts or (q.documents and before.intent == "open"):
        return None
    if not elliptical:
        return _same_place(turn)
    if before.intent == "open" and not turn.asks:
        return recall.asked_again(q, before, turn.vocabulary, before.documents)
    if turn.asks:
        alike = turn.asks <= LISTED and before.intent in LISTS
        return None if q.documents or not before.documents else follow(turn, "alike" if alike else "fact")
    return follow(turn, "topic")


def _same_place(turn: Turn) -> Question | None:
    """A question with a subject of its own that names no place: that of the thread, where it fits there."""
    q, before = turn.question, turn.before
    anywhere = q.documents or q.level or q.foreign or q.cues & {"documents", "compare", "l_upstream"}
    if anywhere or len(before.documents) != 1 or q.target.intent == "target_compare":
        return None
    return replace(follow(turn, "fact"), tried=True)
