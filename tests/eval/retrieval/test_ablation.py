"""The search with parts left out is the product's own search, and what is left out is missed."""

from __future__ import annotations

from assistant.settings import Settings
from eval.retrieval.ablation import FIELDS, ablations


def test_each_variant_searches_and_only_the_part_left_out_is_missing(settings: Settings) -> None:
    with ablations(settings) as ways:
        assert set(FIELDS) < set(ways)
        found = {name: way("深圳的船靠码头时怎么用岸电？") for name, way in ways.items()}
        assert all(0 < len(hits) <= 10 for hits in found.values())
        assert all(record.startswith("shenzhen/") for hit in found["as it is"] for record in hit)
        everywhere = [record for hit in found["without the filter by region"] for record in hit]
        assert not all(record.startswith("shenzhen/") for record in everywhere)
        english = "How is shore power for ships promoted in Shenzhen?"
        assert frozenset({"shenzhen/task/83"}) in ways["as it is"](english)[:3]
        assert ways["without translation"](english) != ways["as it is"](english)
