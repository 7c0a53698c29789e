from __future__ import annotations

from dataclasses import fields
from string import Formatter
from typing import get_args

import pytest

from assistant.core.answer import Reason, Status
from assistant.core.records import ROLES, SERIES
from assistant.web.page_text import EN, ZH, Texts, texts_for

NAMES = [field.name for field in fields(Texts)]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_the_same_things(name: str) -> None:
    zh, en = getattr(ZH, name), getattr(EN, name)
    assert zh and en
    if isinstance(zh, dict):
        assert zh.keys() == en.keys()
        for key in zh:
            assert zh[key] and en[key] and blanks(zh[key]) == blanks(en[key])
    else:
        assert blanks(zh) == blanks(en)


@pytest.mark.parametrize("texts", [ZH, EN])
def test_every_state_reason_series_and_role_has_words(texts: Texts) -> None:
    assert set(texts.statuses) == set(get_args(Status))
    assert set(texts.reasons) == set(get_args(Reason))
    assert set(texts.series) == set(SERIES) and set(texts.roles) == set(ROLES)


def test_an_unknown_language_is_chinese() -> None:
    assert texts_for("en") is EN and texts_for("zh") is texts_for("<b>") is ZH
