"""What one turn leaves for the next: a small JSON value that the store keeps with each turn.

Knows what the last question was about; refuses to know how a follow-up uses it (``conversation``).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from assistant.core.records import Series
from assistant.dialogue.intents import Intent
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.question import Question

_KEEPS_STATE: frozenset[Intent] = frozenset({"greeting", "help", "off_task", "opinion", "unclear", "source"})
"""Small talk and meta questions leave the thread as it was."""
_NUMBERED: tuple[Series, ...] = ("task", "project", "annex", "item")


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What the last question was about. ``cited`` lists record id, start and end of the last answer's citations.

    ``documents`` are those named or, where none was, the one the answer stood on; ``documents_said`` only those named.
    ``bodies`` are the agencies an answer about a row or two named, the leads where there are any (前面那个局).
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

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the records the last answer stood on, in its order, each once."""
        return tuple(dict.fromkeys(record_id for record_id, _, _ in self.cited))

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"cues": sorted(self.cues), "wants": sorted(self.wants)}


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
    )


def next_state(
    before: State, question: Question, cited: tuple[tuple[str, int, int], ...], bodies: tuple[str, ...] = ()
) -> State:
    """The state after a turn; small talk leaves the thread as it was."""
    if question.intent in _KEEPS_STATE:
        return before
    return State(
        text=question.normal,
        documents=question.documents or _documents_of(cited),
        series=question.series or _series_of(cited),
        refs=question.refs,
        agency_words=tuple(m.words for m in question.agencies),
        cues=question.cues,
        facts=question.facts,
        topic=question.topic,
        intent=question.intent,
        indicators=tuple(dict.fromkeys(i for m in question.target.mentions for i in m.indicators)),
        indicator_words=" ".join(m.words for m in question.target.mentions),
        years=question.years,
        wants=question.target.wants,
        documents_said=question.documents,
        bodies=bodies,
        cited=cited,
    )


def _documents_of(cited: tuple[tuple[str, int, int], ...]) -> tuple[str, ...]:
    """The document an answer stood on when it stood on one."""
    found = {record_id.split("/")[0] for record_id, _, _ in cited}
    return tuple(found) if len(found) == 1 else ()


def _series_of(cited: tuple[tuple[str, int, int], ...]) -> tuple[Series, ...]:
    found = {record_id.split("/")[1] for record_id, _, _ in cited}
    return tuple(series for series in _NUMBERED if found == {series})
