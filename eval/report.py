"""Results for people and machines: a table, the broken cases with their reasons, JSON.

Knows what may be shown: of untouched cases only counts, unless asked for, so that nobody improves the assistant by
looking at them. Refuses to know how anything was scored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.scores import SCORES, CaseResult, Rate, broken, by_kind, percentile, rates, refusals, summary

_KIND_WIDTH = 14
_ANSWER_CHARS = 400


def table(results: Sequence[CaseResult]) -> str:
    """Rates by kind, one block for each split."""
    blocks = []
    for split in ("tuned", "untouched"):
        some = [result for result in results if result.case.split == split]
        if some:
            lines = [f"{split:{_KIND_WIDTH}}{'cases':>6}" + "".join(f"{score:>16}" for score in SCORES)]
            lines += [_row(kind, group) for kind, group in by_kind(some)]
            blocks.append("\n".join(lines))
    refused = refusals(results)
    blocks.append("refusals: " + ", ".join(f"{name} {_share(rate)}" for name, rate in refused.items()))
    times = [turn.seconds * 1000 for result in results for turn in result.turns if turn.answer is not None]
    blocks.append(f"latency: p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms")
    return "\n\n".join(blocks)


def _row(kind: str, group: Sequence[CaseResult]) -> str:
    cells = "".join(f"{_share(rate):>16}" for rate in rates(group).values())
    return f"{kind:{_KIND_WIDTH}}{len(group):>6}{cells}"


def _share(rate: Rate) -> str:
    return f"{rate.right}/{rate.of} {rate.share:6.1%}" if rate.of else "-"


def failures(results: Sequence[CaseResult], *, show_untouched: bool = False) -> str:
    """Which cases broke and why; of untouched cases only how many."""
    lines = []
    hidden = 0
    for result in broken(results):
        if result.case.split == "untouched" and not show_untouched:
            hidden += 1
            continue
        lines.append(f"{result.case.id} ({result.case.kind}, {result.case.document})")
        for turn in result.turns:
            if turn.findings:
                lines.append(f"  asked: {turn.question}")
                lines += [f"  - {finding}" for finding in turn.findings]
                if turn.answer is not None:
                    lines.append(f"  got: {_short(str(turn.answer['answer']))}")
    if hidden:
        lines.append(f"{hidden} untouched cases broke (shown only with --show-untouched)")
    return "\n".join(lines)


def _short(text: str) -> str:
    flat = " ⏎ ".join(line for line in text.splitlines() if line.strip())
    return flat if len(flat) <= _ANSWER_CHARS else flat[: _ANSWER_CHARS - 1] + "…"


def as_json(results: Sequence[CaseResult], *, show_untouched: bool = False) -> dict[str, Any]:
    """The whole run: rates and a row for each case, with its answers where they may be shown."""
    return {"summary": summary(results), "cases": [_case(result, show_untouched) for result in results]}


def _case(result: CaseResult, show_untouched: bool) -> dict[str, Any]:
    case = result.case
    row: dict[str, Any] = {"id": case.id, "split": case.split, "kind": case.kind, "document": case.document}
    row["scores"] = {score: result.score(score) for score in SCORES}
    if case.split == "tuned" or show_untouched:
        row["lang"], row["author"], row["tags"] = case.lang, case.author, list(case.tags)
        row["turns"] = [
            {
                "question": turn.question,
                "findings": [{"defect": finding.defect, "detail": finding.detail} for finding in turn.findings],
                "ms": round(turn.seconds * 1000, 2),
                "answer": turn.answer,
            }
            for turn in result.turns
        ]
    return row


def write(folder: Path, results: Sequence[CaseResult], *, show_untouched: bool = False) -> None:
    """``results.json``, ``table.txt`` and ``broken.txt`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(as_json(results, show_untouched=show_untouched), ensure_ascii=False, indent=1)
    (folder / "results.json").write_text(data + "\n", encoding="utf-8")
    (folder / "table.txt").write_text(table(results) + "\n", encoding="utf-8")
    (folder / "broken.txt").write_text(failures(results, show_untouched=show_untouched) + "\n", encoding="utf-8")
