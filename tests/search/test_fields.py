from __future__ import annotations

from assistant.search.chunks import Chunk
from assistant.search.fields import indexed_text, passage_text

CHUNK = Chunk(
    chunk_id="a/task/1#1", record_id="a/task/1", document="a", series="task", number=1,
    label="重点任务第1项",
    path=("一、工业", "（一）绿色制造", "1. 设计"), title="北岭市 分工表", text="推广绿色设计。",
    text_start=0, text_end=7, start=10, end=17, lead=("市工信局",), support=("各区政府",),
)  # fmt: skip


def test_a_chunk_is_found_by_region_headings_words_and_agencies() -> None:
    words = indexed_text(CHUNK)
    for part in ("北岭市", "重点任务第1项", "一、工业", "推广绿色设计。", "市工信局", "各区政府"):
        assert part in words


def test_the_encoder_reads_the_nearest_headings_and_the_words() -> None:
    assert passage_text(CHUNK) == "（一）绿色制造\n1. 设计\n推广绿色设计。"
