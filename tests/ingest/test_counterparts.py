"""Shenzhen's table follows Guangdong's plan: two documents read by two readers must agree where a row stands."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from tests.ingest.documents import records


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip("。")


def _places() -> dict[str, str]:
    """Guangdong's items 1–18 and sections （八）–（二十一）, under the number Shenzhen gives them."""
    places = {f"item-{found.number}": _plain(found.text) for found in records("guangdong", "item")}
    for found in records("guangdong", "section"):
        if found.record_id.split("/")[-1].isdigit() and found.number is not None and found.number >= 8:
            places[f"item-{found.number + 11}"] = _plain(found.text)
    return places


def test_every_task_stands_under_the_heading_of_its_sentence() -> None:
    places = _places()
    assert len(places) == 32
    verbatim = 0
    for task in records("shenzhen", "task"):
        words, parent = _plain(task.text), (task.parent or "").split("/")[-1]
        holding = [place for place, text in places.items() if words in text]
        verbatim += bool(holding)
        nearest = max(places, key=lambda place: fuzz.partial_ratio(words, places[place]))
        assert parent in (holding or [nearest]), task.record_id
    assert verbatim == 116


def test_every_project_follows_a_box_in_order() -> None:
    boxes = [(entry.parent, _plain(entry.title)) for entry in records("guangdong", "box")]
    projects = records("shenzhen", "project")
    assert len(boxes) == len(projects) == 25
    for (box, title), project in zip(boxes, projects, strict=True):
        assert (box or "").split("-")[-1] == (project.parent or "").split("-")[-1]
        assert fuzz.ratio(title, _plain(project.title)) > 85
    assert [_plain(p.title) for p, (_, title) in zip(projects, boxes, strict=True) if title != _plain(p.title)] == [
        "清洁生产技术推广工程"
    ]
