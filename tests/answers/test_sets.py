"""Several bodies at once. Expectations counted in the table by a script of its own over the printed cells."""

from __future__ import annotations

import pytest

from assistant.core.answer import Coverage
from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, tasks, vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("市商务局和市市场监管局共同参与的任务有哪些", (2, 21, 45, 48, 49, 50, 52, 54, 92, 105, 106, 107, 108, 122)),
        (
            "Which tasks do the commerce bureau and the market regulation bureau share?",
            (2, 21, 45, 48, 49, 50, 52, 54, 92, 105, 106, 107, 108, 122),
        ),
        ("市发展改革委和市生态环境局都牵头的任务", (137, 138, 139)),
        ("市发展改革委牵头、市生态环境局协办的任务有哪些", (5, 6, 7, 8, 9)),
        ("市市场监管局牵头但没有各区政府参与的任务有哪些", (19, 20)),
        ("市交通运输局牵头、不涉及各区政府的任务有哪些", (83,)),
        ("Which tasks does the transport bureau lead without the district governments?", (83,)),
        ("市发展改革委牵头但没有各区政府的任务有哪些", ()),
    ],
)
def test_rows_that_fit_every_body(words: str, rows: tuple[int, ...], five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert cited(draft) == tasks(*rows)
    assert draft.coverage == Coverage(scanned=140, matched=len(rows), listed=len(rows))


def test_names_of_one_body_are_told(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("市住房建设局牵头但没有各区政府的任务有哪些", five, vocabulary).text
    assert "市住房城乡建设局、市住房建设局按同一机构合并计算" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "市住房建设局牵头的任务里，哪个单位协办最多",
            ["16项重点任务中，协办单位最多的是各区政府，共16项", "- 市发展改革委：4（协办 4）", "- 市建筑工务署：2"],
        ),
        (
            "任务里和市商务局合作最多的是哪个单位",
            ["28项重点任务中，同列单位最多的是各区政府，共26项", "- 市发展改革委：15", "- 市市场监管局：14"],
        ),
        ("Which agency works most often with the commerce bureau on the tasks?", ["District gov", "26 (of 140"]),
    ],
)  # fmt: skip
def test_who_is_listed_with_whom(words: str, says: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert all(part in draft.text for part in says), draft.text
    assert draft.coverage is not None
    assert draft.coverage.scanned == 140


def test_a_list_without_roles_is_told_as_such(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("市商务局和市市场监管局共同参与的任务有哪些", five, vocabulary).text
    assert "重点任务第122项（市商务局并列未分工；市市场监管局并列未分工）" in text
