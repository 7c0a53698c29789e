"""Bodies named by words of their field and a kind of body, whatever kind their own name has."""

from __future__ import annotations

import pytest

from assistant.core.agencies import AgencyIndex
from assistant.core.agency_fields import FieldIndex
from assistant.core.corpus import Corpus


@pytest.mark.parametrize(
    ("name", "document", "body"),
    [
        ("housing department", "shenzhen", "市住房建设局"),
        ("law enforcement bureau", "shenzhen", "市城管和综合执法局"),
        ("department of health", "shenzhen", "市卫生健康委"),
        ("water board", "zhejiang", "省水利厅"),
    ],
)
def test_a_field_names_the_body_of_a_document(five: Corpus, name: str, document: str, body: str) -> None:
    assert [a.name for a in FieldIndex(five.agencies).of(name, [document])] == [body]


@pytest.mark.parametrize("name", ["public security bureau", "development bureau", "civil aviation authority", "bureau"])
def test_other_bodies_and_common_words_name_none(five: Corpus, name: str) -> None:
    assert not FieldIndex(five.agencies).of(name, ["shenzhen"])


def test_companies_and_bodies_of_the_state_are_none(five: Corpus) -> None:
    index = AgencyIndex(five.agencies)
    for text in ("environmental service companies", "the national energy administration", "the energy office building"):
        assert not index.guess(text)[0]
