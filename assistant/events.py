"""What asking gives while it goes on, and the values a turn is made of. Plain values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.core.answer import Answer
from assistant.dialogue.state import State
from assistant.dialogue.turns import StoredTurn
from assistant.passages import Snapshot
from assistant.pipeline import Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class TextDelta:
    """A piece of text of an answer that is still being composed; provisional."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """The whole answer; it replaces everything streamed before."""

    answer: Answer


StreamEvent = TextDelta | Finished


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """A conversation with all its turns, oldest first."""

    conversation_id: str
    created_at: datetime | None
    turns: tuple[StoredTurn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one question is answered with; ``began`` is a reading of ``time.perf_counter``."""

    snapshot: Snapshot
    conversation_id: str
    answer_id: str
    outcome: Outcome
    before: State
    began: float
    understood_ms: float
