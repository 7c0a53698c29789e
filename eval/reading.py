"""Files of hand-written cases: YAML lists, each entry checked against its model, each finding with file and line.

Knows files, lines, ids and splits; refuses to know what a case asks or expects.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Split = Literal["tuned", "untouched"]


class Strict(BaseModel):
    """A part of a case; a key that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Identified(Strict):
    """What every case has: an id, and whether it may be looked at while the assistant is improved."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]
    split: Split


Kept = TypeVar("Kept", bound=Identified)


class CaseProblem(Exception):
    """A case file cannot be used; the message holds one ``file:line: what`` per finding."""


def read_folder(folder: Path, kind: type[Kept]) -> tuple[Kept, ...]:
    """Every case of a folder's YAML files, in order of file and line; ``CaseProblem`` names all that is wrong."""
    cases: list[Kept] = []
    problems: list[str] = []
    places: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for case, place in _read_file(path, kind, problems):
            if case.id in places:
                problems.append(f"{place}: id {case.id!r} is already used at {places[case.id]}")
            places.setdefault(case.id, place)
            cases.append(case)
    if not cases and not problems:
        problems.append(f"{folder}: no cases found")
    if problems:
        raise CaseProblem("\n".join(problems))
    return tuple(cases)


def _read_file(path: Path, kind: type[Kept], problems: list[str]) -> list[tuple[Kept, str]]:
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
            case = kind.model_validate(data)
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
