"""Places in a list that was just shown."""

from __future__ import annotations

import pytest

from assistant.dialogue.ordinals import counted, picked


@pytest.mark.parametrize(
    ("words", "places", "firm"),
    [
        ("第二个讲什么", (2,), True),
        ("第一个和第三个", (1, 3), True),
        ("后两个谁牵头", (-2, -1), True),
        ("前三项的原文", (1, 2, 3), True),
        ("最后那个", (-1,), True),
        ("倒数第二个", (-2,), True),
        ("第三项谁负责", (3,), False),
        ("最后一项", (-1,), False),
        ("the second one", (2,), True),
        ("the first and the third one", (1, 3), True),
        ("the last two", (-2, -1), True),
        ("what is said in the second of these", (2,), True),
        ("and the last?", (-1,), True),
    ],
)
def test_places_are_read(words: str, places: tuple[int, ...], firm: bool) -> None:
    found = counted(words)
    assert found is not None
    assert (found.places, found.firm) == (places, firm)


@pytest.mark.parametrize(
    "words", ["第58", "第二个部门是谁", "前五年", "以前几个", "at last", "first of all, who leads it"]
)
def test_other_ranks_are_none(words: str) -> None:
    assert counted(words) is None


def test_rows_are_picked_from_either_end() -> None:
    rows = ("a", "b", "c")
    assert picked(rows, (1, 3)) == ("a", "c")
    assert picked(rows, (-2, -1)) == ("b", "c")
    assert picked(rows, (4,)) == ()
