"""Conversations, their turns, the answers given and what users said about them, in a database.

Knows transactions and what a conversation is made of; refuses to know what an answer or the state of a conversation
means: both are plain JSON values to it. A turn is saved when it is asked and completed when it is answered. Every
method may be called from any thread, and several processes may share one database.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, IntegrityError

from assistant.dialogue.store_engine import file_of, make_engine, told
from assistant.dialogue.store_schema import bring_up, is_current
from assistant.dialogue.store_tables import ANSWERED, ANSWERS, CONVERSATIONS, FEEDBACK, SCHEMA_INFO, TURNS
from assistant.dialogue.store_writes import time_now, write_answer, write_question, write_start
from assistant.dialogue.turns import ConversationSummary, StoredTurn, Verdict, storable
from assistant.errors import DatabaseProblem, UnknownAnswer, UnknownConversation

_loaded: Callable[[str], dict[str, Any]] = json.loads


class Store:
    """An open database. Made by ``Store.open``; a conversation's id is the only key to it, so ids are unguessable."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(assistant_write=True)
        self._file = file_of(engine.url)
        # One writer at a time within the process: SQLite would only make the others spin on its busy timeout.
        self._lock = threading.RLock()
        in_memory = engine.dialect.name == "sqlite" and self._file is None
        self._reading: AbstractContextManager[Any] = self._lock if in_memory else nullcontext()

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the database at a SQLAlchemy URL, creating its folder and its tables where they are missing."""
        try:
            engine = make_engine(url)
        except (ArgumentError, ImportError) as error:
            raise DatabaseProblem(f"ASSISTANT_DATABASE_URL is no usable database address: {error}") from error
        store = cls(engine)
        try:
            store._create()
        except DatabaseProblem:
            store.close()
            raise
        return store

    @property
    def engine(self) -> sa.Engine:
        """The way to the database, for whoever copies it whole."""
        return self._engine

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def check(self) -> None:
        """Raise ``DatabaseProblem`` unless the tables can be read and their file is still there."""
        if self._file is not None and not self._file.is_file():
            raise DatabaseProblem(f"the database {self._file} was removed while it was in use; restart the server")
        self._rows(sa.select(SCHEMA_INFO.c.version))

    def start_conversation(self) -> str:
        """A new, empty conversation; returns its id."""
        with self._write() as connection:
            return write_start(connection)

    def has_conversation(self, conversation_id: str) -> bool:
        """Whether the id names a conversation that was not deleted."""
        key = CONVERSATIONS.c.conversation_id
        return self._text(sa.select(key).where(key == storable(conversation_id))) is not None

    def begin_turn(self, conversation_id: str | None, answer_id: str, question: str) -> str:
        """Keep a question before it is answered, in a new conversation if none is named; returns the conversation."""
        try:
            with self._write() as connection:
                key = write_start(connection) if conversation_id is None else storable(conversation_id)
                write_question(connection, key, answer_id, question)
        except IntegrityError as error:
            raise self._not_kept(conversation_id, answer_id) from error
        return key

    def complete_turn(self, answer_id: str, answer: dict[str, Any], state: dict[str, Any]) -> None:
        """Add to a turn its answer and the state that the next question starts from, all or nothing.

        ``UnknownConversation`` if it was deleted in the meantime.
        """
        with self._write() as connection:
            write_answer(connection, answer_id, answer, state)

    def save_turn(
        self, conversation_id: str, answer_id: str, question: str, answer: dict[str, Any], state: dict[str, Any]
    ) -> None:
        """Keep a question together with its answer, all or nothing."""
        try:
            with self._write() as connection:
                write_question(connection, storable(conversation_id), answer_id, question)
                write_answer(connection, answer_id, answer, state)
        except IntegrityError as error:
            raise self._not_kept(conversation_id, answer_id) from error

    def _not_kept(self, conversation_id: str | None, answer_id: str) -> UnknownConversation | DatabaseProblem:
        if conversation_id is not None and not self.has_conversation(conversation_id):
            return _no_conversation(conversation_id)
        return DatabaseProblem(f"a turn with the answer {answer_id} is stored already")

    def last_state(self, conversation_id: str) -> dict[str, Any] | None:
        """The state after the newest answered turn; ``None`` where there is none."""
        mine = (TURNS.c.conversation_id == storable(conversation_id)) & (TURNS.c.progress == ANSWERED)
        found = self._text(sa.select(TURNS.c.state).where(mine).order_by(TURNS.c.position.desc()).limit(1))
        return None if found is None else _loaded(found)

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """All turns of a conversation, oldest first, those without an answer included."""
        query = (
            sa.select(TURNS.c.answer_id, TURNS.c.question, ANSWERS.c.answer, TURNS.c.asked_at)
            .outerjoin(ANSWERS, ANSWERS.c.answer_id == TURNS.c.answer_id)
            .where(TURNS.c.conversation_id == storable(conversation_id))
            .order_by(TURNS.c.position)
        )
        rows = self._rows(query)
        if not rows and not self.has_conversation(conversation_id):
            raise _no_conversation(conversation_id)
        return [
            StoredTurn(
                answer_id=row.answer_id,
                question=row.question,
                answer=None if row.answer is None else _loaded(row.answer),
                asked_at=datetime.fromisoformat(row.asked_at),
            )
            for row in rows
        ]

    def conversations(self, limit: int = 50, offset: int = 0) -> list[ConversationSummary]:
        """Conversations, the one used last first."""
        newest_first = (CONVERSATIONS.c.updated_at.desc(), CONVERSATIONS.c.conversation_id)
        # The page first, so that titles and counts are looked up for its rows alone and not for those passed over.
        page = sa.select(CONVERSATIONS).order_by(*newest_first).limit(limit).offset(offset).subquery()
        mine = TURNS.c.conversation_id == page.c.conversation_id
        first = sa.select(TURNS.c.question).where(mine).order_by(TURNS.c.position).limit(1).scalar_subquery()
        count = sa.select(sa.func.count()).where(mine).scalar_subquery()
        query = sa.select(page, first.label("title"), count.label("turns"))
        query = query.order_by(page.c.updated_at.desc(), page.c.conversation_id)
        return [
            ConversationSummary(
                conversation_id=row.conversation_id,
                created_at=datetime.fromisoformat(row.created_at),
                updated_at=datetime.fromisoformat(row.updated_at),
                title=row.title or "",
                turns=row.turns,
            )
            for row in self._rows(query)
        ]

    def delete_conversation(self, conversation_id: str) -> None:
        """Remove a conversation with its turns, answers and feedback."""
        with self._write() as connection:
            mine = CONVERSATIONS.c.conversation_id == storable(conversation_id)
            if connection.execute(CONVERSATIONS.delete().where(mine)).rowcount == 0:
                raise _no_conversation(conversation_id)

    def answer(self, answer_id: str) -> dict[str, Any]:
        """A stored answer as the JSON it was sent as."""
        found = self._text(sa.select(ANSWERS.c.answer).where(ANSWERS.c.answer_id == storable(answer_id)))
        if found is None:
            raise _no_answer(answer_id)
        return _loaded(found)

    def add_feedback(self, answer_id: str, verdict: Verdict, comment: str) -> str:
        """Keep what a user said about an answer; returns the id of the feedback."""
        feedback_id = secrets.token_hex(16)
        row = {"feedback_id": feedback_id, "answer_id": storable(answer_id), "verdict": verdict}
        try:
            with self._write() as connection:
                connection.execute(FEEDBACK.insert(), {**row, "comment": storable(comment), "given_at": time_now()})
        except IntegrityError as error:
            raise _no_answer(answer_id) from error
        return feedback_id

    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._reading, told(self._engine.url), self._engine.connect() as connection:
            return connection.execute(query).all()

    def _text(self, query: sa.Select[tuple[str]]) -> str | None:
        rows = self._rows(query)
        return rows[0][0] if rows else None

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        # The option is read by the "begin" listener: a writer takes the write lock at once, so that two transactions
        # can never both read first and then deadlock on the upgrade.
        with self._lock, told(self._engine.url), self._writer.begin() as connection:
            yield connection

    def _create(self) -> None:
        with told(self._engine.url):
            if self._file is not None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._reading, self._engine.connect() as connection:
                if is_current(connection):
                    return
        with self._write() as connection:
            bring_up(connection)


def _no_conversation(conversation_id: str) -> UnknownConversation:
    return UnknownConversation(f"no conversation has the id {storable(conversation_id)!r}")


def _no_answer(answer_id: str) -> UnknownAnswer:
    return UnknownAnswer(f"no answer has the id {storable(answer_id)!r}")
