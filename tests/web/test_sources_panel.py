from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.answer import Answer, Citation
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence, squeeze
from assistant.core.manifest import Manifest
from assistant.core.records import DocumentInfo, Record, Span
from assistant.web.page_text import EN, ZH
from assistant.web.sources_panel import NEIGHBOURS, RECORD_REACH, anchor, excerpt, reference, render_sources
from tests.support.hostile import HOSTILE, shown


def cited(corpus: Corpus, evidence: Evidence, marker: int = 1) -> Citation:
    record, info = evidence.record, corpus.document(evidence.record.document)
    return Citation(
        marker=marker,
        record_id=record.record_id,
        document=record.document,
        title=info.title,
        region=info.region,
        series=record.series,
        number=record.number,
        path=record.path,
        label=record.label,
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
    )


def of(corpus: Corpus, record_id: str) -> Citation:
    return cited(corpus, corpus.evidence(corpus.record(record_id))[0])


def answer(*citations: Citation, nearest: tuple[Citation, ...] = ()) -> Answer:
    return Answer(
        conversation_id="c",
        answer_id="a",
        answer="",
        language="zh",
        status="answered",
        citations=citations,
        nearest=nearest,
    )


def hostile_corpus(words: str) -> Corpus:
    source = f"{words}\n第1项 {words}\n后文 {words}"
    start = source.index("第1项")
    end = source.index("\n", start + 3 + len(words))
    info = DocumentInfo(
        document="d", title=words, titles=(words,), region=words, region_en=words, title_en=words, level="",
        file="d.txt", sha256="",
    )  # fmt: skip
    record = Record(
        record_id="d/task/1", document="d", series="task", number=1, label=words, path=(words, words), title=words,
        text=source[start:end], spans=(Span(start=start, end=end),), start=start, end=end,
    )  # fmt: skip
    manifest = Manifest(
        schema_version=1, index_version="v", encoder="e", encoder_fingerprint="f", dimension=1, built_at="",
        sources={}, counts={},
    )  # fmt: skip
    return Corpus.assemble(
        root=Path(),
        manifest=manifest,
        documents=[info],
        records=[record],
        agencies=[],
        sources={"d": source},
        furniture={},
    )


def test_every_record_is_marked_in_the_words_of_its_source(five: Corpus) -> None:
    for record in five.records:
        source = five.source(record.document)
        removed: set[int] = set()
        for piece in five.furniture(record.document):
            removed.update(range(piece.start, piece.end))
        bare = squeeze("".join(c for i, c in enumerate(source) if i not in removed))
        for evidence in five.evidence(record):
            part = excerpt(five, cited(five, evidence))
            around = "".join((part.before.strip("…"), part.head, part.quote, part.tail, part.after.strip("…")))
            assert squeeze(around) in bare, record.record_id
            assert part.quote == evidence.quote
            assert len(part.before) <= NEIGHBOURS + 1 and len(part.after) <= NEIGHBOURS + 1
            assert len(part.head) <= RECORD_REACH and len(part.tail) <= RECORD_REACH


def test_the_neighbouring_rows_stand_on_lines_of_their_own(five: Corpus) -> None:
    part = excerpt(five, of(five, "shenzhen/task/59"))
    assert part.quote.startswith("59 积极推行新建住宅全装修交付使用")
    assert "\n58 大力推进可再生能源建筑应用" in part.before and part.before.endswith("各区政府\n")
    assert part.after.startswith("\n60 推广应用高效电气化技术与设备。 牵头单位")
    assert "责任单位" not in part.before


def test_a_sentence_broken_by_a_page_is_shown_whole(five: Corpus) -> None:
    record = five.record("jiangsu/section/1-3")
    first = cited(five, five.evidence(record)[0])
    part = excerpt(five, replace(first, quote="（三）主要目标", end=first.start + len("（三）主要目标")))
    assert "强化政策引导和激励" in part.tail


