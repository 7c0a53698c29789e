from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answers.citations import canonical_marks, cite, marks_of, resolve
from assistant.answers.draft import Draft
from assistant.core.evidence import Evidence, squeeze
from assistant.errors import CitationProblem
from tests.support.small_corpus import BUILDING, CORPUS, FARMING, PARCELS, SOURCES, whole

if TYPE_CHECKING:
    from assistant.core.corpus import Corpus

ONE, TWO, THREE = whole(BUILDING), whole(PARCELS), whole(FARMING)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("甲[1]。", "甲[1]。"),
        ("甲[1,2]", "甲[1][2]"),
        ("甲[1, 2、3]", "甲[1][2][3]"),
        ("甲[1-3]", "甲[1][2][3]"),
        ("甲[1–2，5]", "甲[1][2][5]"),
        ("甲【1】【2】", "甲[1][2]"),
        ("甲［２］", "甲[2]"),
        ("甲〖3〗", "甲[3]"),
        ("甲[^1]", "甲[1]"),
        ("甲[[2]]", "甲[2]"),
        (r"甲\[2\]", "甲[2]"),
        ("甲[来源1]", "甲[1]"),
        ("甲【证据：2、证据3】", "甲[2][3]"),
        ("see [Source 4]", "see [4]"),
        ("see [1 and 2]", "see [1][2]"),
        ("甲【2†source】", "甲[2]"),
        ("甲<sup>1,2</sup>", "甲[1][2]"),
        ("甲<sup>[3]</sup>", "甲[3]"),
        ("甲[3-1]", "甲[3][1]"),
    ],
)
def test_marks_of_every_common_kind_become_one_kind(written: str, meant: str) -> None:
    assert canonical_marks(written) == meant


@pytest.mark.parametrize(
    "words",
    ["〔2022〕8号", "[2022]", "（1）先做", "(2) then", "[bookmark: _Toc6143]", "[一]", "[]", "1]", "[1.5]", "[1%]"],
)
def test_what_is_no_mark_stays(words: str) -> None:
    assert canonical_marks(words) == words


_PARTS = st.lists(st.sampled_from(list("[]［］【】^†,，-0129甲 来源")) | st.sampled_from(["[1]", "[2,3]", "【1-3】"]))


@given(_PARTS.map("".join))
@example("[[1]]]")
@example("[1][")
@example("[0-999]")
def test_reading_marks_twice_finds_no_others_and_keeps_the_words(text: str) -> None:
    once = canonical_marks(text)
    assert marks_of(canonical_marks(once)) == marks_of(once)
    assert set(marks_of(text)) <= set(marks_of(once)), "a mark that was canonical is still there"
    assert once.count("甲") == text.count("甲")


@given(st.lists(st.integers(1, 99), min_size=1, max_size=6), st.sampled_from(["[{}]", "【{}】", "［{}］", "[^{}]"]))
def test_a_list_of_numbers_is_read_back(numbers: list[int], form: str) -> None:
    assert marks_of(canonical_marks(form.format("、".join(map(str, numbers))))) == tuple(dict.fromkeys(numbers))


@given(st.lists(st.tuples(st.text("甲乙。", max_size=4), st.integers(0, 6)), max_size=8))
def test_cited_marks_count_from_one_in_order_of_appearance(parts: list[tuple[str, int]]) -> None:
    text = "".join(f"{words}[{n}]" for words, n in parts)
    shown, citations = cite(Draft(text=text, evidence=(ONE, TWO, THREE, ONE)), CORPUS)
    appearing = marks_of(shown)
    assert sorted(appearing) == list(range(1, len(appearing) + 1))
    assert [c.marker for c in citations] == list(range(1, len(citations) + 1))
    if appearing:
        assert len(citations) == len(appearing)
    assert re.sub(r"[\[\]［］\d]", "", shown) == "".join(words for words, _ in parts)


def test_marks_are_renumbered_and_unused_evidence_is_dropped() -> None:
    text, citations = cite(Draft(text="农业[3]，建材[1]，又是农业[3]。", evidence=(ONE, TWO, THREE)), CORPUS)
    assert text == "农业[1]，建材[2]，又是农业[1]。"
    assert [c.record_id for c in citations] == ["south/section/3", "north/task/12"]
    assert [c.marker for c in citations] == [1, 2]


def test_the_same_words_are_one_citation() -> None:
    text, citations = cite(Draft(text="甲[1][2]。乙[3] [1]。", evidence=(ONE, replace(ONE, score=0.5), TWO)), CORPUS)
    assert text == "甲[1]。乙[1][2]。"
    assert [c.record_id for c in citations] == ["north/task/12", "north/task/13"]


def test_a_text_without_marks_cites_all_its_evidence_once() -> None:
    text, citations = cite(Draft(text="没有标记。", evidence=(ONE, TWO, ONE)), CORPUS)
    assert text == "没有标记。"
    assert [(c.marker, c.record_id) for c in citations] == [(1, "north/task/12"), (2, "north/task/13")]


def test_a_number_in_brackets_without_evidence_is_not_shown_as_a_mark() -> None:
    text, citations = cite(Draft(text="见脚注[12]。[1]", evidence=(ONE,)), CORPUS)
    assert text == "见脚注［12］。[1]"
    assert len(citations) == 1


def test_a_citation_tells_all_about_its_record() -> None:
    (citation,) = resolve([THREE], CORPUS)
    assert (citation.document, citation.series, citation.number, citation.label) == ("south", "section", 3, "（三）")
    assert (citation.region, citation.path) == ("南湖省", ("南湖省意见", "（三）发展绿色农业"))
    assert citation.title == "南湖省意见", "the text of the file that the record is from"
    assert resolve([ONE], CORPUS)[0].title == "北岭市分工表"


def test_inline_furniture_may_stand_inside_a_quotation() -> None:
    (citation,) = resolve([TWO], CORPUS)
    assert "鼓励绿色快递" in citation.quote
    assert squeeze(SOURCES["north"][citation.start : citation.end]) == squeeze(citation.quote)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ONE, quote=ONE.quote.replace("96", "97")),
        replace(ONE, start=ONE.start + 1),
        replace(ONE, end=ONE.end - 1),
        replace(ONE, start=-5),
        replace(ONE, end=10_000),
        replace(ONE, quote=""),
        replace(ONE, start=ONE.end, quote=""),
    ],
)
def test_a_citation_that_does_not_hold_is_never_shown(wrong: Evidence) -> None:
    with pytest.raises(CitationProblem, match="north/task/12"):
        cite(Draft(text="甲[1]", evidence=(wrong,)), CORPUS)


def test_every_record_of_the_five_documents_can_be_cited(five: Corpus) -> None:
    evidence = tuple(chain.from_iterable(five.evidence(record) for record in five.records))
    citations = resolve(evidence, five)
    assert len({c.record_id for c in citations}) == len(five.records)
    for citation in citations:
        assert squeeze(five.source(citation.document)[citation.start : citation.end]) == squeeze(citation.quote)
