"""``scripts/setup.sh`` with a scripted Python in place of the real one: what it calls, when, and what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="make setup is for systems with a POSIX shell")

FAKE = """\
#!/bin/sh
# Answers -c as the real interpreter; writes down everything else, and fails where FAIL says so.
case "$1" in
-c)
    case "$2" in *ensurepip*) [ -z "$NO_VENV" ] || exit 1 ;; esac
    case "$2" in *version_info\\ *) [ -z "$OLD" ] || exit 1 ;; esac
    exec {python} "$@" ;;
--version) echo "Python 3.${{OLD:-11}}.0"; exit ;;
esac
[ "$1 $2" != "-m venv" ] || {{ mkdir -p "$4/bin" && rm -f "$4/.stamp" && cp "$0" "$4/bin/python"; }}
echo "$*" >>"$CALLS"
[ -z "$FAIL" ] || case "$*" in *"$FAIL"*) exit 1 ;; esac
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """A checkout with nothing in it but what the setup reads."""

    root: Path
    python: Path

    def setup(self, **environment: str) -> tuple[int, str, list[str]]:
        """Run it: exit code, what it said, what it called (without pip's own flags)."""
        calls = self.root / "calls"
        calls.write_text("")
        done = subprocess.run(
            ["sh", str(self.root / "scripts" / "setup.sh")],
            env={"PATH": os.environ["PATH"], "PYTHON": str(self.python), "CALLS": str(calls), **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stderr, [_short(line) for line in calls.read_text().splitlines()]


def _short(call: str) -> str:
    return call.removeprefix("-m ").replace(" --disable-pip-version-check", "").replace(" -c constraints.txt", "")


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "__init__.py").write_text("")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "constraints.txt").write_text("torch==2.0.0\n")
    python = tmp_path / "fake-python"
    python.write_text(FAKE.format(python=sys.executable))
    python.chmod(0o755)
    return House(root=tmp_path, python=python)


def _everything(torch: Sequence[str]) -> list[str]:
    return ["venv --clear .venv", *torch, "pip install -e .[dev]", "ingest build"]


CPU = "pip install torch==2.0.0+cpu"
ANY = "pip install torch==2.0.0"
ON_INTEL_LINUX = os.uname().sysname == "Linux" and os.uname().machine == "x86_64" if os.name == "posix" else False
FIRST = [CPU] if ON_INTEL_LINUX else [ANY]


def test_the_first_call_installs_and_the_second_only_looks_at_the_index(house: House) -> None:
    assert house.setup()[::2] == (0, _everything(FIRST))
    assert house.setup()[::2] == (0, ["ingest build"])


@pytest.mark.skipif(not ON_INTEL_LINUX, reason="only there torch comes in two builds")
def test_without_a_cpu_build_of_torch_the_usual_one_is_taken_and_said(house: House) -> None:
    code, said, calls = house.setup(FAIL="+cpu")
    assert (code, calls) == (0, _everything([CPU, ANY]))
    assert "no CPU build of torch 2.0.0" in said


def test_an_installation_that_was_cut_off_is_begun_anew(house: House) -> None:
    code, _, calls = house.setup(FAIL=".[dev]")
    assert code != 0
    assert "ingest build" not in calls
    assert house.setup()[::2] == (0, _everything(FIRST))


def test_changed_requirements_are_installed_into_what_is_there(house: House) -> None:
    house.setup()
    (house.root / "constraints.txt").write_text("torch==2.0.0\nnumpy==2.0\n")
    assert house.setup()[::2] == (0, _everything(FIRST)[1:])
    assert house.setup()[::2] == (0, ["ingest build"])


def test_an_update_that_was_cut_off_is_begun_anew(house: House) -> None:
    house.setup()
    (house.root / "constraints.txt").write_text("torch==2.0.0\nnumpy==2.0\n")
    house.setup(FAIL=".[dev]")
    assert house.setup()[::2] == (0, _everything(FIRST))


def test_a_checkout_that_was_moved_is_installed_anew(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    house.setup()
    moved = tmp_path_factory.mktemp("elsewhere") / "checkout"
    shutil.copytree(house.root, moved)
    assert House(root=moved, python=house.python).setup()[::2] == (0, _everything(FIRST))


def test_a_missing_python_is_named(house: House) -> None:
    code, said, _ = House(root=house.root, python=Path("no-such-python")).setup()
    assert code == 1
    assert "no-such-python is not installed" in said


def test_a_python_that_is_too_old_is_named(house: House) -> None:
    code, said, calls = house.setup(OLD="9")
    assert (code, calls) == (1, [])
    assert "Python 3.11 or newer is needed, found: Python 3.9.0" in said


def test_a_python_without_venv_is_told_the_package_to_install(house: House) -> None:
    code, said, calls = house.setup(NO_VENV="1")
    assert (code, calls) == (1, [])
    assert "apt-get install python3-venv" in said
