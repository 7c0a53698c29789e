"""A retrieval case: an open question with the records that answer it, or one that no document answers.

Knows the shape of such a case; refuses to know how passages are found and scored. Written from the documents by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from eval.cases import Words
from eval.reading import Identified, read_folder

CASES = Path(__file__).resolve().parent / "cases"

Kind = Literal[
    "plain", "colloquial", "english", "mixed", "typo", "traditional", "no_region", "two_part", "unanswerable",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


class RetrievalCase(Identified):
    """``relevant`` holds for each part of the question the records of which any answers that part.

    ``holds`` are words of the source that a quoted answer must hold; ``near`` says of a question that nothing answers
    what a careless system would quote. ``region`` tells whether the question names a region or a document.
    """

    kind: Kind
    lang: Literal["zh", "en", "mixed"]
    region: Literal["named", "open"]
    question: Annotated[str, Field(min_length=1)]
    relevant: tuple[tuple[str, ...], ...] = ()
    holds: tuple[Words, ...] = ()
    near: str | None = None
    why: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _answered_or_not(self) -> Self:
        if (self.kind == "unanswerable") == bool(self.relevant):
            raise ValueError("a question has records that answer it, unless it is unanswerable")
        if self.holds and not self.relevant:
            raise ValueError("only an answer can hold words")
        return self

    @property
    def answerable(self) -> bool:
        return bool(self.relevant)


def load_cases(folder: Path = CASES) -> tuple[RetrievalCase, ...]:
    """Every case of a folder; ``CaseProblem`` names all that is wrong."""
    return read_folder(folder, RetrievalCase)
