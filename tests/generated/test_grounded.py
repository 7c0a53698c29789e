"""An answer names no number, agency or percentage that neither its citations, the question nor a count gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers.citations import cite, resolve
from assistant.core.answer import Filters
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from assistant.pipeline import answer_question
from tests.generated.grounding import Grounds

EXAMPLES_ONLY = ("greeting", "help", "unclear")
"""These state nothing; the numbers in them belong to questions one might ask."""


@pytest.fixture(scope="module")
def grounds(snapshot: Snapshot) -> Grounds:
    return Grounds(snapshot.corpus)


def inventions(snapshot: Snapshot, grounds: Grounds, words: str, spoilt: tuple[str, str] | None = None) -> list[str]:
    outcome = answer_question(snapshot, words, State(), Filters())
    if outcome.question.intent in EXAMPLES_ONLY:
        return []
    draft = outcome.draft
    if spoilt:
        assert spoilt[0] in draft.text
        draft = replace(draft, text=draft.text.replace(*spoilt))
    text, citations = cite(draft, snapshot.corpus)
    shown = (*citations, *resolve(draft.nearest, snapshot.corpus))  # what a refusal points at is a citation as well
    return grounds.inventions(text, shown, draft, outcome.question)


def test_nothing_is_invented(snapshot: Snapshot, grounds: Grounds, asked: tuple[str, ...]) -> None:
    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(words=st.sampled_from(asked))
    def holds(words: str) -> None:
        assert not inventions(snapshot, grounds, words), words

    holds()


@pytest.mark.parametrize(
    ("words", "spoilt"),
    [
        ("深圳第58项由哪个局牵头？", ("市住房建设局", "市水务局")),
        ("Which bureau leads item 58 in Shenzhen?", ("Housing and Construction Bureau", "Water Authority")),
        ("深圳市商务局牵头哪些重点任务？", ("共6项", "共7项")),
        ("浙江到2025年秸秆综合利用率要达到多少", ("96%", "97%")),
        ("深圳第58项写了什么？", ("重点任务第58项", "重点任务第259项")),
    ],
)
def test_an_invention_would_be_noticed(
    snapshot: Snapshot, grounds: Grounds, words: str, spoilt: tuple[str, str]
) -> None:
    assert inventions(snapshot, grounds, words) == []
    assert inventions(snapshot, grounds, words, spoilt)
