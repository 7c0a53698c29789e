"""Misspelt key words and names are mended, and nothing that is right is ever touched."""

from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.core.terms import Terms
from assistant.core.text import normalise


@pytest.fixture(scope="module")
def terms(five: Corpus) -> Terms:
    return Terms.of(five)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("市声态环境局牵头哪些", "市生态环境局牵头哪些"),
        ("高耳夫球场用水从言控制", "高尔夫球场用水从严控制"),
        ("which burea are leeding task 58", "which bureau are leading task 58"),
        ("Shenzen key projct 19", "Shenzhen key project 19"),
        ("reserch on transprot", "research on transport"),
    ],
)
def test_mistakes_are_mended(written: str, read: str, terms: Terms) -> None:
    assert terms.spelled(written) == read


def test_names_of_bodies_stay(five: Corpus, terms: Terms) -> None:
    """市水务局 sounds almost like 市税务局: a right name is never turned into another."""
    frames = ("深圳{}牵头哪些任务", "第58项是{}牵头吗", "由{}和市商务局负责", "除了{}还有谁")
    names = {n for a in five.agencies for n in (a.name, *a.printed, *a.aliases)}
    asked = [normalise(frame.format(name)) for name in names for frame in frames]
    assert [words for words in asked if terms.spelled(words) != words] == []


def test_english_names_stay(five: Corpus, terms: Terms) -> None:
    names = {n for a in five.agencies for n in (a.english, *a.english_aliases)}
    asked = [f"which tasks does {name} lead" for name in names]
    assert [words for words in asked if terms.spelled(words) != words] == []


def test_words_of_the_documents_stay(five: Corpus, terms: Terms) -> None:
    for document in five.documents:
        lines = [normalise(line) for line in five.source(document.document).splitlines()]
        assert [line for line in lines if terms.spelled(line) != line] == []


@pytest.mark.parametrize(
    "words",
    [
        "浙江附件第15项谁牵头",
        "深圳是不是水务局牵头",
        "我县农业农村局",
        "前头同时发改牵头的",
        "How many chapters does it have",
        "leaving LNG aside",
    ],
)
def test_plain_questions_stay(words: str, terms: Terms) -> None:
    assert terms.spelled(words) == words
