"""What a question takes for granted about a document: sizes, years and titles, and what only looks like it."""

from __future__ import annotations

import pytest

from assistant.core.text import normalise
from assistant.dialogue.granted import granted
from assistant.dialogue.numbers import find_refs


def claims(words: str) -> list[tuple[str, int, bool]]:
    lowered = normalise(words).lower()
    refs = [(r.start, r.end) for r in find_refs(lowered)]
    return [(g.kind, g.number, g.firm) for g in granted(lowered, lowered.replace("浙江", "  "), refs)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("附件一共20项重点工作，其中农业占几项", [("size", 20, True)]),
        ("有140项任务和30项工程对吗", [("size", 140, True), ("size", 30, True)]),
        ("the plan has eight boxes, what is the last one", [("size", 8, True)]),
        ("浙江2023年重点工作清单", [("annex_year", 2023, True)]),
        ("方案有效期到2025年吧", [("until", 2025, True)]),
        ("第58项任务谁牵头", []),
        ("有没有管到2030年的指标", []),
    ],
)
def test_claims_about_a_document(words: str, expected: list[tuple[str, int, bool]]) -> None:
    assert claims(words) == expected


def test_a_number_of_rows_of_some_kind_is_no_claim_about_the_document() -> None:
    assert claims("市水务局有20项任务吗") == [("size", 20, False)]
