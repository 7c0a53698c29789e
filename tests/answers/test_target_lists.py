from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "scanned", "matched"),
    [
        ("广东有哪些量化目标", 34, 33),
        ("List all quantitative targets of Guangdong", 34, 33),
        ("重庆方案一共设了多少个指标", 22, 21),
        ("深圳有哪些目标要在2025年完成", 13, 10),
        ("江苏设了哪些目标", 9, 9),
    ],
)
def test_all_targets_of_a_document(
    words: str, scanned: int, matched: int, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.coverage is not None
    assert (draft.coverage.scanned, draft.coverage.matched, draft.coverage.listed) == (scanned, matched, matched)
    assert sum(line.startswith("- ") for line in draft.text.splitlines()) == matched
    assert all("[" in line for line in draft.text.splitlines() if line.startswith("- "))


def test_a_year_narrows_the_list(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江2022年的目标有哪些", five, vocabulary)
    assert {r.split("/")[1] for r in cited(draft)} == {"annex"}
    assert "2025年" not in draft.text


def test_what_is_due_by_a_year_in_every_document(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("哪些要在2025年前完成", five, vocabulary).text
    assert "江苏：没有2025年的目标" in text
    assert "秸秆综合利用率：2025年96%以上" in text
    assert "2022年95%" not in text


def test_a_field_narrows_the_list(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("浙江农业方面的目标有哪些", five, vocabulary).text
    assert "秸秆综合利用率" in text
    assert "装配式建筑" not in text
    assert "单位GDP能耗" not in text


def test_figures_that_set_no_target_are_not_listed(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("江苏有哪些量化目标", five, vocabulary).text
    assert "2000万元" not in text
    assert "100吨" not in text


def test_without_a_document_it_is_asked_which(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("有哪些量化目标", five, vocabulary)
    assert draft.status == "clarify"
    assert [choice.filters.documents for choice in draft.choices] == [(d.document,) for d in five.documents]
    assert all(choice.count for choice in draft.choices)


@pytest.mark.parametrize(
    ("words", "matched"),
    [
        ("把重庆“主要目标”那一段里所有量化指标拉个清单给我，一个都别漏", 11),
        ("浙江方案（二）主要目标里头写到2025年的具体数字都有啥", 11),
        ("哪些目标是力争的（广东）", 2),
        ("广东目标里哪些是较2020年的", 4),
        ("江苏每年要完成的量化任务有哪些", 3),
        ("请问100%的目标都有哪些", 6),
        ("深圳重点工程里带具体数值的指标都是哪些，麻烦汇总", 13),
        ("重庆专栏里带数字的目标列一下", 11),
        ("quantified targets in Shenzhen's key projects, please", 13),
    ],
)
def test_what_narrows_a_list(words: str, matched: int, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert draft.coverage is not None
    assert draft.coverage.matched == matched


def test_chatter_does_not_narrow_a_list(five: Corpus, vocabulary: Vocabulary) -> None:
    plain = ask("广东有哪些量化目标", five, vocabulary)
    chatty = ask("老师让我做个表，广东有哪些量化目标", five, vocabulary)
    assert plain.coverage == chatty.coverage
