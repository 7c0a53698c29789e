"""Answers written by hand, in the JSON of the chat endpoint, with citations cut from the real documents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from eval.lint import load_sources

DOCUMENTS = Path(__file__).resolve().parents[2] / "ingest" / "documents"
SOURCES = load_sources(DOCUMENTS)

ROW_58 = (
    "大力推进可再生能源建筑应用, 积极推广应用太阳能光伏、太阳能光热、空气源热泵、“光储直柔”等技术, "
    "鼓励光伏建筑一体化建设。\t牵头单位: 市住房建设局 协办单位: 市发展改革委、各区政府"
)
ROW_59 = (
    "积极推行新建住宅全装修交付使用, 推广管线分离和一体化装修技术, 提高建筑品质。"
    "\t牵头单位: 市住房建设局 协办单位: 各区政府"
)


def citation(marker: int, record_id: str, quote: str, path: tuple[str, ...] = ()) -> dict[str, Any]:
    """A citation of words that stand in the source (found there, so that the offsets are true)."""
    document, series, *rest = record_id.split("/")
    source = SOURCES[document]
    start = source.index(quote)
    number = re.search(r"\d+$", rest[-1])
    return {
        "marker": marker,
        "record_id": record_id,
        "document": document,
        "title": document,
        "region": document,
        "series": series,
        "number": int(number[0]) if number else None,
        "path": list(path),
        "label": "",
        "quote": re.sub(r"\s+", " ", quote),
        "start": start,
        "end": start + len(quote),
    }


def answer(text: str, *citations: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The JSON of an answer; ``changed`` replaces fields."""
    return {
        "conversation_id": "c-1",
        "answer_id": "a-1",
        "answer": text,
        "language": "zh",
        "status": "answered",
        "reason": None,
        "citations": list(citations),
        "understood": {},
        "coverage": None,
        "choices": [],
        "assumptions": [],
        "searched": {},
        "nearest": [],
        "notices": [],
        "verification": None,
        "composer": "extractive",
        "model": None,
        "index_version": "test",
        "timings_ms": {},
    } | changed
