"""How long an exact answer takes inside the service: understood, looked up, verified and stored, without HTTP.

Knows which exact questions are timed: every numbered row, every body, every indicator, each in words of its own, so
that no answer comes twice. Prints one line of JSON; ``bench`` runs it as a process with an index of its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

from assistant import open_assistant
from assistant.core.corpus import Corpus
from eval.scores import percentile

_ROWS = {
    "task": ("深圳重点任务第{}项由哪个局牵头？", "Who supports key task {} in Shenzhen?"),
    "project": ("深圳重点工程第{}项的协办单位有哪些？", "What does Shenzhen key project {} say?"),
}
_WARM = 20


def questions(corpus: Corpus) -> Iterator[str]:
    """Exact questions over the whole of an index, each once."""
    for series, phrasings in _ROWS.items():
        for record in corpus.of("shenzhen"):
            if record.series == series:
                yield from (phrasing.format(record.number) for phrasing in phrasings)
    for agency in corpus.agencies:
        if "shenzhen" in agency.documents:
            yield f"{agency.name}牵头的重点任务有哪些？"
    for indicator in corpus.indicators:
        yield f"各地的{indicator.name}目标分别是多少？"


def main() -> int:
    """Ask, time, print; 1 where an exact question was not answered exactly."""
    with open_assistant() as assistant:
        asked = list(questions(assistant.corpus))
        for question in asked[:_WARM]:
            assistant.ask(question)
        times, open_ones = [], 0
        for question in asked[_WARM:]:
            began = time.perf_counter()
            answer = assistant.ask(question)
            times.append((time.perf_counter() - began) * 1000)
            open_ones += answer.understood.intent == "open"
    found = {
        "service_exact_p50_ms": round(percentile(times, 0.5), 2),
        "service_exact_p99_ms": round(percentile(times, 0.99), 2),
        "service_exact_questions": len(times),
    }
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if open_ones > len(times) // 20 else 0


if __name__ == "__main__":
    sys.exit(main())
