from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.core.evidence import text_to_source
from assistant.core.records import DocumentInfo, Record, Responsibility, Span
from assistant.core.text import sentences
from assistant.search.chunks import Chunk
from ingest.builder import Parsed
from ingest.chunk import MAX_CHARS, chunk, split
from ingest.parse import parse
from ingest.sources import load_sources

WORD = re.compile(r"\w")
INFO = DocumentInfo(
    document="d", title="清洁生产方案", titles=("清洁生产方案",), region="某省", region_en="", title_en="", level="",
    file="d.txt", sha256="",
)  # fmt: skip


def _record(local_id: str, source: str, body: str, frame: str, cell: Responsibility | None = None) -> Record:
    start = source.index(body) if body else 0
    return Record(
        record_id=f"d/{local_id}", document="d", series="section", number=None, label="", path=("一、",), title="",
        text=body, spans=(Span(start=start, end=start + len(body)),) if body else (), start=source.index(frame),
        end=source.index(frame) + len(frame), responsibility=cell,
    )  # fmt: skip


@pytest.fixture(scope="module")
def five() -> list[Parsed]:
    return [parse(source) for source in load_sources()]


def test_a_short_record_is_one_chunk_with_its_context() -> None:
    source = "（一）目标。到2025年。"
    (found,) = chunk(INFO, [_record("section/1", source, "到2025年。", source)])
    assert found == Chunk(
        chunk_id="d/section/1#1", record_id="d/section/1", document="d", series="section", number=None, label="",
        path=("一、",), title="某省 清洁生产方案", text="到2025年。", text_start=0, text_end=7, start=6, end=13,
    )  # fmt: skip


def test_words_of_a_clause_are_chunked_with_the_clause_only() -> None:
    source = "（一）减排。甲乙丙。（省经信厅）丁戊己。（省财政厅）总的要求。"
    body = source[6:]
    cells = [
        Responsibility(form="first_listed", lead=(name,), raw=f"（{name}）", span=Span(start=at, end=at + 6))
        for name, at in (("省经信厅", 10), ("省财政厅", 20))
    ]
    found = chunk(
        INFO,
        [
            _record("section/1", source, body, source),
            _record("clause/1-1", source, "甲乙丙。", "甲乙丙。（省经信厅）", cells[0]),
            _record("clause/1-2", source, "丁戊己。", "丁戊己。（省财政厅）", cells[1]),
        ],
    )
    assert [(c.record_id, c.text) for c in found] == [
        ("d/section/1", "总的要求。"),
        ("d/clause/1-1", "甲乙丙。"),
        ("d/clause/1-2", "丁戊己。"),
    ]
    assert found[1].lead == ("省经信厅",)


def test_an_agency_cell_that_states_a_rule_is_found_with_the_section() -> None:
    cell = "（省经信厅、省财政厅，列第一位的为牵头单位，下同。）"
    source = f"（一）减排。甲乙丙。{cell}"
    said = Responsibility(
        form="first_listed", lead=("省经信厅",), support=("省财政厅",), raw=cell, span=Span(start=10, end=len(source))
    )
    found = chunk(
        INFO,
        [
            _record("section/1", source, source[6:], source),
            _record("clause/1-1", source, "甲乙丙。", source[6:], said),
        ],
    )
    assert [(c.record_id, c.text) for c in found] == [("d/section/1", cell), ("d/clause/1-1", "甲乙丙。")]


def test_words_between_and_around_inner_records_stay_with_the_outer() -> None:
    source = "总则如下：甲乙。其次：丙丁。以上。"
    found = chunk(
        INFO,
        [
            _record("section/1", source, source, source),
            _record("item/1", source, "甲乙。", "甲乙。"),
            _record("item/2", source, "丙丁。", "丙丁。"),
        ],
    )
    assert [(c.chunk_id, c.text) for c in found] == [
        ("d/section/1#1", "总则如下："),
        ("d/section/1#2", "其次："),
        ("d/section/1#3", "以上。"),
        ("d/item/1#1", "甲乙。"),
        ("d/item/2#1", "丙丁。"),
    ]


def test_a_heading_without_text_has_no_chunk() -> None:
    assert chunk(INFO, [_record("section/1", "一、总体要求", "", "一、总体要求")]) == ()


def test_chunks_of_the_documents_are_slices_that_stand_in_their_sources(five: list[Parsed]) -> None:
    for part in five:
        records = {record.record_id: record for record in part.records}
        chunks = chunk(part.info, part.records)
        assert len({c.chunk_id for c in chunks}) == len(chunks)
        for found in chunks:
            record = records[found.record_id]
            assert found.text == record.text[found.text_start : found.text_end] == found.text.strip()
            assert WORD.search(found.text)
            assert record.start <= found.start < found.end <= record.end
            assert len(found.text) <= MAX_CHARS


def test_no_word_of_the_documents_is_chunked_twice_and_none_is_lost(five: list[Parsed]) -> None:
    for part in five:
        records = {record.record_id: record for record in part.records}
        times = [0] * len(part.text)
        for found in chunk(part.info, part.records):
            for span in text_to_source(records[found.record_id], found.text_start, found.text_end):
                for at in range(span.start, span.end):
                    times[at] += 1
        assert max(times) == 1, part.info.document
        for record in part.records:
            cells = "".join(
                r.responsibility.raw for r in part.records if r.parent == record.record_id and r.responsibility
            )
            left = [part.text[at] for span in record.spans for at in range(span.start, span.end) if not times[at]]
            assert set(WORD.findall("".join(left))) <= set(cells), record.record_id


def test_a_long_record_is_cut_at_sentence_ends_into_even_pieces() -> None:
    text = "甲乙丙丁戊己庚辛壬。" * 10
    pieces = [text[p.start : p.end] for p in split(text, Span(start=0, end=len(text)), 40)]
    assert "".join(pieces) == text
    assert [len(piece) for piece in pieces] == [30, 40, 30]
    assert all(piece.endswith("。") for piece in pieces)


def test_a_sentence_too_long_by_itself_is_cut_after_a_comma() -> None:
    text = "甲乙丙丁戊，" * 5 + "己。"
    pieces = [text[p.start : p.end] for p in split(text, Span(start=0, end=len(text)), 15)]
    assert "".join(pieces) == text
    assert all(piece[-1] in "，。" for piece in pieces)


TEXTS = st.text(alphabet="甲乙丙丁a1，、。；！\n ”）.", max_size=200)


@given(text=TEXTS, max_chars=st.integers(1, 50))
@example(text="甲" * 100, max_chars=7)
@example(text=" \n ", max_chars=1)
@example(text="甲。 \n 乙。", max_chars=2)
@example(text="甲 乙 丙", max_chars=1)
def test_pieces_are_in_order_small_enough_and_lose_no_word(text: str, max_chars: int) -> None:
    pieces = list(split(text, Span(start=0, end=len(text)), max_chars))
    assert "".join("".join(text[p.start : p.end].split()) for p in pieces) == "".join(text.split())
    assert all(0 < piece.end - piece.start <= max_chars for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))


@given(text=TEXTS)
def test_sentences_that_fit_are_never_cut(text: str) -> None:
    longest = max((len(text[s.start : s.end].strip()) for s in sentences(text)), default=1)
    pieces = list(split(text, Span(start=0, end=len(text)), longest))
    ends = {s.end for s in sentences(text)} | {len(text)}
    for piece in pieces[:-1]:
        assert any(text[piece.end : end].strip() == "" for end in ends if end >= piece.end)
