from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.records import Agency
from assistant.errors import CheckFailed
from ingest.content import Content, gather
from ingest.parse import parse
from ingest.sources import load_sources

AGENCY = Agency(
    agency_id="d/a",
    name="省经信厅",
    documents=("plan",),
    printed=("省经信厅",),
    aliases=(),
    english="Department of Industry",
)


@pytest.fixture
def content(documents: Path) -> Content:
    return gather([parse(source) for source in load_sources(documents)], ())


def test_equal_content_gives_equal_bytes_and_version(content: Content, documents: Path) -> None:
    again = gather([parse(source) for source in load_sources(documents)], ())
    assert again.files() == content.files()
    assert again.version("f") == content.version("f")
    assert len(content.version("f")) == 16


def test_sources_are_kept_byte_for_byte(content: Content, documents: Path) -> None:
    assert content.files()["sources/plan.txt"] == (documents / "plan.txt").read_bytes()
    assert content.files()["sources/note.txt"] == (documents / "note.md").read_bytes()


def test_every_part_counts_for_the_version(content: Content) -> None:
    first = content.parsed[0]
    others = [
        replace(content, agencies=(AGENCY,)),
        replace(content, chunks=content.chunks[1:]),
        replace(content, parsed=(replace(first, furniture=()), *content.parsed[1:])),
        replace(content, parsed=(replace(first, info=replace(first.info, title="又一")), *content.parsed[1:])),
        replace(content, parsed=(replace(first, records=first.records[1:]), *content.parsed[1:])),
        replace(content, parsed=content.parsed[1:]),
    ]
    versions = [part.version("f") for part in (content, *others)]
    assert len({*versions, content.version("g")}) == len(others) + 2


def test_the_words_under_which_chunks_are_found_count_for_the_version(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content.version("f")
    monkeypatch.setattr("ingest.content.passage_text", lambda chunk: chunk.text)
    assert content.version("f") != before


def test_doubled_ids_are_refused(content: Content) -> None:
    first = content.parsed[0]
    with pytest.raises(CheckFailed, match=f"several documents bear the id {first.info.document}"):
        gather([first, first], ())
    doubled = replace(first, records=(*first.records, first.records[0]))
    with pytest.raises(CheckFailed, match=f"several records bear the id {first.records[0].record_id}"):
        gather([doubled], ())


def test_a_text_that_stands_elsewhere_is_refused(content: Content) -> None:
    first = content.parsed[0]
    moved = replace(first, text=" " + first.text)
    with pytest.raises(CheckFailed, match=f"the text of {first.info.document}/"):
        gather([moved], ())
