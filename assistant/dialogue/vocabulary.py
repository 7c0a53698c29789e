"""Everything a question may name, gathered from one index.

Knows which tables of names there are; refuses to read questions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.core.agencies import AgencyIndex, AgencyMention
from assistant.core.indicators import Indicator, IndicatorIndex
from assistant.core.records import Agency, DocumentInfo
from assistant.core.terms import Terms
from assistant.dialogue.places import Places


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Everything a question may name: the documents, agencies, indicators and subjects of one index."""

    documents: tuple[DocumentInfo, ...]
    places: Places
    agencies: AgencyIndex
    indicators: IndicatorIndex
    terms: Terms = field(default_factory=Terms)
    row_counts: frozenset[int] = frozenset()
    """How many rows each series of a document has: a number of that size may stand for all of them."""

    @classmethod
    def of(
        cls,
        documents: tuple[DocumentInfo, ...],
        agencies: tuple[Agency, ...],
        indicators: tuple[Indicator, ...] = (),
        terms: Terms | None = None,
        row_counts: frozenset[int] = frozenset(),
    ) -> Vocabulary:
        return cls(
            documents=documents,
            places=Places(documents),
            agencies=AgencyIndex(agencies),
            indicators=IndicatorIndex(indicators),
            terms=terms or Terms(),
            row_counts=row_counts,
        )

    def bodies(self, text: str, page: str) -> tuple[AgencyMention, ...]:
        """The bodies that a text names; words inside the name of an indicator are none (area with renewable energy).

        ``page`` is the text with its places blanked out.
        """
        found = self.agencies.find(text)
        named = self.indicators.find(page) if found else ()
        return tuple(b for b in found if not any(m.start < b.start and b.end <= m.end for m in named))
