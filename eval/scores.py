"""Asking a case and adding up: one result per case, rates by split and kind, floors.

Knows how turns share a conversation, how a crash becomes a row and how rates are counted; refuses to know how results
are shown. A kind's rate is the share of its cases in which nothing was found in that score.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal, get_args

from eval.askers import Asker
from eval.cases import KINDS, Case, Turn
from eval.findings import Dimension, Finding, Json
from eval.metrics import Asked, score_turn
from eval.quotes import expects_citations
from eval.reading import Split

Score = Literal["right", "answer", "citation", "status"]
SCORES: tuple[Score, ...] = ("right", "answer", "citation", "status")
ALL = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnResult:
    """One question, what came back, and what is wrong with it."""

    question: str
    answer: Json | None
    findings: tuple[Finding, ...]
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseResult:
    """A case and the results of the turns that were asked."""

    case: Case
    turns: tuple[TurnResult, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for turn in self.turns for finding in turn.findings)

    def score(self, score: Score) -> bool | None:
        """Whether the case is right in one score; ``None`` where the score means nothing for it."""
        wrong = {finding.dimension for finding in self.findings}
        if score == "right":
            return not wrong
        if any(finding.defect == "crash" for finding in self.findings):
            return False
        if score == "citation" and score not in wrong and not any(expects_citations(t.expect) for t in self.case.asked):
            return None
        return score not in wrong


def run_cases(
    cases: Sequence[Case],
    asker: Asker,
    sources: Mapping[str, str],
    *,
    jobs: int = 1,
    progress: Callable[[CaseResult], None] = lambda result: None,
) -> tuple[CaseResult, ...]:
    """Every case asked and scored, in the order given; whatever a case raises is a row of its own."""
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        futures = [pool.submit(_ask_case, case, asker, sources) for case in cases]
        results = []
        for case, future in zip(cases, futures, strict=True):
            results.append(_result(case, future))
            progress(results[-1])
    return tuple(results)


def _result(case: Case, future: Future[CaseResult]) -> CaseResult:
    error = future.exception()
    if error is None:
        return future.result()
    if not isinstance(error, Exception):
        raise error
    return CaseResult(case=case, turns=(_crash(case.asked[0], error),))


def _crash(turn: Turn, error: BaseException) -> TurnResult:
    finding = Finding("crash", f"{type(error).__name__}: {error}")
    return TurnResult(question=turn.question, answer=None, findings=(finding,), seconds=0.0)


def _ask_case(case: Case, asker: Asker, sources: Mapping[str, str]) -> CaseResult:
    asked = Asked(document=case.document, lang=case.lang)
    conversation: str | None = None
    results = []
    for turn in case.asked:
        begun = time.perf_counter()
        answer = asker.ask(turn.question, conversation, turn.filters)
        seconds = time.perf_counter() - begun
        conversation = str(answer["conversation_id"])
        findings = score_turn(turn.expect, asked, answer, sources)
        results.append(TurnResult(question=turn.question, answer=answer, findings=findings, seconds=seconds))
    return CaseResult(case=case, turns=tuple(results))


@dataclass(frozen=True, slots=True)
class Rate:
    """So many right of so many."""

    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0


def rates(results: Iterable[CaseResult]) -> dict[Score, Rate]:
    """The rate of each score over some results."""
    found = [{score: result.score(score) for score in SCORES} for result in results]
    return {
        score: Rate(sum(row[score] is True for row in found), sum(row[score] is not None for row in found))
        for score in SCORES
    }


def by_kind(results: Sequence[CaseResult]) -> Iterator[tuple[str, list[CaseResult]]]:
    """The results of each kind that has any, in the order of the kinds, and of all together first."""
    yield ALL, list(results)
    for kind in KINDS:
        if some := [result for result in results if result.case.kind == kind]:
            yield kind, some


def refusals(results: Iterable[CaseResult]) -> dict[str, Rate]:
    """Precision and recall of refusing: of what was refused, and of what should have been."""
    pairs = [
        (turn.expect.status == ("refused",), "refused" in turn.expect.status, answer["status"] == "refused")
        for result in results
        for turn, told in zip(result.case.asked, result.turns, strict=False)
        if (answer := told.answer) is not None
    ]
    return {
        "precision": Rate(sum(may and did for _, may, did in pairs), sum(did for *_, did in pairs)),
        "recall": Rate(sum(must and did for must, _, did in pairs), sum(must for must, *_ in pairs)),
    }


Floors = dict[str, dict[str, dict[str, float]]]
"""split -> kind -> score -> lowest accepted share; ``cases`` is the lowest accepted number of cases."""


def below_floors(
    results: Sequence[CaseResult], floors: Floors, kinds: frozenset[str], splits: frozenset[Split]
) -> list[str]:
    """A line for each accepted number that the results miss, among the kinds and splits that were run in full."""
    missed = []
    for split in sorted(splits):
        groups = dict(by_kind([result for result in results if result.case.split == split]))
        for kind, floor in floors.get(split, {}).items():
            if kind not in kinds:
                continue
            group = groups.get(kind, [])
            found: dict[str, float] = {"cases": len(group)}
            found |= {score: rate.share for score, rate in rates(group).items()}
            missed += [
                f"{split} {kind}: {score} {found[score]:.3f} is below the accepted {lowest:.3f}"
                for score, lowest in floor.items()
                if found[score] < lowest
            ]
    return missed


def floors_of(results: Sequence[CaseResult]) -> Floors:
    """The floors that these results just meet (shares rounded down to three digits)."""
    floors: Floors = {}
    for split in sorted({result.case.split for result in results}):
        some = [result for result in results if result.case.split == split]
        floors[split] = {kind: _floor(group) for kind, group in by_kind(some)}
    return floors


def _floor(group: Sequence[CaseResult]) -> dict[str, float]:
    shares: dict[str, float] = {score: int(rate.share * 1000) / 1000 for score, rate in rates(group).items()}
    return {"cases": len(group), **shares}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed (nearest rank); 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    rank = max(1, -int(-share * len(ordered) // 1))
    return ordered[rank - 1]


def summary(results: Sequence[CaseResult]) -> dict[str, Any]:
    """All rates as JSON: by split, by kind, refusals, latency."""
    times = [turn.seconds * 1000 for result in results for turn in result.turns if turn.answer is not None]
    found: dict[str, Any] = {"cases": len(results), "by_split": {}}
    for split in get_args(Split):
        if some := [result for result in results if result.case.split == split]:
            found["by_split"][split] = {kind: _counts(group) for kind, group in by_kind(some)}
    found["refusal"] = {name: [rate.right, rate.of] for name, rate in refusals(results).items()}
    found["latency_ms"] = {"p50": round(percentile(times, 0.5), 1), "p95": round(percentile(times, 0.95), 1)}
    return found


def _counts(group: Sequence[CaseResult]) -> dict[str, Any]:
    dimensions: dict[str, Any] = {score: [rate.right, rate.of] for score, rate in rates(group).items()}
    return {"cases": len(group), **dimensions}


def broken(results: Iterable[CaseResult], dimension: Dimension | None = None) -> list[CaseResult]:
    """The cases with a finding, or with one in a given score."""
    return [r for r in results if any(dimension in (None, finding.dimension) for finding in r.findings)]
