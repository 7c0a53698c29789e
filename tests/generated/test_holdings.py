"""Every body, role and series: the list and the count are what the records give."""

from __future__ import annotations

import pytest

from assistant.core.answer import Filters
from assistant.core.records import ROLES, Role, Series
from assistant.dialogue.state import State
from assistant.passages import Snapshot
from assistant.pipeline import answer_question
from tests.generated.holdings import HELD, Held, bodies, faults, questions
from tests.generated.rows import LANGUAGES

SHOWN = 5


def test_every_body_that_is_responsible_for_anything_is_asked_about(snapshot: Snapshot) -> None:
    """Nothing with agencies in it escapes: the series asked about hold every responsibility there is."""
    series = {(r.document, r.series) for r in snapshot.corpus.records if r.responsibility}
    assert series == set(HELD)
    known = {name for document, _ in HELD for body in bodies(snapshot.corpus, document) for name in body.printed}
    printed = {n for r in snapshot.corpus.records if r.responsibility for n in r.responsibility.everyone}
    assert printed <= known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("document", "series"), HELD)
def test_lists_and_counts_are_complete(
    snapshot: Snapshot, document: str, series: Series, role: Role, language: str
) -> None:
    wrong = []
    for asked in questions(snapshot.corpus, document, series, role, language):
        found = faults(asked, answer_question(snapshot, asked.words, State(), Filters()).draft)
        if found:
            wrong.append(f"{asked.words} -> {'; '.join(found)}")
    assert not wrong, f"{len(wrong)} wrong, such as:\n" + "\n".join(wrong[:SHOWN])


def test_a_short_list_would_be_noticed(snapshot: Snapshot) -> None:
    draft = answer_question(snapshot, "市商务局牵头的深圳重点任务有哪些？", State(), Filters()).draft
    ids = frozenset(piece.record.record_id for piece in draft.evidence)
    assert faults(Held(words="", expected=ids, among=140), draft) == []
    assert faults(Held(words="", expected=ids - {min(ids)}, among=140), draft)
    assert faults(Held(words="", expected=ids, among=139), draft)
    assert faults(Held(words="", expected=frozenset(), among=140), draft)
    assert faults(Held(words="", expected=frozenset(), among=140, beside=ids), draft)  # the count is wrong as well
