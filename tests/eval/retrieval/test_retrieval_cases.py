"""The retrieval cases: what they name stands in the documents, and every kind is in both splits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from assistant.core.corpus import Corpus
from eval.quotes import squeezed
from eval.reading import CaseProblem
from eval.retrieval.cases import CASES, KINDS, RetrievalCase, load_cases

GOOD = """\
- id: r-one
  split: tuned
  kind: plain
  lang: zh
  region: named
  question: 浙江怎么做
  relevant: [[zhejiang/section/3]]
  holds: [绿色, [制造, 生产]]
  why: only for this test
"""


def written(folder: Path, text: str) -> Path:
    (folder / "some_tuned.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_case_is_read(tmp_path: Path) -> None:
    (case,) = load_cases(written(tmp_path, GOOD))
    assert case.answerable
    assert case.holds == (("绿色",), ("制造", "生产"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: plain", "kind: unanswerable", "unless it is unanswerable"),
        ("  relevant: [[zhejiang/section/3]]\n", "", "unless it is unanswerable"),
        ("region: named", "region: somewhere", ":5: region"),
        ("question: 浙江怎么做", "question: ''", ":6: question"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(CaseProblem, match=told):
        load_cases(written(tmp_path, GOOD.replace(old, new)))


@pytest.fixture(scope="module")
def cases() -> tuple[RetrievalCase, ...]:
    return load_cases()


def test_there_are_enough_and_every_kind_is_in_both_splits(cases: tuple[RetrievalCase, ...]) -> None:
    assert sum(case.answerable for case in cases) >= 250
    assert sum(not case.answerable for case in cases) >= 100
    for split in ("tuned", "untouched"):
        counts = Counter(case.kind for case in cases if case.split == split)
        assert set(counts) == set(KINDS)
        assert min(counts.values()) >= 6


def test_records_and_words_stand_in_the_documents(cases: tuple[RetrievalCase, ...], five: Corpus) -> None:
    for case in cases:
        texts = [squeezed(five.record(r).text) for part in case.relevant for r in part]
        assert all(texts), case.id
        for either in case.holds:
            assert any(squeezed(words) in text for words in either for text in texts), (case.id, either)


def test_no_case_is_asked_twice(cases: tuple[RetrievalCase, ...]) -> None:
    assert max(Counter(squeezed(case.question) for case in cases).values()) == 1
    assert CASES.is_dir()
