"""Many words as one pattern find what the plain alternation finds."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.patterns import any_of

WORDS = st.lists(
    st.text(alphabet=string.ascii_lowercase[:3] + ".(市省", min_size=1, max_size=8), min_size=1, max_size=12
)


@settings(deadline=None, derandomize=True)
@given(words=WORDS, text=st.text(alphabet=string.ascii_lowercase[:3] + ".(市省", max_size=40))
def test_the_same_is_found_as_word_by_word(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))
    bounded = r"(?<![a-c])(?:{})(?![a-c])"
    for form in ("(?:{})", bounded):
        expected = [m.span() for m in re.finditer(form.format(plain), text)]
        assert [m.span() for m in re.finditer(form.format(any_of(words)), text)] == expected


@pytest.mark.parametrize("words", [[], [""]])
def test_no_word_matches_nothing(words: list[str]) -> None:
    assert re.search(any_of(words), "anything") is None
