"""Every numbered row, asked for its lead, its supporters and its text in twelve phrasings of each language."""

from __future__ import annotations

import pytest

from assistant.core.answer import Filters
from assistant.core.records import Series
from assistant.core.text import has_han
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from assistant.pipeline import answer_question
from tests.generated.checking import Checker
from tests.generated.rows import (
    ASKS,
    LANGUAGES,
    NUMBERED,
    PHRASINGS,
    TABLE,
    Asked,
    as_ordinal,
    as_rank,
    in_words,
    questions,
)

SHOWN = 5


def test_the_table_asks_every_row_often_enough(snapshot: Snapshot) -> None:
    assert sum(len(snapshot.corpus.of(document, series)) for document, series in NUMBERED) == 183
    for ask in ASKS:
        for language in LANGUAGES:
            assert len(set(TABLE["ask"][ask][language])) >= PHRASINGS >= 12
            asked = list(questions(snapshot.corpus, "zhejiang", "annex", ask, language))
            assert len({(one.record.record_id, one.words) for one in asked}) == len(asked) == 18 * PHRASINGS


def test_numbers_are_written_as_people_write_them() -> None:
    assert [in_words(n) for n in (12, 20, 58, 101, 140)] == [
        "twelve", "twenty", "fifty-eight", "one hundred and one", "one hundred and forty",
    ]  # fmt: skip
    assert [as_rank(in_words(n)) for n in (5, 12, 20, 33, 102)] == [
        "fifth", "twelfth", "twentieth", "thirty-third", "one hundred and second",
    ]  # fmt: skip
    assert [as_ordinal(n) for n in (1, 11, 22, 103, 113)] == ["1st", "11th", "22nd", "103rd", "113th"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize(("document", "series"), NUMBERED)
def test_every_row_is_told_right(
    snapshot: Snapshot, checker: Checker, document: str, series: Series, ask: str, language: str
) -> None:
    wrong = []
    for one in questions(snapshot.corpus, document, series, ask, language):
        found = _faults(snapshot, checker, one, ask, language)
        if found:
            wrong.append(f"{one.words} -> {'; '.join(found)}")
    assert not wrong, f"{len(wrong)} wrong, such as:\n" + "\n".join(wrong[:SHOWN])


def _faults(snapshot: Snapshot, checker: Checker, one: Asked, ask: str, language: str) -> list[str]:
    outcome = answer_question(snapshot, one.words, State(), Filters())
    found = checker.faults(one.record, ask, outcome.draft)
    mixed = language == "en" and has_han(one.words)
    if not mixed and outcome.question.language != language:
        found.append(f"answered in {outcome.question.language}")
    return found


def test_a_wrong_answer_would_be_noticed(snapshot: Snapshot, checker: Checker) -> None:
    other = snapshot.corpus.record("shenzhen/task/59")
    right = answer_question(snapshot, "深圳第58项重点任务由谁牵头，谁协办？", State(), Filters()).draft
    assert checker.faults(snapshot.corpus.record("shenzhen/task/58"), "lead", right) == []
    assert checker.faults(other, "lead", right)
    swapped = checker.spoiled(right, "市住房建设局", "市水务局")
    assert checker.faults(snapshot.corpus.record("shenzhen/task/58"), "lead", swapped)
    joint = answer_question(snapshot, "深圳重点任务第50项由谁牵头？", State(), Filters()).draft
    claimed = checker.spoiled(joint, "没有指定牵头单位", "的牵头单位是市商务局")
    assert checker.faults(snapshot.corpus.record("shenzhen/task/50"), "lead", claimed)
