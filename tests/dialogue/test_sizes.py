"""Numbers set as a condition, and numbers that are none."""

from __future__ import annotations

import pytest

from assistant.core.records import Role
from assistant.dialogue.sizes import Size, sizes_asked


@pytest.mark.parametrize(
    ("words", "role", "low", "high"),
    [
        ("由三个以上部门牵头的任务", "lead", 3, None),
        ("牵头单位多于两个的工程有哪几个", "lead", 3, None),
        ("牵头单位不少于2个的任务", "lead", 2, None),
        ("协办单位只有一家的任务", "support", 1, 1),
        ("只有一家协办的有哪些", "support", 1, 1),
        ("哪几项没有写其他责任单位", "support", 0, 0),
        ("which projects have only one supporting agency?", "support", 1, 1),
        ("does any task list more than three lead agencies?", "lead", 4, None),
        ("tasks with at least two lead bureaus", "lead", 2, None),
        ("rows without supporting agencies", "support", 0, 0),
        ("tasks that have three or more lead bodies", "lead", 3, None),
        ("for how many has somebody been designated as lead?", "lead", 1, None),
        ("which tasks are co-led by three or more agencies", "lead", 3, None),
        ("rows with more than five supporters", "support", 6, None),
    ],
)
def test_bodies_of_a_row(words: str, role: Role, low: int, high: int | None) -> None:
    assert sizes_asked(words).of_row == Size(role=role, low=low, high=high)


@pytest.mark.parametrize(
    ("words", "role", "low", "high"),
    [
        ("只牵头一项任务的单位有哪些", "lead", 1, 1),
        ("牵头5项以上的局", "lead", 5, None),
        ("哪些单位从来没有牵过头", "lead", 0, 0),
        ("which departments lead more than five clauses?", "lead", 6, None),
        ("which bureaus never lead anything?", "lead", 0, 0),
        ("who leads nothing", "lead", 0, 0),
    ],
)
def test_rows_of_a_body(words: str, role: Role, low: int, high: int | None) -> None:
    assert sizes_asked(words).of_body == Size(role=role, low=low, high=high)


@pytest.mark.parametrize(
    ("words", "ranks"),
    [
        ("牵头任务排前三的局", (1, 3)),
        ("排名第二的牵头单位是谁", (2, 2)),
        ("top 3 lead agencies", (1, 3)),
        ("which bureau leads the second most tasks", (2, 2)),
    ],
)
def test_ranks(words: str, ranks: tuple[int, int]) -> None:
    assert sizes_asked(words).ranks == ranks


@pytest.mark.parametrize(
    "words",
    [
        "第58项由哪个局牵头",
        "哪些任务没有牵头单位",
        "有没有牵头单位",
        "前20项任务里谁牵头了几项",
        "深圳有140项重点任务吗",
        "who leads item 58",
        "how many tasks does the water bureau lead",
    ],
)
def test_no_condition(words: str) -> None:
    assert not sizes_asked(words).flags


@pytest.mark.parametrize(("count", "fits"), [(0, False), (1, True), (2, True), (3, False)])
def test_bounds(count: int, fits: bool) -> None:
    assert Size(role=None, low=1, high=2).fits(count) is fits
