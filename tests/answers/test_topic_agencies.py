"""Who is responsible for what a question describes in words."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "says", "never", "record"),
    [
        ("哪些单位配合水务局搞洗浴限水", ["协办单位是市商务局"], ["牵头单位是"], "shenzhen/task/43"),
        ("城市绿色货运配送谁牵头，深圳", ["市交通运输局、市商务局", "协办单位：市邮政管理局"], [], "shenzhen/task/79"),
        ("深圳农房建设就地取材谁牵头", ["深汕特别合作区"], [], "shenzhen/task/71"),
        ("近零碳建筑试点谁牵头", ["市住房建设局"], ["没有为"], "shenzhen/task/61"),
        ("谁协助省经信厅做绿色制造体系", ["其他责任单位", "省科技厅"], [], "zhejiang/clause/3-1"),
    ],
)
def test_rows_on_a_topic_say_who(
    words: str, says: list[str], never: list[str], record: str, five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert all(part in draft.text for part in says), draft.text
    assert not any(part in draft.text for part in never), draft.text
    assert record in {piece.record.record_id for piece in draft.evidence}
