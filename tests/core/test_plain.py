"""Values as JSON: the same as the standard library gives, and nothing else passes."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from assistant.core.answer import Answer, Choice, Notice, Understood
from assistant.core.plain import plain

ANSWER = Answer(
    conversation_id="c",
    answer_id="a",
    answer="十二",
    language="zh",
    status="clarify",
    understood=Understood(),
    choices=(Choice(label="任务", question="任务12", count=1),),
    notices=(Notice(code="n", text="t"),),
    searched={"documents": ("zhejiang",), "passages": 3},
    timings_ms={"total": 1.5},
)


def test_a_value_is_written_as_the_standard_library_writes_it() -> None:
    assert json.dumps(plain(ANSWER)) == json.dumps(asdict(ANSWER))


def test_tuples_become_lists() -> None:
    assert plain({"a": (1, None, ("x", True))}) == {"a": [1, None, ["x", True]]}


@pytest.mark.parametrize("value", [{1, 2}, object()])
def test_a_value_without_a_form_in_json_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match="no form in JSON"):
        plain(value)
