"""Everything a question may name, gathered from one index.

Knows which tables of names there are; refuses to read questions.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.agencies import AgencyIndex
from assistant.core.indicators import Indicator, IndicatorIndex
from assistant.core.records import Agency, DocumentInfo
from assistant.dialogue.places import Places


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Everything a question may name: the documents, agencies and indicators of one index."""

    documents: tuple[DocumentInfo, ...]
    places: Places
    agencies: AgencyIndex
    indicators: IndicatorIndex

    @classmethod
    def of(
        cls,
        documents: tuple[DocumentInfo, ...],
        agencies: tuple[Agency, ...],
        indicators: tuple[Indicator, ...] = (),
    ) -> Vocabulary:
        return cls(
            documents=documents,
            places=Places(documents),
            agencies=AgencyIndex(agencies),
            indicators=IndicatorIndex(indicators),
        )
