"""Lists by lineage. Expectations read in the two source texts."""

from __future__ import annotations

import pytest

from assistant.core.answer import Coverage
from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary
from tests.answers.asking import ask, cited, tasks, vocabulary_of

ADAPTED = (3, 6, 13, 20, 21, 22, 26, 58, 61, 64, 74, 75, 83, 99, 104, 107, 110, 115, 121, 122, 129)


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


@pytest.mark.parametrize(
    ("words", "rows", "scanned"),
    [
        ("哪些任务是深圳新增的？", tasks(63), 140),
        ("省里没有的任务有哪些", tasks(63), 140),
        ("Which Shenzhen tasks are new?", tasks(63), 140),
        ("哪些重点任务对省里的表述有改动", tasks(*ADAPTED), 140),
        ("How many Shenzhen tasks were adapted from the provincial plan?", tasks(*ADAPTED), 140),
        ("哪些重点工程照抄省里", [f"shenzhen/project/{n}" for n in (3, 9, 10, 20, 21, 22, 25)], 25),
        ("市商务局牵头的任务里哪些照抄省里", tasks(45, 46, 47, 51, 79, 88), 6),
    ],
)
def test_rows_of_a_class(words: str, rows: list[str], scanned: int, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert cited(draft) == rows
    assert draft.coverage == Coverage(scanned=scanned, matched=len(rows), listed=len(rows))


def test_copied_tasks_are_all_others(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("哪些任务照抄省里", five, vocabulary)
    assert cited(draft) == tasks(*(n for n in range(1, 141) if n not in (*ADAPTED, 63)))
    assert any("另有7项" in a for a in draft.assumptions)


def test_the_whole_table_beside_the_plan(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("深圳和广东的方案相比总体有什么变化", five, vocabulary)
    assert "逐字相同的125项，有改动的39项，新增的1项" in draft.text
    assert draft.coverage == Coverage(scanned=165, matched=40, listed=40)


def test_changed_figures(five: Corpus, vocabulary: Vocabulary) -> None:
    numbers = [int(r.split("/")[-1]) for r in cited(ask("重点工程里哪些改了省里的指标", five, vocabulary))]
    assert numbers == [2, 4, 5, 6, 7, 11, 12, 13, 14, 15, 17, 18, 19]


@pytest.mark.parametrize(
    "words", ["广东哪些要求深圳没有承接", "Which Guangdong requirements does Shenzhen not carry out?"]
)
def test_what_nobody_carries(words: str, five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.coverage == Coverage(scanned=193, matched=12, listed=12)
    assert [r.removeprefix("guangdong/") for r in cited(draft)] == [
        "item/3", "box/2-1", "box/2-3", "item/15", "box/4-2", "section/12", "section/17", "section/19",
        "section/1", "section/2",
    ]  # fmt: skip
    assert len(draft.evidence) == 12
