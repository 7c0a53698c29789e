"""What a composer hands to the service: an answer before it has ids, timings and resolved citations.

In ``text`` the mark ``[n]`` stands for ``evidence[n-1]``. Every composer (exact, extractive, language model) returns
this one value, so that citations are verified in one place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from assistant.core.answer import Choice, Coverage, Notice, Reason, Status, Verification
from assistant.core.evidence import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A composed answer; the defaults are those of a plain exact answer."""

    text: str
    status: Status = "answered"
    reason: Reason | None = None
    evidence: tuple[Evidence, ...] = ()
    coverage: Coverage | None = None
    choices: tuple[Choice, ...] = ()
    assumptions: tuple[str, ...] = ()
    searched: dict[str, Any] = field(default_factory=dict)
    nearest: tuple[Evidence, ...] = ()
    notices: tuple[Notice, ...] = ()
    verification: Verification | None = None
    composer: Literal["extractive", "llm"] = "extractive"
    model: str | None = None
    instead: Draft | None = None
    """Of a refusal: what may be told, as the nearest there is, where nothing else answers either."""


def shifted(text: str, shift: int) -> str:
    """A text whose marks begin after those of the parts before it."""
    return re.sub(r"\[(\d+)\]", lambda mark: f"[{int(mark.group(1)) + shift}]", text)


def after(first: Draft, second: Draft) -> Draft:
    """The second draft with the words of the first ahead of it."""
    return replace(
        second,
        text=f"{first.text}\n\n{shifted(second.text, len(first.evidence))}",
        evidence=(*first.evidence, *second.evidence),
    )
