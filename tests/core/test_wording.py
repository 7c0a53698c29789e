from __future__ import annotations

import pytest

from assistant.core.wording import any_of, everyday_words, forms_of, question_words, without_frames


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("秸秆综合利用率是多少", "秸秆综合利用率是"),
        ("请问怎么处理旧电池呢", "处理旧电池"),
        ("哪些行业", "行业"),
        ("什么", ""),
    ],
)
def test_words_of_asking_go(question: str, left: str) -> None:
    assert without_frames(question).split() == left.split()


def test_everyday_words_by_the_longest_match() -> None:
    (found,) = everyday_words("买塑料布吗")
    assert (found.start, found.end, found.official) == (1, 4, ("农膜", "地膜"))
    assert everyday_words("清洁生产") == ()


def test_word_lists() -> None:
    lists = question_words()
    assert "多少" in lists["frames"]
    assert "目标" in lists["light"]
    assert "the" in lists["empty"]
    assert not lists["frames"] & lists["light"]


def test_the_longest_of_several_words_is_found() -> None:
    assert any_of(["什么", "什么时候"]).findall("什么时候") == ["什么时候"]


def test_a_part_of_a_latin_word_is_no_everyday_word() -> None:
    assert [w.official for w in everyday_words("ai技术")] == [("人工智能",)]
    assert everyday_words("shanghai") == ()


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("把重庆关于氢能的原文摘给我", "把重庆关于氢能"),
        ("江苏后面那份文件提没提到培训", "江苏 培训"),
        ("企业老老实实做", "企业 做"),
        ("审核咨询机构怎么考评", "审核咨询机构 考评"),
    ],
)
def test_wordings_of_asking_that_are_patterns_go(question: str, left: str) -> None:
    assert without_frames(question).split() == left.split()


def test_everyday_english_in_all_its_forms() -> None:
    words = forms_of("ordinary")
    assert {"identifies", "identified", "singled", "told"} <= words
    assert not {"drone", "insurance", "whistleblower"} & words
