"""Follow-ups that ask where the last answer stands, what else it says, or what other documents and series say of it.

Knows how such follow-ups are recognised; refuses to know answers. Each function gives the question as it is meant, or
``None`` where the turn is of another kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.effects import ROW_ASKS, SEVERAL, Turn, follow, without_topic
from assistant.dialogue.question import Question

_SAME_THING = re.compile(r"同(?:一|样)|[这此那](?:一?件)?事|\bsame\b")
_MAIN_TEXT = re.compile(r"正文|主文|\b(?:main|body) (?:text|part)\b")
_ALSO = re.compile(r"也|\b(?:too|also|as well)\b")
_WHENCE = re.compile(
    r"^(?:那|所以)?(?:这|那|它|上面|刚才)[^,。]{0,8}(?:(?:哪|什么)(?:一)?(?:份|个|部|本|篇)?(?:文件|文本|方案|材料)|哪(?:一)?份)"
    r"(?:里面?|中|上)?(?:的|写的|说的|来的|出来的)?[?？。]?$"
    r"|\bwhich (?:of [a-z0-9 ]{2,30}|text|document|file|plan)s? (?:is|was|does|did) (?:that|this|it)(?: all)? "
    r"(?:from|come from|in|taken from)\b"
)
"""Which document or text something stands in."""
_THOSE = re.compile(
    r"(?:这|那)(?:些|几[家个]|批|类)(?:示范|试点|标杆|重点|龙头)?"
    r"(?:企业|公司|园区|工厂|单位|项目|行业|车辆|设施|产品)(?!牵|协)"
    r"|\b(?:those|these|such) (?:[a-z]+ )?"
    r"(?:compan|firm|enterprise|park|factor|plant|industr|vehicle|product|site|facilit)"
)
"""Things that the last answer spoke of."""
_THE_WORDS = re.compile(
    r"(?:同|这|那|此|该)(?:样|一)*(?:的)?(?:一)?(?:句|段)(?:话)?(?!时间)"
    r"|\b(?:this|that|the same) (?:sentence|passage|wording)\b"
)
"""The very words that the last answer quoted."""
_OF_ALL = frozenset({"documents", "count", "list", "compare"})
"""Cues of questions about all documents."""


def elsewhere(turn: Turn) -> Question | None:
    """广东也有这条吗, 这个说法重庆有没有: whether another document says what the row says."""
    q, before = turn.question, turn.before
    rows = before.records or before.rows
    if not 0 < len(rows) <= 2 or q.refs or q.agencies or q.subject or q.target.mentions:
        return None
    if q.topic and not (turn.marks & {"rows", "words", "it"} and q.language == "en"):
        return None
    q = without_topic(q) if q.topic else q  # takes that over: nothing that a document could be about
    if not q.documents:
        return _in_another_series(turn, rows)
    bound = before.records and not before.topic and turn.asks & {"who", "lead", "support", "responsible"}
    pointed = (
        bound or turn.marks & {"rows", "words", "it"} or "same" in q.cues or ("figure" in turn.marks and before.records)
    )
    if {row.split("/")[0] for row in rows} & set(q.documents) or not pointed:
        return None
    who = turn.asks & {"who", "lead", "support", "responsible"}
    asks = turn.asks - {"yesno", "text", "content", "place"}
    if asks - {"who", "lead", "support", "responsible"} or not (
        who or turn.asks & {"yesno", "place"} or "words" in turn.marks
    ):
        return None
    if who:
        return replace(q, beside=rows, carried_over=(*q.carried_over, "records"))
    carried = (*q.carried_over, "records")
    return replace(q, beside=rows, carried_over=carried, cues=q.cues | {"l_there", "yesno"})


def the_words(turn: Turn) -> Question | None:
    """到了深圳，这句话里剩下哪几条河: what became of the words just quoted in a document that takes them over."""
    q, rows = turn.question, turn.before.records or turn.before.rows
    own = q.refs or q.agencies or q.facts or q.target.mentions or not q.documents
    asked = turn.asks & {"list", "count", "text", "content"} and not turn.asks & {"who", "lead", "support", "yesno"}
    taken = {d.document: d.carries_out for d in turn.vocabulary.documents if d.carries_out}
    homes = {row.split("/")[0] for row in rows}
    if not 0 < len(rows) <= 2 or own or not asked or not all(taken.get(d) in homes for d in q.documents):
        return None
    if not _THE_WORDS.search(q.text.lower()):
        return None
    return replace(without_topic(q), subject=(), beside=rows, carried_over=(*q.carried_over, "records"), intent="open")


def of_them(turn: Turn) -> Question | None:
    """Which sectors are those companies from, 这些企业…: of what the one or two rows just told speak of."""
    q = turn.question
    rows = turn.before.records or turn.before.rows
    own = q.documents or q.refs or q.agencies or q.facts or q.series or q.target.mentions
    if not 0 < len(rows) <= 2 or own or not q.subject or turn.before.listed or turn.asks & (ROW_ASKS - {"text"}):
        return None
    if not _THOSE.search(q.text.lower()):
        return None
    return replace(q, records=rows, documents=turn.homes, intent="open", tried=True, carried_over=("records",))


def source(turn: Turn) -> Question | None:
    """这是哪份文件里的, which of the texts is that from: where the rows stand that the last answer told of."""
    q = turn.question
    rows = turn.before.records or turn.before.rows
    asks = _WHENCE.search(q.normal.lower()) or _WHENCE.search(q.text.lower())
    if not asks or not 0 < len(rows) <= SEVERAL or q.refs or q.agencies or q.subject:
        return None
    asked = without_topic(replace(q, documents=(), series=(), cues=q.cues - _OF_ALL))
    return follow(replace(turn, question=asked), "rows", frozenset({"place"}), records=rows)


def _in_another_series(turn: Turn, rows: tuple[str, ...]) -> Question | None:
    """正文里讲同一件事的是哪一条, after an item of the annex: the row of another series on the same."""
    q = turn.question
    homes = tuple(dict.fromkeys(row.split("/")[0] for row in rows))
    if not q.series and {row.split("/")[1] for row in rows} == {"annex"} and _MAIN_TEXT.search(q.text.lower()):
        q = replace(q, series=("clause",))
    if not q.series or {row.split("/")[1] for row in rows} & set(q.series) or "rows" not in turn.marks:
        return None
    if (
        len(homes) != 1
        or turn.before.listed
        or not (_SAME_THING.search(q.text.lower()) or _ALSO.search(q.text.lower()))
    ):
        return None
    return replace(q, beside=rows, documents=homes, carried_over=(*q.carried_over, "records"))
