"""``python -m eval.scale_bench``: how the index grows from a thousand to a million passages, by hand and not in CI.

Knows the sizes, the limits and how sizes are compared; each size is built and searched in processes of its own
(``scale_run``), so that peak memory is its own. The numbers are printed and kept in ``baselines/scale.json``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval.bench import environment, folder_bytes, machine
from eval.processes import ServerGone, timed
from eval.run import BASELINES

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PATIENCE_S = 3_000.0
FUSED_MS = {10_000: 5.0, 100_000: 20.0, 1_000_000: 50.0}
"""Most milliseconds of a search at the median, with and without filters."""
GROWTH = 1.3
"""Ingestion takes at most so many times what growing in proportion would take, by processor time."""
MEMORY_MB = 16_000
WHOLE_MIN = 45.0
FILTERS = ("none", "document", "series")
SHOWN = (
    ("passages/s", "rate"), ("ingestion s", "ingest_s"), ("of it words", "lexical_s"), ("embedding", "embedding_s"),
    ("storing", "storing_s"), ("processor s", "ingest_cpu_s"), ("index MB", "index_mb"), ("of it words", "bm25_mb"),
    ("vectors", "chroma_mb"), ("peak MB, ingestion", "ingest_peak_mb"), ("peak MB, search", "search_peak_mb"),
    ("opening s", "open_s"),
    *((f"{signal}, filter {name}: {part} ms", f"{signal}_{name}_{part}_ms")
      for signal in ("fused", "lexical", "dense") for name in FILTERS for part in ("p50", "p99", "cpu")),
)  # fmt: skip


def measure(size: int, seed: int, folder: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """All numbers of one size, whose index is left in the folder."""
    place = folder / str(size)
    shutil.rmtree(place, ignore_errors=True)
    found = {**_step("build", place, size, seed, env), **_step("search", place, size, seed, env)}
    found["rate"] = round(size / found["ingest_s"])
    found["index_mb"] = round(folder_bytes(place) / 1e6, 1)
    return found | {f"{part}_mb": round(folder_bytes(place / part) / 1e6, 1) for part in ("bm25", "chroma")}


def _step(step: str, place: Path, size: int, seed: int, env: Mapping[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "eval.scale_run", step, str(place), str(size), str(seed)]
    _, output = timed(command, dict(env), PATIENCE_S)
    found: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return found


def above(found: Mapping[int, Mapping[str, Any]], minutes: float) -> list[str]:
    """What is above its limit, in words."""
    wrong = [
        f"{size:,} passages, filter {name}: {numbers[f'fused_{name}_p50_ms']} ms at the median, limit {FUSED_MS[size]}"
        for size, numbers in found.items()
        for name in FILTERS
        if size in FUSED_MS and numbers[f"fused_{name}_p50_ms"] > FUSED_MS[size]
    ]
    for (small, before), (large, after) in pairwise(sorted(found.items())):
        for what, key in (("ingestion", "ingest_cpu_s"), ("memory of ingestion", "ingest_peak_mb")):
            factor = after[key] / max(before[key], 0.01) / (large / small)
            if factor > GROWTH:
                wrong.append(f"{what} grows {factor:.2f} times as fast as the passages from {small:,} to {large:,}")
    for size, numbers in found.items():
        most = max(numbers["ingest_peak_mb"], numbers["search_peak_mb"])
        if most > MEMORY_MB:
            wrong.append(f"{size:,} passages take {most:,} MB at most, limit {MEMORY_MB:,}")
    if minutes > WHOLE_MIN:
        wrong.append(f"the whole run took {minutes:.0f} minutes, limit {WHOLE_MIN:.0f}")
    return wrong


def table(found: Mapping[int, Mapping[str, Any]]) -> str:
    """The numbers, a column for each size."""
    lines = [f"{'passages':30}" + "".join(f"{size:>12,}" for size in found)]
    for words, key in SHOWN:
        lines.append(f"{words:30}" + "".join(f"{numbers[key]:>12,}" for numbers in found.values()))
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, keep; 1 where a number is above its limit, 2 where it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale_bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of passages")
    parser.add_argument("--seed", type=int, default=0, help="of the generator (0)")
    parser.add_argument("--folder", type=Path, help="where to build and leave the indexes (8 GB)")
    parser.add_argument("--out", type=Path, default=BASELINES / "scale.json", help="where the numbers are kept")
    options = parser.parse_args(argv)
    surroundings, began = machine(), time.perf_counter()
    found: dict[int, dict[str, Any]] = {}
    minutes = 0.0
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        folder = options.folder or Path(name)
        # The index of the documents gives the templates, so only the data folder and the threads are its own.
        env = {key: value for key, value in environment(Path(name)).items() if key != "ASSISTANT_INDEX_DIR"}
        for size in sorted(set(options.sizes)):
            try:
                found[size] = measure(size, options.seed, folder, env)
                if options.folder is None:
                    shutil.rmtree(folder / str(size))
            except ServerGone as error:
                sys.stderr.write(f"bench-scale: {error}\n")
                return 2
            minutes = (time.perf_counter() - began) / 60
            kept = {"machine": surroundings, "seed": options.seed, "minutes": round(minutes, 1), "measured": found}
            options.out.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            sys.stderr.write(f"{size:,} passages: {minutes:.1f} minutes so far\n")
    sys.stdout.write(f"{table(found)}\n{minutes:.1f} minutes in all\n")
    wrong = above(found, minutes)
    sys.stdout.write("".join(f"above the limit: {line}\n" for line in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
