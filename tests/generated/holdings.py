"""Questions about everything a body leads, supports or shares in one series, and what the records give.

Knows the records; refuses to use any code that answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers.draft import Draft
from assistant.core.corpus import Corpus
from assistant.core.records import ROLES, Agency, Role, Series
from tests.generated.rows import TABLE

HELD: tuple[tuple[str, Series], ...] = (
    ("shenzhen", "task"), ("shenzhen", "project"), ("zhejiang", "annex"), ("zhejiang", "clause"),
)  # fmt: skip
_NONE = re.compile(r"没有.{1,40}的。|\bnone of the \d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """One question about a body, with the ids and the number of rows among which the answer lies.

    Where there are none, the rows ``beside`` them (the body in another role or series) may be cited as the proof.
    """

    words: str
    expected: frozenset[str]
    among: int
    beside: frozenset[str] = frozenset()


def bodies(corpus: Corpus, document: str) -> tuple[Agency, ...]:
    """The agencies of a document."""
    return tuple(a for a in corpus.agencies if document in a.documents)


def questions(corpus: Corpus, document: str, series: Series, role: Role, language: str) -> Iterator[Held]:
    """Every body of a document in every phrasing, by every name it has in the language."""
    records = corpus.of(document, series)
    what = TABLE["series"][series][language]
    for body in bodies(corpus, document):
        printed = set(body.printed)
        ids = frozenset(r.record_id for r in records if printed & set(r.agencies(role)))
        anywhere = (r for r in corpus.of(document) if r.responsibility and printed & set(r.responsibility.everyone))
        beside = frozenset(r.record_id for r in anywhere) - ids
        for name in body.printed if language == "zh" else (body.english,):
            for phrasing in TABLE["held"][role][language]:
                yield Held(
                    words=phrasing.format(agency=name, what=what), expected=ids, among=len(records), beside=beside
                )


def faults(asked: Held, draft: Draft) -> list[str]:
    """What is wrong with a list or count."""
    covered = draft.coverage
    cited = {piece.record.record_id for piece in draft.evidence}
    found = []
    if draft.status != "answered" or covered is None:
        return [f"{draft.status}, coverage {covered}"]
    if (covered.scanned, covered.matched, covered.listed) != (asked.among, len(asked.expected), len(asked.expected)):
        found.append(f"{covered}, not {len(asked.expected)} of {asked.among}")
    if cited != asked.expected and not (not asked.expected and cited <= asked.beside):
        found.append(f"too many {sorted(cited - asked.expected)[:3]}, too few {sorted(asked.expected - cited)[:3]}")
    head = draft.text.split("\n")[0]
    if asked.expected and not re.search(rf"(?<!\d){len(asked.expected)}(?:项|\b)", head):
        found.append(f"the count {len(asked.expected)} is not told at the head")
    if not asked.expected and not _NONE.search(head):
        found.append("does not say that there is none")
    return found


__all__ = ["HELD", "ROLES", "Held", "bodies", "faults", "questions"]
