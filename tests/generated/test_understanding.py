"""Understanding depends on no keyboard, script, manners, punctuation or spacing, nor on a history that is empty."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.core.text import has_han
from assistant.dialogue.conversation import carry_over
from assistant.dialogue.question import Question, understand
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from tests.generated.variation import VARIATIONS

EXAMPLES = settings(
    max_examples=250, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


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
@EXAMPLES
@given(data=st.data())
def test_what_must_not_matter_does_not(
    name: str, data: st.DataObject, snapshot: Snapshot, asked: tuple[str, ...]
) -> None:
    plain = data.draw(st.sampled_from(asked))
    usual = understand(plain, snapshot.vocabulary)
    assume(name != "script" or has_han(plain))
    assume(name != "fillers" or usual.intent != "greeting")  # a greeting is nothing but a filler
    varied = data.draw(VARIATIONS[name](plain))
    assert reading(understand(varied, snapshot.vocabulary)) == reading(usual), f"{plain!r} as {varied!r}"


@EXAMPLES
@given(data=st.data())
def test_an_empty_history_changes_nothing(data: st.DataObject, snapshot: Snapshot, asked: tuple[str, ...]) -> None:
    question = understand(data.draw(st.sampled_from(asked)), snapshot.vocabulary)
    assert carry_over(question, State(), snapshot.vocabulary) == question


@EXAMPLES
@given(words=st.text(max_size=60))
def test_any_text_is_understood_somehow(words: str, snapshot: Snapshot) -> None:
    question = understand(words, snapshot.vocabulary)
    assert carry_over(question, State(), snapshot.vocabulary) == question
    assert understand(words, snapshot.vocabulary) == question
