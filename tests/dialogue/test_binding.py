"""Places and headings govern the numbers beside them."""

from __future__ import annotations

import pytest

from assistant.dialogue.binding import PlaceHit, bind
from assistant.dialogue.numbers import find_refs

PLACES = {"深圳": "shenzhen", "浙江": "zhejiang", "广东": "guangdong", "shenzhen": "shenzhen", "guangdong": "guangdong"}


def bound(text: str) -> list[tuple[int, tuple[str, ...], tuple[tuple[str, int], ...]]]:
    hits = [
        PlaceHit(start=text.index(name), end=text.index(name) + len(name), documents=(document,))
        for name, document in PLACES.items()
        if name in text
    ]
    return [(r.number, r.documents, r.inside) for r in bind(text, find_refs(text), hits)]


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("深圳任务58和浙江附件9", [("shenzhen",), ("zhejiang",)]),
        ("任务58和浙江附件9", [(), ("zhejiang",)]),
        ("who leads item 58 in shenzhen", [("shenzhen",)]),
        ("item 12 of guangdong and task 58 of shenzhen", [("guangdong",), ("shenzhen",)]),
        ("浙江和广东的第5项", [("zhejiang", "guangdong")]),
        ("深圳任务58、任务59", [("shenzhen",), ("shenzhen",)]),
        ("任务58", [()]),
    ],
)
def test_places(text: str, documents: list[tuple[str, ...]]) -> None:
    assert [d for _, d, _ in bound(text)] == documents


@pytest.mark.parametrize(
    ("text", "number", "inside"),
    [
        ("二(三)第4项", 4, (("chapter", 2), ("section", 3))),
        ("第六节第2款", 2, (("section", 6),)),
        ("第二章第3节", 3, (("chapter", 2),)),
        ("(三)", 3, ()),
    ],
)
def test_headings(text: str, number: int, inside: tuple[tuple[str, int], ...]) -> None:
    assert [(n, i) for n, _, i in bound(text)] == [(number, inside)]
