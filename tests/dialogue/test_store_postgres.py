"""The same store in PostgreSQL, started for these tests alone; skipped where its programs or driver are missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.dialogue.store import Store
from assistant.dialogue.store_backup import read_backup, write_backup
from assistant.dialogue.store_engine import make_engine
from assistant.errors import DatabaseProblem, UnknownConversation
from tests.support import postgres
from tests.support.old_database import statements

pytest.importorskip(
    "psycopg", reason="the driver is not installed: pip install 'cleaner-production-assistant[postgres]'"
)
if postgres.programs() is None:
    pytest.skip("PostgreSQL is not installed: apt-get install postgresql", allow_module_level=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.serving() as url:
        yield url


@pytest.fixture
def url(server: str) -> Iterator[str]:
    """An empty database on the server, gone afterwards."""
    engine = make_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE one"))
        yield server.replace("/postgres?", "/one?")
        connection.execute(sa.text("DROP DATABASE one WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


def test_turns_are_kept_before_and_after_their_answers(store: Store, url: str) -> None:
    conversation = store.begin_turn(None, "a1", "第58项\0由谁牵头？")
    assert [(turn.question, turn.answer) for turn in store.turns(conversation)] == [("第58项\ufffd由谁牵头？", None)]
    assert store.last_state(conversation) is None
    store.complete_turn("a1", {"answer": "市住房建设局\0"}, {"number": 58})
    store.begin_turn(conversation, "a2", "那59项呢？")
    other = Store.open(url)
    assert other.last_state(conversation) == {"number": 58}
    assert [turn.answer for turn in other.turns(conversation)] == [{"answer": "市住房建设局\0"}, None]
    assert [(one.title, one.turns) for one in other.conversations()] == [("第58项\ufffd由谁牵头？", 2)]
    other.close()


def test_nothing_is_mixed_up_or_left_behind(store: Store) -> None:
    with pytest.raises(UnknownConversation):
        store.begin_turn("none", "a1", "问")
    one, two = store.begin_turn(None, "a1", "问"), store.begin_turn(None, "a2", "另问")
    with pytest.raises(DatabaseProblem, match="a2"):
        store.begin_turn(one, "a2", "重复")
    store.complete_turn("a1", {}, {})
    store.add_feedback("a1", "right", "")
    store.delete_conversation(one)
    with pytest.raises(UnknownConversation):
        store.complete_turn("a1", {}, {})
    assert [turn.question for turn in store.turns(two)] == ["另问"]
    with store.engine.connect() as connection:
        assert connection.execute(sa.text("select count(*) from feedback")).scalar_one() == 0


def test_threads_lose_nothing(store: Store) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            fresh = store.start_conversation()
            store.save_turn(fresh, f"{number}-{turn}", "问", {"answer": "答"}, {})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    assert [one.turns for one in store.conversations(limit=1000)] == [1] * 80


@pytest.mark.parametrize("found", ["nothing", "the first version"])
def test_processes_may_open_it_at_once(url: str, found: str) -> None:
    if found == "the first version":
        _first_version(url)
    code = (
        "import sys; from assistant.dialogue.store import Store; sys.stdin.readline();"
        f"store = Store.open({url!r}); store.start_conversation(); store.close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE) for _ in range(3)]
    for process in started:
        process.communicate(b"go\n")
    assert [process.returncode for process in started] == [0, 0, 0]
    store = Store.open(url)
    assert len(store.conversations()) == (5 if found == "the first version" else 3)
    store.close()


def _first_version(url: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        for statement in statements("SERIAL NOT NULL"):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    engine.dispose()


def test_the_first_version_is_migrated_without_loss(url: str) -> None:
    _first_version(url)
    store = Store.open(url)
    assert [(turn.question, turn.answer) for turn in store.turns("c1")] == [
        ("第58项由谁牵头？", {"answer": "市住房建设局"}),
        ("那59项呢？", {"answer": "第59项"}),
    ]
    assert store.last_state("c1") == {"number": 59}
    store.begin_turn("c1", "a3", "还有呢？")
    store.complete_turn("a3", {"answer": "没有了"}, {"number": 60})
    assert store.last_state("c1") == {"number": 60}
    store.close()


def test_backups_go_from_here_to_a_file_and_back(store: Store, tmp_path: Path) -> None:
    conversation = store.begin_turn(None, "a1", "问")
    store.complete_turn("a1", {"answer": "答"}, {"n": 1})
    store.begin_turn(conversation, "a2", "还问")
    counts = write_backup(store.engine, tmp_path / "from-here.zip", replace=False)
    file = Store.open(f"sqlite:///{tmp_path / 'file.db'}")
    assert read_backup(file.engine, tmp_path / "from-here.zip", replace=False) == counts
    assert file.turns(conversation) == store.turns(conversation)
    write_backup(file.engine, tmp_path / "from-file.zip", replace=False)
    read_backup(store.engine, tmp_path / "from-file.zip", replace=True)
    assert file.turns(conversation) == store.turns(conversation)
    store.begin_turn(conversation, "a3", "新的")
    assert [turn.answer_id for turn in store.turns(conversation)] == ["a1", "a2", "a3"]
    file.close()


def test_a_server_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="cannot be used"):
        Store.open(f"postgresql://tester:geheim@/one?host={tmp_path}")
