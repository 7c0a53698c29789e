from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.dialogue.store import Store
from assistant.dialogue.store_tables import SCHEMA_VERSION
from assistant.errors import DatabaseProblem, UnknownAnswer, UnknownConversation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "assistant.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{path}")
    yield opened
    opened.close()


def ask(store: Store, conversation: str, number: int) -> str:
    answer_id = f"{conversation}-{number}"
    store.save_turn(conversation, answer_id, f"第{number}问", {"answer": f"第{number}答"}, {"number": number})
    return answer_id


def test_an_empty_folder_is_filled_and_kept(path: Path) -> None:
    first = Store.open(f"sqlite:///{path}")
    conversation = first.start_conversation()
    ask(first, conversation, 1)
    first.close()
    second = Store.open(f"sqlite:///{path}")
    assert [turn.question for turn in second.turns(conversation)] == ["第1问"]
    second.close()


def test_turns_come_back_in_the_order_of_asking_with_the_last_state(store: Store) -> None:
    conversation = store.start_conversation()
    assert store.has_conversation(conversation)
    assert store.last_state(conversation) is None
    for number in (3, 1, 2):
        ask(store, conversation, number)
    turns = store.turns(conversation)
    assert [turn.answer for turn in turns] == [{"answer": "第3答"}, {"answer": "第1答"}, {"answer": "第2答"}]
    assert [turn.asked_at for turn in turns] == sorted(turn.asked_at for turn in turns)
    assert turns[0].asked_at.tzinfo is not None
    assert store.last_state(conversation) == {"number": 2}


def test_a_question_is_kept_before_its_answer(store: Store) -> None:
    conversation = store.begin_turn(None, "a1", "第1问")
    assert [(turn.question, turn.answer) for turn in store.turns(conversation)] == [("第1问", None)]
    assert [(one.title, one.turns) for one in store.conversations()] == [("第1问", 1)]
    assert store.last_state(conversation) is None
    with pytest.raises(UnknownAnswer):
        store.answer("a1")
    store.complete_turn("a1", {"answer": "第1答"}, {"number": 1})
    assert store.begin_turn(conversation, "a2", "第2问") == conversation
    assert store.last_state(conversation) == {"number": 1}
    assert [turn.answer for turn in store.turns(conversation)] == [{"answer": "第1答"}, None]
    assert store.answer("a1") == {"answer": "第1答"}


def test_an_answer_is_added_once_and_only_to_its_question(store: Store) -> None:
    conversation = store.begin_turn(None, "a1", "问")
    store.complete_turn("a1", {"answer": "答"}, {"number": 1})
    for answer_id in ("a1", "none"):
        with pytest.raises(UnknownConversation, match=answer_id):
            store.complete_turn(answer_id, {"answer": "又答"}, {"number": 2})
    assert store.answer("a1") == {"answer": "答"}
    with pytest.raises(DatabaseProblem, match="a1"):
        store.begin_turn(conversation, "a1", "又问")
    with pytest.raises(UnknownConversation, match="nowhere"):
        store.begin_turn("nowhere", "a2", "问")
    assert len(store.conversations()) == 1


def test_a_conversation_deleted_while_it_is_answered_stays_deleted(store: Store) -> None:
    conversation = store.begin_turn(None, "a1", "问")
    store.delete_conversation(conversation)
    with pytest.raises(UnknownConversation):
        store.complete_turn("a1", {"answer": "答"}, {})
    assert not store.has_conversation(conversation)


def test_conversations_do_not_see_each_other(store: Store) -> None:
    one, other = store.start_conversation(), store.start_conversation()
    ask(store, one, 1)
    ask(store, other, 2)
    assert store.last_state(one) == {"number": 1}
    assert [turn.question for turn in store.turns(other)] == ["第2问"]


def test_conversations_are_listed_the_last_used_first(store: Store) -> None:
    ids = [store.start_conversation() for _ in range(3)]
    for number, conversation in enumerate((ids[2], ids[0], ids[0])):
        ask(store, conversation, number)
    listed = store.conversations()
    assert [one.conversation_id for one in listed[:2]] == [ids[0], ids[2]]
    assert (listed[0].title, listed[0].turns) == ("第1问", 2)
    assert (listed[2].title, listed[2].turns) == ("", 0)
    assert [one.conversation_id for one in store.conversations(limit=1, offset=1)] == [ids[2]]


def test_a_deleted_conversation_leaves_nothing(store: Store, path: Path) -> None:
    conversation, kept = store.start_conversation(), store.start_conversation()
    answer_id = ask(store, conversation, 1)
    store.add_feedback(answer_id, "wrong", "少了一家单位")
    store.add_feedback(ask(store, kept, 2), "right", "")
    store.delete_conversation(conversation)
    assert not store.has_conversation(conversation)
    with pytest.raises(UnknownConversation, match=conversation):
        store.turns(conversation)
    with pytest.raises(UnknownAnswer):
        store.answer(answer_id)
    with pytest.raises(UnknownConversation):
        store.delete_conversation(conversation)
    rows = sqlite3.connect(path)
    counts = [rows.execute(f"select count(*) from {t}").fetchone()[0] for t in ("turns", "answers", "feedback")]
    rows.close()
    assert counts == [1, 1, 1]


