from __future__ import annotations

import json

import pytest

from assistant import Assistant
from assistant.web.restored import answer_from_json


@pytest.mark.parametrize(
    "question",
    [
        "深圳重点任务第58项由哪个局牵头？",
        "市水务局牵头哪些任务？",
        "第12项由谁负责？",
        "广东第12项由哪个部门牵头？",
        "你好",
        "第1项是什么？",
    ],
)
def test_a_stored_answer_comes_back_as_it_was(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer_from_json(json.loads(json.dumps(answer.to_json()))) == answer
