"""Requirements, pins, notices and the files that travel with the package fit each other."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PYPROJECT["project"]["dependencies"]]
FOR_DEVELOPERS = [Requirement(line) for line in PYPROJECT["project"]["optional-dependencies"]["dev"]]
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[0-9][0-9A-Za-z.]*)")


def _pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, str] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        match = PIN.fullmatch(line)
        assert match, f"not an exact version without address, label and hash: {line}"
        found[canonicalize_name(match["name"])] = match["version"]
    return found


@pytest.mark.parametrize("asked", [*RUNTIME, *FOR_DEVELOPERS], ids=lambda asked: asked.name)
def test_every_requirement_is_pinned_within_its_range(asked: Requirement) -> None:
    assert _pins()[canonicalize_name(asked.name)] in asked.specifier
    assert any(part.operator == ">=" for part in asked.specifier), "a floor says what the code was written for"


@pytest.mark.parametrize("page", ["THIRD_PARTY_NOTICES", "NOTES.md"])
def test_notices_and_notes_name_every_dependency(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8").lower()
    assert [asked.name for asked in RUNTIME if asked.name.lower() not in text] == []


def test_no_file_of_data_is_left_behind_when_the_package_is_built() -> None:
    patterns: dict[str, list[str]] = PYPROJECT["tool"]["setuptools"]["package-data"]
    left = [
        str(path.relative_to(ROOT))
        for package in ("assistant", "ingest", "eval", "prompts")
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file()
        and path.suffix not in (".py", ".pyc")
        and not any(
            fnmatchcase(path.name, pattern)
            for owner, globs in patterns.items()
            if owner in ("*", ".".join(path.relative_to(ROOT).parent.parts))
            for pattern in globs
        )
    ]
    assert left == []
