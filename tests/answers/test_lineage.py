"""What rows changed and which rows carry something out. Expectations read in the two source texts."""

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
    ("words", "records", "says"),
    [
        (
            "第58项和省里比改了什么？",
            [*tasks(58), "guangdong/item/12"],
            ["与广东第12项相比有1处改动：增加“光储直柔”。", "深圳：“", "广东：“"],
        ),
        (
            "深圳重点工程第15项和广东相比改了哪些",
            ["shenzhen/project/15", "guangdong/box/4-4"],
            ["有3处改动", "“30%”改为“60%”"],
        ),
        (
            "What did Shenzhen change in task 58 compared with the provincial plan?",
            [*tasks(58), "guangdong/item/12"],
            ["differs from Guangdong item 12 in one place: “光储直柔” was added."],
        ),
        ("任务60和省里的一样吗", [*tasks(60), "guangdong/item/12"], ["是。", "逐字相同"]),
        ("任务58照抄省里的吗", [*tasks(58), "guangdong/item/12"], ["不是。", "1处改动"]),
        ("第63项是深圳新增的吗", tasks(63), ["是。", "没有对应的句子", "大力推进既有建筑节能改造。"]),
        ("第76项跟省里有什么不同", [*tasks(76), "guangdong/item/15"], ["逐字相同（只有标点不同）"]),
        ("重点工程第22项改了省里什么", ["shenzhen/project/22", "guangdong/box/6-2"], ["名称由“清洁生产技术装备推广"]),
        ("第58项对应广东哪一条", [*tasks(58), "guangdong/item/12"], ["广东第12项"]),
    ],
)  # fmt: skip
def test_a_row_beside_its_sentence(
    words: str, records: list[str], says: list[str], five: Corpus, vocabulary: Vocabulary
) -> None:
    draft = ask(words, five, vocabulary)
    assert draft.status == "answered"
    assert sorted(set(cited(draft))) == sorted(records)
    assert all(part in draft.text for part in says), draft.text


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("广东第12条在深圳落到哪几项？", [f"shenzhen/task/{n}" for n in (56, 57, 58, 59, 60, 61)]),
        ("广东第15项对应深圳的哪些任务", tasks(75, 76, 77)),
        ("省方案第13项由深圳哪些任务承接", tasks(62, 64, 65, 66, 67, 63)),  # 63 stands under the same heading
        ("广东专栏4第1项在深圳落到哪一项", ["shenzhen/project/12"]),
        ("广东第（八）节对应深圳哪些任务", tasks(89, 90)),
        ("Which Shenzhen tasks carry out Guangdong item 12?", tasks(56, 57, 58, 59, 60, 61)),
        ("省里关于绿色餐饮的要求在深圳落到哪些任务", [*tasks(45, 46, 47, 48, 49), "shenzhen/project/10"]),
    ],
)
def test_the_rows_of_a_sentence(words: str, rows: list[str], five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask(words, five, vocabulary)
    assert [r for r in cited(draft) if r.startswith("shenzhen")] == rows
    assert draft.coverage == Coverage(scanned=165, matched=len(rows), listed=len(rows))


def test_sentences_of_an_item_that_nobody_carries_are_told(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("广东第15项在深圳落到哪几项", five, vocabulary).text
    assert "其中有2句没有深圳的任务或工程承接" in text
    assert "加强建筑垃圾再生利用装备研发" in text


def test_who_carries_an_item_out(five: Corpus, vocabulary: Vocabulary) -> None:
    text = ask("广东第12条在深圳由谁落实", five, vocabulary).text
    assert "重点任务第58项的牵头单位是市住房建设局" in text
    assert "重点任务第57项没有指定牵头单位" in text


def test_a_number_that_is_not_there(five: Corpus, vocabulary: Vocabulary) -> None:
    draft = ask("第158项和省里比改了什么", five, vocabulary)
    assert (draft.status, draft.reason) == ("refused", "out_of_range")
    assert "1–140" in draft.text
