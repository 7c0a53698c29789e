from __future__ import annotations

import json

import pytest

from assistant import Assistant, open_assistant
from assistant.dialogue.store import Store
from assistant.settings import Settings
from assistant.web.page_text import texts_for
from assistant.web.restored import answer_from_json, unanswered
from assistant.web.ui_actions import PageActions, Shown
from tests.support.hostile import shown


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


def test_a_question_without_an_answer_can_be_asked_again() -> None:
    shown = unanswered("第58项由谁牵头？", "a1", "c1", "没有答", "zh")
    assert (shown.answer, shown.status, shown.answer_id) == ("没有答", "clarify", "a1")
    assert [choice.question for choice in shown.choices] == ["第58项由谁牵头？"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_tab_shows_a_question_that_was_never_answered(settings: Settings, language: str) -> None:
    store = Store.open(settings.database)
    conversation = store.begin_turn(None, "a1", "<b>第58项由谁牵头？")
    store.close()
    with open_assistant(settings) as opened:
        parts = PageActions(opened, 2000).open(language, conversation, "")
        page = shown(Shown(None, *parts[6:]).conversation)
    assert texts_for(language).errors["unanswered"] in page.text
    assert "<b>第58项由谁牵头？" in page.text
