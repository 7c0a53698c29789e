from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.corpus import Corpus
from assistant.core.evidence import squeeze
from assistant.core.manifest import SCHEMA_VERSION, Manifest
from assistant.core.records import DocumentInfo, Furniture, Record, Series, Span
from assistant.errors import UnknownDocument, UnknownRecord, UnknownSeries
from ingest.parse import parse
from ingest.sources import load_sources

PAGE = "1\t推广低毒原料，\n重点任务\t责任单位\n减少排放。\t市商务局\n2\t改造[bookmark: a]车辆，\n\n换用新能源。\t\n"


def _span(words: str) -> Span:
    start = PAGE.index(words)
    return Span(start=start, end=start + len(words))


def _record(number: int, series: Series, *words: str, start: str, end: str, parent: str | None = None) -> Record:
    spans = tuple(map(_span, words))
    return Record(
        record_id=f"page/{series}/{number}",
        document="page",
        series=series,
        number=number,
        label=f"第{number}项",
        path=(),
        title="",
        text="".join(words),
        spans=spans,
        start=_span(start).start,
        end=_span(end).end,
        parent=parent,
    )


def _info(document: str, title: str) -> DocumentInfo:
    return DocumentInfo(
        document=document, title=title, titles=(title,), region="", region_en="", title_en="", level="",
        file=f"{document}.txt", sha256="",
    )  # fmt: skip


def _manifest() -> Manifest:
    return Manifest(
        schema_version=SCHEMA_VERSION, index_version="0" * 16, encoder="none", encoder_fingerprint="", dimension=1,
        built_at="", sources={}, counts={},
    )  # fmt: skip


FIRST = _record(1, "task", "推广低毒原料，", "减少排放。", start="1\t推广", end="市商务局", parent="page/section/1")
SECOND = _record(
    2, "task", "改造", "车辆，", "换用新能源。", start="2\t改造", end="换用新能源。", parent="page/section/1"
)
SECTION = _record(1, "section", start="1\t推广", end="换用新能源。")
TITLE = Record(
    record_id="other/text/1", document="other", series="text", number=None, label="标题", path=(), title="",
    text="又一", spans=(Span(start=0, end=2),), start=0, end=2,
)  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Corpus:
    header = _span("重点任务\t责任单位")
    tag = _span("[bookmark: a]")
    gap = _span("车辆，\n\n")
    return Corpus.assemble(
        root=Path("nowhere"),
        manifest=_manifest(),
        documents=(_info("page", "分工表"), _info("other", "又一")),
        records=(TITLE, SECOND, FIRST, SECTION),
        agencies=(),
        sources={"page": PAGE, "other": "又一"},
        furniture={
            "page": [
                Furniture(start=tag.start, end=tag.end, kind="tag"),
                Furniture(start=header.start, end=header.end, kind="page_header"),
                Furniture(start=gap.end - 2, end=gap.end, kind="page_break"),
            ]
        },
    )


@pytest.fixture(scope="module")
def five() -> Corpus:
    parsed = [parse(source) for source in load_sources()]
    return Corpus.assemble(
        root=Path("nowhere"),
        manifest=_manifest(),
        documents=[part.info for part in parsed],
        records=[record for part in parsed for record in part.records],
        agencies=(),
        sources={part.info.document: part.text for part in parsed},
        furniture={part.info.document: part.furniture for part in parsed},
    )


def test_records_come_in_source_order_the_wider_first(page: Corpus) -> None:
    assert [r.record_id for r in page.records] == ["page/section/1", "page/task/1", "page/task/2", "other/text/1"]


def test_unknown_names_are_told_with_the_known_ones(page: Corpus) -> None:
    with pytest.raises(UnknownDocument, match="'hunan'; the known ones are page, other"):
        page.document("hunan")
    with pytest.raises(UnknownDocument, match="hunan"):
        page.source("hunan")
    with pytest.raises(UnknownDocument, match="hunan"):
        page.of("hunan")
    with pytest.raises(UnknownDocument, match="hunan"):
        page.numbered("hunan", None, 1)
    with pytest.raises(UnknownRecord, match="assistant tasks"):
        page.record("page/task/3")
    with pytest.raises(UnknownSeries, match="task, project"):
        page.of("page", "chapter")  # type: ignore[arg-type]  # what a request may hold
    with pytest.raises(UnknownSeries, match="task, project"):
        page.numbered(None, "chapter", 1)  # type: ignore[arg-type]  # what a request may hold


