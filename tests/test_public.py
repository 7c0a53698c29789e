"""What the package publishes, and that importing it costs nothing."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest

import assistant as package

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = ["Answer", "Assistant", "AssistantError", "open_assistant"]
HEAVY = {
    "chromadb",
    "fastapi",
    "gradio",
    "langchain_core",
    "numpy",
    "pydantic",
    "sentence_transformers",
    "sqlalchemy",
    "torch",
}


def _modules_after(code: str) -> set[str]:
    """Top-level modules loaded after running some code in a new interpreter."""
    report = f"{code}; import json, sys; sys.stderr.write(json.dumps(sorted({{n.split('.')[0] for n in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", report], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_four_names_are_published() -> None:
    assert sorted(package.__all__) == PUBLISHED
    assert set(PUBLISHED) <= set(dir(package))


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("Answer", "assistant.core.answer"),
        ("Assistant", "assistant.service"),
        ("AssistantError", "assistant.errors"),
        ("open_assistant", "assistant.service"),
    ],
)
def test_a_published_name_is_the_one_of_its_home(name: str, home: str) -> None:
    assert getattr(package, name) is getattr(__import__(home, fromlist=[name]), name)


def test_an_unpublished_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Retriever"):
        _ = package.Retriever


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert _modules_after("import assistant") & HEAVY == set()


def test_the_command_line_starts_light() -> None:
    code = "from assistant.cli import build_parser; build_parser().parse_args(['ask', 'x'])"
    assert _modules_after(code) & HEAVY == set()


def test_the_version_is_the_one_that_is_installed() -> None:
    assert importlib.metadata.version("cleaner-production-assistant") == package.__version__
