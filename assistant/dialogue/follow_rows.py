"""Follow-ups about the rows that the last answer told of: one of them, a part of them, the row after them.

Knows how such follow-ups are recognised; refuses to know answers. Each function gives the question as it is meant, or
``None`` where the turn is of another kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.effects import CONDITIONS, FEW, ITEMS, ROW_ASKS, SEVERAL, Kind, Turn, follow, without_topic
from assistant.dialogue.intents import Intent
from assistant.dialogue.kinds import RefKind
from assistant.dialogue.lexicon import AND_OTHERS
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.ordinals import picked
from assistant.dialogue.question import Question
from assistant.dialogue.state import State

BY_FORM: frozenset[Intent] = frozenset(
    {"no_lead_items", "several_lead_items", "single_lead_items", "no_agency_items", "joint_items", "row_items"}
)
"""Lists of rows by the form of their responsibility."""
_BODY_LISTS: tuple[Intent, ...] = ("agency_items", "agency_topic_items", "set_items")
_STEPPED: dict[str, RefKind] = {"task": "task", "project": "project", "annex": "annex", "item": "item"}
"""Series that are numbered from the first row to the last."""
_ROLE = re.compile(r"角色|身份|作用|\broles?\b")
_THIS_BOX = re.compile(r"(?:这|那|该|本|同)(?:一)?(?:个|块)?专栏|\b(?:this|that|the same|the) box\b")
_BODIES_ASKED = re.compile(
    r"(?:哪|几|多少)(?:些|几)?(?:家|个)?(?:单位|部门|局|机构)|哪几家|有谁|\b(?:which|what) (?:other )?bod"
)
_OTHERS = re.compile(
    r"(?:别的|其他|其它|另外的?|其余的?)(?:重点)?(?:任务|工程|条款|附件|事项|项目)"
    r"|还(?:牵头|负责|管|协办|参与)(?:了|着|过)?(?:别的|其他|什么|哪些|啥|几)|(?:别的|其他的?)(?:吗|么|没有?|呢|[?？]|$)"
    r"|\b(?:other|any more) (?:key )?(?:tasks|projects|items|clauses)\b|\b(?:any|some)thing else\b|\bwhat else\b"
    r"|\b(?:any )?others\b"
)


def against(turn: Turn) -> Question | None:
    """那深圳对应的是哪些, 它和省里比改了什么: the rows just talked about, held against the plan above."""
    q = turn.question
    compares = q.cues & {"l_change", "l_copied", "l_new", "l_compare_above", "l_carried", "l_not_above", "l_adapted"}
    sides = q.cues & {"l_upstream", "l_downstream"} or turn.before.intent.startswith("lineage_")
    asks = q.intent.startswith("lineage_") or bool(compares and sides)
    rows = tuple(r for r in turn.before.records or turn.before.rows)
    own = q.intent.startswith("lineage_") or (q.subject and q.documents and q.cues & {"who", "lead", "support"})
    alone = not (q.refs or q.agencies or (q.topic and own))
    pointed = "rows" in turn.marks or "pointing" in q.cues or "row_word" not in q.cues
    if not (asks and alone and rows and len(rows) <= SEVERAL and (pointed or q.intent == "lineage_rows")):
        return None
    listed = "rows" in turn.marks or turn.before.intent == "lineage_rows" or q.intent == "lineage_rows"
    if len(rows) > FEW and not listed:
        return None
    away = q.documents and not {row.split("/")[0] for row in rows} & set(q.documents)
    if away and q.cues & {"who", "lead", "support"} and not q.intent.startswith("lineage_"):
        # 深圳那边同一句话谁牵头: who does it there, not what became of it
        q = without_topic(replace(q, cues=frozenset(c for c in q.cues if not c.startswith("l_")) - {"same"}))
        if turn.before.topic:
            return follow(replace(turn, question=q), "place")
        return replace(q, beside=rows, carried_over=(*q.carried_over, "records"))
    documents = () if not q.intent.startswith("lineage_") else q.documents
    q = without_topic(replace(q, cues=q.cues - {"place", "whence", "same"}))  # 不一样在哪: what differs, not where
    turn = replace(turn, question=replace(q, documents=documents))
    return follow(turn, "against", frozenset({"l_held"}), records=rows)


def counted(turn: Turn) -> Question | None:
    """第二个, the last one: rows of the list just shown."""
    if turn.frame.counted is None:
        return None
    rows = picked(turn.before.listing, turn.frame.counted.places)
    if not rows:
        return None
    q = turn.question
    away = q.documents and not {row.split("/")[0] for row in rows} & set(q.documents)
    if away and q.cues & {"text", "content"} and not q.cues & {"who", "lead", "support"}:
        return replace(q, beside=rows, carried_over=(*q.carried_over, "records"))  # 第一项省里怎么写
    asks_row = turn.question.cues & ROW_ASKS
    one_by_one = turn.before.records and len(turn.before.records) < len(turn.before.listing)
    kind: Kind = "counted" if turn.before.choices or turn.before.refs or one_by_one else "against"
    flags = frozenset({"text"}) if turn.question.topic and not asks_row - {"text"} else frozenset()
    return follow(replace(turn, question=_bound(turn.question)), kind, flags, records=rows)


def _bound(question: Question) -> Question:
    """A question about given rows, which leftover words cannot turn into one about a topic."""
    return replace(question, documents=(), series=())


def step(turn: Turn) -> Question | None:
    """下一项, the previous one."""
    by = 1 if "next" in turn.marks else -1 if "previous" in turn.marks else 0
    if not by:
        return None
    refs = tuple(_moved(turn.before, by))
    if not refs:
        return None
    q = turn.question
    flags = frozenset({"text"}) if q.topic and not q.cues & ROW_ASKS else frozenset()
    documents = tuple(dict.fromkeys(d for r in refs for d in r.documents)) or turn.before.documents
    series = q.series or (turn.before.series if not any(r.documents for r in refs) else ())
    beside: tuple[str, ...] = ()
    if "yesno" in q.cues and (turn.marks | q.cues) & {"within", "same", "place"} and not q.cues & CONDITIONS:
        flags |= {"place"}
        beside = turn.rows()
    turn = replace(turn, question=replace(q, documents=documents, series=series, beside=beside))
    return follow(turn, "step", flags, refs=refs)


def _moved(before: State, by: int) -> list[NumberRef]:
    """The rows after or before those talked about, one for each series."""
    ends: dict[tuple[str, str], int] = {}
    for row in before.records or before.rows:
        document, series, number = row.split("/")
        if series in _STEPPED and number.isdigit():
            known = ends.get((document, series))
            ends[document, series] = int(number) if known is None else max(known * by, int(number) * by) * by
    found = [
        NumberRef(number=n + by, kind=_STEPPED[series], start=0, end=0, documents=(document,))
        for (document, series), n in ends.items()
    ]
    found = found or _moved_inside(before.records or before.rows, by)
    if found or not before.refs:
        return found
    last = before.refs[-1 if by > 0 else 0]
    return [replace(last, number=last.number + by)]


def _moved_inside(rows: tuple[str, ...], by: int) -> list[NumberRef]:
    """The clause, or the entry of a box, after or before the only one talked about."""
    if len(rows) != 1 or not re.fullmatch(r"[^/]+/(?:clause|box)/\d+-\d+", rows[0]):
        return []
    document, series, place = rows[0].split("/")
    outer, number = (int(n) for n in place.split("-"))
    ref = NumberRef(number=number + by, kind="clause", start=0, end=0, documents=(document,))
    if series == "box":
        return [replace(ref, kind="box", outer=outer)]
    return [replace(ref, inside=(("section", outer),))]


def check(turn: Turn) -> Question | None:
    """那市商务局呢 after a row: its role there."""
    q, before = turn.question, turn.before
    rows = turn.rows()
    held = turn.marks & {"rows", "body"} and "yesno" in q.cues
    if _OTHERS.search(q.normal.lower()):
        return None  # 它还管别的工程吗: not those talked about
    own = q.topic if "body" not in turn.marks else q.subject  # 供水管网也是它吧 is about another row
    of_another = (own and not (held and "rows" in turn.marks)) or (q.topic and not held)
    if not q.agencies or of_another or q.facts or q.cues & {"list", "count"}:
        return None
    other = q.series and not any(row.split("/")[1] in q.series for row in rows)
    if other or not (rows or before.refs):
        return None
    q = without_topic(q)
    turn = replace(turn, question=q)
    again = "correction" in turn.marks and before.intent == "item_check"  # I meant the commerce bureau
    asks = again or "yesno" in q.cues or "pointing" in q.cues or bool(turn.marks & {"rows"}) or _asks_role(q)
    list_of_body = before.intent in _BODY_LISTS
    if not asks or (list_of_body and not held):
        return None
    flags = frozenset({"yesno"}) & before.cues
    if before.refs and not before.records and before.intent.startswith(ITEMS):
        return follow(turn, "check", flags)
    return follow(replace(turn, question=replace(q, documents=())), "rows", flags, records=rows)


def _asks_role(question: Question) -> bool:
    """X是什么角色, and no word of where: in the row talked about."""
    said = " ".join(question.words.get("role", ()))
    return bool(_ROLE.search(said)) and not (question.documents or question.series)


def others(turn: Turn) -> Question | None:
    """还有哪些单位跟着干, after a row or two: the other bodies of those rows."""
    q = turn.question
    rows = turn.rows()
    own = q.refs or q.agencies or q.documents or q.series or q.facts or q.subject or q.target.mentions
    of_bodies = q.cues & {"who", "s_bodies", "support"} and not q.cues & {"row_word", "that_body"}
    shared = (
        q.cues & {"joint", "together", "s_together"}
        and not q.cues & {"lead", "support"}
        and _BODIES_ASKED.search(q.normal.lower())
    )
    of_bodies = of_bodies or bool(shared and not q.cues & {"row_word", "that_body"})
    if own or not rows or not of_bodies or not (shared or AND_OTHERS.search(q.normal.lower())):
        return None
    if shared:
        q = replace(q, cues=q.cues - {"joint", "list", "count", "several_leads"}, roles=())  # 一起干的有哪几家
    return follow(replace(turn, question=without_topic(q)), "rows", frozenset({"who"}), records=rows)


def heading_of(turn: Turn) -> Question | None:
    """这个专栏一共几条, after an entry: the box that it stands in."""
    q = turn.question
    rows = turn.before.records or turn.before.rows
    boxes = {tuple(row.rsplit("-", 1)[0].split("/")) for row in rows if row.split("/")[1] == "box"}
    pointed = bool(_THIS_BOX.search(q.text.lower())) and not (q.refs or q.documents or q.agencies or q.subject)
    if len(boxes) != 1 or len(boxes) != len({row.rsplit("-", 1)[0] for row in rows}) or not pointed:
        return None
    ((document, _, number),) = boxes
    ref = NumberRef(number=int(number), kind="box", start=0, end=0, documents=(document,))
    return follow(replace(turn, question=replace(q, documents=(document,))), "number", refs=(ref,))


def row_words(turn: Turn) -> Question | None:
    """那条里还有哪些数, how many boxes does that item want: the words of the row talked about."""
    q = turn.question
    rows = turn.rows()
    asks = q.topic or q.target.mentions or (q.documents and turn.asks & {"list", "duty", "count"})
    if not rows or q.refs or q.agencies or q.facts or not asks:
        return None
    pointed = turn.marks & {"rows", "back"} and {r.split("/")[0] for r in rows} <= set(q.documents or turn.homes)
    firm = any(word in turn.question.text for word in ("条", "项", "里", "item", "task", "project", "row", "clause"))
    if not pointed or not firm or ("pointing" in q.cues and q.text.endswith(("呢", "呢?", "呢？"))):
        return None
    flags = frozenset() if q.cues & (ROW_ASKS - {"text", "content"}) else frozenset({"text"})
    return follow(replace(turn, question=_bound(q)), "row_words", flags, records=rows)
