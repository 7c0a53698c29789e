from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.core.corpus import Corpus
from assistant.core.evidence import squeeze
from assistant.core.records import DocumentInfo, Furniture, Record, Responsibility, Series, Span
from assistant.web import reader

EVIL = '<script>alert("x")</script>&\'"'


class _Outline(HTMLParser):
    """What stands in a page: ids, nesting, words, addresses it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.open: list[str] = []
        self.loads: list[str] = []
        self.text: dict[str, str] = {}
        self._within: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [str(given[name]) for name in ("src", "srcset", "data") if name in given]
        if tag in ("meta", "link", "br", "img"):
            return
        self.open.append(tag)
        self._within.append(given.get("id"))
        if given.get("id"):
            self.ids.append(str(given["id"]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._within.pop()

    def handle_data(self, data: str) -> None:
        for name in {name for name in self._within if name}:
            self.text[name] = self.text.get(name, "") + data


def outline(page: str) -> _Outline:
    found = _Outline()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


def words_of(page: str) -> str:
    body = page.partition('<main class="text">')[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]*>", "", body))


@pytest.mark.parametrize("document", ["zhejiang", "guangdong", "jiangsu", "chongqing", "shenzhen"])
def test_every_word_is_shown_once_and_every_record_is_an_anchor(five: Corpus, document: str) -> None:
    page = reader.document_page(five, document)
    assert squeeze(words_of(page)) == squeeze(five.source(document))
    found = outline(page)
    assert found.ids == [reader.anchor(record) for record in five.of(document)]
    assert len(set(found.ids)) == len(found.ids)


@pytest.mark.parametrize(
    ("anchor", "record_id"),
    [
        ("task-58", "shenzhen/task/58"),
        ("section-15", "zhejiang/section/15"),
        ("annex-5", "zhejiang/annex/5"),
        ("item-12", "guangdong/item/12"),
        ("box-3-2", "guangdong/box/3-2"),
        ("section-2-2-1", "jiangsu/section/2-2-1"),
    ],
)
def test_an_anchor_holds_the_words_of_its_record(five: Corpus, anchor: str, record_id: str) -> None:
    record = five.record(record_id)
    found = outline(reader.document_page(five, record.document))
    shown = squeeze(found.text[anchor])
    assert squeeze(record.text) in shown or shown == squeeze(five.source(record.document)[record.start : record.end])


def test_marked_words_are_marked_and_nothing_else(five: Corpus) -> None:
    record = five.record("shenzhen/task/58")
    page = reader.document_page(five, "shenzhen", Span(start=record.start, end=record.end))
    marked = unescape(re.sub(r"<[^>]*>", "", "".join(re.findall(r"<mark>(.*?)</mark>", page, re.DOTALL))))
    assert squeeze(marked) == squeeze(five.source("shenzhen")[record.start : record.end])
    assert "<mark>" not in reader.document_page(five, "shenzhen", Span(start=9_999_999, end=10_000_000))


def record(number: int, start: int, end: int, source: str, series: Series = "section") -> Record:
    return Record(
        record_id=f"d<i>/{series}/{number}",
        document="d<i>",
        series=series,
        number=number,
        label=EVIL,
        path=(),
        title=EVIL,
        text=source[start:end],
        spans=(Span(start=start, end=end),),
        start=start,
        end=end,
        responsibility=Responsibility(form="list", raw="x", span=Span(start=end - 1, end=end)),
    )


def corpus(source: str, *records: Record) -> Corpus:
    info = DocumentInfo(
        document="d<i>", title=EVIL, titles=(EVIL,), region=EVIL, region_en="", title_en="", level="", file="",
        sha256="",
    )  # fmt: skip
    furniture = {"d<i>": (Furniture(start=0, end=1, kind="blank"),)}
    return Corpus.assemble(
        root=Path(), manifest=None, documents=[info], records=records, agencies=(),  # type: ignore[arg-type]
        sources={"d<i>": source}, furniture=furniture,
    )  # fmt: skip


def test_a_document_cannot_write_html() -> None:
    source = f"{EVIL}一{EVIL}二"
    page = reader.document_page(corpus(source, record(1, 3, len(source), source, "task")), "d<i>")
    assert "<script" not in page
    assert words_of(page) == source
    assert outline(page).ids == ["task-1"]
    assert "<script" not in reader.list_page(corpus(source)) + reader.message_page(EVIL, EVIL)


def test_records_that_cross_each_other_still_nest() -> None:
    source = "abcdefghijklmnop"
    crossing = corpus(source, record(1, 1, 8, source), record(2, 4, 12, source), record(3, 12, 16, source))
    page = reader.document_page(crossing, "d<i>")
    assert outline(page).ids == ["section-1", "section-2", "section-3"]
    assert words_of(page) == source


def test_nothing_is_loaded_and_the_style_is_the_one_that_is_allowed(five: Corpus) -> None:
    page = reader.document_page(five, "zhejiang")
    assert outline(page).loads == []
    assert "<link" not in page
    assert "url(" not in reader.STYLE
    assert f"<style>{reader.STYLE}</style>" in page
    assert "default-src 'none'" in reader.POLICY