def test_feedback_is_kept_with_its_answer(store: Store, path: Path) -> None:
    answer_id = ask(store, store.start_conversation(), 1)
    feedback_id = store.add_feedback(answer_id, "incomplete", "缺协办单位")
    rows = sqlite3.connect(path)
    found = rows.execute("select feedback_id, answer_id, verdict, comment from feedback").fetchall()
    rows.close()
    assert found == [(feedback_id, answer_id, "incomplete", "缺协办单位")]
    with pytest.raises(UnknownAnswer, match="no-such"):
        store.add_feedback("no-such", "right", "")


def test_what_is_unknown_is_told(store: Store) -> None:
    assert not store.has_conversation("x")
    assert store.last_state("x") is None
    with pytest.raises(UnknownConversation):
        store.turns("x")
    with pytest.raises(UnknownConversation):
        store.save_turn("x", "a", "问", {}, {})
    with pytest.raises(UnknownAnswer):
        store.answer("x")


def test_an_answer_is_saved_whole_or_not_at_all(store: Store) -> None:
    conversation = store.start_conversation()
    answer_id = ask(store, conversation, 1)
    with pytest.raises(DatabaseProblem, match=answer_id):
        store.save_turn(conversation, answer_id, "again", {}, {"number": 99})
    assert store.last_state(conversation) == {"number": 1}
    assert len(store.turns(conversation)) == 1


def test_any_text_can_be_asked(store: Store) -> None:
    conversation = store.start_conversation()
    store.save_turn(conversation, "a", "x\0y\ud800z😀", {"answer": "\ud800\0"}, {})
    assert store.turns(conversation)[0].question == "x\ufffdy?z😀"
    assert store.answer("a") == {"answer": "\ud800\0"}
    assert not store.has_conversation("\0\ud800")


def test_threads_write_at_the_same_time_and_lose_nothing(store: Store) -> None:
    def write(_: int) -> None:
        for _ in range(20):
            ask(store, store.start_conversation(), 1)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    assert [one.turns for one in store.conversations(limit=1000)] == [1] * 160


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_one_for_all_threads(url: str) -> None:
    store = Store.open(url)
    conversation = store.start_conversation()
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(store.has_conversation, conversation).result()
    store.close()


def test_processes_may_open_a_new_database_at_once(path: Path) -> None:
    code = (
        "import sys; from assistant.dialogue.store import Store; sys.stdin.readline();"
        f"store = Store.open('sqlite:///{path}'); store.start_conversation(); store.close()"
    )
    command = [sys.executable, "-c", code]
    started = [subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) for _ in range(3)]
    for process in started:
        process.communicate(b"go\n")
    assert [process.returncode for process in started] == [0, 0, 0]
    store = Store.open(f"sqlite:///{path}")
    assert len(store.conversations()) == 3
    store.close()


def test_a_crash_loses_no_saved_turn(path: Path) -> None:
    code = (
        "import os; from assistant.dialogue.store import Store;"
        f"store = Store.open('sqlite:///{path}'); c = store.start_conversation();"
        "store.save_turn(c, 'a', '问', {'answer': '答'}, {}); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 9
    store = Store.open(f"sqlite:///{path}")
    assert store.answer("a") == {"answer": "答"}
    store.close()


def test_readers_do_not_wait_for_a_writer(store: Store, path: Path) -> None:
    conversation = store.start_conversation()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    assert store.has_conversation(conversation)
    other.execute("rollback")
    other.close()


@pytest.mark.parametrize("url", ["", "nonsense", "nosuch://x/y", "sqlite:////proc/none/x.db"])
def test_an_address_that_cannot_be_used_is_told(url: str) -> None:
    with pytest.raises(DatabaseProblem, match="database"):
        Store.open(url)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "assistant.db"
    path.write_text("深圳" * 1000, encoding="utf-8")
    with pytest.raises(DatabaseProblem, match=r"assistant\.db.*not a database"):
        Store.open(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8") == "深圳" * 1000


def test_another_schema_version_is_refused_with_both_numbers(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    rows = sqlite3.connect(path)
    rows.execute("update schema_info set version = 7")
    rows.commit()
    rows.close()
    with pytest.raises(DatabaseProblem, match=f"version 7, not {SCHEMA_VERSION}; .*ASSISTANT_DATABASE_URL"):
        Store.open(f"sqlite:///{path}")


def test_check_notices_a_removed_file_and_a_lost_table(store: Store, path: Path) -> None:
    store.check()
    rows = sqlite3.connect(path)
    rows.execute("drop table schema_info")
    rows.close()
    with pytest.raises(DatabaseProblem, match="schema_info"):
        store.check()
    path.unlink()
    with pytest.raises(DatabaseProblem, match="removed"):
        store.check()


def test_a_password_in_the_address_is_not_told() -> None:
    with pytest.raises(DatabaseProblem) as caught:
        Store.open("sqlite://user:geheim@/proc/none/x.db")
    assert "geheim" not in str(caught.value)
