"""Quoted words: terms and pasted sentences are told apart, and what is pasted asks, names and numbers nothing."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand
from assistant.dialogue.quoting import quotations


@pytest.mark.parametrize(
    ("text", "words", "pasted"),
    [
        ("“散改集”在哪", "散改集", False),
        ("「共建双城经济圈“无废城市”」的出处", "共建双城经济圈“无废城市”", True),
        ('"深入推进绿色制造体系建设" where?', "深入推进绿色制造体系建设", True),
    ],
)
def test_quotations(text: str, words: str, pasted: bool) -> None:
    (found,) = quotations(text, lambda _: 0)
    assert (found.words, found.pasted) == (words, pasted)


def test_chinese_words_in_parentheses_are_what_the_english_ones_name() -> None:
    (found,) = quotations("Where is the Maozhou River (茅洲河) mentioned?", lambda _: 0)
    assert (found.words, found.pasted, found.gloss) == ("茅洲河", False, True)


def test_a_gloss_that_names_a_place_or_an_indicator_is_no_term(five: Corpus) -> None:
    vocabulary = Vocabulary.of(five.documents, five.agencies, five.indicators)
    question = understand("What is the straw utilisation rate (秸秆综合利用率) in Zhejiang (浙江)?", vocabulary)
    assert (question.intent, question.quoted) == ("target_value", ())


def test_a_quoted_year_is_a_term() -> None:
    (found,) = quotations("写着“到2022年底”的有几项", lambda _: 0)
    assert found.is_term


def test_a_quoted_question_is_asked() -> None:
    assert quotations("我要问的是“深圳第58项由哪个局牵头”", lambda _: 0) == ()


def test_pasted_words_are_not_read(five: Corpus) -> None:
    vocabulary = Vocabulary.of(five.documents, five.agencies, five.indicators)
    question = understand("“由市商务局牵头、市财政局协办的第12项任务”出自哪里", vocabulary)
    assert (question.intent, question.agencies, question.refs) == ("locate", (), ())
