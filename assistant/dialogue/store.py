"""Conversations, their turns, the answers given and what users said about them, in a database.

Knows tables, transactions and the version of the schema, and is the only importer of SQLAlchemy; refuses to know what
an answer or the state of a conversation means: both are plain JSON values to it. Every method may be called from any
thread, and several processes may share one file.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from assistant.dialogue.turns import ConversationSummary, StoredTurn, Verdict, storable
from assistant.errors import DatabaseProblem, UnknownAnswer, UnknownConversation

SCHEMA_VERSION = 1
_loaded: Callable[[str], dict[str, Any]] = json.loads
_PRAGMAS = ("busy_timeout=5000", "synchronous=NORMAL", "foreign_keys=ON")
_WAL_PAUSES_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""The switch to WAL ignores the busy timeout, so processes that open a new database at once retry by themselves."""

_metadata = sa.MetaData()
_KEY, _TIME = sa.String(64), sa.String(32)
_schema = sa.Table("schema_info", _metadata, sa.Column("version", sa.Integer, primary_key=True))
_conversations = sa.Table(
    "conversations",
    _metadata,
    sa.Column("conversation_id", _KEY, primary_key=True),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("updated_at", _TIME, nullable=False, index=True),
)
_OF_CONVERSATION = sa.ForeignKey("conversations.conversation_id", ondelete="CASCADE")
_turns = sa.Table(
    "turns",
    _metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", _KEY, _OF_CONVERSATION, nullable=False, index=True),
    sa.Column("answer_id", _KEY, nullable=False, unique=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("asked_at", _TIME, nullable=False),
)
_answers = sa.Table(
    "answers",
    _metadata,
    sa.Column("answer_id", _KEY, sa.ForeignKey("turns.answer_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
)
_feedback = sa.Table(
    "feedback",
    _metadata,
    sa.Column("feedback_id", _KEY, primary_key=True),
    sa.Column("answer_id", _KEY, sa.ForeignKey("turns.answer_id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("given_at", _TIME, nullable=False),
)


class Store:
    """An open database. Made by ``Store.open``; a conversation's id is the only key to it, so ids are unguessable."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(assistant_write=True)
        self._file = _file_of(engine.url)
        # One writer at a time within the process: SQLite would only make the others spin on its busy timeout.
        self._lock = threading.RLock()
        in_memory = engine.dialect.name == "sqlite" and self._file is None
        self._reading: AbstractContextManager[Any] = self._lock if in_memory else nullcontext()

    @classmethod
    def open(cls, url: str) -> Store:
        """Open the database at a SQLAlchemy URL, creating its folder and its tables where they are missing."""
        try:
            engine = _engine(sa.make_url(url))
        except (ArgumentError, ImportError) as error:
            raise DatabaseProblem(f"ASSISTANT_DATABASE_URL is no usable database address: {error}") from error
        store = cls(engine)
        try:
            store._create()
        except DatabaseProblem:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def check(self) -> None:
        """Raise ``DatabaseProblem`` unless the tables can be read and their file is still there."""
        if self._file is not None and not self._file.is_file():
            raise DatabaseProblem(f"the database {self._file} was removed while it was in use; restart the server")
        self._rows(sa.select(_schema.c.version))

    def start_conversation(self) -> str:
        """A new, empty conversation; returns its id."""
        conversation_id, now = secrets.token_hex(16), _now()
        with self._write() as connection:
            row = {"conversation_id": conversation_id, "created_at": now, "updated_at": now}
            connection.execute(_conversations.insert(), row)
        return conversation_id

    def has_conversation(self, conversation_id: str) -> bool:
        """Whether the id names a conversation that was not deleted."""
        key = _conversations.c.conversation_id
        return self._text(sa.select(key).where(key == storable(conversation_id))) is not None

    def save_turn(
        self, conversation_id: str, answer_id: str, question: str, answer: dict[str, Any], state: dict[str, Any]
    ) -> None:
        """Keep one question with its answer and the state that the next question starts from, all or nothing."""
        key, now = storable(conversation_id), _now()
        turn = {"conversation_id": key, "answer_id": answer_id, "question": storable(question), "asked_at": now}
        mine = _conversations.c.conversation_id == key
        try:
            with self._write() as connection:
                connection.execute(_turns.insert(), {**turn, "state": json.dumps(state)})
                connection.execute(_answers.insert(), {"answer_id": answer_id, "answer": json.dumps(answer)})
                connection.execute(_conversations.update().where(mine).values(updated_at=now))
        except IntegrityError as error:
            if not self.has_conversation(conversation_id):
                raise _no_conversation(conversation_id) from error
            raise DatabaseProblem(f"the answer {answer_id} is stored already") from error

    def last_state(self, conversation_id: str) -> dict[str, Any] | None:
        """The state after the newest turn; ``None`` for a conversation without turns or an unknown one."""
        mine = _turns.c.conversation_id == storable(conversation_id)
        found = self._text(sa.select(_turns.c.state).where(mine).order_by(_turns.c.position.desc()).limit(1))
        return None if found is None else _loaded(found)

    def turns(self, conversation_id: str) -> list[StoredTurn]:
        """All turns of a conversation, oldest first."""
        query = (
            sa.select(_turns.c.answer_id, _turns.c.question, _answers.c.answer, _turns.c.asked_at)
            .join(_answers, _answers.c.answer_id == _turns.c.answer_id)
            .where(_turns.c.conversation_id == storable(conversation_id))
            .order_by(_turns.c.position)
        )
        rows = self._rows(query)
        if not rows and not self.has_conversation(conversation_id):
            raise _no_conversation(conversation_id)
        return [
            StoredTurn(
                answer_id=row.answer_id,
                question=row.question,
                answer=_loaded(row.answer),
                asked_at=datetime.fromisoformat(row.asked_at),
            )
            for row in rows
        ]

    def conversations(self, limit: int = 50, offset: int = 0) -> list[ConversationSummary]:
        """Conversations, the one used last first."""
        mine = _turns.c.conversation_id == _conversations.c.conversation_id
        first = sa.select(_turns.c.question).where(mine).order_by(_turns.c.position).limit(1).scalar_subquery()
        count = sa.select(sa.func.count()).where(mine).scalar_subquery()
        query = (
            sa.select(_conversations, first.label("title"), count.label("turns"))
            .order_by(_conversations.c.updated_at.desc(), _conversations.c.conversation_id)
            .limit(limit)
            .offset(offset)
        )
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
            mine = _conversations.c.conversation_id == storable(conversation_id)
            if connection.execute(_conversations.delete().where(mine)).rowcount == 0:
                raise _no_conversation(conversation_id)

    def answer(self, answer_id: str) -> dict[str, Any]:
        """A stored answer as the JSON it was sent as."""
        found = self._text(sa.select(_answers.c.answer).where(_answers.c.answer_id == storable(answer_id)))
        if found is None:
            raise _no_answer(answer_id)
        return _loaded(found)

    def add_feedback(self, answer_id: str, verdict: Verdict, comment: str) -> str:
        """Keep what a user said about an answer; returns the id of the feedback."""
        feedback_id = secrets.token_hex(16)
        row = {"feedback_id": feedback_id, "answer_id": storable(answer_id), "verdict": verdict}
        try:
            with self._write() as connection:
                connection.execute(_feedback.insert(), {**row, "comment": storable(comment), "given_at": _now()})
        except IntegrityError as error:
            raise _no_answer(answer_id) from error
        return feedback_id

    def _rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._reading, _told(self._engine.url), self._engine.connect() as connection:
            return connection.execute(query).all()

    def _text(self, query: sa.Select[tuple[str]]) -> str | None:
        rows = self._rows(query)
        return rows[0][0] if rows else None

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        # The option is read by the "begin" listener: a writer takes the write lock at once, so that two transactions
        # can never both read first and then deadlock on the upgrade.
        with self._lock, _told(self._engine.url), self._writer.begin() as connection:
            yield connection

    def _create(self) -> None:
        with _told(self._engine.url):
            if self._file is not None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._write() as connection:
            _metadata.create_all(connection)
            version = connection.execute(sa.select(_schema.c.version)).scalar()
            if version is None:
                connection.execute(_schema.insert(), {"version": SCHEMA_VERSION})
            elif version != SCHEMA_VERSION:
                text = f"has schema version {version}, not {SCHEMA_VERSION}; move it away or set ASSISTANT_DATABASE_URL"
                raise DatabaseProblem(f"the database {_shown(self._engine.url)} {text}")


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    shared = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    engine = sa.create_engine(url, **({"pool_size": 16, "max_overflow": -1} if _file_of(url) else shared))
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by the "begin" listener; the driver's own bookkeeping would begin them too late.
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    for pause in _WAL_PAUSES_S:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:
            time.sleep(pause)


def _begin(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("assistant_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _told(url: sa.URL) -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise DatabaseProblem(f"the database {_shown(url)} cannot be used: {cause}") from error


def _file_of(url: sa.URL) -> Path | None:
    stored = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database)) if stored else None


def _shown(url: sa.URL) -> str:
    return url.render_as_string(hide_password=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _no_conversation(conversation_id: str) -> UnknownConversation:
    return UnknownConversation(f"no conversation has the id {storable(conversation_id)!r}")


def _no_answer(answer_id: str) -> UnknownAnswer:
    return UnknownAnswer(f"no answer has the id {storable(answer_id)!r}")
