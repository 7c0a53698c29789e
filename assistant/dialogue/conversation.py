"""What carries over from one turn to the next.

Knows the kinds of follow-up, recognised by what a question lacks and what it points at; refuses to know answers. What a
kind keeps of the last question stands in ``effects``; what is taken over is named in ``Question.carried_over``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.dialogue import recall
from assistant.dialogue.effects import ASKS, CONDITIONS, LISTED, ROW_ASKS, Kind, Turn, follow, named, without_topic
from assistant.dialogue.framing import framed
from assistant.dialogue.intents import decide
from assistant.dialogue.narrowing import with_level
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.ordinals import picked
from assistant.dialogue.question import Question, Vocabulary, understand
from assistant.dialogue.state import LISTS, State
from assistant.dialogue.target_turns import target_follow_up

_SMALL_TALK = frozenset({"greeting", "help", "off_task", "source"})
_BY_FORM = frozenset({"no_lead_items", "several_lead_items", "single_lead_items", "no_agency_items", "joint_items"})
_ITEMS = ("item", "lineage_item")
_FORMS = frozenset({"no_lead", "several_leads", "single_lead", "no_agency"})
_NUMBERED = frozenset({"task", "project", "annex", "clause"})
_CHECKED = ("topic_agencies", "agency_check")
_OF_DOCUMENT = re.compile(r"文件|方案|计划|通知|意见|文本|document|plan|notice", re.IGNORECASE)
_SHORT = 12
_FEW = 4
_SEVERAL = 20
_MOST = 200


def carry_over(question: Question, before: State, vocabulary: Vocabulary) -> Question:
    """The question with what it leaves unsaid taken from the turn before; unchanged when it stands on its own."""
    if before.text and question.intent in _SMALL_TALK:
        return question
    frame = framed(question.normal, before)
    if "talk" in frame.marks:
        cues = frozenset({"greet", "thanks"}) if before.text else question.cues | {"greet"}
        return replace(question, topic=(), refs=(), cues=cues, intent=decide(cues & {"greet", "thanks"}))
    if before.text and not any(c.isalpha() for c in question.normal):
        question = replace(question, language=before.language)
    if frame.rest != question.normal:
        question = _read_again(question, frame.rest, vocabulary)
    question = with_level(question, before, vocabulary)
    if not before.text or question.intent in _SMALL_TALK:
        return question
    chosen = recall.choice(question, frame, before, vocabulary)
    if chosen is not None:
        return chosen
    turn = recall.gone_back(Turn(question=question, before=before, frame=frame, vocabulary=vocabulary))
    turn = _with_body(_with_places(turn))
    return target_follow_up(turn.question, turn.before) or _followed(turn)


def _read_again(question: Question, rest: str, vocabulary: Vocabulary) -> Question:
    return replace(understand(rest, vocabulary), text=question.text, language=question.language)


def _with_body(turn: Turn) -> Turn:
    """它牵头, 那个局: the body talked about, named as if the question had named it."""
    question, before = turn.question, turn.before
    if question.agencies:
        return turn
    words: tuple[str, ...] = ()
    if "that_body" in question.cues:
        words = before.bodies or before.spoken
    elif "body" in turn.marks:
        words = before.spoken or before.bodies
    if not words:
        return turn
    cues = question.cues | {"agency"}
    mentions = named(turn, words)
    carried = (*question.carried_over, "agencies")
    question = replace(question, agencies=mentions, cues=cues, intent=decide(cues), carried_over=carried)
    return replace(turn, question=question)


def _with_places(turn: Turn) -> Turn:
    """这三个地方, and a comparison that names no places: those that the same figure was asked for."""
    question, compared = turn.question, turn.before.compared
    compares = question.target.wants & {"highest", "lowest", "difference"}
    if question.documents or len(compared) < 2 or not (compares or "places" in turn.marks):
        return turn
    carried = (*question.carried_over, "documents")
    return replace(turn, question=replace(question, documents=compared, carried_over=carried))


def _followed(turn: Turn) -> Question:
    """The first kind of follow-up that fits; the question itself where none does."""
    turn = replace(turn, question=_without_asks(turn))
    for kind in _KINDS:
        found = kind(turn)
        if found is not None:
            return found
    return turn.question


def _without_asks(turn: Turn) -> Question:
    """The question without a topic that is made of nothing but the words that ask (what is the deadline).

    A period asked for after a row is the row's and not the document's.
    """
    question = turn.question
    if question.facts and set(question.facts) <= {"period", "date"} and "attribute" in question.cues and _rows(turn):
        if not _OF_DOCUMENT.search(question.text):
            cues = question.cues - {"fact"}
            question = replace(question, facts=(), cues=cues, intent=decide(cues))
    asking = " ".join(question.words.get("attribute", ())).lower()
    idle = question.topic and asking and all(piece.lower() in asking for piece in question.topic)
    return without_topic(question) if idle else question


def _named(turn: Turn) -> bool:
    """Whether the question names a subject of its own."""
    q = turn.question
    return bool(q.refs or q.agencies or q.unknown_agencies or q.topic or q.facts or q.target.mentions)


def _rows(turn: Turn, most: int = _FEW) -> tuple[str, ...]:
    """The rows talked about, unless they are too many to be meant as such, or stand in no document named."""
    rows = turn.before.records or turn.before.rows
    places = set(turn.question.documents)
    if places:
        rows = tuple(r for r in rows if r.split("/")[0] in places)
    if len(rows) > 1 and turn.question.series:
        rows = tuple(r for r in rows if r.split("/")[1] in turn.question.series) or rows
    return rows if len(rows) <= most else ()


def _against(turn: Turn) -> Question | None:
    """那深圳对应的是哪些, 它和省里比改了什么: the rows just talked about, held against the plan above."""
    q = turn.question
    compares = q.cues & {"l_change", "l_copied", "l_new", "l_compare_above", "l_carried", "l_not_above", "l_adapted"}
    asks = q.intent.startswith("lineage_") or bool(compares and q.cues & {"l_upstream", "l_downstream"})
    rows = tuple(r for r in turn.before.records or turn.before.rows)
    alone = not (q.refs or q.agencies or (q.topic and q.intent.startswith("lineage_")))
    pointed = "rows" in turn.marks or "pointing" in q.cues or "row_word" not in q.cues
    if not (asks and alone and rows and len(rows) <= _SEVERAL and (pointed or q.intent == "lineage_rows")):
        return None
    if len(rows) > _FEW and not (pointed and "rows" in turn.marks) and q.intent != "lineage_rows":
        return None
    documents = () if not q.intent.startswith("lineage_") else q.documents
    turn = replace(turn, question=replace(without_topic(q), documents=documents))
    return follow(turn, "against", frozenset({"l_held"}), records=rows)


def _counted(turn: Turn) -> Question | None:
    """第二个, the last one: rows of the list just shown."""
    if turn.frame.counted is None:
        return None
    rows = picked(turn.before.listing, turn.frame.counted.places)
    if not rows:
        return None
    asks_row = turn.question.cues & ROW_ASKS
    kind: Kind = "counted" if turn.before.choices or turn.before.refs else "against"
    flags = frozenset({"text"}) if turn.question.topic and not asks_row - {"text"} else frozenset()
    return follow(replace(turn, question=_bound(turn.question)), kind, flags, records=rows)


def _bound(question: Question) -> Question:
    """A question about given rows, which leftover words cannot turn into one about a topic."""
    return replace(question, documents=(), series=())


def _number(turn: Turn) -> Question | None:
    """那59项呢: other numbers, the rest as before."""
    q = turn.question
    if not q.refs:
        return None
    elliptical = (
        "pointing" in q.cues or len(q.normal) <= _SHORT or bool(turn.marks & {"correction", "back"})
    ) and not (q.topic and "correction" not in turn.marks)
    rowed = turn.before.refs or turn.before.rows
    if rowed and elliptical and (not q.agencies or "body" in turn.marks):
        return follow(turn, "number")
    return follow(replace(turn, before=replace(turn.before, cues=frozenset(), agency_words=())), "number")


def _step(turn: Turn) -> Question | None:
    """下一项, the previous one."""
    by = 1 if "next" in turn.marks else -1 if "previous" in turn.marks else 0
    if not by:
        return None
    refs = tuple(_moved(turn.before, by))
    if not refs:
        return None
    q = turn.question
    flags = frozenset({"text"}) if q.topic and not q.cues & ROW_ASKS else frozenset()
    documents = tuple(dict.fromkeys(d for r in refs for d in r.documents))
    beside: tuple[str, ...] = ()
    if "yesno" in q.cues and (turn.marks | q.cues) & {"within", "same", "place"} and not q.cues & CONDITIONS:
        flags |= {"place"}
        beside = _rows(turn)
    turn = replace(turn, question=replace(q, documents=documents, beside=beside))
    return follow(turn, "step", flags, refs=refs)


def _moved(before: State, by: int) -> list[NumberRef]:
    """The rows after or before those talked about, one for each series."""
    ends: dict[tuple[str, str], int] = {}
    for row in before.records or before.rows:
        document, series, number = row.split("/")
        if series in ("task", "project", "annex", "item") and number.isdigit():
            known = ends.get((document, series))
            ends[document, series] = int(number) if known is None else max(known * by, int(number) * by) * by
    found = [
        NumberRef(number=n + by, kind=series, start=0, end=0, documents=(document,))  # type: ignore[arg-type]
        for (document, series), n in ends.items()
    ]
    if found or not before.refs:
        return found
    last = before.refs[-1 if by > 0 else 0]
    return [replace(last, number=last.number + by)]


def _again(turn: Turn) -> Question | None:
    """一共几项, 分别是哪几项: the last list, counted or told in full."""
    q, before = turn.question, turn.before
    listed = q.cues & LISTED and turn.asks <= LISTED | {"yesno"}
    if _named(turn) or q.documents or q.series or before.intent not in LISTS or not listed:
        return None
    if before.listed and turn.asks <= {"list"} and before.rows and len(before.rows) < _FEW and not before.agency_words:
        return None
    return follow(turn, "again")


def _within(turn: Turn) -> Question | None:
    """其中和塑料有关的, 哪些没有牵头单位: the list just shown, narrowed."""
    q, before = turn.question, turn.before
    if q.refs or q.facts or len(before.rows) < 2 or len(before.rows) > _MOST:
        return None
    if q.cues & _FORMS and "agencies" in q.carried_over:
        q = _without_body(q)  # 只要它一家牵头的: the list is the body's already
    if q.documents and not set(q.documents) & {r.split("/")[0] for r in before.rows}:
        return None
    said = bool(turn.marks & {"within"} or q.cues & {"within", "only"})
    form = q.intent in _BY_FORM and not (q.documents or q.series) and before.listed
    held = "lead" in before.cues and before.agency_words and q.intent in ("no_lead_items", "no_agency_items")
    narrows = q.agencies or q.topic or q.series or q.cues & CONDITIONS
    if not narrows or not (said or (form and not held)):
        return None
    if not (q.agencies or q.topic or form) and q.intent not in _BY_FORM:
        return None  # another series or role of the same list: asked again below
    flags = frozenset({"list"}) | ({"single_lead"} if "单独牵头" in q.normal and not q.topic else frozenset())
    if q.agencies and not q.topic and q.intent not in _BY_FORM:
        flags -= {"yesno"}
    narrowed = replace(q, documents=tuple(dict.fromkeys(r.split("/")[0] for r in before.rows)))
    return follow(replace(turn, question=narrowed), "within", flags, within=before.rows)


def _without_body(question: Question) -> Question:
    cues = question.cues - {"agency"}
    return replace(question, agencies=(), cues=cues, intent=decide(cues), carried_over=())


def _check(turn: Turn) -> Question | None:
    """那市商务局呢 after a row: its role there."""
    q, before = turn.question, turn.before
    rows = _rows(turn)
    held = "rows" in turn.marks and "yesno" in q.cues
    if not q.agencies or (q.topic and not held) or q.facts or q.cues & {"list", "count", "duty"}:
        return None
    other = q.series and not any(row.split("/")[1] in q.series for row in rows)
    if other or not (rows or before.refs):
        return None
    q = without_topic(q)
    turn = replace(turn, question=q)
    asks = "yesno" in q.cues or "pointing" in q.cues or bool(turn.marks & {"rows"})
    list_of_body = before.intent in ("agency_items", "agency_topic_items", "set_items")
    if not asks or (list_of_body and not held):
        return None
    flags = frozenset({"yesno"}) & before.cues
    if before.refs and not before.records and before.intent.startswith(_ITEMS):
        return follow(turn, "check", flags)
    return follow(replace(turn, question=replace(q, documents=())), "rows", flags, records=rows)


def _row_words(turn: Turn) -> Question | None:
    """那条里还有哪些数, how many boxes does that item want: the words of the row talked about."""
    q = turn.question
    rows = _rows(turn)
    if not rows or q.refs or q.agencies or q.facts or not (q.topic or q.target.mentions):
        return None
    pointed = turn.marks & {"rows", "back"} and not q.documents
    firm = any(word in turn.question.text for word in ("条", "项", "里", "item", "task", "project", "row", "clause"))
    if not pointed or not firm or "pointing" in q.cues and q.text.endswith(("呢", "呢?", "呢？")):
        return None
    flags = frozenset() if q.cues & (ROW_ASKS - {"text", "content"}) else frozenset({"text"})
    return follow(replace(turn, question=_bound(q)), "row_words", flags, records=rows)


def _ask(turn: Turn) -> Question | None:
    """协办单位呢, 那浙江呢, 换成重点工程: the subject of the last question is meant."""
    q, before = turn.question, turn.before
    if _named(turn):
        return None
    complete = (q.intent in _BY_FORM and (q.cues & {"list", "row_word"} or not before.refs)) or (
        q.intent == "series_count" and bool(q.series or q.documents)
    )
    if complete and "pointing" not in q.cues and not (q.documents and not turn.asks):
        return None
    openly = before.intent == "open" or (before.topic and before.intent.startswith("item") and q.years)
    if openly and not turn.asks and (q.documents or q.years):
        return recall.asked_again(q, before, turn.vocabulary, q.documents or before.documents)
    rows = _rows(turn, _SEVERAL if q.cues & {"place", "text", "content"} or "rows" in turn.marks else _FEW)
    if _asks_rows(turn) and rows:
        bound = replace(q, documents=() if not q.documents else q.documents, series=())
        return follow(replace(turn, question=bound), "rows", records=_told(rows, q))
    if not (before.refs or before.agency_words or before.topic or before.facts or before.cues & ASKS):
        return None
    if not (turn.asks or q.documents or q.series or q.years or turn.marks or "pointing" in q.cues):
        return None
    kind = "place" if q.documents else "subject"
    flags = frozenset()
    if before.agency_words and not before.refs:
        flags = before.cues & {"list", "count", "item_word"}
        flags |= before.cues & CONDITIONS if not turn.asks & (CONDITIONS | {"responsible", "duty"}) else frozenset()
    return follow(turn, kind, flags | before.cues & {"item_word", "together", "content"} if not turn.asks else flags)


def _asks_rows(turn: Turn) -> bool:
    """Whether something is asked of the rows talked about, and not of the subject that led to them."""
    q, before = turn.question, turn.before
    if not turn.asks & ROW_ASKS:
        return bool(turn.marks & {"rows", "correction"} and before.records and not q.documents and turn.asks)
    if before.refs and not before.records and before.intent.startswith(_ITEMS):
        return False
    if before.records or turn.asks & {"who", "text", "content", "place", "attribute"}:
        return True
    return not before.agency_words or "rows" in turn.marks


def _told(rows: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """The rows of which something can be asked: who is responsible only of those that can name somebody."""
    if question.cues & {"text", "content", "place", "attribute"}:
        return rows
    return tuple(r for r in rows if r.split("/")[1] in _NUMBERED) or rows


def _agency(turn: Turn) -> Question | None:
    """那市商务局呢: its list instead of the other body's."""
    q, before = turn.question, turn.before
    if not q.agencies:
        return None
    if q.topic:
        asks = "agencies" in q.carried_over or "pointing" in q.cues
        if not asks or q.cues & {"list", "count"}:
            return None
        roles = frozenset() if turn.asks & CONDITIONS else before.cues & CONDITIONS
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


