"""Conditions that people set on rows, each counted in the printed table by hand."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "records"),
    [
        (
            "只看深圳140条重点任务：住建局挂帅、市发展改革委当协办的是哪些",
            [f"shenzhen/task/{n}" for n in (58, 61, 63, 68)],
        ),
        ("深圳重点工程里一个牵头的都没指的有几个", [f"shenzhen/project/{n}" for n in (9, 20, 21, 23, 24, 25)]),
        ("重点工程有几个没有牵头", [f"shenzhen/project/{n}" for n in (9, 20, 21, 23, 24, 25)]),
        (
            "深圳重点工程，工信局跟生态环境局并列牵头、发改委不在牵头之列的是哪几个",
            ["shenzhen/project/3", "shenzhen/project/4"],
        ),
        ("浙江2022清单，责任单位光写省能源局一家的有几条", ["zhejiang/annex/3", "zhejiang/annex/4"]),
        ("我们水务局自己牵头的重点任务有哪些，协办的先不管", [f"shenzhen/task/{n}" for n in (43, 64, 66)]),
        ("农业农村厅在浙江2022清单上排第一位的有哪些", [f"zhejiang/annex/{n}" for n in (5, 6, 7, 8)]),
        ("深圳分工表里有没有期限比2025年更远的任务和工程", ["shenzhen/project/12"]),
        ("市卫健委在任务46之外还出现在哪", ["shenzhen/task/41"]),
    ],
)
def test_rows_that_fit(words: str, records: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    assert cited(ask(words, five, vocabulary)) == records


def test_what_counts_in_is_counted(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("140条重点任务里没指定牵头单位的多少条，责任单位空着的也算一条", five, vocabulary)
    assert draft.coverage is not None and draft.coverage.matched == 60


def test_a_body_without_rows_on_a_subject_has_none(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳市规划和自然资源局有没有参与建筑垃圾的任务", five, vocabulary)
    assert draft.text.startswith("没有")
    assert "建筑垃圾" in draft.text


def test_a_sole_lead_is_no_shared_one(five: Corpus, vocabulary: Vocabulary) -> None:
    shared = ask("How many of the 25 projects does the ecology bureau lead?", five, vocabulary)
    alone = ask("How many of the 25 projects are led by the ecology bureau alone?", five, vocabulary)
    assert shared.coverage is not None and alone.coverage is not None
    assert (shared.coverage.matched, alone.coverage.matched) == (3, 0)


def test_several_leads_are_all_told_in_a_check(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("第49项是生态环境局牵头吗", five, vocabulary).text
    assert text.startswith("是")
    assert "市城管和综合执法局" in text
