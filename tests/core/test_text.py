"""Numerals, scripts, sentences and language, against properties and against Python's own Unicode data."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.text import detect_language, normalise, parse_numeral, sentences, to_chinese


@given(st.integers(0, 9999))
def test_a_number_written_in_chinese_is_read_back(number: int) -> None:
    assert parse_numeral(to_chinese(number)) == number


@given(st.integers(0, 9999))
def test_full_width_digits_are_digits(number: int) -> None:
    wide = "".join(chr(ord("０") + int(digit)) for digit in str(number))
    assert parse_numeral(wide) == number == int(unicodedata.normalize("NFKC", wide))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("五十八", 58),
        ("十", 10),
        ("一十五", 15),
        ("一百二", 120),
        ("一百零二", 102),
        ("一二〇", 120),
        ("廿三", 23),
        ("两百", 200),
    ],
)
def test_numerals_as_people_write_them(words: str, number: int) -> None:
    assert parse_numeral(words) == number


@pytest.mark.parametrize("words", ["", "十十", "第五", "5a", "百", "零百", "x", "3.5"])
def test_what_is_no_numeral_is_none(words: str) -> None:
    assert parse_numeral(words) is None


def test_numbers_beyond_the_range_are_refused_when_written() -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        to_chinese(10_000)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("請問第５８項由哪個局牽頭？", "请问第58项由哪个局牵头?"),
        ("深\u200b圳\ufeff", "深圳"),
        ("a\t b\n", "a b"),
        ("Ｉｔｅｍ　５８", "Item 58"),
    ],
)
def test_widths_scripts_and_invisible_characters(words: str, plain: str) -> None:
    assert normalise(words) == plain


@given(st.text())
def test_normalising_twice_changes_nothing(words: str) -> None:
    once = normalise(words)
    assert normalise(once) == once


@given(st.text(alphabet="深圳。！？；”）abc \n", max_size=60))
def test_sentences_lie_in_order_and_leave_out_only_blanks(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    kept = set().union(*(range(s.start, s.end) for s in spans)) if spans else set()
    assert all(text[i].isspace() for i in range(len(text)) if i not in kept)


def test_closing_quotes_stay_with_their_sentence() -> None:
    text = "他说“好。”然后走了。"
    assert [text[s.start : s.end] for s in sentences(text)] == ["他说“好。”", "然后走了。"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Which bureau leads item 58 in Shenzhen?", "en"),
        ("深圳第58项由哪个局牵头？", "zh"),
        ("LNG 动力船舶由谁牵头？", "zh"),
        ("Who leads 重点任务 58 in the Shenzhen table?", "en"),
        ("58？", "zh"),
    ],
)
def test_the_language_is_that_of_the_frame(words: str, language: str) -> None:
    assert detect_language(words) == language