def test_records_by_document_series_and_number(page: Corpus) -> None:
    assert page.of() == page.records
    assert page.of("other") == (TITLE,)
    assert page.of(series="task") == (FIRST, SECOND)
    assert page.of("page", "section") == (SECTION,)
    assert page.of("other", "task") == ()
    assert page.numbered("page", None, 1) == (SECTION, FIRST)
    assert page.numbered(None, "task", 1) == (FIRST,)
    assert page.numbered("other", None, 1) == ()
    assert page.numbered("page", "task", 99) == ()
    assert page.children("page/section/1") == (FIRST, SECOND)
    assert page.children("page/task/1") == ()
    with pytest.raises(UnknownRecord):
        page.children("page/section/9")


def test_evidence_is_parted_at_a_page_header_and_not_at_a_tag(page: Corpus) -> None:
    before, after = page.evidence(FIRST)
    assert (before.quote, after.quote) == ("1 推广低毒原料，", "减少排放。 市商务局")
    assert PAGE[before.start : before.end] == "1\t推广低毒原料，"
    (whole,) = page.evidence(SECOND)
    assert squeeze(whole.quote) == "2改造车辆，换用新能源。"


def test_a_quote_runs_on_over_blanks_and_tags_and_is_parted_at_a_header(page: Corpus) -> None:
    (whole,) = page.quote(SECOND, 0, len(SECOND.text))
    assert squeeze(whole.quote) == SECOND.text
    assert PAGE[whole.start : whole.end] == "改造[bookmark: a]车辆，\n\n换用新能源。"
    first, second = page.quote(FIRST, 2, len(FIRST.text))
    assert (first.quote, second.quote) == ("低毒原料，", "减少排放。")
    assert [e.quote for e in page.quote(FIRST, 0, 2)] == ["推广"]
    assert page.quote(FIRST, 3, 3) == ()


def test_furniture_at_the_edges_leaves_no_empty_evidence() -> None:
    text = "页眉\n正文\n页脚"
    record = Record(
        record_id="d/text/1", document="d", series="text", number=None, label="", path=(), title="", text="正文",
        spans=(Span(start=3, end=5),), start=0, end=len(text),
    )  # fmt: skip
    corpus = Corpus.assemble(
        root=Path("nowhere"), manifest=_manifest(), documents=[_info("d", "")], records=[record], agencies=(),
        sources={"d": text},
        furniture={"d": [Furniture(start=0, end=2, kind="page_header"), Furniture(start=6, end=8, kind="page_header")]},
    )  # fmt: skip
    assert [(e.quote, e.start, e.end) for e in corpus.evidence(record)] == [("正文", 3, 5)]


def test_evidence_of_every_record_is_what_stands_in_its_source(five: Corpus) -> None:
    for record in five.records:
        source = five.source(record.document)
        found = five.evidence(record)
        assert found, record.record_id
        for evidence in found:
            assert record.start <= evidence.start < evidence.end <= record.end
            assert squeeze(source[evidence.start : evidence.end]) == squeeze(evidence.quote)
            assert not [
                piece
                for piece in five.furniture(record.document)
                if piece.start < evidence.end
                and evidence.start < piece.end
                and squeeze(source[piece.start : piece.end])
            ]


def test_evidence_holds_every_word_of_its_record(five: Corpus) -> None:
    for record in five.records:
        quoted = five.quote(record, 0, len(record.text))
        assert "".join(squeeze(e.quote) for e in quoted) == squeeze(record.text), record.record_id
        whole = "".join(squeeze(e.quote) for e in five.evidence(record))
        for evidence in quoted:
            assert squeeze(evidence.quote) in whole


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_slice_of_any_record_is_quoted_as_it_stands(five: Corpus, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from([r for r in five.records if r.text]))
    start = data.draw(st.integers(0, len(record.text)))
    end = data.draw(st.integers(start, len(record.text)))
    source = five.source(record.document)
    found = five.quote(record, start, end)
    assert "".join(squeeze(e.quote) for e in found) == squeeze(record.text[start:end])
    for evidence in found:
        assert squeeze(source[evidence.start : evidence.end]) == squeeze(evidence.quote)
        assert evidence.quote == evidence.quote.strip() != ""


def test_a_corpus_cannot_be_changed_and_may_be_read_from_many_threads(five: Corpus) -> None:
    with pytest.raises(FrozenInstanceError):
        five.records = ()  # type: ignore[misc]  # the very thing that must fail
    expected = [five.evidence(record) for record in five.records]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(five.evidence, five.records)) == expected


def test_evidence_is_cut_fast_enough_for_complete_lists(five: Corpus) -> None:
    started = time.perf_counter()
    for record in five.records:
        five.evidence(record)
    assert time.perf_counter() - started < 1
