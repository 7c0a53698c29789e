from __future__ import annotations

from dataclasses import replace

from assistant.search.chunks import Chunk, dump_chunks, load_chunks, metadata

ROW = Chunk(
    chunk_id="shenzhen/task/58#1", record_id="shenzhen/task/58", document="shenzhen", series="task", number=58,
    label="重点任务第58项", path=("一、聚焦", "(四)建筑"), title="深圳", text="推广\u2028绿色\n建材。", text_start=0,
    text_end=9, start=100, end=120, lead=("市住房建设局",), support=("各区政府", "市商务局"),
)  # fmt: skip


def test_chunks_are_read_back_as_they_were_written() -> None:
    bare = replace(ROW, chunk_id="b", number=None, path=(), lead=(), support=())
    assert load_chunks(dump_chunks([ROW, bare])) == (ROW, bare)
    assert load_chunks("") == ()


def test_metadata_tells_where_a_chunk_belongs() -> None:
    assert metadata(ROW) == {"record_id": "shenzhen/task/58", "document": "shenzhen", "series": "task"}
