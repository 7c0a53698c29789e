"""Answers questions about Chinese cleaner-production policies, each with the exact words it stands on.

Publishes four names; everything else may change. They are looked up on first use, so that importing the package
(as every console command does) costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.core.answer import Answer
    from assistant.errors import AssistantError
    from assistant.service import Assistant, open_assistant

__all__ = ["Answer", "Assistant", "AssistantError", "open_assistant"]
__version__ = "0.1.0"

_HOMES = {
    "Answer": "assistant.core.answer",
    "Assistant": "assistant.service",
    "AssistantError": "assistant.errors",
    "open_assistant": "assistant.service",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
