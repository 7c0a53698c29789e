"""What a database keeps of a conversation, as values.

Knows the shape of a stored turn and which text any database can hold; refuses to know how either is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Verdict = Literal["right", "wrong", "incomplete"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredTurn:
    """One question of a conversation and the answer it got, as the JSON of the public contract.

    ``answer`` is ``None`` while the question waits for one, and for good where the program ended before it came.
    """

    answer_id: str
    question: str
    answer: dict[str, Any] | None
    asked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ConversationSummary:
    """A conversation in a list; ``title`` is its first question, empty before there is one."""

    conversation_id: str
    created_at: datetime
    updated_at: datetime
    title: str
    turns: int


def storable(text: str) -> str:
    """Text that any database can hold: NUL characters and lone surrogates replaced."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
