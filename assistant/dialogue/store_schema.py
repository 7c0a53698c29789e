"""Bringing a database to the schema of this version: nothing to do, create it, or migrate it.

Knows versions; Alembic is imported only where an older database is met, for its import costs more than an answer.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, ProgrammingError

from assistant.dialogue.store_engine import shown
from assistant.dialogue.store_tables import ALEMBIC, METADATA, REVISION, SCHEMA_INFO, SCHEMA_VERSION
from assistant.errors import DatabaseProblem

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_FIRST_VERSION, _FIRST_REVISION = 1, "v0001"
_ONE_AT_A_TIME = 7_031_975_120
"""Key of PostgreSQL's advisory lock; SQLite's write transactions are exclusive by themselves."""


def is_current(connection: sa.Connection) -> bool:
    """Whether the schema is this version's, by one query."""
    try:
        return connection.execute(sa.select(SCHEMA_INFO.c.version)).scalars().all() == [SCHEMA_VERSION]
    except (OperationalError, ProgrammingError):
        return False  # no such table; if something else is wrong, ``bring_up`` meets and tells it


def bring_up(connection: sa.Connection) -> None:
    """Create or migrate the tables within the transaction of a connection; ``DatabaseProblem`` for a newer schema."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    if not sa.inspect(connection).has_table(SCHEMA_INFO.name):
        METADATA.create_all(connection)
        connection.execute(SCHEMA_INFO.insert(), {"version": SCHEMA_VERSION})
        connection.execute(ALEMBIC.insert(), {"version_num": REVISION})
        return
    version = connection.execute(sa.select(SCHEMA_INFO.c.version)).scalar_one_or_none()
    if version is None or not _FIRST_VERSION <= version <= SCHEMA_VERSION:
        text = f"has schema version {version}, not {SCHEMA_VERSION}; move it away or set ASSISTANT_DATABASE_URL"
        raise DatabaseProblem(f"the database {shown(connection.engine.url)} {text}")
    if version < SCHEMA_VERSION:
        migrate(connection)


def migrate(connection: sa.Connection) -> None:
    """Apply the migrations that are missing, all or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if not sa.inspect(connection).has_table(ALEMBIC.name):
        command.stamp(config, _FIRST_REVISION)  # made before migrations were kept
    command.upgrade(config, "head")