def _fact(turn: Turn) -> Question | None:
    q = turn.question
    return follow(turn, "fact") if q.facts and not q.refs and not q.agencies and not q.documents else None


def _topic(turn: Turn) -> Question | None:
    """那畜禽粪污呢: the same asked about something else."""
    q, before = turn.question, turn.before
    elliptical = "pointing" in q.cues or bool(turn.marks & {"correction", "rows", "document"})
    if not q.topic or q.refs or q.agencies or q.facts or (q.documents and before.intent == "open"):
        return None
    if not elliptical:
        return _same_place(turn)
    if before.intent == "open":
        return recall.asked_again(q, before, turn.vocabulary, before.documents)
    if turn.asks:
        return None if q.documents or not before.documents else follow(turn, "fact")
    return follow(turn, "topic")


def _same_place(turn: Turn) -> Question | None:
    """A question with a subject of its own that names no place: that of the thread, where it fits there."""
    q, before = turn.question, turn.before
    anywhere = q.documents or q.level or q.foreign or q.cues & {"documents", "compare", "l_upstream"}
    if anywhere or len(before.documents) != 1 or q.target.intent == "target_compare":
        return None
    return replace(follow(turn, "fact"), tried=True)


_KINDS: tuple[Callable[[Turn], Question | None], ...] = (
    _against, _counted, _number, _step, _again, _within, _check, _row_words, _ask, _agency, _fact, _topic,
)  # fmt: skip
"""The kinds of follow-up, the most telling first."""
