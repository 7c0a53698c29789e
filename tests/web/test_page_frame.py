from __future__ import annotations

import pytest

from assistant.core.corpus import Corpus
from assistant.errors import AssistantError, DatabaseProblem, IndexDamaged, IndexMissing
from assistant.web.page_frame import (
    render_announcement,
    render_foot,
    render_hint,
    render_masthead,
    render_starting,
    render_welcome,
)
from assistant.web.page_text import EN, ZH
from tests.support.hostile import HOSTILE, shown


def test_the_masthead_names_where_answers_come_from(five: Corpus) -> None:
    assert "浙江、广东、江苏、重庆、深圳" in shown(render_masthead(five.documents, ZH)).text
    assert "Zhejiang, Guangdong, Jiangsu, Chongqing, Shenzhen" in shown(render_masthead(five.documents, EN)).text
    assert shown(render_masthead((), ZH)).text == ZH.title


def test_the_foot_links_every_document_and_names_the_data(five: Corpus) -> None:
    found = shown(render_foot(five.documents, "0123abcd", ZH))
    assert found.values("href") == [f"/documents/{document.document}" for document in five.documents]
    assert "资料版本：0123abcd" in found.text and "核对原文" in found.text


def test_the_hint_says_how_to_ask_or_what_is_wrong() -> None:
    assert "Shift+Enter" in shown(render_hint(ZH, 2000)).text
    wrong = shown(render_hint(ZH, 2000, "太长"))
    assert "太长" in wrong.text and "Shift+Enter" not in wrong.text and wrong.values("data-limit") == ["2000"]


def test_only_the_announcement_speaks() -> None:
    assert shown(render_announcement("已查到")).values("aria-live") == ["polite"]
    assert "aria-live" not in render_hint(ZH, 2000) + render_welcome(ZH)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (None, "正在启动"),
        (IndexMissing("no index in /x; run `make ingest`"), "文件资料库还不能用"),
        (IndexDamaged("half of it is gone"), "文件资料库还不能用"),
        (DatabaseProblem("locked"), "对话记录暂时读写不了"),
        (AssistantError("something else"), "服务器还不能工作"),
    ],
)
def test_a_server_that_cannot_show_the_page_says_why(problem: AssistantError | None, words: str) -> None:
    page = render_starting(problem)
    assert words in page and 'http-equiv="refresh"' in page and 'lang="en"' in page
    assert str(problem or "") in page


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_problem_stays_words(words: str) -> None:
    body = render_starting(AssistantError(words)).partition("<body>")[2].partition("</body>")[0]
    shown(body.replace("small>", "span>"))
