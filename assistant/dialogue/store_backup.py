"""One file with all conversations, checked when it is read: a zip of a manifest and the rows.

SQLite gives its own copy (the online backup, taken while others write); any other database gives its rows as JSON
lines. Either is restored into either. Knows tables and files; refuses to know what a row means.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from assistant.dialogue.store_engine import file_of, make_engine, shown, told
from assistant.dialogue.store_schema import bring_up
from assistant.dialogue.store_tables import CONVERSATIONS, KEPT, SCHEMA_VERSION, TURNS
from assistant.errors import BackupProblem, DatabaseProblem

FORMAT = 1
_MANIFEST, _COPY, _ROWS = "manifest.json", "conversations.db", "conversations.jsonl"
_BATCH = 500


def write_backup(engine: sa.Engine, file: Path, *, replace: bool) -> dict[str, int]:
    """Write a backup beside its place and put it there whole; gives the rows of each table in it."""
    if file.exists() and not replace:
        raise BackupProblem(f"{file} exists already; --force replaces it")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.resolve().parent) as name:
            folder = Path(name)
            payload, counts = _copied(engine, folder) if file_of(engine.url) else _dumped(engine, folder)
            manifest = {
                "format": FORMAT, "schema_version": SCHEMA_VERSION, "made_at": datetime.now(UTC).isoformat(),
                "payload": payload.name, "sha256": _sha256(payload), "rows": counts,
            }  # fmt: skip
            packed = folder / "packed.zip"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1) + "\n")
                archive.write(payload, payload.name)
            packed.chmod(0o600)  # it holds what people asked
            if not replace:
                file.touch(exist_ok=False)  # somebody else may have made it meanwhile
            packed.replace(file)
    except OSError as error:
        raise BackupProblem(f"no backup can be written to {file}: {error}") from error
    return counts


def read_backup(engine: sa.Engine, file: Path, *, replace: bool) -> dict[str, int]:
    """Take the rows of a backup into an empty database, or in place of its rows; all or nothing."""
    with tempfile.TemporaryDirectory(prefix="restore-") as name, _unpacked(file, Path(name)) as (manifest, payload):
        if payload.name == _COPY:
            source = make_engine(f"sqlite:///{payload}")
            try:
                with source.begin() as connection:
                    bring_up(connection)  # a backup of an older version
                with source.connect() as rows:
                    return _taken(engine, manifest, _rows_of(rows), replace)
            except DatabaseProblem as error:
                raise BackupProblem(f"{file}: {error}") from error
            finally:
                source.dispose()
        with payload.open(encoding="utf-8") as lines:
            return _taken(engine, manifest, _rows_in(lines), replace)


def _copied(engine: sa.Engine, folder: Path) -> tuple[Path, dict[str, int]]:
    payload = folder / _COPY
    file = str(file_of(engine.url))
    with told(engine.url), closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(payload)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        return payload, {t.name: target.execute(f"SELECT count(*) FROM {t.name}").fetchone()[0] for t in KEPT}


def _dumped(engine: sa.Engine, folder: Path) -> tuple[Path, dict[str, int]]:
    payload, counts = folder / _ROWS, {table.name: 0 for table in KEPT}
    steady = engine.execution_options(isolation_level="REPEATABLE READ") if engine.dialect.name != "sqlite" else engine
    with told(engine.url), steady.connect() as connection, payload.open("w", encoding="utf-8") as lines:
        for name, row in _rows_of(connection):
            lines.write(json.dumps([name, row]) + "\n")
            counts[name] += 1
    return payload, counts


_Rows = Iterator[tuple[str, dict[str, Any]]]


def _rows_of(connection: sa.Connection) -> _Rows:
    """Every row as a plain value, in an order in which it can be put in again; places in the table are not kept."""
    for table in KEPT:
        order = TURNS.c.position if table is TURNS else next(iter(table.primary_key.columns))
        for row in connection.execute(sa.select(table).order_by(order)).mappings():
            yield table.name, {key: value for key, value in row.items() if key != TURNS.c.position.name}


def _rows_in(lines: Iterator[str]) -> _Rows:
    for line in lines:
        name, row = json.loads(line)
        yield name, row


def _taken(engine: sa.Engine, manifest: dict[str, Any], rows: _Rows, replace: bool) -> dict[str, int]:
    tables = {table.name: table for table in KEPT}
    counts = dict.fromkeys(tables, 0)
    writer = engine.execution_options(assistant_write=True)
    with _broken_told(), told(engine.url), writer.begin() as connection:
        if connection.execute(sa.select(sa.func.count()).select_from(CONVERSATIONS)).scalar_one():
            if not replace:
                raise BackupProblem(f"the database {shown(engine.url)} is not empty; --force replaces what it holds")
            connection.execute(CONVERSATIONS.delete())
        held: list[tuple[str, dict[str, Any]]] = []
        while held := list(islice(rows, _BATCH)):
            for name in dict.fromkeys(name for name, _ in held):
                part = [row for other, row in held if other == name]
                connection.execute(tables[name].insert(), part)
                counts[name] += len(part)
        if counts != manifest["rows"]:
            raise BackupProblem(f"the backup holds {counts}, its manifest says {manifest['rows']}; nothing was changed")
    return counts


@contextmanager
def _broken_told() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, LookupError, TypeError, ValueError) as error:
        raise BackupProblem(f"the rows of the backup do not fit each other, nothing was changed: {error}") from error


@contextmanager
def _unpacked(file: Path, folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The manifest and the unpacked rows of a backup that is whole."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest["format"] != FORMAT or manifest["schema_version"] > SCHEMA_VERSION:
                raise BackupProblem(f"{file} was made by a newer version of this program")
            if manifest["payload"] not in (_COPY, _ROWS):
                raise BackupProblem(f"{file} is no backup of this program")
            payload = Path(archive.extract(manifest["payload"], folder))
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise BackupProblem(f"{file} cannot be read as a backup: {error}") from error
    if _sha256(payload) != manifest["sha256"]:
        raise BackupProblem(f"{file} is damaged: its rows are not those that were written")
    yield manifest, payload


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
