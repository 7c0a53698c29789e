from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI

from assistant import Assistant, open_assistant
from assistant.core.answer import Choice, Filters
from assistant.errors import (
    AssistantError,
    BadParameter,
    DatabaseProblem,
    EmptyQuestion,
    EncoderProblem,
    IndexDamaged,
    ModelProblem,
    PromptProblem,
    QuestionTooLong,
)
from assistant.service import StreamEvent, TextDelta
from assistant.settings import load_settings
from assistant.web.answer_view import Turn
from assistant.web.examples import EXAMPLES
from assistant.web.page_text import EN, TEXTS, ZH
from assistant.web.ui import build_page
from assistant.web.ui_actions import Framed, PageActions, Session, Shown
from assistant.web.ui_mount import mount_page
from tests.support.hostile import HOSTILE, shown

LIMIT = 2000
QUESTION = "深圳重点任务第58项由哪个局牵头？"
SKIPPED = gr.skip()


@pytest.fixture(scope="module")
def shared(built_index: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = load_settings(index_dir=built_index, data_dir=tmp_path_factory.mktemp("page"))
    with open_assistant(settings) as opened:
        yield opened


@pytest.fixture
def actions(shared: Assistant) -> PageActions:
    return PageActions(shared, LIMIT)


def event(**data: Any) -> gr.EventData:
    return gr.EventData(target=None, _data=data or None)


def ask(
    actions: PageActions, typed: str, session: Session | None = None, language: str = "zh", **data: Any
) -> list[Shown]:
    return list(actions.ask(typed, session or Session(), language, event(**data)))


def test_a_question_clears_the_box_grows_and_settles(actions: PageActions) -> None:
    first, *_, last = ask(actions, f"  {QUESTION}\n")
    assert first.question == "" and "正在查阅" in first.live and first.session.pending == QUESTION
    assert last.question == SKIPPED, "what the reader types meanwhile stays"
    assert last.live == "" and "市住房建设局" in shown(last.conversation).text
    assert "mark" in shown(last.sources).tags
    assert last.session.turns[0].question == QUESTION and last.session.pending == ""
    assert 'role="status"' in last.announcement and "已查到" in last.announcement


def test_a_follow_up_stays_in_its_conversation(actions: PageActions) -> None:
    session = ask(actions, QUESTION)[-1].session
    last = ask(actions, "那59项呢？", session)[-1]
    assert [turn.answer.conversation_id for turn in last.session.turns] == [session.conversation_id] * 2
    assert last.session.turns[1].answer.citations[0].record_id == "shenzhen/task/59"
    assert "第2问的出处" in last.sources


@pytest.mark.parametrize("typed", ["", "  \n\t"])
def test_an_empty_question_is_told_beside_the_box(actions: PageActions, typed: str) -> None:
    (only,) = ask(actions, typed)
    assert "请先输入问题" in only.hint and 'role="alert"' in only.hint
    assert only.question == only.conversation == only.session == SKIPPED


def test_a_question_too_long_stays_in_the_box(actions: PageActions) -> None:
    (only,) = ask(actions, "长" * (LIMIT + 1))
    assert "共2001字，最多2000字" in only.hint
    assert only.question == only.live == SKIPPED


def test_a_clicked_example_is_asked(actions: PageActions) -> None:
    last = ask(actions, "something typed", language="en", ask="example", index="0")[-1]
    assert last.session.turns[0].question == EXAMPLES["en"][0].question
    assert "Found" in last.conversation


def test_a_clicked_choice_is_asked_with_its_filters(actions: PageActions) -> None:
    session = ask(actions, QUESTION)[-1].session
    choice = Choice(
        label="深圳", question="第12项由谁牵头？", filters=Filters(documents=("shenzhen",), series=("project",))
    )
    turn = Turn(question="?", answer=replace(session.turns[0].answer, status="clarify", choices=(choice,)))
    last = ask(actions, "", replace(session, turns=(turn,)), ask="choice", turn="0", index="0")[-1]
    answer = last.session.turns[1].answer
    assert last.session.turns[1].question == choice.question
    assert {citation.record_id for citation in answer.citations} == {"shenzhen/project/12"}


@pytest.mark.parametrize(
    "data",
    [
        {"ask": "example", "index": "12"},
        {"ask": "example", "index": "-1"},
        {"ask": "example", "index": "१"},
        {"ask": "example", "index": ["0"]},
        {"ask": "example"},
        {"ask": "choice", "turn": "0", "index": "0"},
        {"ask": "choice", "turn": "9" * 50, "index": "0"},
    ],
)
def test_a_forged_click_asks_nothing(actions: PageActions, data: dict[str, Any]) -> None:
    (only,) = ask(actions, "typed", **data)
    assert "请先输入问题" in only.hint


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_question_stays_words(actions: PageActions, words: str) -> None:
    for step in ask(actions, f"深圳重点任务第58项 {words}"):
        for piece in step[1:-1]:
            if isinstance(piece, str):
                shown(piece)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_failures_are_told_in_plain_words_and_give_the_question_back(
    built_index: object, tmp_path: Any, language: str
) -> None:
    settings = load_settings(index_dir=built_index, data_dir=tmp_path)
    with open_assistant(settings) as assistant:
        actions = PageActions(assistant, LIMIT)
        session = ask(actions, QUESTION)[-1].session
        assert session.conversation_id
        assistant.delete_conversation(session.conversation_id)
        gone = ask(actions, "那59项呢？", session, language)[-1]
    assert gone.question == "那59项呢？" and gone.session == SKIPPED
    assert TEXTS["en" if language == "en" else "zh"].errors["unknown_conversation"] in shown(gone.live).text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (IndexDamaged("x1"), "文件资料库还不能用"),
        (EncoderProblem("x1"), "检索组件没有就绪"),
        (DatabaseProblem("x1"), "对话记录暂时读写不了"),
        (ModelProblem("x1"), "语言模型暂时没有响应"),
        (QuestionTooLong("x1"), "问题太长"),
        (EmptyQuestion("x1"), "请先输入问题"),
        (BadParameter("x1"), "服务器出了问题"),
        (PromptProblem("x1"), "服务器出了问题"),
    ],
)
def test_no_failure_shows_its_technical_words(
    shared: Assistant, monkeypatch: pytest.MonkeyPatch, error: AssistantError, words: str
) -> None:
    def fails(question: str, **_: object) -> Iterator[StreamEvent]:
        yield TextDelta(text=question)
        raise error

    monkeypatch.setattr(shared, "stream", fails)
    last = ask(PageActions(shared, LIMIT), QUESTION)[-1]
    assert words in last.live and "x1" not in last.live and last.question == QUESTION


