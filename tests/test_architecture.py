"""The house keeps its shape: who imports whom, heavy libraries behind their doors, short files, short functions."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("assistant", "ingest", "eval")
FILE_LINES = 300
FUNCTION_LINES = 60

VALUES = ("assistant.errors", "assistant.core")
OUTSIDE_SERVICE = ("__init__", "__main__", "cli", "errors", "settings")
PARTS = tuple(
    f"assistant.{path.stem}"
    for path in sorted((ROOT / "assistant").glob("*.py"))
    if path.stem.split("_")[0] not in OUTSIDE_SERVICE and path.stem not in OUTSIDE_SERVICE
)
"""The service and the modules it is made of: every module beside ``service.py`` but for those named above."""
UNDER_SERVICE = (*VALUES, "assistant.settings", "assistant.search", "assistant.dialogue", "assistant.answers")
ADAPTERS = tuple(f"assistant.search.{name}" for name in ("chunks", "embedder", "fields", "lexical", "vectors"))
"""What ingestion fills: the three adapters, and what a chunk is and says to each of them."""

MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "assistant.errors": (),
    "assistant.settings": ("assistant.errors",),
    "assistant.core": VALUES,
    "assistant.search": (*VALUES, "assistant.settings", "assistant.search"),
    "assistant.dialogue": (*VALUES, "assistant.settings", "assistant.dialogue"),
    "assistant.answers": (*VALUES, "assistant.settings", "assistant.dialogue", "assistant.answers"),
    **{name: (*UNDER_SERVICE, *PARTS) for name in PARTS},
    "assistant.web": (*VALUES, "assistant", "assistant.settings", "assistant.service", "assistant.web"),
    "assistant.cli": (
        *VALUES,
        "assistant",
        "assistant.settings",
        "assistant.service",
        "assistant.cli",
        "assistant.web",
    ),
    "assistant.__main__": ("assistant.cli",),
    "assistant": (*VALUES, "assistant.service"),
    "ingest": (*VALUES, "assistant.settings", *ADAPTERS, "ingest"),
    "eval.retrieval": (*UNDER_SERVICE, *PARTS, "eval"),
    "eval": (*VALUES, "assistant", "assistant.settings", "assistant.service", "eval"),
}
"""Longest prefix wins; a row stands for its siblings too (``assistant.cli`` for ``cli_ask.py``)."""

EXCEPTIONS = {
    (
        "eval.store_bench",
        "assistant.dialogue.store",
    ): "the store is measured with thousands of conversations",
    **{
        ("eval.scale_run", f"assistant.search.{name}"): "growth is measured with more passages than any folder holds"
        for name in ("chunks", "embedder", "fields", "filters", "lexical", "retrieve", "table", "vectors")
    },
    ("eval.scale_corpus", "assistant.search.chunks"): "made-up passages are chunks",
    ("assistant.cli", "ingest.cli"): "`assistant ingest` hands its arguments on, and imports it when asked to",
}

TRAINING = (
    "ingest.encoder_files",
    "ingest.encoder_loop",
    "ingest.encoder_pairs",
    "ingest.encoder_terms",
    "ingest.train_encoder",
)
"""The script that makes the bundled encoder: run by hand, with the developers' dependencies."""
COMPARING = ("eval.retrieval.ablation", "eval.retrieval.baselines", "eval.retrieval.fit")
"""The stock retrievers that ours is compared with, and the fit of the curve of certainty: by hand."""

DOORS: dict[str, tuple[str, ...]] = {
    "sentence_transformers": ("assistant.search.models", *TRAINING),
    "torch": ("assistant.search.models", *TRAINING),
    "chromadb": ("assistant.search.vectors",),
    "langchain_chroma": ("assistant.search.vectors",),
    "bm25s": ("assistant.search.lexical",),
    "langchain_openai": ("assistant.answers.llm",),
    "gradio": ("assistant.web.ui*",),
    "sqlalchemy": ("assistant.dialogue.store*", "assistant.dialogue.migrations.*"),
    "alembic": ("assistant.dialogue.store_schema", "assistant.dialogue.migrations.*"),
    "opencc": ("assistant.core.text", *TRAINING),
    "fastapi": ("assistant.web.*",),
    "starlette": ("assistant.web.*",),
    "uvicorn": ("assistant.web.*", "eval.*"),
    "argparse": ("assistant.cli*", "ingest.*", "eval.*"),
}
"""Each heavy library, and the modules through which it comes in."""

NOT_IMPORTED = {
    "fastapi-offline": "the files it carries are served, its code is not run",
    "langchain-core": "langchain-openai's and langchain-chroma's; a floor for its security fixes",
    "python-multipart": "Gradio's; a floor for its security fixes",
    "starlette": "FastAPI's; a floor for its security fixes",
}


