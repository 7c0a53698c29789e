"""What can be wrong with an answer: a name, the score it belongs to, and the words that show it.

The names are the vocabulary of reports and baselines; nothing else knows how a finding is reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Json = Mapping[str, Any]
Dimension = Literal["answer", "citation", "status"]
Defect = Literal[
    # status: was it answered, asked back or refused as it should be, and for the right reason
    "answered-not-refused", "refused-not-answered", "wrong-status", "wrong-reason", "crash",
    # answer: the facts
    "roles-swapped", "lead-wrong", "support-wrong", "joint-wrong", "agency-missing", "agency-extra",
    "list-cut", "list-extra", "count-wrong", "coverage-wrong", "figure-missing", "text-missing", "text-forbidden",
    "order-wrong", "verdict-missing", "offer-missing", "language-wrong",
    # citation: the words it stands on
    "citation-none", "citation-missing", "citation-shifted", "citation-extra", "citation-unwanted", "quote-false",
    "quote-lacks", "path-lacks", "mark-dangling", "mark-unused", "mark-shifted",
]  # fmt: skip

DEFECTS: tuple[Defect, ...] = get_args(Defect)
_FIRST_ANSWER, _FIRST_CITATION = DEFECTS.index("roles-swapped"), DEFECTS.index("citation-none")


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect of one answer."""

    defect: Defect
    detail: str = ""

    @property
    def dimension(self) -> Dimension:
        place = DEFECTS.index(self.defect)
        return "status" if place < _FIRST_ANSWER else "answer" if place < _FIRST_CITATION else "citation"

    def __str__(self) -> str:
        return f"{self.defect}: {self.detail}" if self.detail else self.defect
