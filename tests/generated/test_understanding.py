"""Understanding depends on no keyboard, script, manners, punctuation or spacing, nor on a history that is empty."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.core.text import has_han
from assistant.dialogue.conversation import carry_over
from assistant.dialogue.question import Question, understand
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from tests.generated.variation import VARIATIONS

EXAMPLES = settings(max_examples=250, deadline=None, derandomize=True, database=None)
"""The properties are stated inside the tests: what a fixture gives is too large to be shown with every example."""


def reading(question: Question) -> dict[str, Any]:
    """What was understood, without the words that led to it."""
    return {
        "language": question.language,
        "documents": question.documents,
        "foreign": question.foreign,
        "series": question.series,
        "refs": tuple((r.number, r.kind, r.outer, r.documents, r.inside) for r in question.refs),
        "agencies": question.agency_names,
        "excluded": tuple(a.name for m in question.excluded for a in m.agencies),
        "unknown": tuple("".join(u.words.split()) for u in question.unknown_agencies),
        "roles": question.roles,
        "years": question.years,
        "facts": question.facts,
        "claimed": question.claimed,
        "intent": question.intent,
        "topic": "".join(question.topic).replace(" ", ""),
    }


@pytest.mark.parametrize("name", VARIATIONS)
def test_what_must_not_matter_does_not(name: str, snapshot: Snapshot, asked: tuple[str, ...]) -> None:
    @EXAMPLES
    @given(data=st.data())
    def holds(data: st.DataObject) -> None:
        plain = data.draw(st.sampled_from(asked))
        usual = understand(plain, snapshot.vocabulary)
        assume(name != "script" or has_han(plain))
        assume(name != "fillers" or usual.intent != "greeting")  # a greeting is nothing but a filler
        varied = data.draw(VARIATIONS[name](plain))
        assert reading(understand(varied, snapshot.vocabulary)) == reading(usual), f"{plain!r} as {varied!r}"

    holds()


def test_an_empty_history_changes_nothing(snapshot: Snapshot, asked: tuple[str, ...]) -> None:
    for words in asked:
        question = understand(words, snapshot.vocabulary)
        assert carry_over(question, State(), snapshot.vocabulary) == question, words


def test_any_text_is_understood_somehow(snapshot: Snapshot) -> None:
    @EXAMPLES
    @given(words=st.text(max_size=60))
    def holds(words: str) -> None:
        question = understand(words, snapshot.vocabulary)
        assert carry_over(question, State(), snapshot.vocabulary) == question
        assert understand(words, snapshot.vocabulary) == question

    holds()
