"""Conditions put together at random: bodies, roles, absence, stretches of numbers.

The rows are what the records give, worked out here without any code that answers.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice

import pytest

from assistant.core.answer import Filters
from assistant.core.records import Record, Role
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from assistant.pipeline import answer_question

SEED = 20261120
MANY = 60
Fits = Callable[[Record], bool]


def names(row: Record, role: Role) -> frozenset[str]:
    """The bodies of a row by their canonical names; two printed names are one body."""
    one = {"市住房城乡建设局": "市住房建设局", "各区人民政府": "各区政府"}
    return frozenset(one.get(name, name) for name in row.agencies(role))


def anyone(row: Record) -> frozenset[str]:
    return names(row, "lead") | names(row, "support") | names(row, "joint")


def led_by(body: str) -> Fits:
    return lambda row: body in names(row, "lead")


def supported_by(body: str) -> Fits:
    return lambda row: body in names(row, "support")


def joined_by(body: str) -> Fits:
    return lambda row: body in anyone(row)


def without(body: str) -> Fits:
    return lambda row: body not in anyone(row)


def between(low: int, high: int) -> Fits:
    return lambda row: low <= (row.number or 0) <= high


def queries(rows: list[Record], dice: random.Random) -> list[tuple[str, tuple[Fits, Fits]]]:
    """Conditions in words, with what they mean."""
    bodies = sorted({name for row in rows for name in anyone(row)})
    made = []
    for _ in range(MANY):
        a, b = dice.sample(bodies, 2)
        low = dice.randint(1, 120)
        high = low + dice.randint(5, 20)
        made += [
            (f"由{a}牵头、{b}协办的深圳重点任务有哪些？", (led_by(a), supported_by(b))),
            (f"深圳重点任务里{a}牵头但没有{b}参与的有几项", (led_by(a), without(b))),
            (f"深圳重点任务中{a}和{b}都参与的是哪些", (joined_by(a), joined_by(b))),
            (f"深圳重点任务第{low}至{high}项中{a}牵头的有哪些？", (led_by(a), between(low, high))),
        ]
    return made


@pytest.fixture(scope="module")
def rows(snapshot: Snapshot) -> list[Record]:
    return [r for r in snapshot.corpus.of("shenzhen", "task")]


def test_conditions_are_put_together(snapshot: Snapshot, rows: list[Record]) -> None:
    dice = random.Random(SEED)
    wrong = []
    for words, fits in queries(rows, dice):
        expected = {r.record_id for r in rows if r.responsibility and all(fit(r) for fit in fits)}
        draft = answer_question(snapshot, words, State(), Filters()).draft
        covered = draft.coverage.matched if draft.coverage else -1
        listed = {p.record.record_id for p in draft.evidence} if expected else set()
        if draft.status != "answered" or covered != len(expected) or listed != expected:
            wrong.append(f"{words} -> {draft.status}, {covered} instead of {len(expected)}")
    assert not wrong, f"{len(wrong)} wrong, such as:\n" + "\n".join(islice(wrong, 8))


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("深圳重点任务里牵头单位在2个以上的有哪些", lambda r: len(names(r, "lead")) >= 2),
        ("由三个以上部门牵头的深圳重点任务有哪些", lambda r: len(names(r, "lead")) >= 3),
        ("Which Shenzhen key tasks have exactly one supporting agency?", lambda r: len(r.agencies("support")) == 1),
    ],
)
def test_numbers_of_bodies(words: str, size: Fits, snapshot: Snapshot, rows: list[Record]) -> None:
    draft = answer_question(snapshot, words, State(), Filters()).draft
    expected = {r.record_id for r in rows if r.responsibility and size(r)}
    assert draft.coverage is not None
    assert draft.coverage.matched == len(expected) > 0
    assert {p.record.record_id for p in draft.evidence} == expected
