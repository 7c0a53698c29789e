"""The agencies of a part. Expectations counted in the table by a script of its own over the printed cells."""

from __future__ import annotations

import pytest

from assistant.core.answer import Coverage
from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "深圳工业清洁生产这部分涉及哪些单位",
            ["18项重点任务，涉及12个单位（牵头 3、", "- 各区政府：17", "- 市工业和信息化局：17", "- 深汕特别合作区：1"],
        ),
        ("深圳第（一）节涉及哪些单位", ["18项重点任务，涉及12个单位"]),
        ("深圳分工表一共涉及多少个单位", ["165项重点任务和重点工程，涉及30个单位（牵头 19", "其中1项没有列责任单位"]),
        ("深圳分工表一共涉及多少个牵头单位", ["牵头单位19个"]),
        ("Which agencies are involved in section 1 of the Shenzhen table?", ["18 key tasks with 12 agencies (lead 3;"]),
        ("全面推行绿色施工这一节涉及哪些单位", ["7项重点任务，涉及10个单位"]),
    ],
)  # fmt: skip
def test_agencies_of_a_part(words: str, says: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert all(part in draft.text for part in says), draft.text


def test_every_row_under_the_heading_is_cited(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳工业清洁生产这部分涉及哪些单位", five, vocabulary)
    assert "重点任务" in draft.text
    assert "4项重点工程" in draft.text
    assert draft.coverage == Coverage(scanned=165, matched=22, listed=22)


def test_documents_that_assign_nothing_are_left_out(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("工业清洁生产这部分涉及哪些单位", five, vocabulary).text
    assert "浙江" in text
    assert "广东" not in text
