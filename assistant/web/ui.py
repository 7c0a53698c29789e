"""The page: how its pieces are laid out and which action each one starts.

Knows Gradio, and is its only door together with the neighbouring ``ui_*`` modules; refuses to know how a question is
answered or how an answer is drawn. Nothing is fetched from outside and nothing is reported anywhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.blocks import Block

from assistant.service import Assistant
from assistant.web.page_text import Texts, texts_for
from assistant.web.ui_actions import PageActions, Session

STATIC = Path(__file__).parent / "static"
CONCURRENT_ANSWERS = 16
"""Questions answered at the same time; more wait in the queue."""
WAITING_ANSWERS = 200
TYPED_LIMIT = 8000
"""Characters the box takes: above the limit of a question, so that pasting too much is told and not cut silently."""

_CLICKS = """
element.addEventListener("click", (event) => {
  const ask = event.target.closest("[data-ask]");
  if (ask) { trigger("submit", { ...ask.dataset }); return; }
  const cite = event.target.closest("[data-key][data-turn]");
  if (!cite) return;
  const shown = document.querySelector("#sources .cards")?.dataset.turn === cite.dataset.turn;
  document.dispatchEvent(new CustomEvent("page:cite", { detail: { ...cite.dataset, from: cite } }));
  if (!shown) trigger("select", { ...cite.dataset });
});
"""
_GROWN = """
let turns = element.querySelectorAll(".turn").length;
watch("value", () => {
  document.dispatchEvent(new CustomEvent("page:conversation"));
  const now = element.querySelectorAll(".turn").length;
  if (now > turns) document.dispatchEvent(new CustomEvent("page:answered"));
  turns = now;
});
"""
_LIVE = """
let shown = "";
watch("value", () => {
  const turn = element.querySelector(".turn")?.id ?? "";
  if (turn && turn !== shown) document.dispatchEvent(new CustomEvent("page:asked"));
  shown = turn;
});
"""
_SOURCES = """watch("value", () => document.dispatchEvent(new CustomEvent("page:sources")));"""
_START_OVER = """(language) => {
  document.querySelector("#question textarea")?.focus();
  try { sessionStorage.removeItem("page-draft"); } catch { /* storage may be switched off */ }
  return [language];
}"""
_REMEMBERED = """(language, conversation, draft) => {
  let kept = null;
  try {
    kept = localStorage.getItem("page-language");
    conversation = sessionStorage.getItem("page-conversation") ?? "";
    draft = sessionStorage.getItem("page-draft") ?? "";
  } catch { /* storage may be switched off */ }
  const now = kept === "en" || kept === "zh" ? kept : language;
  document.documentElement.lang = now === "en" ? "en" : "zh-CN";
  return [now, conversation, draft];
}"""
_REMEMBER = """(session, language) => {
  try { localStorage.setItem("page-language", language); } catch { /* storage may be switched off */ }
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  return [session, language];
}"""


def theme() -> gr.themes.Base:
    """System fonts and colours whose contrast is at least 4.5 : 1 in both modes."""
    fonts = ["Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=fonts,
        font_mono=["Noto Sans Mono CJK SC", "Consolas", "monospace"],
    )


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page for one assistant, not yet mounted."""
    limit = assistant.settings.max_question_chars
    actions = PageActions(assistant, limit)
    texts = texts_for("zh")
    with gr.Blocks(title=texts.title, analytics_enabled=False, fill_width=True) as page:
        pieces = _lay_out(actions, texts, limit)
        _connect(page, pieces, actions)
    page.queue(default_concurrency_limit=CONCURRENT_ANSWERS, max_size=WAITING_ANSWERS, api_open=False)
    return page


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pieces:
    """The components of the page; ``shown`` and ``framed`` are in the order of the tuples of the actions."""

    language: gr.Radio
    restart: gr.Button
    question: gr.Textbox
    send: gr.Button
    conversation: gr.HTML
    examples: gr.HTML
    sources: gr.HTML
    session: gr.State
    kept: gr.Textbox
    shown: tuple[Block, ...]
    framed: tuple[Block, ...]


def _lay_out(actions: PageActions, texts: Texts, limit: int) -> _Pieces:
    start = actions.start_over("zh")
    script = (STATIC / "page.js").read_text(encoding="utf-8")
    with gr.Row(elem_id="masthead"):
        masthead = _html("title", actions.masthead(texts), script)
        language = gr.Radio(
            [("中文", "zh"), ("English", "en")], value="zh", label=texts.language, elem_id="language",
            container=False, interactive=True, min_width=0, scale=0,
        )  # fmt: skip
        restart = gr.Button(texts.new_conversation, elem_id="restart", min_width=0, scale=0)
    with gr.Row(elem_id="workspace"):
        with gr.Column(elem_id="chat", min_width=0):
            conversation = _html("conversation", start.conversation, _CLICKS + _GROWN)
            live = _html("live", "", _LIVE)
            examples = _html("examples", start.examples, _CLICKS)
            with gr.Column(elem_id="ask", min_width=0):
                question = gr.Textbox(
                    label=texts.ask_label, placeholder=texts.ask_placeholder, elem_id="question", lines=1, max_lines=6,
                    max_length=TYPED_LIMIT, container=False,
                    html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False, enterkeyhint="send"),
                )  # fmt: skip
                send = gr.Button(texts.send, variant="primary", elem_id="send", min_width=0, scale=0)
                hint = _html("hint", start.hint)
        with gr.Column(elem_id="sources-column", min_width=0):
            sources = _html("sources", start.sources, _SOURCES)
    foot = _html("foot", actions.foot(texts))
    announcement = _html("announcement", start.announcement)
    session = gr.State(Session())
    kept = gr.Textbox(visible=False)
    return _Pieces(
        language=language, restart=restart, question=question, send=send, conversation=conversation,
        examples=examples, sources=sources, session=session, kept=kept,
        shown=(question, hint, conversation, live, examples, sources, announcement, session),
        framed=(language, masthead, foot, question, send, restart),
    )  # fmt: skip


def _html(name: str, value: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False, padding=False)


def _connect(page: gr.Blocks, pieces: _Pieces, actions: PageActions) -> None:
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asked = gr.on(
        [pieces.question.submit, pieces.send.click, pieces.conversation.submit, pieces.examples.submit],
        actions.ask,
        [pieces.question, pieces.session, pieces.language],
        list(pieces.shown),
        trigger_mode="once",
        **quiet,
    )
    asked.failure(actions.broken, [pieces.session, pieces.language], list(pieces.shown), **quiet)
    pieces.conversation.select(
        actions.show_sources,
        [pieces.session, pieces.language],
        pieces.sources,
        trigger_mode="always_last",
        **quiet,
    )
    pieces.restart.click(
        actions.start_over, pieces.language, list(pieces.shown), cancels=[asked], js=_START_OVER, **quiet
    )
    # The question is a piece of both tuples; what it holds stays, only its label changes.
    drawn = [*pieces.framed, *pieces.shown[1:]]
    pieces.language.input(actions.redraw, [pieces.session, pieces.language], drawn, js=_REMEMBER, **quiet)
    page.load(actions.open, [pieces.language, pieces.kept, pieces.question], drawn, js=_REMEMBERED, **quiet)
