"""Follow-ups about rows of a list: one of two, the rest, two lists together, the row after the last."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.conversation import carry_over
from assistant.dialogue.question import Vocabulary, understand
from assistant.dialogue.state import State, Told, next_state

LED = ("shenzhen/task/45", "shenzhen/task/46", "shenzhen/task/47", "shenzhen/task/51", "shenzhen/task/79")


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return Vocabulary.of(five.documents, five.agencies, five.indicators)


def shown_after(words: str, rows: tuple[str, ...], vocabulary: Vocabulary, before: State | None = None) -> State:
    """The state after a question whose answer was about these rows."""
    question = carry_over(understand(words, vocabulary), before or State(), vocabulary)
    return next_state(before or State(), question, Told(cited=tuple((row, 0, 1) for row in rows), shown=rows))


@pytest.mark.parametrize(
    ("words", "rows"), [("后一项的原话", LED[1:]), ("前者呢", LED[:1]), ("the latter, word for word", LED[1:])]
)
def test_one_of_two_rows(words: str, rows: tuple[str, ...], vocabulary: Vocabulary) -> None:
    two = (LED[0], LED[-1])
    state = shown_after("市商务局牵头哪些重点任务？", two, vocabulary)
    expected = two[:1] if rows == LED[:1] else two[1:]
    assert carry_over(understand(words, vocabulary), state, vocabulary).records == expected


def test_the_rest_of_a_list(vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    state = shown_after("其中和包装有关的", LED[:-1], vocabulary, state)
    assert carry_over(understand("剩下那个谁负责", vocabulary), state, vocabulary).records == LED[-1:]
    assert carry_over(understand("其余的呢", vocabulary), state, vocabulary).within == LED[-1:]


def test_two_lists_put_together(vocabulary: Vocabulary) -> None:
    state = shown_after("市商务局牵头哪些重点任务？", LED, vocabulary)
    state = shown_after("重点工程呢", ("shenzhen/project/10",), vocabulary, state)
    question = carry_over(understand("两边加起来多少", vocabulary), state, vocabulary)
    assert {"task", "project"} <= set(question.series)


def test_a_series_is_counted_by_itself_after_a_row_and_not_after_a_list(vocabulary: Vocabulary) -> None:
    state = shown_after("深圳重点任务第140项谁负责", ("shenzhen/task/140",), vocabulary)
    question = carry_over(understand("那重点工程总共几项", vocabulary), state, vocabulary)
    assert (question.intent, question.numbers) == ("series_count", ())
    state = shown_after("市商务局牵头哪些重点工程？", ("shenzhen/project/10",), vocabulary)
    question = carry_over(understand("任务那边呢，有几项", vocabulary), state, vocabulary)
    assert (question.intent, question.series) == ("agency_items", ("task",))


def test_the_next_row_is_asked_for_all_that_the_last_was(vocabulary: Vocabulary) -> None:
    row = ("shenzhen/task/44",)
    state = shown_after("深圳重点任务第44项谁牵头", row, vocabulary)
    state = shown_after("协办呢", row, vocabulary, state)
    question = carry_over(understand("上一项呢", vocabulary), state, vocabulary)
    assert (question.numbers, set(question.roles)) == ((43,), {"lead", "support"})


def test_what_the_plan_above_says_of_a_row(vocabulary: Vocabulary) -> None:
    state = shown_after("深圳重点任务第58项讲什么", ("shenzhen/task/58",), vocabulary)
    assert carry_over(understand("那省里呢", vocabulary), state, vocabulary).beside == ("shenzhen/task/58",)


def test_another_subject_in_another_document_is_not_the_row(vocabulary: Vocabulary) -> None:
    state = shown_after("广东第16项谁牵头", ("guangdong/item/16",), vocabulary)
    words = "那深圳表里跟它对应的城市绿色货运配送那一项是谁牵头"
    question = carry_over(understand(words, vocabulary), state, vocabulary)
    assert (question.documents, question.records) == (("shenzhen",), ())
