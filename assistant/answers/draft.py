"""What a composer hands to the service: an answer before it has ids, timings and resolved citations.

In ``text`` the mark ``[n]`` stands for ``evidence[n-1]``. Every composer (exact, extractive, language model) returns
this one value, so that citations are verified in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
