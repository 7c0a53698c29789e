"""``python -m eval.readme``: whether README shows what the program prints and what was measured; ``--write`` mends it.

Knows README's marks, the kept numbers in ``baselines/`` and how a person would name them; refuses to measure anything.
Everything between ``<!-- name -->`` and ``<!-- /name -->`` is made here, the rest is written by hand.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.run import ACCEPTED, BASELINES

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BENCH = BASELINES / "bench.json"
QUESTIONS = {"question": "深圳第58项由哪个局牵头？", "question-en": "Which bureau leads item 58 in Shenzhen?"}
SPLITS = {"tuned": "cases read while improving", "untouched": "cases never read while improving"}
SCORES = ("right", "answer", "citation", "status")
MEASURES: dict[str, tuple[str, str]] = {
    "ingest_s": ("Ingestion of the five documents, from nothing", "s"),
    "first_answer_s": ("First exact answer after the server was started", "s"),
    "service_exact_p50_ms": ("Exact question inside the service, median", "ms"),
    "http_exact_p50_ms": ("Exact question over HTTP, median", "ms"),
    "http_exact_p99_ms": ("Exact question over HTTP, 99 of 100 within", "ms"),
    "http_open_p50_ms": ("Open question over HTTP, median", "ms"),
    "http_open_p99_ms": ("Open question over HTTP, 99 of 100 within", "ms"),
    "cold_ask_s": ("`assistant ask`, exact question, cold", "s"),
    "memory_mb": ("Resident memory of the server, warmed", "MB"),
    "memory_after_mb": ("Resident memory of the server, after the measured questions", "MB"),
    "index_mb": ("Index on disk", "MB"),
    "store_save_ms": ("10,000 conversations: a question kept and its answer added, median", "ms"),
    "store_turns_ms": ("10,000 conversations: all turns of one with 200, median", "ms"),
    "store_list_ms": ("10,000 conversations: the list of the latest 50, median", "ms"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """0 where README is up to date or was written, 1 where it is not, 2 where it cannot be told."""
    parser = argparse.ArgumentParser(prog="python -m eval.readme", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write README as it should be")
    options = parser.parse_args(argv)
    old = README.read_text(encoding="utf-8")
    try:
        new = renewed(old)
    except (LookupError, OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"readme: {error}\n")
        return 2
    if options.write:
        README.write_text(new, encoding="utf-8")
    elif new != old:
        sys.stdout.write("README.md is stale; renew it with: python -m eval.readme --write\n")
        return 1
    return 0


def renewed(text: str) -> str:
    """README with every made part made anew."""
    for name, question in QUESTIONS.items():
        text = _put(text, name, _example(question))
    text = _put(text, "evaluation", evaluation_table(load(ACCEPTED)))
    return _put(text, "bench", bench_table(load(BENCH)))


def load(path: Path) -> dict[str, Any]:
    """Numbers that were kept."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _put(text: str, name: str, made: str) -> str:
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise LookupError(f"README.md has no part <!-- {name} --> … <!-- /{name} -->")
    return pattern.sub(lambda match: f"{match[1]}{made}\n{match[2]}", text)


def _example(question: str) -> str:
    """The question and its answer, as the console script prints it in a process of its own."""
    command = [sys.executable, "-m", "assistant", "ask", question]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return f'```console\n$ .venv/bin/assistant ask "{question}"\n{done.stdout.rstrip()}\n```'


def evaluation_table(accepted: dict[str, Any]) -> str:
    """Shares of right cases by split, from the accepted numbers."""
    lines = ["| `make eval` | cases | " + " | ".join(SCORES) + " |", "|---|---|" + "---|" * len(SCORES)]
    for split, meaning in SPLITS.items():
        row = accepted[split]["all"]
        shares = " | ".join(f"{row[score]:.1%}" for score in SCORES)
        lines.append(f"| {split}: {meaning} | {row['cases']} | {shares} |")
    return "\n".join(lines)


def bench_table(bench: dict[str, Any]) -> str:
    """Measured numbers beside their limits, from the last ``make bench``."""
    lines = ["| `make bench` | measured | at most |", "|---|---|---|"]
    for name, (meaning, unit) in MEASURES.items():
        limit = bench["limits"].get(name)
        lines.append(f"| {meaning} | {bench['measured'][name]:g} {unit} | {f'{limit:g} {unit}' if limit else '–'} |")
    where = bench["machine"]
    lines.append(
        f"\nMeasured on {where['cores']} cores with Python {where['python']} on {where['system']}, one thread."
    )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