@cache
def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(name: str) -> ast.Module:
    """The parsed source of a module."""
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def imports(name: str, *, types: bool = True) -> set[str]:
    """Dotted names a module imports anywhere, inside functions too; ``types=False`` leaves type-only ones out."""
    skipped = set() if types else {id(node) for block in _type_blocks(tree(name)) for node in ast.walk(block)}
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} line {node.lineno}: imports are absolute"
            for alias in node.names:
                dotted = f"{node.module}.{alias.name}"
                found.add(dotted if dotted in modules() else str(node.module))
    return found


def _type_blocks(module: ast.Module) -> Iterator[ast.stmt]:
    for node in ast.walk(module):
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            yield from node.body


def within(name: str, prefix: str) -> bool:
    """Whether a module is, or lies below, a prefix; siblings ``cli_x`` count to ``cli``."""
    return name == prefix or name.startswith((f"{prefix}.", f"{prefix}_"))


def layer(name: str) -> str:
    """The most precise row of the table that a module belongs to."""
    return max((row for row in MAY_IMPORT if within(name, row)), key=len)


def ours(name: str) -> bool:
    """Whether a dotted name is one of our modules."""
    return name.split(".")[0] in OURS


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_imports_only_what_its_layer_may(name: str) -> None:
    allowed = MAY_IMPORT[layer(name)]
    wrong = {
        target
        for target in imports(name)
        if ours(target)
        # The package itself is its four public names; it stands for nothing below it.
        and not any(target == row if row == "assistant" else within(target, row) for row in allowed)
        and not any(within(name, source) and target == goal for source, goal in EXCEPTIONS)
    }
    assert not wrong, f"{name} belongs to {layer(name)} and may import {allowed or 'nothing of ours'}"


def test_there_are_no_import_cycles() -> None:
    graph = {name: {t for t in imports(name, types=False) if t in modules() and t != name} for name in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_heavy_library_comes_in_through_its_door(library: str) -> None:
    users = {name for name in modules() if any(within(target, library) for target in imports(name, types=False))}
    strangers = {name for name in users if not any(fnmatchcase(name, door) for door in DOORS[library])}
    assert not strangers, f"{library} may be imported by {DOORS[library]} only"


def test_every_door_is_in_use() -> None:
    used = {target.split(".")[0] for name in modules() for target in imports(name)}
    assert set(DOORS) <= used, "a door nobody uses is to be taken out of the table"


@pytest.mark.parametrize("name", sorted(modules()))
def test_files_and_functions_are_short(name: str) -> None:
    lines = modules()[name].read_text(encoding="utf-8").count("\n")
    assert lines <= FILE_LINES, f"{name} has {lines} lines"
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{name}.{node.name} has {length} lines"


@pytest.mark.parametrize("name", sorted(modules()))
def test_a_module_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(tree(name)) or not tree(name).body, f"{name} has no docstring"


def test_dependencies_are_what_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {_canonical(line) for line in project["dependencies"]}
    for_developers = {_canonical(line) for line in project["optional-dependencies"]["dev"]}
    by_hand = (*TRAINING, *COMPARING)
    running, own = _distributions(set(modules()) - set(by_hand)), _distributions(by_hand)
    assert running - asked == set(), "imported, but not asked for in pyproject.toml"
    assert own - asked - for_developers == set(), "imported by what developers run by hand, but not asked for"
    assert asked - running - set(NOT_IMPORTED) == set(), "asked for in pyproject.toml, but imported nowhere"


def test_the_tests_import_only_what_developers_install() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {_canonical(line) for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    homes = packages_distributions()
    missing = {
        f"{top} in {path.relative_to(ROOT)}"
        for path in (ROOT / "tests").rglob("*.py")
        for top in _tops(path)
        if top in homes and top not in OURS and not asked & {_canonical(home) for home in homes[top]}
    }
    assert missing == set()


def _tops(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {str(n.module) for n in nodes if isinstance(n, ast.ImportFrom)}}


def _distributions(names: Iterable[str]) -> set[str]:
    """The packages that some modules of ours import, by the name under which they are installed."""
    homes = packages_distributions()
    tops = {target.split(".")[0] for name in names for target in imports(name)}
    return {_canonical(homes[top][0]) for top in tops if top not in sys.stdlib_module_names and top not in OURS}


def _canonical(requirement: str) -> str:
    name = requirement.split(";")[0].split("[")[0]
    for sign in "<>=!~ ":
        name = name.split(sign)[0]
    return name.lower().replace("_", "-").replace(".", "-")
