from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.citations import marks_of
from assistant.answers.verification import harmless, verify_model_text
from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Verification
from assistant.core.evidence import Evidence
from assistant.core.text import sentences
from tests.support.small_corpus import BUILDING, FARMING, INDEX, INFOS, PARCELS, whole

if TYPE_CHECKING:
    from assistant.core.corpus import Corpus

EVIDENCE = (whole(BUILDING), whole(PARCELS), whole(FARMING))


def verified(text: str, given: str = "") -> tuple[str, Verification]:
    return verify_model_text(text, EVIDENCE, agencies=INDEX, documents=INFOS, given=given)


@pytest.mark.parametrize(
    "text",
    [
        "推广绿色建材，到2025年达到150万平方米[1]。",
        "推广绿色建材，到2025年达到150万平方米。[1]",
        "由市住建局牵头，市商务局、各区政府协办。[1]",
        "秸秆综合利用率稳定在86%以上；新增灌溉面积32万亩。[3]",
        "两份文件的目标如下：\n\n- 北岭市：绿色建材占比达到96%以上。[1]\n- 南湖省：秸秆综合利用率86%以上。[3]",
        "1. 推广绿色建材[1]。\n2. 鼓励绿色快递[2]。\n3. 发展绿色农业[3]。",
        "主要有三项：推广绿色建材，鼓励绿色快递，发展绿色农业。[1][2][3]",
        "重点任务第十二项推广绿色建材。[1]",
        "《南湖省意见》（三）要求发展绿色农业。[3]",
        "The straw utilisation rate stays above 86% and 320,000 mu are irrigated in Nanhu by 2025 [3].",
        "Task No. 12 is led by the Beiling Housing Bureau (市住建局) in Beiling. [1]",
        "可循环快递箱达到1,000,000个。[2]",
        "所查文件未提及。推广绿色建材。[1]",
        "推广绿色建材[1]。\n\n其他各地区的文件对此均未提及。",
        "### 北岭市\n推广绿色建材[1]。",
        "推廣綠色建材，到2025年達到150萬平方米[1]。",
    ],
)
def test_what_the_passages_hold_is_kept_word_for_word(text: str) -> None:
    shown, verification = verified(text)
    assert shown == text
    assert verification.removed == 0
    assert verification.supported == verification.checked > 0


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        ("绿色建材占比达到97%以上。[1]", "another number"),
        ("到2030年推广绿色建材。[1]", "another year"),
        ("推广绿色建材达到150平方米。[1]", "ten thousand times less"),
        ("推广绿色建材由市财政局牵头。[1]", "an agency of another record"),
        ("推广绿色建材由市大数据管理局牵头。[1]", "an agency that does not exist"),
        ("推广绿色建材由市商务局牵头。[1]", "the roles turned round"),
        ("绿色快递由市邮政局牵头。[2]", "a lead where none is designated"),
        ("秸秆综合利用率稳定在86%以上。[1]", "a number of another passage"),
        ("南湖省推广绿色建材。[1]", "another region"),
        ("全面建设海上风电场，发展核能发电和抽水蓄能项目。[1]", "other words altogether"),
        ("It is led by the Beiling Finance Bureau. [1]", "an agency of another record, in English"),
        ("It reaches 2.5 million by 2025. [1]", "another number, in English"),
        ("共有九十九项任务。[1]", "a count that nothing shows"),
    ],
)
def test_what_they_do_not_hold_is_removed_and_counted(lie: str, why: str) -> None:
    shown, verification = verified(f"推广绿色建材。[1]\n{lie}")
    assert shown == "推广绿色建材。[1]", why
    assert verification == Verification(checked=2, supported=1, removed=1)


def test_marks_that_resolve_to_nothing_are_removed_from_what_holds() -> None:
    shown, verification = verified("推广绿色建材[1][9]。")
    assert shown == "推广绿色建材[1]。"
    assert verification == Verification(checked=2, supported=1, removed=1)


def test_a_mark_that_has_nothing_to_do_with_its_sentence_is_removed() -> None:
    assert verified("推广绿色建材，达到150万平方米[1][3]。")[0] == "推广绿色建材，达到150万平方米[1]。"
    assert verified("Straw use stays above 86% [3][2].")[0] == "Straw use stays above 86% [3]."


def test_a_sentence_without_marks_stands_on_its_line_else_on_all_that_is_cited() -> None:
    assert verified("达到150万平方米。推广绿色建材[1]。")[0] == "达到150万平方米。推广绿色建材[1]。"
    assert verified("新增32万亩。推广绿色建材[1]。")[0] == "推广绿色建材[1]。"
    text = "到2025年，新增32万亩：\n发展绿色农业[3]。"
    assert verified(text) == (text, Verification(checked=2, supported=2, removed=0))
    assert verified("新增32万亩，到2025年。")[0] == "", "nothing is cited at all"


