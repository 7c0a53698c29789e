"""Stored answers as values again, so that a conversation can be shown after the page was loaded anew.

Knows the JSON of an answer; refuses to know where it is stored. Inverse of ``Answer.to_json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.core.answer import (
    Answer,
    Choice,
    Citation,
    Coverage,
    Filters,
    Language,
    Notice,
    Understood,
    Verification,
)


def unanswered(question: str, answer_id: str, conversation_id: str, words: str, language: Language) -> Answer:
    """What stands for the answer of a question that never got one: words that say so, and a way to ask it again."""
    return Answer(
        conversation_id=conversation_id,
        answer_id=answer_id,
        answer=words,
        language=language,
        status="clarify",
        choices=(Choice(label=question, question=question),),
    )


def answer_from_json(data: Mapping[str, Any]) -> Answer:
    """The answer that was stored."""
    plain = {key: value for key, value in data.items() if key not in _NESTED}
    coverage, verification = data.get("coverage"), data.get("verification")
    return Answer(
        **plain,
        citations=tuple(_citation(item) for item in data["citations"]),
        understood=Understood(**{key: _tuple(value) for key, value in data["understood"].items()}),
        coverage=Coverage(**coverage) if coverage else None,
        choices=tuple(_choice(item) for item in data["choices"]),
        assumptions=tuple(data["assumptions"]),
        nearest=tuple(_citation(item) for item in data["nearest"]),
        notices=tuple(Notice(**item) for item in data["notices"]),
        verification=Verification(**verification) if verification else None,
    )


_NESTED = frozenset(
    {"citations", "understood", "coverage", "choices", "assumptions", "nearest", "notices", "verification"}
)


def _citation(data: Mapping[str, Any]) -> Citation:
    return Citation(**{key: _tuple(value) for key, value in data.items()})


def _choice(data: Mapping[str, Any]) -> Choice:
    filters = Filters(**{key: _tuple(value) for key, value in data["filters"].items()})
    return Choice(**{**data, "filters": filters})


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
