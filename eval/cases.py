"""What a case is: a question (or the turns of a conversation) and what a right answer holds.

Knows the shape of a case and reads the YAML files; an unknown key, a wrong value or a doubled id is an error that names
file and line. Refuses to know how an answer is scored. Cases are written from the documents by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from assistant.core.answer import Reason, Status
from assistant.core.records import Role, Series

CASES = Path(__file__).resolve().parent / "cases"

Split = Literal["tuned", "untouched"]
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


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Agencies(_Strict):
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


class Items(_Strict):
    """Numbers of one series that the answer must list, completely; ``may`` names those a fair reader could add."""

    series: Series
    must: tuple[int, ...]
    may: tuple[int, ...] = ()
    document: DocumentName | None = None


class Count(_Strict):
    """What ``coverage`` must say; each may hold several allowed values."""

    scanned: Counts | None = None
    matched: Counts | None = None
    listed: Counts | None = None


class Cite(_Strict):
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


class Expect(_Strict):
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


class Filter(_Strict):
    """What the asker fixed beforehand."""

    documents: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()


class Turn(_Strict):
    """One question of a conversation and what is expected of its answer."""

    question: Annotated[str, Field(min_length=1)]
    expect: Expect = Expect()
    filters: Filter | None = None


class Case(_Strict):
    """A question or a conversation, who would ask it and why, and what is expected."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]
    split: Split
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


class CaseProblem(Exception):
    """A case file cannot be used; the message holds one ``file:line: what`` per finding."""


def load_cases(folder: Path = CASES) -> tuple[Case, ...]:
    """Every case of a folder's YAML files, in order of file and line; ``CaseProblem`` names all that is wrong."""
    cases: list[Case] = []
    problems: list[str] = []
    places: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for case, place in _load_file(path, problems):
            if case.id in places:
                problems.append(f"{place}: id {case.id!r} is already used at {places[case.id]}")
            places.setdefault(case.id, place)
            cases.append(case)
    if not cases and not problems:
        problems.append(f"{folder}: no cases found")
    if problems:
        raise CaseProblem("\n".join(problems))
    return tuple(cases)


def _load_file(path: Path, problems: list[str]) -> list[tuple[Case, str]]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(f"{path.name}:{line}: {error.problem}")
        return []
    if not isinstance(root, yaml.SequenceNode):
        problems.append(f"{path.name}:1: a file of cases is a list")
        return []
    problems.extend(f"{path.name}:{line}: key {key!r} is given twice" for key, line in _doubled(root))
    found = []
    for node in root.value:
        data = yaml.SafeLoader("").construct_document(node)
        place = f"{path.name}:{node.start_mark.line + 1}"
        try:
            case = Case.model_validate(data)
            if not path.stem.endswith(f"_{case.split}"):
                problems.append(f"{place}: a case of split {case.split} belongs in a file named *_{case.split}.yaml")
            found.append((case, place))
        except ValidationError as error:
            problems.extend(
                f"{path.name}:{_line_of(node, entry['loc'])}: {'.'.join(map(str, entry['loc']))}: {entry['msg']}"
                for entry in error.errors()
            )
    return found


def _doubled(node: yaml.Node) -> list[tuple[str, int]]:
    """Keys that stand twice in one mapping (YAML would silently keep the last)."""
    found: list[tuple[str, int]] = []
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            found += _doubled(child)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
            found += _doubled(value)
    return found


def _line_of(node: yaml.Node, location: tuple[str | int, ...]) -> int:
    """The line of the deepest part of ``location`` that the file holds (an unknown key is where it is written)."""
    line = node.start_mark.line
    for step in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
    return int(line) + 1
