"""The five documents, parsed once, and small sources made by hand."""

from __future__ import annotations

import hashlib
from functools import cache

from assistant.core.records import DocumentInfo, Record
from ingest.builder import Parsed
from ingest.parse import parse
from ingest.sources import Layout, Source, load_sources


@cache
def parsed() -> dict[str, Parsed]:
    return {source.info.document: parse(source) for source in load_sources()}


@cache
def _records() -> dict[str, Record]:
    return {record.record_id: record for part in parsed().values() for record in part.records}


def record(record_id: str) -> Record:
    return _records()[record_id]


def records(document: str, series: str) -> list[Record]:
    return [found for found in parsed()[document].records if found.series == series]


def source_of(text: str, layout: Layout | None = None, titles: tuple[str, ...] = ("示例方案",)) -> Source:
    info = DocumentInfo(
        document="d", title=titles[0], titles=titles, region="", region_en="", title_en="", level="", file="d.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    return Source(info=info, text=text, layout=layout or Layout())
