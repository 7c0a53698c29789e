"""Key words with typing mistakes, and words of their own that only look like one."""

from __future__ import annotations

import pytest

from assistant.core.misspelt import mended


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("leeding", "leading"),
        ("burea", "bureau"),
        ("Shenzen", "Shenzhen"),
        ("tsak", "task"),
        ("hotles", "hotels"),
        ("suply", "supply"),
        ("wich", "which"),
    ],
)
def test_mistakes_are_put_right(written: str, meant: str) -> None:
    assert mended(written) == meant


@pytest.mark.parametrize(
    "word", ["leaking", "planting", "lending", "protect", "selection", "load", "subsidies", "supported", "regulator"]
)
def test_other_words_stay(word: str) -> None:
    assert mended(word) == word
