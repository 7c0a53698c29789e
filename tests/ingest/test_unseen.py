"""Texts that nobody has described, from files to records, bodies and checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.records import Record
from assistant.errors import SourceUnreadable
from ingest.bodies import bodies_named
from ingest.build import build, read_content
from ingest.checks import check
from ingest.content import Content
from ingest.sources import load_sources
from tests.support import unseen


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return read_content(unseen.write(tmp_path_factory.mktemp("unseen")))


def _record(content: Content, record_id: str) -> Record:
    return next(r for r in content.records if r.record_id == record_id)


def test_every_character_is_accounted_for(content: Content) -> None:
    assert check(content.parsed) == []


def test_an_article_keeps_its_first_sentence(content: Content) -> None:
    article = _record(content, "犬只/item/2-3")
    assert article.text.startswith("犬只登记证有效期为二年。期满")
    assert (article.label, article.title) == ("第三条", "")


def test_items_that_state_something_are_text_and_others_have_a_heading(content: Content) -> None:
    first = _record(content, "低碳/item/1-1")
    assert (first.title, first.text) == ("", "到2026年，新建建筑光伏覆盖率达到45%。")
    assert (first.agencies("lead"), first.agencies("support")) == (("市住建局",), ("市发改委", "市财政局"))
    third = _record(content, "低碳/item/2-3")
    assert (third.title, third.text) == ("加强资金支持", "市级每年安排专项资金1200万元。")
    assert third.responsibility is not None and third.responsibility.form == "joint"


def test_a_heading_with_a_line_of_bodies_is_a_row(content: Content) -> None:
    row = _record(content, "松溪/item/1-2")
    assert (row.text, row.number, row.agencies("lead")) == ("新增绿色工厂8家", 2, ("区经信局",))
    assert row.agencies("support") == ("区发改局", "区财政局")


def test_rows_of_a_table_are_records(content: Content) -> None:
    row = _record(content, "碧湖/item/1-row-2")
    assert (row.number, row.text, row.label) == (2, "建设换电站15座|2026年", "第2项")
    assert (row.agencies("lead"), row.agencies("support")) == (("县能源局",), ("县住建局",))
    source = next(p.text for p in content.parsed if p.info.document == "碧湖")
    assert row.text == "".join(source[s.start : s.end] for s in row.spans)


def test_bodies_of_different_regions_are_different(content: Content) -> None:
    names = {a.agency_id: a for a in content.agencies}
    assert names == {a.agency_id: a for a in bodies_named(content.parsed)}
    reform = names["松溪区/发展和改革"]
    assert reform.printed == ("区发改局",) and reform.documents == ("松溪",)
    assert {"发改委", "区发展和改革局", "松溪区发改局"} <= set(reform.aliases)
    assert reform.english == "Development and Reform Commission"


def test_files_that_cannot_be_read_are_all_named_or_left_out_when_asked(tmp_path: Path) -> None:
    folder = unseen.write(tmp_path / "docs")
    (folder / "旧.txt").write_bytes("云岭市扬尘办法，市住建局负责工地扬尘。".encode("gb18030"))
    (folder / "空.txt").write_bytes(b"")
    with pytest.raises(SourceUnreadable) as problem:
        load_sources(folder)
    assert "iconv -f GB18030" in str(problem.value) and "空.txt: empty" in str(problem.value)
    told: list[str] = []
    outcome = build(tmp_path / "index", documents=folder, skip_unreadable=True, progress=told.append)
    assert outcome.manifest.counts["documents"] == len(unseen.TEXTS)
    assert sum(line.startswith("left out: ") for line in told) == 2
