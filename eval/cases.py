"""What a case is: a question (or the turns of a conversation) and what a right answer holds.

Knows the shape of a case. Refuses to know how an answer is scored. Cases are written from the documents by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from assistant.core.answer import Reason, Status
from assistant.core.records import Role, Series
from eval.reading import Identified, Strict, read_folder

CASES = Path(__file__).resolve().parent / "cases"

Lang = Literal["zh", "en", "mixed"]
DocumentName = Literal["zhejiang", "guangdong", "jiangsu", "chongqing", "shenzhen", "several", "none"]
Author = Literal["official", "integrator", "journalist", "student", "consultant", "phone"]
Kind = Literal[
    "lead", "support", "joint", "several_leads", "absent", "text", "place", "by_agency", "by_section", "topic",
    "count", "yesno", "numerals", "ambiguous", "out_of_range", "open", "target", "compare", "document", "follow_up",
    "script", "typo", "colloquial", "mixed", "not_stated", "other_place", "out_of_scope", "opinion", "premise",
    "injection", "partial", "smalltalk", "lineage", "sets", "deadline", "enumeration", "definition",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


def _listed(value: object) -> object:
    """One value may be written without its list."""
    return [value] if value is None or isinstance(value, (str, int)) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One string, or several of which any will do."""
Counts = Annotated[tuple[int, ...], BeforeValidator(_listed)]


class Agencies(Strict):
    """Agencies by role, each compared as a set with those the answer gives in that role.

    ``named`` must be mentioned in any role; ``others`` may be mentioned beside them (left out: anything may).
    """

    lead: tuple[str, ...] | None = None
    support: tuple[str, ...] | None = None
    joint: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()
    others: tuple[str, ...] | None = None

    def of(self, role: Role) -> tuple[str, ...] | None:
        """The expected names in one role; ``None`` where the case does not ask for it."""
        names: tuple[str, ...] | None = getattr(self, role)
        return names


class Items(Strict):
    """Numbers of one series that the answer must list, completely; ``may`` names those a fair reader could add."""

    series: Series
    must: tuple[int, ...]
    may: tuple[int, ...] = ()
    document: DocumentName | None = None


class Count(Strict):
    """What ``coverage`` must say; each may hold several allowed values."""

    scanned: Counts | None = None
    matched: Counts | None = None
    listed: Counts | None = None


class Cite(Strict):
    """Which records the citations must, or may, belong to, and what their words hold.

    ``only`` forbids records beside these, ``none`` any citation; ``optional`` accepts an answer without one.
    """

    must: tuple[Words, ...] = ()
    may: tuple[str, ...] = ()
    only: bool = False
    none: bool = False
    optional: bool = False
    quotes: tuple[Words, ...] = ()
    path: tuple[Words, ...] = ()


class Expect(Strict):
    """What a right answer holds. Everything that is left out is not looked at."""

    status: Annotated[tuple[Status, ...], BeforeValidator(_listed)] = ("answered",)
    reason: Annotated[tuple[Reason | None, ...], BeforeValidator(_listed)] | None = None
    language: Literal["zh", "en"] | None = None
    opening: Words = ()
    all_of: tuple[Words, ...] = ()
    any_of: Words = ()
    none_of: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    numbers: tuple[Words, ...] = ()
    agencies: Agencies | None = None
    items: tuple[Items, ...] = ()
    count: Counts = ()
    coverage: Count | None = None
    offers: tuple[Words, ...] = ()
    cite: Cite | None = None


class Filter(Strict):
    """What the asker fixed beforehand."""

    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()


class Turn(Strict):
    """One question of a conversation and what is expected of its answer."""

    question: Annotated[str, Field(min_length=1)]
    expect: Expect = Expect()
    filters: Filter | None = None


class Case(Identified):
    """A question or a conversation, who would ask it and why, and what is expected."""

    kind: Kind
    document: DocumentName
    lang: Lang
    author: Author
    why: Annotated[str, Field(min_length=8)]
    tags: tuple[str, ...] = ()
    question: str | None = None
    expect: Expect | None = None
    filters: Filter | None = None
    turns: tuple[Turn, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        alone = self.question is not None and self.expect is not None
        if alone == bool(self.turns) or (self.turns and (self.question or self.expect or self.filters)):
            raise ValueError("a case has either question and expect, or turns")
        return self

    @property
    def asked(self) -> tuple[Turn, ...]:
        """The turns, also of a case with one question."""
        if self.question is None or self.expect is None:
            return self.turns
        return (Turn(question=self.question, expect=self.expect, filters=self.filters),)


def load_cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Every case of a folder; ``CaseProblem`` names all that is wrong."""
    return read_folder(folder, Case)
