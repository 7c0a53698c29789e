"""Older databases are brought to the present schema without loss, and only then is Alembic loaded."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant.dialogue.store import Store
from assistant.dialogue.store_schema import MIGRATIONS
from assistant.dialogue.store_tables import METADATA, REVISION, SCHEMA_VERSION
from assistant.errors import DatabaseProblem
from tests.support.old_database import statements

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file as the first version left it."""
    path = tmp_path / "assistant.db"
    rows = sqlite3.connect(path)
    for statement in statements():
        rows.execute(statement)
    rows.commit()
    rows.close()
    return path


def _dump(path: Path) -> list[str]:
    rows = sqlite3.connect(path)
    lines = list(rows.iterdump())
    rows.close()
    return lines


def test_an_old_database_keeps_everything(old: Path) -> None:
    store = Store.open(f"sqlite:///{old}")
    assert [(turn.question, turn.answer) for turn in store.turns("c1")] == [
        ("第58项由谁牵头？", {"answer": "市住房建设局"}),
        ("那59项呢？", {"answer": "第59项"}),
    ]
    assert store.last_state("c1") == {"number": 59}
    assert [one.conversation_id for one in store.conversations()] == ["c2", "c1"]
    assert store.begin_turn("c1", "a3", "还有呢？") == "c1"
    store.complete_turn("a3", {"answer": "没有了"}, {"number": 60})
    assert store.last_state("c1") == {"number": 60}
    store.delete_conversation("c1")
    store.close()
    rows = sqlite3.connect(old)
    assert [rows.execute(f"select count(*) from {t}").fetchone() for t in ("turns", "answers", "feedback")] == [
        (0,)
    ] * 3
    rows.close()


@pytest.mark.parametrize("made", ["new", "old"])
def test_both_ways_lead_to_the_same_schema(made: str, old: Path, tmp_path: Path) -> None:
    path = old if made == "old" else tmp_path / "new.db"
    Store.open(f"sqlite:///{path}").close()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION
        assert connection.execute(sa.text("select version from schema_info")).scalars().all() == [SCHEMA_VERSION]
    engine.dispose()


def test_the_last_migration_is_the_one_the_tables_name() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [REVISION]


def test_a_migration_that_fails_changes_nothing(old: Path) -> None:
    rows = sqlite3.connect(old)
    rows.execute("alter table turns add column answered_at text")
    rows.commit()
    rows.close()
    before = _dump(old)
    with pytest.raises(DatabaseProblem, match="answered_at"):
        Store.open(f"sqlite:///{old}")
    assert _dump(old) == before


def test_an_old_database_is_migrated_once_by_several_processes(old: Path) -> None:
    code = (
        "import sys; from assistant.dialogue.store import Store; sys.stdin.readline();"
        f"store = Store.open('sqlite:///{old}'); store.start_conversation(); store.close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE) for _ in range(3)]
    for process in started:
        process.communicate(b"go\n")
    assert [process.returncode for process in started] == [0, 0, 0]
    store = Store.open(f"sqlite:///{old}")
    assert len(store.conversations()) == 5
    store.close()


@pytest.mark.parametrize("made", ["new", "present"])
def test_alembic_is_not_loaded_for_nothing(made: str, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    if made == "present":
        Store.open(f"sqlite:///{path}").close()
    code = (
        "import sys; from assistant.dialogue.store import Store;"
        f"Store.open('sqlite:///{path}').close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_schema_without_a_version_is_refused(old: Path) -> None:
    rows = sqlite3.connect(old)
    rows.execute("delete from schema_info")
    rows.commit()
    rows.close()
    with pytest.raises(DatabaseProblem, match="version None"):
        Store.open(f"sqlite:///{old}")
