"""What is written when a turn is asked and when it is answered: statements made once and filled in each time.

Knows the order of the statements within a transaction; refuses to open one. Building a statement anew costs as much as
running it, and every answer runs five.
"""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from assistant.dialogue.store_tables import ANSWERED, ANSWERS, ASKED, CONVERSATIONS, TURNS
from assistant.dialogue.turns import storable
from assistant.errors import UnknownConversation

_NO_STATE = "{}"
_START = CONVERSATIONS.insert()
_ASK = TURNS.insert()
_TOUCH = (
    CONVERSATIONS.update()
    .where(CONVERSATIONS.c.conversation_id == sa.bindparam("touched"))
    .values(updated_at=sa.bindparam("now"))
)
_COMPLETE = (
    TURNS.update()
    .where((TURNS.c.answer_id == sa.bindparam("answered")) & (TURNS.c.progress == ASKED))
    .values(state=sa.bindparam("reached"), progress=ANSWERED, answered_at=sa.bindparam("now"))
)
_ANSWER = ANSWERS.insert()
_TOUCH_OF_TURN = (
    CONVERSATIONS.update()
    .where(
        CONVERSATIONS.c.conversation_id
        == sa.select(TURNS.c.conversation_id).where(TURNS.c.answer_id == sa.bindparam("answered")).scalar_subquery()
    )
    .values(updated_at=sa.bindparam("now"))
)


def write_start(connection: sa.Connection) -> str:
    """A new conversation; returns its id."""
    conversation_id, now = secrets.token_hex(16), time_now()
    connection.execute(_START, {"conversation_id": conversation_id, "created_at": now, "updated_at": now})
    return conversation_id


def write_question(connection: sa.Connection, conversation_id: str, answer_id: str, question: str) -> None:
    """A turn that waits for its answer."""
    now = time_now()
    turn = {"conversation_id": conversation_id, "answer_id": answer_id, "question": storable(question)}
    connection.execute(_ASK, {**turn, "state": _NO_STATE, "asked_at": now, "progress": ASKED})
    connection.execute(_TOUCH, {"touched": conversation_id, "now": now})


def write_answer(connection: sa.Connection, answer_id: str, answer: dict[str, Any], state: dict[str, Any]) -> None:
    """The answer of a turn that waits for it; ``UnknownConversation`` where none does."""
    now = time_now()
    done = connection.execute(_COMPLETE, {"answered": answer_id, "reached": json.dumps(state), "now": now})
    if done.rowcount == 0:
        raise UnknownConversation(f"no question waits for the answer {answer_id}: its conversation was deleted")
    connection.execute(_ANSWER, {"answer_id": answer_id, "answer": json.dumps(answer)})
    connection.execute(_TOUCH_OF_TURN, {"answered": answer_id, "now": now})


def time_now() -> str:
    """The time in UTC, such that later times sort behind earlier ones."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
