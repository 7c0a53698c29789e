"""How the database is reached: engines, transactions, and failures told in one way.

Knows the peculiarities of SQLite and PostgreSQL; refuses to know any table.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from assistant.errors import DatabaseProblem

_PRAGMAS = ("busy_timeout=5000", "synchronous=NORMAL", "foreign_keys=ON")
_WAL_PAUSES_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""The switch to WAL ignores the busy timeout, so processes that open a new database at once retry by themselves."""
_PLAIN_POSTGRESQL = ("postgresql", "postgres")


def make_engine(address: str) -> sa.Engine:
    """An engine for a SQLAlchemy URL; PostgreSQL without a driver in the URL is reached through psycopg."""
    scheme, colon, rest = address.partition("://")
    url = sa.make_url(f"postgresql+psycopg{colon}{rest}" if scheme in _PLAIN_POSTGRESQL else address)
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True)
    shared = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    engine = sa.create_engine(url, **({"pool_size": 16, "max_overflow": -1} if file_of(url) else shared))
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
def told(url: sa.URL) -> Iterator[None]:
    """Failures of the database or its file as ``DatabaseProblem``; broken constraints are the caller's."""
    try:
        yield
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise DatabaseProblem(f"the database {shown(url)} cannot be used: {cause}") from error


def file_of(url: sa.URL) -> Path | None:
    """The file of a SQLite database; ``None`` for one in memory and for other databases."""
    stored = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(str(url.database)) if stored else None


def shown(url: sa.URL) -> str:
    """The address without its password."""
    return url.render_as_string(hide_password=True)
