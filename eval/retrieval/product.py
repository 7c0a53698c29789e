"""The product asked the same questions: the passages its search finds, and what its answer quotes or refuses.

Knows the library in process; refuses to know measures. A crash is a case that is wrong, never a lost run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from assistant.core.answer import Answer
from assistant.service import Assistant, open_assistant
from assistant.settings import load_settings
from eval.quotes import squeezed
from eval.retrieval.cases import RetrievalCase
from eval.retrieval.measures import DEPTH, Hit


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of one question: the ranked hits, and whether the answer was right or refused, and on what score."""

    case: RetrievalCase
    hits: tuple[Hit, ...]
    right: bool
    refused: bool
    evidence: float
    answer: str


@contextmanager
def product() -> Iterator[Assistant]:
    """The assistant over the index in force, its conversations thrown away."""
    with TemporaryDirectory(prefix="eval-") as folder:
        settings = load_settings(data_dir=folder, database_url=None)
        with open_assistant(settings) as assistant:
            assistant.warm()
            yield assistant


def outcome(assistant: Assistant, case: RetrievalCase) -> Outcome:
    """One question searched and asked."""
    found = assistant.search(case.question, k=DEPTH)
    answer = assistant.ask(case.question)
    return Outcome(
        case=case,
        hits=tuple(frozenset({hit.record.record_id}) for hit in found.results),
        right=is_right(case, answer),
        refused=answer.status == "refused",
        evidence=evidence_of(answer),
        answer=answer.answer,
    )


def is_right(case: RetrievalCase, answer: Answer) -> bool:
    """Whether an answer cites a record for every part and quotes the words that answer it; a refusal where none do."""
    if not case.answerable:
        return answer.status == "refused"
    cited = {citation.record_id for citation in answer.citations}
    quoted = squeezed("".join(citation.quote for citation in answer.citations) + answer.answer)
    return (
        answer.status in ("answered", "partial")
        and all(cited.intersection(part) for part in case.relevant)
        and all(any(squeezed(words) in quoted for words in either) for either in case.holds)
    )


def evidence_of(answer: Answer) -> float:
    """How sure the product is that its documents answer, 0 to 1; what is settled by rule is 0 or 1."""
    stated = answer.searched.get("evidence")
    if isinstance(stated, float):
        return stated
    return 0.0 if answer.status == "refused" else 1.0
