"""``python -m eval.store_bench``: how fast the store of conversations stays when there are thousands of them.

Knows what is done and measured: questions kept, answers added, the state of a long conversation, its turns, the list.
The store of 10,000 conversations is made in a temporary folder, some with 200 turns, answers as long as real ones.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from assistant.dialogue.store import Store

CONVERSATIONS, LONG, TURNS = 10_000, 20, 200
LIMITS = {
    "store_save_ms": 5.0,
    "store_state_ms": 2.0,
    "store_turns_ms": 50.0,
    "store_list_ms": 20.0,
    "store_list_far_ms": 50.0,
}
"""Most milliseconds, as median: a turn kept and completed, the last state and all turns of a long conversation, the
first 50 conversations of the list and 50 far down."""
_STATE = {"text": "深圳第58项由哪个局牵头？", "documents": ["shenzhen"], "cited": [["shenzhen/task/58", 1, 99]] * 6}
_ANSWER = {"answer": "深圳重点任务第58项的牵头单位是市住房建设局。[1]", "citations": [{"quote": "推" * 300}] * 4}


def measure(conversations: int = CONVERSATIONS, turns: int = TURNS, url: str | None = None) -> dict[str, float]:
    """All numbers, in milliseconds; in a SQLite file of its own unless another database is named."""
    with tempfile.TemporaryDirectory(prefix="store-") as name:
        store = Store.open(url or f"sqlite:///{Path(name) / 'assistant.db'}")
        try:
            return _measured(store, conversations, turns)
        finally:
            store.close()


def _measured(store: Store, conversations: int, turns: int) -> dict[str, float]:
    long = [_fill(store, f"long-{n}", turns) for n in range(min(LONG, conversations))]
    for number in range(conversations - len(long)):
        _fill(store, f"short-{number}", 1 + number % 3)
    rounds = range(50)
    saves = [_timed(partial(_save, store, long[number % len(long)], f"new-{number}")) for number in rounds]
    far = max(0, conversations - 100)
    actions: dict[str, Callable[[], object]] = {
        "store_state_ms": lambda: store.last_state(long[0]),
        "store_turns_ms": lambda: store.turns(long[0]),
        "store_list_ms": lambda: store.conversations(50),
        "store_list_far_ms": lambda: store.conversations(50, far),
    }
    found = {"store_save_ms": median(saves)}
    found |= {name: median(_timed(action) for _ in rounds) for name, action in actions.items()}
    return {name: round(value, 2) for name, value in found.items()}


def _fill(store: Store, name: str, turns: int) -> str:
    conversation = store.start_conversation()
    for turn in range(turns):
        _save(store, conversation, f"{name}-{turn}")
    return conversation


def _save(store: Store, conversation: str, answer_id: str) -> None:
    """What the service does for every question."""
    store.begin_turn(conversation, answer_id, "深圳第58项由哪个局牵头？")
    store.complete_turn(answer_id, _ANSWER, _STATE)


def _timed(action: Callable[[], Any]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Measure and print; 1 where a number is above its limit."""
    found = measure()
    for name, value in found.items():
        sys.stdout.write(f"{name:22}{value:>10}{LIMITS[name]:>8}\n")
    return 1 if any(found[name] > limit for name, limit in LIMITS.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
