"""What one turn leaves for the next: a small JSON value that the store keeps with each turn.

Knows what the last question was about; refuses to know how a follow-up uses it (``conversation``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from assistant.core.answer import Language
from assistant.core.records import Series
from assistant.dialogue.intents import Intent
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.question import Question

_KEEPS_STATE: frozenset[Intent] = frozenset({"greeting", "help", "off_task", "opinion", "unclear", "source"})
"""Small talk and meta questions leave the thread as it was."""
LISTS: frozenset[Intent] = frozenset({
    "agency_items", "agency_topic_items", "set_items", "no_lead_items", "several_lead_items", "single_lead_items",
    "joint_items", "no_agency_items", "topic_items", "row_items", "series_count", "lineage_rows", "lineage_classes",
    "lineage_uncarried", "agency_tally",
})  # fmt: skip
"""Intents that are answered with a list of rows."""
_REMEMBERED = 6
"""How many earlier turns can be gone back to."""
_KEPT_ROWS = 40
_NUMBERED: tuple[Series, ...] = ("task", "project", "annex", "item")


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What the last question was about. ``cited`` lists record id, start and end of the last answer's citations.

    ``documents`` are those named or, where none was, the one the answer stood on; ``documents_said`` only those named.
    ``bodies`` are the agencies an answer about a row or two named, the leads where there are any (前面那个局).
    ``shown`` are the records the last answer was about (absent in old states: those it cited), ``records`` and
    ``within`` those its question was bound to. ``choices`` are label and question of each way out that was offered,
    ``compared`` the documents asked for the same indicator so far, ``spoken`` the agencies last named in the thread
    (``agency_names`` as the documents print them),
    ``asker`` the bodies that the asker is of, ``figure`` the only figure that the last answer told,
    ``listing`` the list that was shown last and is still gone through, ``earlier`` the states before, the latest last.
    """

    text: str = ""
    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    refs: tuple[NumberRef, ...] = ()
    agency_words: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    intent: Intent = "unclear"
    indicators: tuple[str, ...] = ()
    indicator_words: str = ""
    years: tuple[int, ...] = ()
    wants: frozenset[str] = frozenset()
    documents_said: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    cited: tuple[tuple[str, int, int], ...] = ()
    language: Language = "zh"
    shown: tuple[str, ...] | None = None
    records: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    compared: tuple[str, ...] = ()
    agency_names: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()
    asker: tuple[str, ...] = ()
    figure: str = ""
    earlier: tuple[State, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the records the last answer was about, in its order, each once."""
        return tuple(dict.fromkeys(record_id for record_id, _, _ in self.cited)) if self.shown is None else self.shown

    @property
    def figured(self) -> State | None:
        """The last state that is about a figure, this one first."""
        return next((s for s in (self, *reversed(self.earlier)) if s.indicators), None)

    @property
    def listed(self) -> bool:
        """Whether the last answer was a list of rows."""
        headed = any(ref.kind in ("box", "section", "chapter") for ref in self.refs) and len(self.rows) > 1
        return bool(self.rows) and (self.intent in LISTS or headed)

    def to_json(self) -> dict[str, Any]:
        plain = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "earlier"}
        plain["refs"] = [asdict(ref) for ref in self.refs]
        plain |= {"cues": sorted(self.cues), "wants": sorted(self.wants)}
        return plain | {"earlier": [state.to_json() for state in self.earlier]}


def ref_from_json(data: dict[str, Any]) -> NumberRef:
    """A reference to a number, its lists as tuples again."""
    inside = tuple((kind, number) for kind, number in data["inside"])
    return NumberRef(**{**data, "documents": tuple(data["documents"]), "inside": inside})


def state_from_json(data: dict[str, Any] | None) -> State:
    """The state of an earlier turn; an empty one where there was none."""
    if not data:
        return State()
    return State(
        text=data["text"],
        documents=tuple(data["documents"]),
        series=tuple(data["series"]),
        refs=tuple(ref_from_json(ref) for ref in data["refs"]),
        agency_words=tuple(data["agency_words"]),
        cues=frozenset(data["cues"]),
        facts=tuple(data["facts"]),
        topic=tuple(data["topic"]),
        intent=data["intent"],
        # Absent in turns that were kept before targets were read.
        indicators=tuple(data.get("indicators", ())),
        indicator_words=data.get("indicator_words", ""),
        years=tuple(data.get("years", ())),
        wants=frozenset(data.get("wants", ())),
        documents_said=tuple(data.get("documents_said", ())),
        bodies=tuple(data.get("bodies", ())),
        cited=tuple((c[0], c[1], c[2]) for c in data["cited"]),
        language=data.get("language", "zh"),
        shown=None if data.get("shown") is None else tuple(data["shown"]),
        records=tuple(data.get("records", ())),
        within=tuple(data.get("within", ())),
        choices=tuple((label, question) for label, question in data.get("choices", ())),
        compared=tuple(data.get("compared", ())),
        agency_names=tuple(data.get("agency_names", ())),
        spoken=tuple(data.get("spoken", data["agency_words"])),
        listing=tuple(data.get("listing", ())),
        asker=tuple(data.get("asker", ())),
        figure=data.get("figure", ""),
        earlier=tuple(state_from_json(one) for one in data.get("earlier", ())),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What of an answer the next turn may point at.

    ``lost`` tells that nothing could be said; ``outside`` that the question was none for this program.
    """

    cited: tuple[tuple[str, int, int], ...] = ()
    bodies: tuple[str, ...] = ()
    shown: tuple[str, ...] | None = None
    choices: tuple[tuple[str, str], ...] = ()
    figure: str = ""
    lost: bool = False
    outside: bool = False


def next_state(before: State, question: Question, told: Told) -> State:
    """The state after a turn; small talk, and what is none of this program's business, leave the thread as it was."""
    before = replace(before, asker=tuple(m.words for m in question.asker) or before.asker)
    if question.intent in _KEEPS_STATE or told.outside:
        return before
    q = question
    if told.lost and not (q.refs or q.records or q.agencies or q.topic or q.facts or q.target.mentions or q.documents):
        return before  # a turn that named nothing and found nothing
    if told.lost and q.unknown_agencies and not q.agencies and before.rows:
        return before  # a body that no document knows: the thread is still about the last one
    after = _after(before, question, told)
    if q.within and not told.shown and set(q.within) <= {*before.rows, *before.listing}:
        # Nothing of a list fits: the list is still what is talked about.
        return replace(after, cited=before.cited, shown=before.shown, listing=before.listing)
    if told.lost and question.carried_over and before.rows and not (question.refs or question.records):
        # A follow-up that found nothing: what was talked about before stays at hand.
        return replace(after, cited=before.cited, shown=before.shown, bodies=before.bodies, records=before.records)
    return after


def _after(before: State, question: Question, told: Told) -> State:
    cited = told.cited
    indicators = tuple(dict.fromkeys(i for m in question.target.mentions for i in m.indicators))
    same = before.compared if set(indicators) & set(before.indicators) else ()
    words = tuple(m.words for m in question.agencies)
    rows = State(cited=cited, shown=told.shown).rows or question.records
    shorter = replace(before, earlier=(), cited=before.cited[:_KEPT_ROWS], choices=())
    return State(
        language=question.language,
        shown=told.shown or question.records or told.shown,
        records=question.records if question.intent != "lineage_rows" else (),
        within=question.within,
        agency_names=question.agency_names or (before.agency_names if question.carried_over else ()),
        spoken=words or (before.spoken if question.carried_over else ()),
        listing=before.listing if rows and set(rows) < set(before.listing) and question.records else rows,
        choices=told.choices,
        asker=before.asker,
        figure=told.figure,
        compared=tuple(dict.fromkeys((*same, *question.documents))) if indicators else (),
        earlier=(*before.earlier, *([shorter] if before.text else ()))[-_REMEMBERED:],
        text=question.normal or question.text,
        documents=question.documents or _documents_of(rows),
        series=question.series or (() if question.intent in LISTS else _series_of(rows) or _series_asked(question)),
        refs=question.refs,
        agency_words=words,
        cues=question.cues,
        facts=question.facts,
        topic=question.topic,
        intent=question.intent,
        indicators=indicators,
        indicator_words=" ".join(m.words for m in question.target.mentions),
        years=question.years,
        wants=question.target.wants,
        documents_said=question.documents,
        bodies=told.bodies,
        cited=cited,
    )


def _documents_of(rows: tuple[str, ...]) -> tuple[str, ...]:
    """The document an answer stood on when it stood on one."""
    found = {record_id.split("/")[0] for record_id in rows}
    return tuple(found) if len(found) == 1 else ()


def _series_of(rows: tuple[str, ...]) -> tuple[Series, ...]:
    found = {record_id.split("/")[1] for record_id in rows}
    return tuple(series for series in _NUMBERED if found == {series})


def _series_asked(question: Question) -> tuple[Series, ...]:
    """The series of numbers that no row has."""
    kinds = {ref.kind for ref in question.refs}
    return tuple(series for series in _NUMBERED if kinds == {series})