def test_a_line_of_which_nothing_holds_goes_with_its_bullet() -> None:
    shown, _ = verified("- 推广绿色建材[1]\n- 共99个[1]\n- 发展绿色农业[3]")
    assert shown == "- 推广绿色建材[1]\n- 发展绿色农业[3]"


def test_counters_of_lists_are_no_facts_but_other_numbers_in_their_place_are() -> None:
    assert verified("1. 推广绿色建材[1]\n2. 发展绿色农业[3]")[1].removed == 0
    assert verified("包括（1）推广绿色建材，（2）鼓励绿色快递。[1][2]")[1].removed == 0
    assert verified("77. 推广绿色建材[1]")[0] == "推广绿色建材[1]"
    assert verified("推广绿色建材（77）。[1]")[0] == ""


def test_what_the_rules_computed_or_denied_may_be_repeated() -> None:
    text = "共扫描140项，推广绿色建材的不是市财政局[1]。"
    assert verified(text)[0] == ""
    assert verified(text, given="扫描140项。牵头的不是市财政局，是市住建局。[1]")[0] == text


def test_a_row_of_a_table_is_one_statement() -> None:
    table = "| 地区 | 目标 |\n|---|---|\n| 北岭市 | 绿色建材96%以上[1] |\n| 南湖省 | 秸秆96%以上[3] |"
    assert verified(table)[0] == "\n".join(table.split("\n")[:3])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("甲![图](http://x.example/a.png)乙", "甲图乙"),
        ("甲![图][ref]\n[ref]: http://x.example/a.png", "甲图\n"),
        ("见[这里](https://x.example/?q=1)", "见这里"),
        ("见[1](https://x.example)", "见[1]"),
        ("甲[1](2022年)", "甲[1](2022年)"),
        ("<script>alert(1)</script>乙", "alert(1)乙"),
        ('<img src=x onerror="a">乙', "乙"),
        ("访问 https://x.example/a?b=c 查看", "访问  查看"),
        ("见<javascript:alert(1)>", "见"),
        ("a < b 且 c > d", "a < b 且 c > d"),
        ("甲<sup>1</sup>", "甲<sup>1</sup>"),
        ("甲\x00\x1b[31m乙", "甲[31m乙"),
    ],
)
def test_nothing_that_a_page_would_fetch_or_run_is_left(written: str, shown: str) -> None:
    assert harmless(written) == shown


_PIECES = st.sampled_from(
    [
        *(
            "推广绿色建材",
            "[1]",
            "[9]",
            "【2】",
            "。",
            "\n",
            "- ",
            "1. ",
            "（2）",
            "①",
            "96%",
            "150万",
            "市住建局",
            "由",
            "牵头",
        ),
        *(
            "|",
            "[",
            "]",
            "(",
            ")",
            "<",
            "!",
            "Beiling ",
            "Bureau ",
            "of ",
            "led by ",
            ". ",
            "十二",
            "第",
            "百分之",
            "：",
        ),
        *("没有", "9" * 6000, "零" * 6000),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_whatever_a_model_writes_every_mark_that_is_left_resolves(text: str) -> None:
    shown, verification = verified(text, given=text)
    assert set(marks_of(shown)) <= {1, 2, 3}
    assert verification.checked == verification.supported + verification.removed
    assert not re.search(r"\n{3}", shown)


def _printed(five: Corpus) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for record in five.records:
        evidence = five.evidence(record)
        marks = "".join(f"[{n}]" for n in range(1, len(evidence) + 1))
        text = re.sub(r"\[bookmark:[^\]]*\]|</?p>|\*\*|#+", "", record.text)
        for span in sentences(text):
            yield text[span.start : span.end].strip() + marks, evidence


def test_every_sentence_of_the_five_documents_stands_in_its_own_record(five: Corpus) -> None:
    index = AgencyIndex(five.agencies)
    for text, evidence in _printed(five):
        shown, _ = verify_model_text(text, evidence, agencies=index, documents=five.documents)
        assert shown == text


def test_a_falsified_number_of_the_five_documents_is_found(five: Corpus) -> None:
    index = AgencyIndex(five.agencies)
    found = missed = 0
    for text, evidence in _printed(five):
        words = "".join(piece.quote for piece in evidence)
        number = re.search(r"(?<![A-Z\d.])\d+(?:\.\d+)?(?=%|万|年|个|家)", text)
        if number is None or (wrong := f"{float(number.group()) + 7:g}") in words:
            continue
        lie = text[: number.start()] + wrong + text[number.end() :]
        kept = marks_of(verify_model_text(lie, evidence, agencies=index, documents=five.documents)[0])
        found, missed = found + (not kept), missed + bool(kept)
    assert found > 80
    assert missed == 0
