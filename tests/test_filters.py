"""Filters read from a question: which, why, and which give way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.core.corpus import Corpus
from assistant.dialogue.question import Vocabulary, understand
from assistant.filters import Filter, query_of, read_filters, relaxed
from assistant.opening import vocabulary_of


@pytest.fixture(scope="module")
def vocabulary(five: Corpus) -> Vocabulary:
    return vocabulary_of(five)


def _read(vocabulary: Vocabulary, words: str, documents: tuple[str, ...] = ()) -> dict[str, Filter]:
    question = understand(words, vocabulary)
    return {f.name: f for f in read_filters(question, vocabulary.agencies, documents=documents) if f.applied}


def test_each_filter_comes_with_the_words_that_asked_for_it(vocabulary: Vocabulary) -> None:
    found = _read(vocabulary, "深圳的重点任务里市商务局牵头的绿色餐饮")
    assert found["documents"].values == ("shenzhen",)
    assert found["agencies"].values == ("市商务局",)
    assert found["roles"].values == ("lead",)
    assert found["roles"].words == ("牵头",) and "牵头" in found["roles"].reason
    assert _read(vocabulary, "浙江附件里的秸秆")["series"].values == ("annex",)


@pytest.mark.parametrize("words", ["绿色餐饮怎么推进", "谁牵头绿色餐饮", "What is said about energy?"])
def test_words_that_name_nobody_limit_nothing(words: str, vocabulary: Vocabulary) -> None:
    assert _read(vocabulary, words) == {}


def test_regions_are_a_set(vocabulary: Vocabulary) -> None:
    assert set(_read(vocabulary, "浙江和广东的秸秆")["documents"].values) == {"zhejiang", "guangdong"}


def test_what_the_caller_asks_for_wins_and_the_other_is_told(vocabulary: Vocabulary) -> None:
    question = understand("广东的秸秆", vocabulary)
    given, read = read_filters(question, vocabulary.agencies, documents=("zhejiang",))
    assert (given.source, given.values, given.applied) == ("request", ("zhejiang",), True)
    assert (read.source, read.values, read.applied) == ("question", ("guangdong",), False)
    assert query_of(question, (given, read), 5).documents == ("zhejiang",)


def test_as_few_filters_as_needed_give_way(vocabulary: Vocabulary) -> None:
    question = understand("深圳市商务局牵头的附件", vocabulary)
    filters = read_filters(question, vocabulary.agencies)

    def without_series(kept: Sequence[Filter]) -> bool:
        return not any(f.name == "series" and f.applied for f in kept)

    kept, notices = relaxed(filters, "zh", without_series)
    assert [f.name for f in kept if f.relaxed] == ["series"]
    assert [n.code for n in notices] == ["filter_relaxed"] and "附件" in notices[0].text
    assert relaxed(filters, "zh", lambda _: True) == (filters, ())


def test_a_document_that_was_asked_for_never_gives_way(vocabulary: Vocabulary) -> None:
    question = understand("秸秆", vocabulary)
    filters = read_filters(question, vocabulary.agencies, documents=("zhejiang",), series=("annex",))
    kept, _ = relaxed(filters, "en", lambda kept: not any(f.name == "series" and f.applied for f in kept))
    assert [f.name for f in kept if f.applied] == ["documents"]
