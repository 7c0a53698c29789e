"""Targets: the figures that the documents set, each with its indicator, year, baseline and exact sentence.

Knows the shape of a target, when two of them may be compared, and how they are written as JSON; refuses to know how
they are found in a text. Offsets named ``start``/``end`` count code points of the record's text, ``source_*`` those of
the source file.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

Kind = Literal["target", "qualitative", "threshold", "rate"]
Comparator = Literal["=", ">=", ">", "<=", "~", "range"]
Direction = Literal["reduce", "increase", "reach", "keep"]
YearBasis = Literal["sentence", "paragraph", "heading", "plan_period", "none"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_SCALES = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """One figure.

    ``kind``: ``target`` a figure to be reached; ``qualitative`` the indicator is set without a figure of its own
    (达到省要求); ``threshold`` a figure that says what a provision applies to; ``rate`` a rate in force (a tax rate).
    ``indicator`` is the canonical name, ``words`` what the source prints for it. ``value`` is the number in ``unit`` as
    printed; for a range ``value`` is its low and ``high`` its high end. ``effort`` tells that the source says 力争.
    ``baseline`` is the year of 较2020年, ``year`` the year by which, and ``year_basis`` where that year stands.
    ``start``–``end`` reaches from the words (or what governs them) to the end of the figure, ``value_start``–
    ``value_end`` is the figure alone.
    """

    target_id: str
    document: str
    record_id: str
    kind: Kind
    indicator_id: str
    indicator: str
    indicator_en: str
    words: str
    value: Decimal | None
    high: Decimal | None
    value_text: str
    value_start: int
    value_end: int
    unit: str
    comparator: Comparator
    effort: bool
    per_year: bool
    direction: Direction
    year: int | None
    year_text: str
    year_basis: YearBasis
    baseline: int | None
    scope: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    source_start: int
    source_end: int

    @property
    def base_unit(self) -> str:
        """The unit without its scale: 吨 for 万吨."""
        return self.unit[1:] if self.unit[:1] in _SCALES and len(self.unit) > 1 else self.unit

    @property
    def amount(self) -> Decimal | None:
        """The value in ``base_unit``."""
        return self._scaled(self.value)

    @property
    def amount_high(self) -> Decimal | None:
        """The high end of a range in ``base_unit``; the value itself where there is no range."""
        return self._scaled(self.high if self.high is not None else self.value)

    def _scaled(self, value: Decimal | None) -> Decimal | None:
        if value is None:
            return None
        return value * (_SCALES[self.unit[0]] if self.base_unit != self.unit else 1)

    def comparable(self, other: Target) -> bool:
        """Whether two values may be set against each other: one indicator, one year, one unit, both numbers."""
        return (
            self.indicator_id == other.indicator_id
            and self.year == other.year
            and self.per_year == other.per_year
            and self.base_unit == other.base_unit
            and self.value is not None
            and other.value is not None
        )

    def same_value(self, other: Target) -> bool:
        """Whether two targets say the same, in two places of a document."""
        return (self.document, self.indicator_id, self.year, self.amount, self.amount_high, self.per_year) == (
            other.document, other.indicator_id, other.year, other.amount, other.amount_high, other.per_year,
        )  # fmt: skip


def target_to_json(target: Target) -> dict[str, Any]:
    """A target as plain JSON values; decimals keep their digits as text."""
    data = asdict(target)
    for name in ("value", "high"):
        data[name] = None if data[name] is None else str(data[name])
    return data


def target_from_json(data: dict[str, Any]) -> Target:
    numbers = {name: None if data[name] is None else Decimal(data[name]) for name in ("value", "high")}
    return Target(**{**data, **numbers})
