from __future__ import annotations

from typing import Any

import pytest

from eval.cases import Case, Filter
from eval.findings import DEFECTS, Defect, Finding
from eval.scores import (
    CaseResult,
    Rate,
    TurnResult,
    below_floors,
    broken,
    floors_of,
    percentile,
    rates,
    refusals,
    run_cases,
    summary,
)
from tests.eval.answers import ROW_58, SOURCES, answer, citation


def case(kind: str = "lead", split: str = "tuned", **expect: Any) -> Case:
    return Case.model_validate(
        {
            "id": "a-b", "split": split, "kind": kind, "document": "shenzhen", "lang": "zh", "author": "official",
            "why": "A case for this test.", "question": "深圳第58项由哪个局牵头？", "expect": expect,
        }
    )  # fmt: skip


def result(*defects: Defect, given: dict[str, Any] | None = None, **more: Any) -> CaseResult:
    turn = TurnResult(question="q", answer=given, findings=tuple(map(Finding, defects)), seconds=0.01)
    return CaseResult(case=case(**more), turns=(turn,))


def test_every_defect_belongs_to_one_score() -> None:
    assert {Finding(defect).dimension for defect in DEFECTS[:5]} == {"status"}
    assert Finding("roles-swapped").dimension == "answer"
    assert Finding("language-wrong").dimension == "answer"
    assert Finding("citation-none").dimension == "citation"
    assert Finding("mark-shifted").dimension == "citation"
    assert str(Finding("list-cut", "task 58")) == "list-cut: task 58"


def test_the_rates_of_four_results() -> None:
    # by hand: right 1 of 4; answer wrong in the 2nd and by the crash; citation wrong in the 3rd and by the crash.
    results = [result(), result("lead-wrong"), result("quote-false"), result("crash")]
    assert rates(results) == {"right": Rate(1, 4), "answer": Rate(2, 4), "citation": Rate(2, 4), "status": Rate(3, 4)}
    assert [found.turns[0].findings[0].defect for found in broken(results, "citation")] == ["quote-false"]
    assert len(broken(results)) == 3


def test_a_score_that_means_nothing_is_not_counted() -> None:
    assert rates([result(status="refused"), result(cite={"none": True})])["citation"] == Rate(0, 0)
    assert rates([result("quote-false", status="refused")])["citation"] == Rate(0, 1)


def test_refusal_precision_and_recall() -> None:
    # by hand: refused 3 times, 2 of them rightly; should have been refused 3 times, 2 of them done.
    refused, told = answer("无", status="refused", reason="not_stated"), answer("有")
    results = [
        result(given=refused, status="refused"),
        result(given=refused, status="refused"),
        result(given=refused),
        result(given=told, status="refused"),
        result(given=told),
    ]
    assert refusals(results) == {"precision": Rate(2, 3), "recall": Rate(2, 3)}


def test_floors_are_met_by_what_they_were_taken_from() -> None:
    results = [result(), result("lead-wrong"), result(split="untouched", kind="text")]
    floors = floors_of(results)
    kinds, splits = frozenset({"all", "lead", "text"}), frozenset[Any]({"tuned", "untouched"})
    assert floors["tuned"]["lead"]["right"] == 0.5
    assert below_floors(results, floors, kinds, splits) == []
    worse = [*results[1:], result("crash")]
    assert below_floors(worse, floors, kinds, splits)[0].startswith("tuned all: right")
    assert below_floors(worse, floors, frozenset({"text"}), splits) == []
    assert below_floors(worse, floors, kinds, frozenset({"untouched"})) == []


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.75, 3.0), (0.99, 4.0), (0.0, 1.0)])
def test_percentiles_by_nearest_rank(share: float, value: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == value


def test_the_percentile_of_nothing() -> None:
    assert percentile([], 0.5) == 0.0


def test_a_summary_is_json_of_counts() -> None:
    found = summary([result(given=answer("有")), result("lead-wrong")])
    assert found["by_split"]["tuned"]["lead"]["right"] == [1, 2]
    assert found["latency_ms"] == {"p50": 10.0, "p95": 10.0}
    assert list(found["by_split"]) == ["tuned"]


class Known:
    """Answers one question, fails at every other."""

    def ask(self, question: str, conversation_id: str | None, filters: Filter | None) -> dict[str, Any]:
        if "58" not in question:
            raise LookupError(question)
        return answer("由市住房建设局牵头。[1]", citation(1, "shenzhen/task/58", ROW_58))


def test_results_keep_the_order_of_the_cases() -> None:
    unknown = case().model_copy(update={"question": "第1项？", "id": "c-d"})
    seen: list[str] = []
    cases = [unknown, case(agencies={"lead": ["市住房建设局"]})]
    results = run_cases(cases, Known(), SOURCES, jobs=2, progress=lambda one: seen.append(one.case.id))
    assert [one.case.id for one in results] == seen == ["c-d", "a-b"]
    assert [str(finding) for finding in results[0].findings] == ["crash: LookupError: 第1项？"]
    assert results[1].findings == ()


class Interrupting:
    def ask(self, question: str, conversation_id: str | None, filters: Filter | None) -> dict[str, Any]:
        raise KeyboardInterrupt


def test_an_interruption_is_no_row() -> None:
    with pytest.raises(KeyboardInterrupt):
        run_cases([case()], Interrupting(), SOURCES)