def test_words_that_the_index_no_longer_holds_are_shown_alone(five: Corpus) -> None:
    citation = of(five, "shenzhen/task/58")
    for stale in (
        replace(citation, start=citation.start + 1),
        replace(citation, record_id="shenzhen/task/999"),
        replace(citation, document="elsewhere", record_id="elsewhere/task/1"),
    ):
        assert excerpt(five, stale).head == excerpt(five, stale).before == ""
        assert f"<mark>{citation.quote}</mark>" in render_sources(answer(stale), five, ZH)


def test_a_card_says_where_the_words_stand(five: Corpus) -> None:
    found = shown(render_sources(answer(of(five, "shenzhen/task/58")), five, ZH))
    for words in (
        "深圳 · 重点任务第58项",
        "一、聚焦重点全面推行",
        "(四)",
        "12. 推动新建建筑用能清洁化低碳化",
        "市住房建设局",
    ):
        assert words.replace(" ", "") in found.text.replace(" ", "")
    assert found.values("href") == ["/documents/shenzhen#task-58"]


@pytest.mark.parametrize(
    ("record_id", "address"),
    [
        ("zhejiang/clause/6-2", "/documents/zhejiang#clause-6-2"),
        ("jiangsu/section/2-2-1", "/documents/jiangsu#section-2-2-1"),
        ("guangdong/box/3-2", "/documents/guangdong#box-3-2"),
    ],
)
def test_a_card_links_to_the_place_in_the_document(five: Corpus, record_id: str, address: str) -> None:
    assert anchor(of(five, record_id)) == address


def test_the_english_card_names_region_and_kind_in_english(five: Corpus) -> None:
    text = shown(render_sources(answer(of(five, "guangdong/box/3-2")), five, EN)).text
    assert "Guangdong · box entry no. 2 (专栏3第2项)" in text
    assert "Open in the document" in text


def test_a_quotation_is_copied_with_its_reference(five: Corpus) -> None:
    citation = of(five, "zhejiang/annex/5")
    words = reference(citation)
    assert citation.quote in words and "浙江省清洁生产推行方案" in words and "附件第5项" in words
    assert words in shown(render_sources(answer(citation), five, ZH)).values("data-copy")


def test_the_chosen_card_is_open_and_the_first_ones_too(five: Corpus) -> None:
    rows = five.of("shenzhen", "task")[:8]
    citations = tuple(cited(five, five.evidence(row)[0], marker) for marker, row in enumerate(rows, start=1))
    html = render_sources(answer(*citations), five, ZH, active="c6")
    cards = re.findall(r'<details class="source( is-active)?" data-key="(c\d)"( open)?>', html)
    assert [key for _, key, unfolded in cards if unfolded] == ["c1", "c2", "c3", "c6"]
    assert [key for active, key, _ in cards if active] == ["c6"]


def test_near_misses_are_told_apart_from_sources(five: Corpus) -> None:
    html = render_sources(answer(nearest=(of(five, "guangdong/item/12"),)), five, ZH)
    assert "这个回答没有引用原文" in html and "相近的内容（不是答案）" in html and 'data-key="n1"' in html


def test_the_empty_panel_says_what_will_be_here(five: Corpus) -> None:
    assert "引用的字句用底色标出" in shown(render_sources(None, five, ZH)).text


def test_the_panel_names_the_question_only_where_there_are_several(five: Corpus) -> None:
    one = answer(of(five, "shenzhen/task/58"))
    assert "第3问" in render_sources(one, five, ZH, turn=2, many=True)
    assert "第3问" not in render_sources(one, five, ZH, turn=2)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_documents_stay_words(words: str) -> None:
    corpus = hostile_corpus(words)
    citation = of(corpus, "d/task/1")
    found = shown(render_sources(answer(citation, nearest=(citation,)), corpus, ZH, active=words))
    assert found.values("href") == ["/documents/d#task-1"] * 2
    assert "mark" in found.tags
    shown(render_sources(answer(citation), corpus, EN))