def test_a_growing_answer_is_shown_as_it_comes(actions: PageActions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.web.ui_actions.STREAM_EVERY_S", 0.0)
    growing = ask(actions, QUESTION)[1]
    assert "市住房建设局" in growing.live and "正在作答" in growing.live and growing.conversation == SKIPPED


def test_an_unforeseen_failure_gives_the_question_back(actions: PageActions) -> None:
    told = actions.broken(Session(pending=QUESTION), "zh")
    assert told.question == QUESTION and ZH.errors["other"] in told.live
    assert actions.broken(Session(), "zh") == Shown(), "a question that was called off has nothing to tell"


def test_sources_of_an_earlier_turn_can_be_shown_again(actions: PageActions) -> None:
    session = ask(actions, "那59项呢？", ask(actions, QUESTION)[-1].session)[-1].session
    html = actions.show_sources(session, "zh", event(turn="0", key="c1"))
    assert "第1问的出处" in html and 'is-active" data-key="c1"' in html and "重点任务第58项" in html
    for forged in ({"turn": "7"}, {"turn": "x", "key": '"><script>'}, {}):
        shown(actions.show_sources(session, "zh", event(**forged)))


def test_starting_over_forgets_the_conversation(actions: PageActions) -> None:
    fresh = actions.start_over("zh")
    assert fresh.session == Session() and fresh.question == fresh.live == ""
    assert "想查哪一条" in fresh.conversation and "open" in fresh.examples


def test_another_language_changes_the_words_and_keeps_the_rest(actions: PageActions) -> None:
    session = ask(actions, QUESTION)[-1].session
    changed = actions.redraw(session, "en")
    framed, pieces = Framed(*changed[:6]), Shown(SKIPPED, *changed[6:])
    assert framed.language == "en" and "Cleaner Production Policy" in framed.masthead and "Zhejiang" in framed.masthead
    assert framed.question["placeholder"] == EN.ask_placeholder and "value" not in framed.question
    assert QUESTION in pieces.conversation and "Found" in pieces.conversation and pieces.session == SKIPPED
    assert "Shenzhen" in pieces.sources


def test_a_reloaded_tab_shows_its_conversation_and_draft(actions: PageActions) -> None:
    session = ask(actions, QUESTION)[-1].session
    opened = actions.open("zh", session.conversation_id or "", "写到一半")
    framed, pieces = Framed(*opened[:6]), Shown(SKIPPED, *opened[6:])
    assert framed.question["value"] == "写到一半"
    assert pieces.session == session and "市住房建设局" in pieces.conversation


@pytest.mark.parametrize("kept", ["no-such-conversation", "<script>"])
def test_a_tab_whose_conversation_is_gone_starts_anew(actions: PageActions, kept: str) -> None:
    opened = actions.open("xx", kept, "")
    assert opened[0] == "zh" and opened[-1] == Session()


def test_a_new_tab_is_left_as_it_was_sent(actions: PageActions) -> None:
    assert set(map(str, actions.open("zh", "", ""))) == {str(SKIPPED)}, "who has already typed or asked keeps that"
    english = Framed(*actions.open("en", "", "")[:6])
    assert english.language == "en" and "value" not in english.question


def test_the_page_keeps_to_itself(shared: Assistant) -> None:
    async def build() -> gr.Blocks:
        return build_page(shared)

    page = asyncio.run(build())
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False" and page.analytics_enabled is False
    assert {fn.api_visibility for fn in page.fns.values()} == {"private"}
    assert page.api_open is False
    kinds = {type(block).__name__ for block in page.blocks.values()}
    assert not kinds & {"File", "UploadButton", "Image", "Audio", "Video", "MultimodalTextbox", "FlagButton"}


def get(app: FastAPI, method: str, path: str, **options: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **options)

    return asyncio.run(send())


@pytest.fixture(scope="module")
def mounted(shared: Assistant) -> FastAPI:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    asyncio.run(mount_page(app, shared))
    return app


def test_the_first_page_loads_nothing_from_outside(mounted: FastAPI) -> None:
    response = get(mounted, "GET", "/")
    assert response.status_code == 200 and ZH.title in response.text
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]*(?:https?:)?//", response.text)
    config = json.loads(re.search(r"window\.gradio_config = (\{.*?\});</script>", response.text, re.S)[1])  # type: ignore[index]
    assert config["footer_links"] == [] and config["analytics_enabled"] is False and not config["run_history"]
    theme = get(mounted, "GET", "/theme.css").text
    assert "Noto Sans CJK SC" in theme and "@import" not in theme
    assert {address.split(":")[0] for address in re.findall(r"url\([\"']?([^\"')]*)", theme)} <= {"data"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file=pyproject.toml"),
        ("GET", "/gradio_api/proxy=http://outside.example/"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/monitoring"),
        ("POST", "/login"),
        ("GET", "/nothing"),
        ("GET", "//gradio_api/upload"),
        ("GET", "/assets/../gradio_api/info"),
    ],
)
def test_what_the_page_does_not_need_is_shut(mounted: FastAPI, method: str, path: str) -> None:
    files = {"files": ("a.txt", b"x")} if path.endswith("upload") and method == "POST" else None
    assert get(mounted, method, path, files=files).status_code == 404
