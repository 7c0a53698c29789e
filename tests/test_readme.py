"""README says what is so: its examples, its numbers, its map of the tree, its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import Settings
from eval import readme
from tests.support.shell import Shell

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def _part(name: str) -> str:
    match = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", TEXT, re.DOTALL)
    assert match, f"README has no part {name}"
    return match[1]


@pytest.mark.parametrize("name", readme.QUESTIONS)
def test_an_example_is_exactly_what_the_program_prints(shell: Shell, name: str) -> None:
    fence, command, *printed, end = _part(name).splitlines()
    asked = re.fullmatch(r'\$ \.venv/bin/assistant ask "(.*)"', command)
    assert asked
    assert (fence, end, asked[1]) == ("```console", "```", readme.QUESTIONS[name])
    code, out, _ = shell("ask", asked[1])
    assert code == 0
    assert out.rstrip("\n").splitlines() == printed


def test_the_numbers_are_the_measured_and_the_accepted_ones() -> None:
    accepted, bench = readme._load(readme.ACCEPTED), readme._load(readme.BENCH)
    assert _part("evaluation") == readme.evaluation_table(accepted)
    assert _part("bench") == readme.bench_table(bench)


def test_the_first_commands_are_the_two() -> None:
    first = re.search(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    assert first
    assert [line.split("#")[0].strip() for line in first[1].splitlines()] == ["make serve", "make test"]
    assert TEXT.index(first[0]) < TEXT.index("<!-- question -->") < TEXT.index("<!-- evaluation -->")
    assert TEXT.index("<!-- bench -->") < TEXT.index("<!-- tree -->")


def test_every_target_that_is_mentioned_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"serve", "test", "setup", "ingest", "eval", "bench", "check", "help"} <= targets
    assert set(re.findall(r"`make ([a-z]+)", TEXT)) <= targets


def test_the_map_of_the_tree_names_what_is_there_and_all_of_it() -> None:
    named = set(re.findall(r"^(?:├── |└── |│   ├── |│   └── )?([\w./-]+)", _part("tree"), re.MULTILINE))
    folders = {path.name + "/" for path in ROOT.iterdir() if path.is_dir() and path.name in _tracked()}
    assert folders - {".git/"} <= {name for name in named if name.endswith("/")} | {f"{n}/" for n in named}
    missing = [name for name in named if not _exists(name)]
    assert missing == []


def _tracked() -> set[str]:
    return {"assistant", "ingest", "prompts", "eval", "tests", "scripts", ".ci"}


def _exists(name: str) -> bool:
    return any((base / name).exists() for base in (ROOT, ROOT / "assistant", ROOT / "ingest", ROOT / "eval"))


def test_every_setting_is_explained_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `ASSISTANT_([A-Z_]+)` \| ([^|]*) \|", TEXT, re.MULTILINE))
    assert {name.lower() for name in rows} == set(Settings.model_fields)


def test_every_relative_link_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", TEXT) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
