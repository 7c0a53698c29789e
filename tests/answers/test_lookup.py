"""Exact answers over the five documents, each expectation read in the source by hand."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "says", "never", "record"),
    [
        ("深圳第58项由哪个局牵头？", ["牵头单位是市住房建设局。"], ["市发展改革委"], "shenzhen/task/58"),
        ("深圳第58项只要牵头单位", ["市住房建设局"], ["市发展改革委"], "shenzhen/task/58"),
        ("深圳第58项的协办单位", ["市发展改革委、各区政府"], ["市住房建设局"], "shenzhen/task/58"),
        ("深圳第1项谁牵头，重点任务", ["没有指定牵头单位", "市生态环境局"], [], "shenzhen/task/1"),
        ("第121项由谁负责", ["没有列责任单位"], ["牵头单位是"], "shenzhen/task/121"),
        ("第122项的牵头单位", ["没有指定牵头单位", "市科技创新局"], [], "shenzhen/task/122"),
        ("重点任务第46项有几个牵头单位", ["4个牵头单位", "市机关事务管理局"], [], "shenzhen/task/46"),
        ("浙江附件第15项谁牵头", ["省经信厅", "列第一位"], ["省发展改革委"], "zhejiang/annex/15"),
        ("深圳讲餐饮油烟治理那条的原文", ["强化餐饮油烟治理"], ["牵头"], "shenzhen/task/49"),
        ("第79项是交通局一家牵头吗", ["不是", "市商务局"], [], "shenzhen/task/79"),
        ("浙江方案怎么看哪家牵头", ["列第一位的为牵头单位"], [], "zhejiang/clause/3-1"),
        ("浙江（九）第2款由谁牵头", ["省林业局"], [], "zhejiang/clause/9-2"),
        ("Which bureau leads item 58 in Shenzhen?", ["Housing", "市住房建设局"], [], "shenzhen/task/58"),
        ("Who supports task 83?", ["Development and Reform", "市发展改革委"], ["各区政府"], "shenzhen/task/83"),
    ],
)
def test_responsibility(
    words: str, says: list[str], never: list[str], record: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert all(part in draft.text for part in says), draft.text
    assert not any(part in draft.text for part in never), draft.text
    assert cited(draft) == [record]


def test_a_number_in_several_places_is_answered_for_each(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("第12项由谁牵头", five, vocabulary)
    assert set(cited(draft)) == {"shenzhen/task/12", "shenzhen/project/12", "zhejiang/annex/12"}
    assert any("深圳重点工程" in line for line in draft.assumptions)


def test_too_many_places_are_asked_back(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("第3项的内容是什么", five, vocabulary)
    assert (draft.status, draft.reason) == ("clarify", None)
    assert len(draft.choices) == 8
    assert {c.filters.documents for c in draft.choices} == {
        ("zhejiang",),
        ("guangdong",),
        ("chongqing",),
        ("shenzhen",),
    }


def test_guangdong_assigns_nobody(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("广东第12项由谁牵头", five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "not_stated")
    assert "市" not in draft.text.replace("《", "")


@pytest.mark.parametrize("words", ["深圳第141项牵头单位是谁", "重点工程第26项", "第0项谁牵头", "浙江附件第19项谁牵头"])
def test_a_number_out_of_range_is_told_with_the_range(words: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "out_of_range")
    assert "1–" in draft.text


def test_some_of_several_numbers_out_of_range(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳第140项和第141项由谁负责", five, vocabulary)
    assert (draft.status, draft.reason) == ("partial", "out_of_range")
    assert cited(draft) == ["shenzhen/task/140"]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("第58项是市住建局牵头吗", "是。"),
        ("第58项是市发改委牵头吗", "不是。"),
        ("第83项的协办单位里有各区政府吗", "不是。"),
        ("第1项是市发展改革委牵头吗，重点任务", "不是。"),
        ("为什么第58项由市发改委牵头", "不是。"),
        ("Is the Transport Bureau the lead of item 79?", "Yes."),
    ],
)
def test_the_verdict_comes_first(words: str, verdict: str, five: Corpus, vocabulary: Vocabulary) -> None:
    assert ask(words, five, vocabulary).text.startswith(verdict)


def test_a_list_is_complete_and_says_so(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳市商务局牵头哪些重点任务？", five, vocabulary)
    by_hand = [45, 46, 47, 51, 79, 88]
    assert cited(draft) == [f"shenzhen/task/{n}" for n in by_hand]
    assert draft.coverage is not None
    assert (draft.coverage.scanned, draft.coverage.matched, draft.coverage.listed) == (140, 6, 6)


def test_two_names_of_one_body_are_merged_and_told(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("市住建局参与的重点任务有哪些", five, vocabulary)
    held = [
        r.record_id
        for r in five.of("shenzhen", "task")
        if r.responsibility and {"市住房建设局", "市住房城乡建设局"} & set(r.responsibility.everyone)
    ]
    assert cited(draft) == held
    assert "印作“市住房城乡建设局”" in draft.text


def test_rows_without_a_lead(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳分工表里有多少项没有牵头单位", five, vocabulary)
    assert draft.coverage is not None
    assert (draft.coverage.scanned, draft.coverage.matched) == (165, 66)


def test_rows_with_several_leads(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("哪些重点工程有多个牵头单位", five, vocabulary)
    assert cited(draft) == [f"shenzhen/project/{n}" for n in (3, 4, 19, 22)]


def test_a_section_lists_all_its_rows(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("绿色餐饮有哪些重点任务", five, vocabulary)
    assert cited(draft) == [f"shenzhen/task/{n}" for n in range(45, 50)]


def test_who_is_responsible_for_a_topic(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("餐饮油烟治理归谁管", five, vocabulary)
    assert cited(draft) == ["shenzhen/task/49"]
    assert "市生态环境局、市城管和综合执法局" in draft.text


def test_the_most_busy_agency(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳重点任务里哪个局牵头最多", five, vocabulary)
    assert "市市场监管局" in draft.text.splitlines()[0]
    assert "18" in draft.text.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "says", "status"),
    [
        ("重庆文件的文号是什么", "渝发改规范〔2022〕8号", "answered"),
        ("广东方案的实施期限", "2023", "answered"),
        ("广东方案分几个部分", "5个部分", "answered"),
        ("浙江方案的文号", "没有写明", "refused"),
        ("重庆方案是什么时候发布的", "没有写明", "refused"),
    ],
)
def test_facts_about_a_document(words: str, says: str, status: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == status
    assert says in draft.text


@pytest.mark.parametrize(
    ("words", "status", "reason"),
    [
        ("你好", "answered", None),
        ("今天天气怎么样", "refused", "out_of_scope"),
        ("你觉得哪个方案更好", "refused", "opinion"),
        ("市应急管理局牵头哪些任务", "refused", "not_stated"),
        ("？？", "clarify", None),
    ],
)
def test_what_no_row_answers(words: str, status: str, reason: str | None, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert (draft.status, draft.reason) == (status, reason)


def test_places_are_given_as_printed(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("第56项在哪一部分", five, vocabulary)
    assert "12. 推动新建建筑用能清洁化低碳化" in draft.text


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("深圳谁牵头推广高效节能电机", ["shenzhen/project/22"]),
        ("推广高效节能电机这事在深圳是谁牵头的", ["shenzhen/project/22"]),
        ("老师好，包装减量这事儿深圳是谁负责呀", ["shenzhen/task/52"]),
        ("深圳 建筑垃圾再生产品的事归哪个局管", ["shenzhen/task/75", "shenzhen/project/17"]),
    ],
)
def test_a_topic_in_everyday_words_finds_its_own_rows(
    words: str, records: list[str], five: Corpus, vocabulary: Vocabulary
) -> None:
    assert cited(ask(words, five, vocabulary)) == records
