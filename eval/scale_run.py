"""``python -m eval.scale_run build|search FOLDER SIZE SEED``: one step of measuring growth, in a process of its own.

``build`` makes a corpus and brings it into an index with the calls that ingestion makes; ``search`` opens that index
and asks it. Each prints one line of JSON. Knows what is timed; refuses to know limits and how sizes compare.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from assistant.core import manifest as layout
from assistant.core.corpus import Corpus, current_build
from assistant.core.manifest import SCHEMA_VERSION, Manifest
from assistant.core.text import detect_language, normalise
from assistant.search.chunks import Chunk, dump_chunks
from assistant.search.embedder import Embedder
from assistant.search.fields import indexed_text, passage_text
from assistant.search.filters import nearest, remembered
from assistant.search.lexical import LexicalIndex
from assistant.search.retrieve import CANDIDATES, Retriever, SearchQuery
from assistant.search.table import ChunkTable
from assistant.search.vectors import VectorStore
from assistant.settings import load_settings
from eval.scale_corpus import PER_DOCUMENT, Templates, passages
from eval.scores import percentile

SLAB = 50_000
"""Passages embedded at a time, so that their texts are never all in memory."""
WARM, ASKED = 25, 200
QUESTIONS = (
    "对饭店小份菜、打包这些有什么要求？", "没有通过清洁生产审核的企业怎么办？", "哪些园区会先搞整体清洁生产审核试点？",
    "园区里的小锅炉怎么替代？", "怎样减少快递包装？", "秸秆综合利用率要达到多少？", "农膜回收有什么目标？",
    "新建建筑里绿色建筑要占多大比例？", "老旧柴油车怎么淘汰？", "工地扬尘怎么管？", "旅馆还能不能主动给一次性用品？",
    "企业做清洁生产审核有没有补助？", "再生水利用有什么安排？", "化肥农药怎么减量？", "怎么推广新能源汽车？",
    "生活垃圾怎么分类回收？", "船舶靠港用岸电有什么要求？", "重点行业挥发性有机物怎么治理？", "哪些企业必须做审核？",
    "审核报告由谁验收？", "第三方服务机构弄虚作假怎么处理？", "有没有绿色金融支持？", "养殖场的粪污怎么处理？",
    "塑料袋何时禁用？", "餐饮油烟怎么管？", "装配式建筑有哪些要求？", "学校和医院怎么节约用水？", "危险废物怎么管？",
    "数字化怎么帮助清洁生产？", "和香港有什么合作？", "人才培训怎么做？", "公共机构怎样节能？",
    "How does the plan address cooperation with Hong Kong?", "What is planned for packaging of express deliveries?",
    "Which enterprises must carry out a mandatory cleaner production audit?", "How is straw to be used?",
    "What is said about green buildings?", "How are small coal-fired boilers to be replaced?",
    "What support do enterprises get for audits?", "How should kitchen waste be treated?",
)  # fmt: skip
"""Open questions in everyday words, as people ask them; four of five are Chinese."""


@dataclass(slots=True)
class Clock:
    """Seconds on the wall and of processor time since it was made; the second does not count other work."""

    wall: float
    processor: float

    @classmethod
    def started(cls) -> Clock:
        return cls(time.perf_counter(), time.process_time())

    def read(self, name: str) -> dict[str, float]:
        """Both as numbers of a report."""
        return {
            f"{name}_s": round(time.perf_counter() - self.wall, 2),
            f"{name}_cpu_s": round(time.process_time() - self.processor, 2),
        }


def build(folder: Path, size: int, seed: int) -> dict[str, Any]:
    """Numbers of ingestion: of its parts, and peak memory."""
    settings = load_settings()
    templates = Templates.of(ChunkTable.open(current_build(settings.index_dir) / layout.CHUNKS))
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock.started()
    _write(folder / layout.CHUNKS, passages(templates, size, seed))
    found: dict[str, Any] = clock.read("made")
    embedder = Embedder.load(settings.encoder)
    embedder.encode_passages(["暖机"])
    table = ChunkTable.open(folder / layout.CHUNKS)
    clock = Clock.started()
    LexicalIndex.build(indexed_text(chunk) for chunk in table).save(folder / layout.LEXICAL)
    found |= clock.read("lexical")
    clock = Clock.started()
    vectors = np.zeros((len(table), embedder.dimension), dtype=np.float32)
    for start in range(0, len(table), SLAB):
        slab = table[start : start + SLAB]
        vectors[start : start + len(slab)] = embedder.encode_passages([passage_text(chunk) for chunk in slab])
    found |= clock.read("embedding")
    clock = Clock.started()
    VectorStore.create(folder / layout.VECTORS, table, vectors).close()
    found |= clock.read("storing")
    manifest = {"name": embedder.name, "fingerprint": embedder.fingerprint, "dimension": embedder.dimension}
    (folder / layout.MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    for part in ("", "cpu_"):
        found[f"ingest_{part}s"] = round(sum(found[f"{n}_{part}s"] for n in ("lexical", "embedding", "storing")), 2)
    return found | {"ingest_peak_mb": _peak_mb()}


def search(folder: Path, size: int, seed: int) -> dict[str, Any]:
    """Numbers of searching: opening, p50 and p99 by signal and filter in milliseconds, and peak memory."""
    kept = json.loads((folder / layout.MANIFEST).read_text(encoding="utf-8"))
    manifest = Manifest(
        schema_version=SCHEMA_VERSION, index_version="0" * 16, encoder=kept["name"],
        encoder_fingerprint=kept["fingerprint"], dimension=kept["dimension"], built_at="", sources={}, counts={},
    )  # fmt: skip
    corpus = Corpus.assemble(
        root=folder, manifest=manifest, documents=(), records=(), agencies=(), sources={}, furniture={}
    )
    settings = load_settings(index_dir=folder, encoder=kept["name"], encoder_wait_s=600.0)
    clock = Clock.started()
    retriever = Retriever.open(corpus, settings)
    retriever.search(SearchQuery(text="清洁生产"))
    if not retriever.dense_ready:
        raise SystemExit(f"the encoder could not be loaded: {retriever.problem}")
    found: dict[str, Any] = {"open_s": clock.read("open")["open_s"]}
    queries = {name: list(islice(_queries(name, size, seed), WARM + ASKED)) for name in ("none", "document", "series")}
    for name, asked in queries.items():
        found |= _timed(f"fused_{name}", retriever.search, asked)
    found["hits"] = len(retriever.search(queries["none"][0]).hits)
    retriever.close()
    for name, asked in queries.items():
        found |= _timed(f"lexical_{name}", retriever.search, asked)
    found |= _dense(folder, settings.encoder, queries)
    return found | {"search_peak_mb": _peak_mb()}


def _dense(folder: Path, encoder: str, queries: dict[str, list[SearchQuery]]) -> dict[str, float]:
    """The vectors alone: a question encoded and the nearest passages found, as the retriever does it."""
    embedder, table = Embedder.load(encoder), ChunkTable.open(folder / layout.CHUNKS)
    allowed = remembered(table)
    found: dict[str, float] = {}
    with VectorStore.open(folder / layout.VECTORS) as store:

        def ask(query: SearchQuery) -> object:
            vector = embedder.encode_query(query.text)
            return nearest(store, vector, CANDIDATES, allowed(query.documents, query.series), table)

        for name, asked in queries.items():
            found |= _timed(f"dense_{name}", ask, asked)
    return found


def _queries(filtered: str, size: int, seed: int) -> Iterator[SearchQuery]:
    """Questions without end, without a filter, each within a document of its own, or within rows of tasks."""
    random = Random(f"{seed}/{filtered}")
    documents = -(-size // PER_DOCUMENT)
    while True:
        for question in random.sample(QUESTIONS, len(QUESTIONS)):
            yield SearchQuery(
                text=normalise(question),
                documents=(f"made-{random.randrange(documents)}",) if filtered == "document" else (),
                series=("task",) if filtered == "series" else (),
                language=detect_language(question),
            )


def _timed(name: str, ask: Callable[[SearchQuery], object], queries: Sequence[SearchQuery]) -> dict[str, float]:
    for query in queries[:WARM]:
        ask(query)
    clock, times = Clock.started(), []
    for query in queries[WARM:]:
        began = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - began) * 1000)
    found = {f"{name}_p{part}_ms": round(percentile(times, part / 100), 2) for part in (50, 99)}
    return found | {f"{name}_cpu_ms": round((time.process_time() - clock.processor) * 1000 / len(times), 2)}


def _write(path: Path, chunks: Iterator[Chunk]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        while batch := list(islice(chunks, SLAB)):
            file.write(dump_chunks(batch))


def _peak_mb() -> int:
    """The most memory this process ever held; Linux counts kilobytes, macOS bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1e6 if sys.platform == "darwin" else 1e3))


def main(argv: Sequence[str] | None = None) -> int:
    """One step; its numbers as one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale_run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("step", choices=("build", "search"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("seed", type=int)
    options = parser.parse_args(argv)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    steps = {"build": build, "search": search}
    sys.stdout.write(json.dumps(steps[options.step](options.folder, options.size, options.seed)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
