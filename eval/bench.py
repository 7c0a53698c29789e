"""``python -m eval.bench``: how fast and how large, measured on the product and kept in ``baselines/bench.json``.

Knows what is measured: ingestion, time to the first right answer of a fresh server, answers inside the service
(``service_bench``) and over HTTP without a language model, a cold ``assistant ask``, resident memory, a store of
thousands of conversations (``store_bench``). Each limit stands beside its number. Everything but the store runs in
processes of its own, all of it in a temporary folder, with one thread for the numeric libraries; no process is left
behind.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from eval import store_bench
from eval.processes import ServerGone, free_port, http_chat, serving, timed, wait_ready
from eval.run import BASELINES
from eval.scores import percentile

EXACT = (
    ("深圳第58项由哪个局牵头？", "市住房建设局"),
    ("Which bureau leads item 58 in Shenzhen?", "市住房建设局"),
    ("深圳重点任务第64项的牵头单位是谁？", "市水务局"),
    ("深圳重点任务第78项的协办单位有哪些？", "深圳海关"),
    ("深圳重点工程第11项由谁牵头？", "市邮政管理局"),
    ("深圳重点任务第1项由谁牵头？", "市发展改革委"),
    ("深圳市商务局牵头的重点任务有哪些？", "45"),
    ("浙江附件第15项的牵头单位是谁？", "省经信厅"),
)
OPEN = (
    "广东对饭店小份菜、打包这些有什么要求？",
    "江苏对没有通过清洁生产审核的企业怎么办？",
    "重庆哪些园区会先搞整体清洁生产审核试点？",
    "浙江园区里的小锅炉怎么替代？",
    "深圳怎样减少快递包装？",
    "How does the Guangdong plan address cooperation with Hong Kong?",
)
LIMITS = {
    "ingest_s": 10.0,
    "first_answer_s": 2.0,
    "service_exact_p50_ms": 3.0,
    "http_exact_p50_ms": 10.0,
    "http_exact_p99_ms": 50.0,
    "cold_ask_s": 1.5,
    **store_bench.LIMITS,
}
_OURS = (
    "ASSISTANT_LLM_BASE_URL",
    "ASSISTANT_LLM_MODEL",
    "ASSISTANT_DATABASE_URL",
    "ASSISTANT_API_KEYS",
    "ASSISTANT_HOST",
)


def environment(folder: Path) -> dict[str, str]:
    """The surroundings of every measured process: an index and data of its own, no language model, one thread."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    places = {"ASSISTANT_INDEX_DIR": str(folder / "index"), "ASSISTANT_DATA_DIR": str(folder / "data")}
    return kept | threads | places | {"PYTHONIOENCODING": "utf-8"}


def measure(runs: int, repeats: int) -> dict[str, Any]:
    """All numbers; ``runs`` fresh processes for each cold measurement, ``repeats`` rounds of questions over HTTP."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        env = environment(folder)
        build = [sys.executable, "-m", "ingest", "build", "--index", str(folder / "index"), "--force"]
        found: dict[str, Any] = {"ingest_s": round(median(timed(build, env)[0] for _ in range(min(runs, 3))), 2)}
        found["index_mb"] = round(folder_bytes(folder / "index" / _current(folder / "index")) / 1e6, 1)
        found["cold_ask_s"] = round(median(_cold_ask(env) for _ in range(runs)), 2)
        found["first_answer_s"] = round(median(_first_answer(env) for _ in range(min(runs, 3))), 2)
        found |= _in_service(env)
        found |= _over_http(env, repeats)
    return found | store_bench.measure()


def _current(index: Path) -> str:
    """The folder of the build in force, so that what older builds left behind is not counted."""
    return f"builds/{(index / 'current').read_text(encoding='utf-8').strip()}"


def folder_bytes(folder: Path) -> int:
    """Size of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _cold_ask(env: dict[str, str]) -> float:
    question, fact = EXACT[0]
    seconds, output = timed([sys.executable, "-m", "assistant", "ask", question], env)
    if fact not in output:
        raise ServerGone(f"assistant ask gave another answer than {fact}: {output[:200]}")
    return seconds


def _first_answer(env: dict[str, str]) -> float:
    """Seconds from starting the server to the first right answer to an exact question."""
    port = free_port()
    with serving(port, env) as server:
        question, fact = EXACT[0]
        return server.seconds_until(lambda: fact in http_chat(port, question).answer)


def _in_service(env: dict[str, str]) -> dict[str, Any]:
    """Exact answers inside the service, over several hundred different questions."""
    _, output = timed([sys.executable, "-m", "eval.service_bench"], env)
    found: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return found


def _over_http(env: dict[str, str], repeats: int) -> dict[str, Any]:
    port = free_port()
    with serving(port, env) as server:
        server.seconds_until(lambda: wait_ready(port))
        found: dict[str, Any] = {"memory_mb": round(server.resident_bytes() / 1e6)}
        for name, questions in (("exact", tuple(q for q, _ in EXACT)), ("open", OPEN)):
            times = [http_chat(port, question).milliseconds for _ in range(repeats + 1) for question in questions]
            times = times[len(questions) :]  # the first round warms the caches of connection and database
            found[f"http_{name}_p50_ms"] = round(percentile(times, 0.5), 1)
            found[f"http_{name}_p99_ms"] = round(percentile(times, 0.99), 1)
            found[f"http_{name}_requests"] = len(times)
        wrong = [q for q, fact in EXACT if fact not in http_chat(port, q).answer]
        found["memory_after_mb"] = round(server.resident_bytes() / 1e6)
    if wrong:
        raise ServerGone(f"wrong answers while measuring: {wrong}")
    return found


def machine() -> dict[str, Any]:
    """What the numbers were measured on, and how busy it was with other work before."""
    busy = round(os.getloadavg()[0], 1)
    return {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count(), "load": busy}


def rows(found: dict[str, Any]) -> str:
    """The numbers as a table, each with its limit and the ratio to it."""
    lines = [f"{'':22}{'measured':>10}{'limit':>8}{'ratio':>8}"]
    for name, value in found.items():
        if isinstance(value, (int, float)):
            limit = LIMITS.get(name)
            beside = f"{limit:>8}{value / limit:>8.2f}" if limit else ""
            lines.append(f"{name:22}{value:>10}{beside}")
    return "\n".join(lines)


def over_limits(found: dict[str, Any]) -> list[str]:
    """The names of the numbers above their limit."""
    return [name for name, limit in LIMITS.items() if found[name] > limit]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, keep; 1 where a number is above its limit, 2 where it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="fresh processes for each cold measurement (5)")
    parser.add_argument("--repeats", type=int, default=40, help="rounds of questions over HTTP (40)")
    parser.add_argument("--out", type=Path, default=BASELINES / "bench.json", help="where the numbers are kept")
    options = parser.parse_args(argv)
    surroundings = machine()
    try:
        found = measure(max(1, options.runs), max(1, options.repeats))
    except ServerGone as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    kept = {"machine": surroundings, "limits": LIMITS, "measured": found}
    options.out.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(rows(found) + "\n")
    if surroundings["load"] > 1:
        sys.stdout.write(f"the machine was busy (load {surroundings['load']}): these numbers are too high\n")
    above = over_limits(found)
    if above:
        sys.stdout.write(f"above the limit: {', '.join(above)}\n")
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
