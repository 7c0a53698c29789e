"""Results as tables for people: by split and kind, with intervals; of untouched cases only numbers are shown.

Knows names and columns; refuses to know how anything was found or measured.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from eval.retrieval.cases import KINDS, RetrievalCase
from eval.retrieval.measures import Hit, Interval, auroc, difference, interval, ndcg, recall, reciprocal_rank
from eval.retrieval.product import Outcome

Ranked = tuple[RetrievalCase, Sequence[Hit]]
MEASURES: dict[str, Callable[[Ranked], float]] = {
    "recall@1": lambda row: recall(row[1], row[0].relevant, 1),
    "recall@5": lambda row: recall(row[1], row[0].relevant, 5),
    "recall@10": lambda row: recall(row[1], row[0].relevant, 10),
    "MRR@10": lambda row: reciprocal_rank(row[1], row[0].relevant),
    "nDCG@10": lambda row: ndcg(row[1], row[0].relevant),
}


def _is_of(kind: str, case: RetrievalCase) -> bool:
    return case.kind == kind


GROUPS: dict[str, Callable[[RetrievalCase], bool]] = {
    "all": lambda case: True,
    "region named, zh": lambda case: case.region == "named" and case.lang == "zh",
    "region named, en": lambda case: case.region == "named" and case.lang == "en",
    "no region": lambda case: case.region == "open",
    **{kind: partial(_is_of, kind) for kind in KINDS if kind != "unanswerable"},
}
"""Whose numbers are shown together."""
_WIDTH = 20


def measured(rows: Sequence[Ranked]) -> dict[str, Interval]:
    """Every measure of ranked hits over questions that have an answer."""
    return {name: interval([measure(row) for row in rows]) for name, measure in MEASURES.items()}


def ranking_table(rows: Sequence[Ranked]) -> str:
    """Every measure by group."""
    lines = [f"{'':{_WIDTH}}{'cases':>6}" + "".join(f"{name:>20}" for name in MEASURES)]
    for name, belongs in GROUPS.items():
        some = [row for row in rows if row[0].answerable and belongs(row[0])]
        if some:
            cells = "".join(f"{_cell(value):>20}" for value in measured(some).values())
            lines.append(f"{name:{_WIDTH}}{len(some):>6}{cells}")
    return "\n".join(lines)


def ablation_table(systems: Mapping[str, Sequence[Ranked]]) -> str:
    """Recall and rank of each system, and how far it lies from the first, question by question, with intervals."""
    first = next(iter(systems.values()))
    lines = ["| | recall@1 | recall@5 | MRR@10 | MRR@10 against the first |", "|---|---|---|---|---|"]
    for name, rows in systems.items():
        found = measured(rows)
        best, other = ([MEASURES["MRR@10"](row) for row in some] for some in (first, rows))
        apart = difference(other, best)
        cells = [f"{100 * found[m].mean:.1f}" for m in ("recall@1", "recall@5", "MRR@10")]
        gap = "–" if rows is first else f"{100 * apart.mean:+.1f} [{100 * apart.low:+.1f}, {100 * apart.high:+.1f}]"
        lines.append(f"| {name} | {' | '.join(cells)} | {gap} |")
    return "\n".join(lines)


def answer_table(outcomes: Sequence[Outcome]) -> str:
    """How many answers are right and how many refused, by group."""
    lines = [f"{'':{_WIDTH}}{'cases':>6}{'right answer':>20}{'refused':>20}"]
    for name, belongs in GROUPS.items():
        some = [o for o in outcomes if o.case.answerable and belongs(o.case)]
        if some:
            right, refused = interval([o.right for o in some]), interval([o.refused for o in some])
            lines.append(f"{name:{_WIDTH}}{len(some):>6}{_cell(right):>20}{_cell(refused):>20}")
    return "\n".join(lines)


def refusals(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Precision and recall of refusing, the area under the curve, and the share of answerable questions refused."""
    wanted = [o for o in outcomes if not o.case.answerable]
    answerable = [o for o in outcomes if o.case.answerable]
    refused = [o for o in outcomes if o.refused]
    return {
        "precision": _share([not o.case.answerable for o in refused]),
        "recall": _share([o.refused for o in wanted]),
        "AUROC": auroc([o.evidence for o in answerable], [o.evidence for o in wanted]),
        "answerable refused": _share([o.refused for o in answerable]),
    }


def floors(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The numbers below which a later run must not fall, rounded down a little, as libraries differ in last digits."""
    ranked = measured([(o.case, o.hits) for o in outcomes if o.case.answerable])
    refused = refusals(outcomes)
    numbers = {name: ranked[name].mean for name in ("recall@1", "recall@5", "MRR@10")}
    numbers["right"] = _share([o.right for o in outcomes if o.case.answerable])
    numbers |= {"refusals " + name: refused[name] for name in ("precision", "recall", "AUROC")}
    return {name: math.floor(value * 1000) / 1000 for name, value in numbers.items()}


def failures(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Each tuned case that is not found among five or not answered right, with what came instead."""
    for o in outcomes:
        if o.case.split != "tuned" or (o.right and (not o.case.answerable or recall(o.hits, o.case.relevant, 5) == 1)):
            continue
        said = " ".join(o.answer.split())[:240]
        yield (
            f"{o.case.id} ({o.case.kind}, {o.case.lang}, region {o.case.region}) "
            f"{'right' if o.right else 'refused' if o.refused else 'WRONG'}, evidence {o.evidence:.2f}\n"
            f"  asked: {o.case.question}\n"
            f"  wanted: {o.case.relevant or o.case.near} {o.case.holds or ''}\n"
            f"  found: {', '.join(sorted(record for hit in o.hits[:5] for record in hit))}\n"
            f"  said: {said}"
        )


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")


def _cell(value: Interval) -> str:
    return f"{value.mean:6.1%} [{value.low:4.0%}–{value.high:4.0%}]"
