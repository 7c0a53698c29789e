"""Numbered items: which records a question means, and every aspect it asks about. Expectations read in the source."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, tasks, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("Who leads task 58 and project 12?", [*tasks(58), "shenzhen/project/12"]),
        ("任务58和浙江附件9的牵头单位分别是", ["shenzhen/task/58", "zhejiang/annex/9"]),
        ("Guangdong item 12 and Shenzhen task 58: what do they say?", ["guangdong/item/12", "shenzhen/task/58"]),
        ("浙江附件5和广东第5项的内容", ["zhejiang/annex/5", "guangdong/item/5"]),
        ("浙江附件7和第九节谁牵头", ["zhejiang/annex/7", "zhejiang/clause/9-1", "zhejiang/clause/9-2"]),
        ("重庆二（三）第4项写了什么", ["chongqing/item/2-3-4"]),
        ("重庆二（一）2的内容", ["chongqing/item/2-1-2"]),
        ("江苏实施意见三（三）的内容", ["jiangsu/section/2-3-3"]),
        ("重庆专栏1钢铁行业的内容", ["chongqing/box/1-1"]),
        ("深圳最后一项重点任务谁负责", tasks(140)),
        ("前三项重点任务谁牵头", tasks(1, 2, 3)),
        ("T58谁牵头", tasks(58)),
        ("58 lead?", tasks(58)),
        ("广东专栏3第2条写了什么", ["guangdong/box/3-2"]),
    ],
)
def test_numbers_are_bound_to_their_document_and_heading(
    words: str, records: list[str], five: Corpus, vocabulary: Vocabulary
) -> None:
    assert cited(ask(words, five, vocabulary)) == records


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("任务81的牵头单位是谁，它属于哪一节？", ["没有指定牵头单位", "17. 推广使用节能低碳型交通工具"]),
        ("Who leads project 12 and what does it say?", ["Housing", "2030年前"]),
        ("任务58由谁牵头，内容是什么", ["市住房建设局", "光储直柔"]),
        ("任务56和任务58是同一个局牵头吗", ["是", "同一机构"]),
        ("除了市发展改革委，还有谁牵头任务137", ["市工业和信息化局、市生态环境局"]),
        ("浙江附件第18项除了牵头还有谁", ["省生态环境厅、省能源局、省经信厅"]),
        ("任务88属于哪个局的活", ["市商务局"]),
        ("广东专栏4有几条", ["共6项"]),
    ],
)
def test_every_aspect_is_answered(words: str, says: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert all(part in draft.text for part in says), draft.text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("任务58的联系电话", "refused"),
        ("任务58什么时候完成", "refused"),
        ("任务58由谁牵头，预算多少", "partial"),
        ("重点工程15什么时候完成", "answered"),
    ],
)
def test_an_attribute_is_stated_or_said_to_be_missing(
    words: str, status: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == status
    assert draft.reason == (None if status == "answered" else "not_stated")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("广东专栏8", "广东专栏1–7"),
        ("广东专栏7第2项", "专栏7只有1项"),
        ("重庆第11个专栏", "重庆专栏1–10"),
        ("重庆五（一）", "没有重庆"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(
    words: str, says: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "out_of_range")
    assert says in draft.text


def test_a_heading_lists_its_rows_with_coverage(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳（十四）有哪些任务", five, vocabulary)
    assert cited(draft) == tasks(118, 119, 120)
    assert draft.coverage is not None
    assert (draft.coverage.scanned, draft.coverage.matched) == (140, 3)


def test_a_body_set_aside_is_not_counted_away(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("除市商务局外，深圳重点任务第46项还有谁牵头", five, vocabulary)
    assert draft.text.startswith(
        "除市商务局外，深圳重点任务第46项的牵头单位还有市教育局、市卫生健康委、市机关事务管理局"
    )


@pytest.mark.parametrize(
    "words", ["深圳重点任务第58项牵头以外的责任单位", "Who backs up the lead agency on Shenzhen task 58?"]
)
def test_who_backs_up_the_lead_is_who_supports(words: str, five: Corpus, vocabulary: Vocabulary) -> None:
    assert "市发展改革委" in ask(words, five, vocabulary).text
