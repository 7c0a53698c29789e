"""``python -m eval.retrieval``: how well passages are found, quoted and refused; ``--baselines`` to compare.

Exit codes: 0 at or above the accepted numbers, 1 below them, 2 the run itself failed. Knows options and what is
printed; refuses to know measures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from assistant.errors import AssistantError
from eval.reading import CaseProblem, Split
from eval.retrieval.cases import CASES, RetrievalCase, load_cases
from eval.retrieval.product import Outcome, outcome, product
from eval.retrieval.tables import (
    Ranked,
    ablation_table,
    answer_table,
    failures,
    floors,
    measured,
    ranking_table,
    refusals,
)

ACCEPTED = Path(__file__).resolve().parent.parent / "baselines" / "retrieval.json"
PASSED, BELOW, FAILED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Ask, measure, print; the value is the exit code."""
    options = _parser().parse_args(argv)
    try:
        cases = [case for case in load_cases(options.cases) if options.split in (None, case.split)]
        with product() as assistant:
            outcomes = [outcome(assistant, case) for case in cases]
            others = _baselines(cases) if options.baselines else {}
        if options.ablate:
            sys.stdout.write(_ablated(cases))
    except (CaseProblem, AssistantError, OSError) as error:
        sys.stderr.write(f"eval.retrieval: {error}\n")
        return FAILED
    if options.fit:
        # Only here: scikit-learn takes a second to come in.
        from eval.retrieval.fit import curve

        sys.stdout.write(curve([o for o in outcomes if o.case.split == "tuned"]) + "\n\n")
    if options.failures:
        sys.stdout.write("\n".join(failures(outcomes)) + "\n\n")
    for split in get_args(Split):
        if some := [o for o in outcomes if o.case.split == split]:
            sys.stdout.write(_section(split, some, others))
    if options.out:
        options.out.write_text(json.dumps(_numbers(outcomes, others), indent=1) + "\n", encoding="utf-8")
    return _gate(outcomes, accept=options.accept)


def _gate(outcomes: Sequence[Outcome], *, accept: bool) -> int:
    """Compare the numbers of each split with the accepted ones, or make them those."""
    found = {s: floors(some) for s in get_args(Split) if (some := [o for o in outcomes if o.case.split == s])}
    known = json.loads(ACCEPTED.read_text(encoding="utf-8")) if ACCEPTED.is_file() else {}
    if accept:
        ACCEPTED.write_text(json.dumps(known | found, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"accepted: {ACCEPTED.name}\n")
        return PASSED
    missed = [
        f"BELOW {split} {name}: {value:.4f} is below the accepted {known[split][name]:.4f}"
        for split, numbers in found.items()
        for name, value in numbers.items()
        if value < known.get(split, {}).get(name, 0.0)
    ]
    sys.stdout.write("\n".join(missed or ["at or above the accepted numbers"]) + "\n")
    return BELOW if missed else PASSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.retrieval", description="Score search and refusals.")
    parser.add_argument("--split", choices=get_args(Split), help="only this split")
    parser.add_argument("--failures", action="store_true", help="show tuned cases that are not right")
    parser.add_argument("--accept", action="store_true", help="make these results the accepted numbers")
    parser.add_argument("--fit", action="store_true", help="fit the curve of certainty on the tuned cases")
    parser.add_argument("--ablate", action="store_true", help="show what each signal adds, and the baselines")
    parser.add_argument("--baselines", action="store_true", help="compare with plain chunks and stock retrievers")
    parser.add_argument("--cases", type=Path, default=CASES, help="folder of case files")
    parser.add_argument("--out", type=Path, help="file for the numbers as JSON")
    return parser


def _baselines(cases: Sequence[RetrievalCase]) -> dict[str, list[Ranked]]:
    # Only here: the stock retrievers are for developers, and a plain run needs none of them.
    from assistant.core.corpus import open_corpus
    from assistant.search.embedder import Embedder
    from assistant.settings import load_settings
    from eval.retrieval.baselines import baselines

    settings = load_settings()
    ways = baselines(open_corpus(settings.index_dir), Embedder.load(settings.encoder, settings.model_options))
    return {name: [(case, way(case.question)) for case in cases] for name, way in ways.items()}


def _ablated(cases: Sequence[RetrievalCase]) -> str:
    # Only here: opening the search in ten forms takes seconds.
    from assistant.settings import load_settings
    from eval.retrieval.ablation import ablations

    asked = [case for case in cases if case.answerable]
    with ablations(load_settings()) as ways:
        found = {name: [(case, way(case.question)) for case in asked] for name, way in ways.items()}
    return ablation_table({**found, **_baselines(asked)}) + "\n\n"


def _section(split: str, outcomes: Sequence[Outcome], others: dict[str, list[Ranked]]) -> str:
    parts = [f"== {split} ==", ranking_table([(o.case, o.hits) for o in outcomes]), answer_table(outcomes)]
    parts.append("refusals: " + ", ".join(f"{name} {value:.1%}" for name, value in refusals(outcomes).items()))
    for name, rows in others.items():
        parts += [f"-- {name}", ranking_table([row for row in rows if row[0].split == split])]
    return "\n\n".join(parts) + "\n\n"


def _numbers(outcomes: Sequence[Outcome], others: dict[str, list[Ranked]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for split in get_args(Split):
        some = [o for o in outcomes if o.case.split == split]
        if not some:
            continue
        systems: dict[str, list[Ranked]] = {"product": [(o.case, o.hits) for o in some]}
        systems |= {name: [row for row in rows if row[0].split == split] for name, rows in others.items()}
        ranked = {
            name: {k: asdict(v) for k, v in measured([r for r in rows if r[0].answerable]).items()}
            for name, rows in systems.items()
        }
        found[split] = {"ranking": ranked, "refusals": refusals(some)}
    return found


if __name__ == "__main__":
    sys.exit(main())
