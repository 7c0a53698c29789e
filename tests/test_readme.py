"""README says what is so: its examples, its numbers, its map of the tree, its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import Settings
from eval import readme
from eval.run import ACCEPTED
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
    accepted, bench = readme.load(ACCEPTED), readme.load(readme.BENCH)
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


def test_the_map_of_the_tree_names_what_is_there_and_no_folder_is_left_out() -> None:
    top, named = "", set()
    for line in _part("tree").splitlines()[1:-1]:
        name = line.split()[0]
        top = top if line.startswith(" ") else name
        named.add(top + name if line.startswith(" ") else name)
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    ignored = {line.strip("/\n") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    folders = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name not in ignored | {".git"}}
    assert {name for name in folders if not name.endswith(".egg-info/")} <= named


def test_every_setting_is_explained_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `ASSISTANT_([A-Z_]+)` \| ([^|]*) \|", TEXT, re.MULTILINE))
    assert {name.lower() for name in rows} == set(Settings.model_fields)


def test_the_python_example_runs(
    built_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(built_index))
    code = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert code
    exec(compile(code[1], "README.md", "exec"), {})
    assert "市住房" in capsys.readouterr().out


def test_every_relative_link_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", TEXT) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
