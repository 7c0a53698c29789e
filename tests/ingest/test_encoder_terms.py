"""The two ways of cutting a text into terms, and what they make of widths, scripts and English forms."""

from __future__ import annotations

import pytest

from ingest.encoder_terms import terms, tokenizer

TEXTS = (
    "深圳",
    "省",
    "达到96%以上，ＬＮＧ 動力船舶。",
    "a b.c",
    "深 圳\u200b市 PM2.5、1.5km",
    "factories recycling; cities’ buses…3..5",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_stock_tokenizer_gives_the_terms(text: str) -> None:
    known = sorted({term for each in TEXTS for term in terms(each)})
    assert sorted(tokenizer(known).encode(text).tokens) == sorted(terms(text))


def test_characters_meet_their_neighbours_but_not_across_punctuation() -> None:
    assert terms("清洁，生产") == ["清", "洁", "清洁", "生", "产", "生产"]


def test_width_script_and_blanks_make_no_difference() -> None:
    assert terms("ＬＮＧ動 力") == terms("lng动力")


def test_forms_of_an_english_word_share_their_beginning() -> None:
    assert terms("Recycling recycled") == ["recycl", "ing", "recycl", "ed"]
    assert terms("policies") == terms("policy")
    assert terms("class") == ["class"]


def test_unknown_terms_are_told_as_such() -> None:
    assert tokenizer(["深"]).encode("深圳").tokens.count("[UNK]") > 0
