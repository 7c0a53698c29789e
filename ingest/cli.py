"""The commands of ``python -m ingest``: build, check, golden.

Knows arguments, messages and exit codes: 0 done or nothing to do, 1 a problem (told on stderr, nothing was changed),
2 wrong usage, 130 interrupted. Results go to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import AssistantError

VERBS = ("build", "check", "golden")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; without a verb, ``build``."""
    # Two threads stall each other on the small products of these models; must be set before numpy is imported.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "build")
    arguments = _parser().parse_args(given)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except AssistantError as error:
        _say(f"error: {error}")
    except OSError as error:
        _say(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    except KeyboardInterrupt:
        _say("interrupted; the index is as it was")
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest", description="Turn policy documents into the index that answers are found in."
    )
    verbs = parser.add_subparsers(required=True, metavar="{" + ",".join(VERBS) + "}")

    build = verbs.add_parser("build", help="bring the index up to the documents (the default)")
    build.add_argument("--documents", type=Path, metavar="DIR", help="a folder of UTF-8 .txt and .md files")
    build.add_argument("--index", type=Path, metavar="DIR", help="where the index stands (ASSISTANT_INDEX_DIR)")
    build.add_argument("--force", action="store_true", help="build anew even if nothing has changed")
    build.add_argument(
        "--skip-unreadable", action="store_true", help="leave out files that are no UTF-8 text, naming each"
    )
    build.set_defaults(run=_build)

    check = verbs.add_parser("check", help="prove that the records account for every character of the documents")
    check.add_argument("--documents", type=Path, metavar="DIR", help="a folder of documents")
    check.set_defaults(run=_check)

    golden = verbs.add_parser("golden", help="compare the records of the documents with the reviewed ones")
    golden.add_argument("--write", action="store_true", help="write the records as they are now, to review the diff")
    golden.set_defaults(run=_golden)
    return parser


def _build(arguments: argparse.Namespace) -> int:
    from assistant.settings import load_settings
    from ingest.build import build
    from ingest.sources import DOCUMENTS

    started = time.perf_counter()
    settings = load_settings(**({"index_dir": arguments.index} if arguments.index else {}))
    outcome = build(
        settings.index_dir,
        documents=arguments.documents or DOCUMENTS,
        encoder=settings.encoder,
        options=settings.model_options,
        force=arguments.force,
        skip_unreadable=arguments.skip_unreadable,
        progress=lambda message: _say(f"[{time.perf_counter() - started:5.1f} s] {message}"),
    )
    counts = ", ".join(f"{count:,} {name}" for name, count in outcome.manifest.counts.items())
    state = "built" if outcome.changed else "up to date"
    sys.stdout.write(f"{state}: index {outcome.manifest.index_version} in {settings.index_dir} ({counts})\n")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from ingest.checks import check, report
    from ingest.figures import extract
    from ingest.indicators import load_indicators
    from ingest.lineage import align
    from ingest.lineage_checks import check_lineage
    from ingest.parse import parse
    from ingest.sources import DOCUMENTS, load_agencies, load_sources

    folder = arguments.documents or DOCUMENTS
    parsed = [parse(source) for source in load_sources(folder)]
    findings = check(parsed, load_agencies(folder)) + check_lineage(parsed, align(parsed))
    table = load_indicators(folder)
    findings += [finding for part in parsed if part.expected for finding in extract(part, table).findings]
    sys.stdout.write(f"{report(parsed, findings)}\n")
    return 1 if findings else 0


def _golden(arguments: argparse.Namespace) -> int:
    from ingest.figures import extract
    from ingest.golden import GOLDEN, LINEAGE, TARGETS, render_golden, render_lineage, render_targets, write
    from ingest.indicators import load_indicators
    from ingest.parse import parse
    from ingest.sources import DOCUMENTS, load_sources

    differing, table = 0, load_indicators(DOCUMENTS)
    parsed = [parse(source) for source in load_sources()]
    rendered = {part.info.document: render_golden(part) for part in parsed} | {LINEAGE: render_lineage(parsed)}
    rendered[TARGETS] = render_targets(target for part in parsed for target in extract(part, table).targets)
    for name, new in rendered.items():
        path = GOLDEN / f"{name}.txt"
        old = path.read_text("utf-8") if path.is_file() else ""
        if old == new:
            continue
        differing += 1
        if arguments.write:
            sys.stdout.write(f"written: {write(name, new, GOLDEN)}\n")
        else:
            # Split at line feeds only: a record may hold other characters that end a line for Python.
            lines = difflib.unified_diff(old.split("\n"), new.split("\n"), str(path), "now", lineterm="")
            sys.stdout.write("\n".join(lines) + "\n")
    if not differing:
        sys.stdout.write("the golden records are those of the documents\n")
    return 1 if differing and not arguments.write else 0


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()
