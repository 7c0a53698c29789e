"""What each kind of follow-up does to the slots of a question: one table of what is kept, and how slots are filled.

Knows slots; refuses to know wordings (``framing``) and how a kind is recognised (``conversation``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.core.records import Series
from assistant.dialogue.framing import Frame
from assistant.dialogue.intents import decide
from assistant.dialogue.narrowing import elsewhere_any, redecided
from assistant.dialogue.question import Question, Vocabulary
from assistant.dialogue.state import State

Kind = Literal[
    "against", "counted", "number", "step", "again", "within", "check", "row_words", "rows", "subject", "agency",
    "agency_of", "agency_topic", "alike", "fact", "topic", "place",
]  # fmt: skip
Slot = Literal["documents", "series", "numbers", "records", "within", "agencies", "topic", "facts", "filters", "intent"]

CONDITIONS = frozenset({
    "lead", "support", "joint", "no_lead", "several_leads", "single_lead", "no_agency", "besides_lead",
})  # fmt: skip
"""Cues that say which rows, or which bodies of a row, are meant."""
ASKS = CONDITIONS | {
    "who", "responsible", "text", "content", "place", "list", "count", "duty", "yesno", "why", "tally", "attribute",
}  # fmt: skip
"""Cues that say what is wanted; without any of its own a follow-up takes them over."""
LISTED = frozenset({"list", "count", "everything"})
"""Cues that only say how rows are to be told."""
ROW_ASKS = frozenset({
    "who", "lead", "support", "joint", "responsible", "besides_lead", "text", "content", "place", "attribute",
})  # fmt: skip
"""Cues that can be asked of a row."""
FEW = 4
"""So many rows can be meant by a question that only says what is asked of them."""
SEVERAL = 20
"""So many rows can be told one by one."""
ITEMS = ("item", "lineage_item")
"""Beginnings of the intents that are about numbered rows."""
_BODY_TEXT = re.compile(r"正文|主文|\bmain text\b", re.IGNORECASE)
"""A document's text as against its annex."""
_ROLES_ASKED = frozenset({"who", "lead", "support", "besides_lead"})
_ROW = frozenset({"ref", "firm_ref", "row_ref"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A question beside the state it follows."""

    question: Question
    before: State
    frame: Frame
    vocabulary: Vocabulary

    @property
    def marks(self) -> frozenset[str]:
        return self.frame.marks

    @property
    def asks(self) -> frozenset[str]:
        return self.question.cues & ASKS

    @property
    def names_something(self) -> bool:
        """Whether the question names a subject of its own."""
        q = self.question
        return bool(q.refs or q.agencies or q.unknown_agencies or q.topic or q.facts or q.target.mentions)

    @property
    def homes(self) -> tuple[str, ...]:
        """The documents of the rows talked about."""
        return tuple(dict.fromkeys(row.split("/")[0] for row in self.before.records or self.before.rows))

    def rows(self, most: int = FEW) -> tuple[str, ...]:
        """The rows talked about, unless they are too many to be meant as such, or stand in no document named."""
        rows = self.before.records or self.before.rows
        places = set(self.question.documents)
        if places:
            inside = tuple(r for r in rows if r.split("/")[0] in places)
            cited = tuple(dict.fromkeys(r for r, _, _ in self.before.cited if r.split("/")[0] in places))
            rows = inside or cited  # 省里那段: what the answer held the rows against
        if len(rows) > 1 and self.question.series:
            rows = tuple(r for r in rows if r.split("/")[1] in self.question.series) or rows
        return rows if len(rows) <= most else ()


KEEPS: dict[Kind, frozenset[Slot]] = {
    "against": frozenset(),
    "counted": frozenset({"intent"}),
    "number": frozenset({"documents", "series", "intent", "agencies"}),
    "step": frozenset({"intent"}),
    "again": frozenset({
        "documents", "series", "numbers", "records", "within", "agencies", "topic", "facts", "filters",
    }),
    "within": frozenset(),
    "check": frozenset({"documents", "series", "numbers", "records"}),
    "row_words": frozenset(),
    "rows": frozenset(),
    "subject": frozenset({
        "documents", "series", "numbers", "records", "agencies", "topic", "facts", "within", "intent",
    }),
    "agency": frozenset({"documents", "series", "within", "filters", "intent"}),
    "agency_of": frozenset({"documents", "series", "topic", "intent"}),
    "agency_topic": frozenset({"documents", "series", "intent"}),
    "alike": frozenset({"documents", "series"}),
    "fact": frozenset({"documents"}),
    "topic": frozenset({"documents", "series", "agencies", "intent"}),
    "place": frozenset({"numbers", "records", "agencies", "topic", "facts", "intent"}),
}  # fmt: skip
"""What a kind of follow-up takes over where it leaves the slot unsaid; everything else of the last question drops."""
_NAMES: dict[str, str] = {"filters": "intent", "within": "records"}
"""Slots that go by another name in ``carried_over``."""


def follow(turn: Turn, kind: Kind, flags: frozenset[str] = frozenset(), **meant: Any) -> Question:
    """The question with its unsaid slots filled as the table says; ``meant`` are slots the follow-up points at."""
    question = turn.question
    changes: dict[str, Any] = {}
    names: list[str] = [str(name) for name in meant if name in ("records", "within")]
    names += ["numbers"] if "refs" in meant else []
    for slot in sorted(KEEPS[kind]):
        found = _FILL[slot](turn, changes | meant)
        if found is not None:
            changes |= found[0]
            flags |= found[1]
            names.append(_NAMES.get(slot, slot))
    changes |= meant
    if "records" in meant:
        changes.pop("refs", None)
        changes["refs"] = ()
        names = [n for n in names if n != "numbers"]
    if meant.get("records") or meant.get("refs"):
        flags |= _ROW
    if changes.get("documents") or question.documents:
        flags |= {"document"}
    if changes.get("within"):
        flags |= {"item_word", "row_word"}
    return redecided(replace(question, **changes), flags, tuple(dict.fromkeys(names)))


_Filled = tuple[dict[str, Any], frozenset[str]] | None


def _documents(turn: Turn, meant: dict[str, Any]) -> _Filled:
    if turn.question.documents or not turn.before.documents:
        return None
    if _elsewhere(turn) and "own_row" not in turn.marks:
        return None
    return {"documents": turn.before.documents}, frozenset({"document"})


def _elsewhere(turn: Turn) -> bool:
    """Whether the bodies named belong to none of the documents talked about."""
    documents = {d for m in turn.question.agencies for a in m.agencies for d in a.documents}
    return bool(documents) and not documents & set(turn.before.documents)


def _series(turn: Turn, meant: dict[str, Any]) -> _Filled:
    series: tuple[Series, ...] = turn.before.series
    if series == ("annex",) and _BODY_TEXT.search(turn.question.text):
        return {"series": ("clause",)}, frozenset()
    if turn.question.series or turn.question.documents or not series:
        return None
    if series == ("annex",) and turn.question.years:
        return None  # another year: the annex is a list of one
    if turn.question.refs and any(ref.kind != "any" for ref in turn.question.refs):
        return None
    return {"series": series}, frozenset()


def _numbers(turn: Turn, meant: dict[str, Any]) -> _Filled:
    refs = turn.before.refs
    if turn.question.refs or not refs or turn.before.records or "records" in meant:
        return None
    anew = turn.question.documents or turn.question.series
    return {"refs": elsewhere_any(refs) if anew else refs}, _ROW


def _records(turn: Turn, meant: dict[str, Any]) -> _Filled:
    records = turn.before.records
    if turn.question.refs or turn.question.documents or not records:
        return None
    if turn.question.series:
        records = tuple(r for r in records if r.split("/")[1] in turn.question.series)
    return ({"records": records}, _ROW) if records else None


def _within(turn: Turn, meant: dict[str, Any]) -> _Filled:
    if turn.question.documents or turn.question.series or not turn.before.within:
        return None
    return {"within": turn.before.within}, frozenset({"item_word", "row_word"})


def _agencies(turn: Turn, meant: dict[str, Any]) -> _Filled:
    if turn.question.agencies or not turn.before.agency_words:
        return None
    if turn.question.refs and turn.before.intent != "item_check":
        return None  # another row is asked about as the last one was; only a check is about the body
    if turn.question.refs and "who" in turn.question.cues and "yesno" not in turn.question.cues:
        return None
    return {"agencies": named(turn, turn.before.agency_words)}, frozenset({"agency"})


def _topic(turn: Turn, meant: dict[str, Any]) -> _Filled:
    if turn.question.topic or not turn.before.topic:
        return None
    return {"topic": turn.before.topic}, frozenset({"topic"})


def _facts(turn: Turn, meant: dict[str, Any]) -> _Filled:
    if turn.question.facts or not turn.before.facts:
        return None
    return {"facts": turn.before.facts}, frozenset({"fact"})


def _filters(turn: Turn, meant: dict[str, Any]) -> _Filled:
    """Which rows were meant: the conditions of the last question, unless this one has its own."""
    cues = conditions_of(turn.before)
    if turn.question.cues & CONDITIONS or not cues:
        return None
    return {}, cues | turn.before.cues & {"item_word", "negated", "together", "s_several", "s_together"}


def _intent(turn: Turn, meant: dict[str, Any]) -> _Filled:
    """What was asked, unless this question asks something itself."""
    cues = (turn.before.cues & ASKS) - (CONDITIONS - conditions_of(turn.before)) | _asked_before(turn)
    if turn.before.intent.startswith("lineage_"):
        cues -= {"yesno"}  # what was claimed of one row is not claimed of the next
        cues |= {c for c in turn.before.cues if c.startswith("l_")}
    if turn.asks or not cues or turn.question.target.intent is not None:
        return None  # a figure asked for is not what was asked of the rows before
    told = {"item_word", "together"} | ({"row_word"} if turn.before.intent == "topic_items" else set())
    return {}, frozenset(cues | turn.before.cues & told)


def _asked_before(turn: Turn) -> frozenset[str]:
    """Roles asked of the same row one after the other: the next row is asked for all of them."""
    before = turn.before
    if not (turn.question.refs or turn.marks & {"next", "previous"}) or len(before.rows) != 1:
        return frozenset()
    found: frozenset[str] = frozenset()
    for state in reversed(before.earlier):
        if state.rows != before.rows:
            break
        found |= state.cues & _ROLES_ASKED
    return found if before.cues & _ROLES_ASKED else frozenset()


_FILL = {
    "documents": _documents, "series": _series, "numbers": _numbers, "records": _records, "within": _within,
    "agencies": _agencies, "topic": _topic, "facts": _facts, "filters": _filters, "intent": _intent,
}  # fmt: skip


def conditions_of(before: State) -> frozenset[str]:
    """The conditions of the last question; a lead that was set aside beside another role is none."""
    cues = before.cues & CONDITIONS
    return cues - {"lead", "no_lead"} if {"lead", "no_lead", "support"} <= cues else cues


def named(turn: Turn, words: tuple[str, ...]) -> Any:
    """The bodies that these words name."""
    agencies = turn.vocabulary.agencies
    found = agencies.find("、".join(words).lower())
    if found:
        return found
    # Words that named a body only by its field: its printed names, those of the thread's documents first.
    printed = agencies.find("、".join(turn.before.agency_names).lower())
    places = set(turn.before.documents)
    here = tuple(m for m in printed if any(places & set(a.documents) for a in m.agencies))
    return here or printed


def without_topic(question: Question) -> Question:
    """The question without leftover words that name nothing in the thread."""
    cues = question.cues - {"topic", "l_topic", "s_topic"}
    return replace(question, topic=(), cues=cues, intent=decide(cues))
