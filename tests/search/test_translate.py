from __future__ import annotations

from assistant.core.glossary import Glossary
from assistant.search.translate import TranslatedTerm, translate

GLOSSARY = Glossary(
    [
        ("straw", ("秸秆",)),
        ("straw utilisation rate", ("秸秆综合利用率",)),
        ("film", ("农膜", "地膜")),
        ("nuclear power", ("核电",)),
    ]
)


def occurs(words: str) -> bool:
    return words in ("秸秆", "秸秆综合利用率", "地膜", "LNG", "2025")


def test_the_longest_term_wins_and_only_words_of_the_index_are_kept() -> None:
    found = translate("What is the straw utilization rate, and which films?", GLOSSARY, occurs)
    assert found.terms == (
        TranslatedTerm(english="straw utilization rate", chinese=("秸秆综合利用率",)),
        TranslatedTerm(english="films", chinese=("地膜",)),
    )
    assert found.text == "秸秆综合利用率 地膜"


def test_words_that_stand_in_the_index_are_kept_as_they_are() -> None:
    assert translate("LNG ships in 2025", GLOSSARY, occurs).verbatim == ("LNG", "2025")


def test_what_has_no_word_is_told() -> None:
    found = translate("Does nuclear power need a licence?", GLOSSARY, occurs)
    assert found.terms == ()
    assert found.unknown == ("nuclear power", "licence")


def test_words_of_asking_are_neither() -> None:
    found = translate("What is the way in which this should be done?", GLOSSARY, occurs)
    assert (found.terms, found.verbatim, found.unknown) == ((), (), ())
