"""``python -m eval.run``: ask every case, score it, show what broke; ``python -m eval.run lint`` checks the cases.

Exit codes: 0 at or above the accepted numbers, 1 below them (or lint found something), 2 the run itself failed.
Knows options and exit codes; refuses to know how anything is asked, scored or shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from assistant.errors import AssistantError
from eval import report
from eval.askers import AskFailed, open_asker, reachable
from eval.cases import CASES, KINDS, Case, load_cases
from eval.lint import lint, load_sources
from eval.reading import CaseProblem, Split
from eval.scores import ALL, CaseResult, below_floors, floors_of, run_cases

BASELINES = Path(__file__).resolve().parent / "baselines"
ACCEPTED = BASELINES / "accepted.json"
DOCUMENTS = Path(__file__).resolve().parent.parent / "ingest" / "documents"
PASSED, BELOW, FAILED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run or lint; the value is the exit code."""
    options = _parser().parse_args(argv)
    try:
        cases = load_cases(options.cases)
        sources = load_sources(options.documents)
        return _lint(cases, sources) if options.verb == "lint" else _run(options, cases, sources)
    except (CaseProblem, AssistantError, AskFailed, OSError, json.JSONDecodeError) as error:
        sys.stderr.write(f"eval: {error}\n")
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description="Score the assistant on its cases.")
    parser.add_argument("verb", nargs="?", choices=("run", "lint"), default="run")
    parser.add_argument("--split", choices=get_args(Split), help="only this split")
    parser.add_argument("--kind", action="append", choices=KINDS, help="only this kind (may be repeated)")
    parser.add_argument("--document", action="append", help="only cases on this document (may be repeated)")
    parser.add_argument("--id", action="append", dest="ids", help="only this case (may be repeated)")
    parser.add_argument("--url", help="ask a running server instead of the library in this process")
    parser.add_argument("--composer", choices=("auto", "extractive", "llm"), default="extractive")
    parser.add_argument("--jobs", type=int, default=1, help="cases asked at the same time")
    parser.add_argument("--out", type=Path, help="folder for results.json, table.txt and broken.txt")
    parser.add_argument("--show-untouched", action="store_true", help="show untouched cases too (QA only)")
    parser.add_argument("--accept", action="store_true", help="make these results the accepted numbers")
    parser.add_argument("--accepted", type=Path, default=ACCEPTED, help="file of accepted numbers")
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of case files")
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="folder of the source documents")
    return parser


def _lint(cases: Sequence[Case], sources: dict[str, str]) -> int:
    findings = lint(cases, sources)
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    sys.stdout.write(f"{len(cases)} cases, {len(findings)} findings\n")
    return BELOW if findings else PASSED


def _chosen(options: argparse.Namespace, cases: Sequence[Case]) -> list[Case]:
    chosen = [
        case
        for case in cases
        if options.split in (None, case.split)
        and (not options.kind or case.kind in options.kind)
        and (not options.document or case.document in options.document)
        and (not options.ids or case.id in options.ids)
    ]
    if not chosen:
        raise CaseProblem("no case matches these options")
    return chosen


def _run(options: argparse.Namespace, cases: Sequence[Case], sources: dict[str, str]) -> int:
    chosen = _chosen(options, cases)
    if options.url:
        reachable(options.url)
    with open_asker(options.url, options.composer) as asker:
        results = run_cases(chosen, asker, sources, jobs=max(1, options.jobs), progress=_progress)
    sys.stderr.write("\n")
    if options.out:
        report.write(options.out, results, show_untouched=options.show_untouched)
    if text := report.failures(results, show_untouched=options.show_untouched):
        sys.stdout.write(f"{text}\n\n")
    sys.stdout.write(f"{report.table(results)}\n")
    return _gate(options, results)


def _progress(result: CaseResult) -> None:
    sys.stderr.write("F" if result.findings else ".")
    sys.stderr.flush()


def _gate(options: argparse.Namespace, results: Sequence[CaseResult]) -> int:
    """Compare with the accepted numbers; a run over some documents or ids only has none."""
    if options.document or options.ids:
        sys.stdout.write("\nnot compared with the accepted numbers: only some cases of a kind were asked\n")
        return PASSED
    floors = json.loads(options.accepted.read_text(encoding="utf-8")) if options.accepted.is_file() else {}
    if options.accept and options.kind:
        raise CaseProblem("--accept needs every kind of a split: leave --kind out")
    if options.accept:
        floors |= floors_of(results)
        options.accepted.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"\naccepted: {options.accepted}\n")
        return PASSED
    if not floors:
        raise CaseProblem(f"{options.accepted}: no accepted numbers; run with --accept once")
    kinds = frozenset(options.kind) if options.kind else frozenset({ALL, *KINDS})
    splits: frozenset[Split] = frozenset({options.split} if options.split else get_args(Split))
    missed = below_floors(results, floors, kinds, splits)
    for line in missed:
        sys.stdout.write(f"\nBELOW {line}")
    sys.stdout.write("\n" if missed else "\nat or above the accepted numbers\n")
    return BELOW if missed else PASSED


if __name__ == "__main__":
    sys.exit(main())
