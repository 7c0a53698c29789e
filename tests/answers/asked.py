"""The questions of ``open_questions.yaml`` as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.core.answer import Language
from assistant.core.text import detect_language, normalise


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """``finds`` are pairs of a document and words one of which the answer quotes (every one where ``every``)."""

    key: str
    text: str
    documents: tuple[str, ...]
    finds: tuple[tuple[str, str], ...]
    every: bool
    others: tuple[str, ...]

    @property
    def normal(self) -> str:
        return normalise(self.text)

    @property
    def language(self) -> Language:
        return detect_language(self.text)


def _question(data: dict[str, Any]) -> Question:
    parts = (line.partition("|") for line in data.get("find", ()))
    return Question(
        key=data["id"],
        text=data["q"],
        documents=tuple(data["docs"]),
        finds=tuple((document, words) for document, _, words in parts),
        every=data.get("all", False),
        others=tuple(data.get("other", ())),
    )


def _read() -> dict[str, tuple[Question, ...]]:
    data = yaml.safe_load((Path(__file__).parent / "open_questions.yaml").read_text(encoding="utf-8"))
    return {split: tuple(map(_question, questions)) for split, questions in data.items()}


ASKED = _read()
