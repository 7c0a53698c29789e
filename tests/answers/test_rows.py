"""Lists and counts: complete, said by what they were picked, and never a guess."""

from __future__ import annotations

import pytest

from assistant.answers.context import Context
from assistant.answers.lookup import look_up
from assistant.answers.wording import first_words
from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand
from tests.answers.asking import ask, cited, tasks, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "scanned", "matched"),
    [
        ("哪些重点任务没有牵头单位", 140, 60),
        ("深圳有多少重点任务是按职责分工负责的", 140, 58),
        ("只有一个牵头单位的重点任务有多少项", 140, 69),
        ("Which Shenzhen tasks are led by more than one agency?", 140, 11),
        ("哪些重点任务没有各区政府", 140, 15),
        ("市水务局牵头的重点任务和重点工程", 165, 4),
        ("市发改委牵头、市生态环境局协办的有哪些", 165, 5),
        ("Shenzhen tasks jointly led by the market regulation bureau and the planning bureau", 140, 3),
    ],
)
def test_counts_by_form_and_agency(
    words: str, scanned: int, matched: int, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.coverage is not None
    assert (draft.coverage.scanned, draft.coverage.matched, draft.coverage.listed) == (scanned, matched, matched)
    assert len(cited(draft)) == matched


def test_the_heading_of_a_list_says_what_was_picked(five: Corpus, vocabulary: Vocabulary) -> None:
    assert "有多个牵头单位的" in ask("哪些重点任务有多个牵头单位", five, vocabulary).text


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("深圳重点任务是不是140项", "是"),
        ("深圳有200项重点任务对吧", "不是200项"),
        ("浙江附件有20项吗", "不是20项"),
        ("Does Shenzhen have 140 key tasks?", "Yes"),
    ],
)
def test_a_number_taken_for_granted_is_confirmed_or_corrected(
    words: str, begins: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    assert ask(words, five, vocabulary).text.startswith(begins)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("广东有多少个专栏", "专栏共7个"),
        ("How many boxes does Chongqing have?", "10 boxes"),
        ("重点工程一共多少项", "共25项"),
    ],
)
def test_series_are_counted_as_people_count_them(words: str, says: str, five: Corpus, vocabulary: Vocabulary) -> None:
    assert says in ask(words, five, vocabulary).text


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("“光储直柔”出现在哪些重点任务里", tasks(58, 61)),
        ("哪些重点任务和重点工程跟氢能、氢燃料有关", [*tasks(12, 81), "shenzhen/project/19"]),
        ("加强塑料污染综合治理这一节包含哪些重点任务", tasks(*range(50, 56))),
        ("茅洲河在第几项", tasks(115)),
    ],
)
def test_topics_find_their_rows(words: str, records: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    found = [r for r in cited(ask(words, five, vocabulary)) if r.startswith("shenzhen/")]
    assert found == records


def test_a_count_is_never_made_of_rows_that_only_come_close(five: Corpus, vocabulary: Vocabulary) -> None:
    question = understand("深圳有多少项任务涉及核电站退役处理", vocabulary)
    assert look_up(Context(question=question, corpus=five, agencies=vocabulary.agencies)) is None


def test_the_agencies_of_every_row(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("浙江附件各项的责任单位", five, vocabulary)
    assert cited(draft) == [f"zhejiang/annex/{n}" for n in range(1, 19)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("深圳哪个局牵头的重点任务最多", "市市场监管局"),
        ("牵头单位最多的是哪个重点任务", "4个"),
        ("深圳有哪些单位参与", "各区政府"),
    ],
)
def test_rankings(words: str, first: str, five: Corpus, vocabulary: Vocabulary) -> None:
    assert first in ask(words, five, vocabulary).text.splitlines()[0]


def test_merged_names_are_told_in_a_ranking(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("深圳各局牵头数量排名", five, vocabulary).text
    assert "市住房城乡建设局、市住房建设局按同一机构合并计算" in text


def test_every_body_of_a_ranking_is_cited(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳哪个局牵头的重点任务最多", five, vocabulary)
    lines = [line for line in draft.text.split("\n") if line.startswith("- ")]
    assert len(lines) > 10
    assert all(line.endswith("]") for line in lines)
    assert draft.coverage and (draft.coverage.scanned, draft.coverage.matched) == (140, 18)


@pytest.mark.parametrize(
    ("text", "limit", "words"),
    [
        ("到2025年完成企业数1000家以上", 15, "到2025年完成企业数…"),
        ("占比达到96.5%以上的地区", 7, "占比达到…"),
        ("推广绿色设计，发展绿色制造和绿色供应链", 12, "推广绿色设计…"),
        ("推广绿色设计。", 12, "推广绿色设计"),
    ],
)
def test_first_words_never_cut_a_number(text: str, limit: int, words: str) -> None:
    assert first_words(text, limit) == words


@pytest.mark.parametrize(
    ("words", "says", "records"),
    [
        ("哪份文件没有提到秸秆", "江苏没有提到", {"zhejiang/annex/7", "guangdong/box/2-4", "chongqing/box/2-4"}),
        ("哪些文件提到了茅洲河", "深圳：提到", {"guangdong/section/15", "shenzhen/task/115"}),
        ("这里收录了哪些文件", "5份文件", {"guangdong/text/1", "shenzhen/text/1"}),
    ],
)
def test_documents_that_mention_words_and_those_that_do_not(
    words: str, says: str, records: set[str], five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert says in draft.text
    assert records <= set(cited(draft))
