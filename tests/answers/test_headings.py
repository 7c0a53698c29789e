"""What stands under headings, by number and by words, also where a document assigns nobody."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("重庆的保障措施有哪几条", ["chongqing/section/4-1", "chongqing/section/4-2", "chongqing/section/4-3"]),
        ("浙江附件里农业清洁生产这一块有哪几项", [f"zhejiang/annex/{n}" for n in (5, 6, 7, 8)]),
        ("江苏实施方案的重点任务有哪几条", [f"jiangsu/section/1-{n}" for n in (4, 5, 6, 7, 8)]),
        ("浙江第五章包括哪几节", [f"zhejiang/section/{n}" for n in (14, 15, 16)]),
        ("深圳表“严格执法监管”底下有几条", [f"shenzhen/task/{n}" for n in range(131, 137)]),
    ],
)
def test_all_that_stands_under_a_heading_is_listed(
    words: str, records: list[str], five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert [piece.record.record_id for piece in draft.evidence] == records
    assert draft.coverage is not None and draft.coverage.matched == len(records)


def test_items_of_a_document_without_responsibilities_are_listed_too(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("广东方案农业部分有哪几条", five, vocabulary)
    assert {p.record.number for p in draft.evidence if p.record.series == "item"} == {5, 6, 7, 8}
