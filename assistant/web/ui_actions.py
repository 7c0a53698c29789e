"""What happens on the page: asking, looking at sources, starting over, changing the language.

Knows the assistant and the pieces of the page; refuses to know how they are laid out. Each action returns the new
content of the pieces it may change, in the order of ``Shown``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import gradio as gr

from assistant.core.answer import Answer, Filters
from assistant.errors import AssistantError, BadRequest, EmptyQuestion, IndexProblem, NotFound, QuestionTooLong
from assistant.service import Assistant, Finished
from assistant.web import page_frame as frame
from assistant.web.answer_view import Turn, render_conversation, render_failure, render_pending, spoken
from assistant.web.examples import EXAMPLES, render_examples
from assistant.web.page_text import Texts, texts_for
from assistant.web.restored import answer_from_json, unanswered
from assistant.web.sources_panel import render_sources

STREAM_EVERY_S = 0.08
"""At most this often is a growing answer sent to the browser."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """What the page remembers of one reader: the turns shown, their conversation, and the question being answered."""

    turns: tuple[Turn, ...] = ()
    conversation_id: str | None = None
    pending: str = ""


class Shown(NamedTuple):
    """The pieces of the page that actions change; ``gr.skip()`` leaves one as it is."""

    question: Any = gr.skip()
    hint: Any = gr.skip()
    conversation: Any = gr.skip()
    live: Any = gr.skip()
    examples: Any = gr.skip()
    sources: Any = gr.skip()
    announcement: Any = gr.skip()
    session: Any = gr.skip()


class Framed(NamedTuple):
    """The pieces around the conversation that the language changes."""

    language: str
    masthead: str
    foot: str
    question: Any
    send: str
    restart: str


class PageActions:
    """The actions of the page for one assistant."""

    def __init__(self, assistant: Assistant, limit: int) -> None:
        self._assistant = assistant
        self._limit = limit

    def ask(self, typed: str, session: Session, language: str, event: gr.EventData) -> Iterator[Shown]:
        """Answer what was typed, or the example or choice that was clicked, while the answer grows on the page."""
        texts = texts_for(language)
        question, filters = self._asked(typed, session, language, event._data)
        problem = self._problem_of(question, texts)
        if problem:
            yield Shown(hint=frame.render_hint(texts, self._limit, problem))
            return
        index = len(session.turns)
        yield Shown(
            question="",
            hint=frame.render_hint(texts, self._limit),
            conversation=self._conversation(session.turns, texts),
            live=render_pending(question, index, "", texts),
            examples=render_examples(_language(texts), texts, unfolded=False),
            announcement=frame.render_announcement(texts.searching),
            session=Session(turns=session.turns, conversation_id=session.conversation_id, pending=question),
        )
        try:
            yield from self._answer(question, filters, session, texts)
        except AssistantError as error:
            yield self._failed(question, index, _words_for(error, question, self._limit, texts), texts)

    def _answer(self, question: str, filters: Filters, session: Session, texts: Texts) -> Iterator[Shown]:
        words, shown_at = "", time.monotonic()
        index = len(session.turns)
        for event in self._assistant.stream(question, conversation_id=session.conversation_id, filters=filters):
            if isinstance(event, Finished):
                yield self._finished(Turn(question=question, answer=event.answer), session, texts)
                return
            words += event.text
            if time.monotonic() - shown_at >= STREAM_EVERY_S:
                shown_at = time.monotonic()
                yield Shown(live=render_pending(question, index, words, texts))

    def _finished(self, turn: Turn, session: Session, texts: Texts) -> Shown:
        turns = (*session.turns, turn)
        return Shown(
            conversation=self._conversation(turns, texts),
            live="",
            sources=self._sources(turns, len(turns) - 1, "", texts),
            announcement=frame.render_announcement(spoken(turn.answer, texts)),
            session=Session(turns=turns, conversation_id=turn.answer.conversation_id),
        )

    def broken(self, session: Session, language: str) -> Shown:
        """The server failed in a way it does not know: say so, and give the question back.

        A question called off by a new conversation ends here too, with nothing to say about it.
        """
        if not session.pending:
            return Shown()
        texts = texts_for(language)
        return self._failed(session.pending, len(session.turns), texts.errors["other"], texts)

    def _failed(self, question: str, index: int, message: str, texts: Texts) -> Shown:
        return Shown(
            question=question,
            live=render_failure(question, index, message, texts),
            announcement=frame.render_announcement(""),
        )

    def show_sources(self, session: Session, language: str, event: gr.EventData) -> str:
        """The sources of the turn whose mark or button was clicked, with that source unfolded."""
        data = event._data if isinstance(event._data, dict) else {}
        return self._sources(session.turns, _whole(data.get("turn")), str(data.get("key", "")), texts_for(language))

    def start_over(self, language: str) -> Shown:
        """An empty conversation."""
        texts = texts_for(language)
        return Shown(
            question="",
            hint=frame.render_hint(texts, self._limit),
            conversation=frame.render_welcome(texts),
            live="",
            examples=render_examples(_language(texts), texts, unfolded=True),
            sources=self._sources((), -1, "", texts),
            announcement=frame.render_announcement(""),
            session=Session(),
        )

    def open(self, language: str, conversation_id: str, draft: str) -> tuple[Any, ...]:
        """The whole page as it was in this tab before it was loaded anew; a new tab stays as it was sent."""
        texts = texts_for(language)
        if texts is texts_for("zh") and not conversation_id and not draft:
            return (gr.skip(),) * (len(Framed._fields) + len(Shown._fields) - 1)
        try:
            stored = self._assistant.conversation(conversation_id).turns if conversation_id else ()
        except NotFound:
            stored = ()
        lost = texts.errors["unanswered"]
        turns = tuple(
            Turn(
                question=turn.question,
                answer=answer_from_json(turn.answer)
                if turn.answer is not None
                else unanswered(turn.question, turn.answer_id, conversation_id, lost, _language(texts)),
            )
            for turn in stored
        )
        session = Session(turns=turns, conversation_id=conversation_id if turns else None)
        framed, shown = self._drawn(session, texts)
        question = gr.update(**framed.question, **({"value": draft} if draft else {}))
        return (*framed._replace(question=question), *shown._replace(session=session)[1:])

    def redraw(self, session: Session, language: str) -> tuple[Any, ...]:
        """The whole page in the language chosen; the conversation and what is typed stay."""
        framed, shown = self._drawn(session, texts_for(language))
        return (*framed._replace(question=gr.update(**framed.question)), *shown[1:])

    def _drawn(self, session: Session, texts: Texts) -> tuple[Framed, Shown]:
        framed = Framed(
            language=_language(texts),
            masthead=self.masthead(texts),
            foot=self.foot(texts),
            question={"label": texts.ask_label, "placeholder": texts.ask_placeholder},
            send=texts.send,
            restart=texts.new_conversation,
        )
        if session.turns:
            shown = Shown(
                hint=frame.render_hint(texts, self._limit),
                conversation=self._conversation(session.turns, texts),
                live="",
                examples=render_examples(_language(texts), texts, unfolded=False),
                sources=self._sources(session.turns, len(session.turns) - 1, "", texts),
            )
        else:
            shown = self.start_over(_language(texts))
        return framed, shown

    def masthead(self, texts: Texts) -> str:
        """The title and what the page answers from."""
        return frame.render_masthead(self._assistant.corpus.documents, texts)

    def foot(self, texts: Texts) -> str:
        """The foot of the page with the documents and data in force."""
        corpus = self._assistant.corpus
        return frame.render_foot(corpus.documents, corpus.manifest.index_version, texts)

    def _conversation(self, turns: tuple[Turn, ...], texts: Texts) -> str:
        return render_conversation(turns, self._assistant.corpus, texts)

    def _sources(self, turns: tuple[Turn, ...], index: int, key: str, texts: Texts) -> str:
        answer: Answer | None = turns[index].answer if 0 <= index < len(turns) else None
        return render_sources(answer, self._assistant.corpus, texts, turn=index, active=key, many=len(turns) > 1)

    def _asked(self, typed: str, session: Session, language: str, data: object) -> tuple[str, Filters]:
        """The question and filters of what was clicked, else what was typed. Only positions come from the browser."""
        clicked = data if isinstance(data, dict) else {}
        index = _whole(clicked.get("index"))
        if clicked.get("ask") == "example":
            examples = EXAMPLES[_language(texts_for(language))]
            return (examples[index].question if 0 <= index < len(examples) else "", Filters())
        if clicked.get("ask") == "choice":
            turn = _whole(clicked.get("turn"))
            choices = session.turns[turn].answer.choices if 0 <= turn < len(session.turns) else ()
            if 0 <= index < len(choices):
                return choices[index].question, choices[index].filters
            return "", Filters()
        return typed.strip(), Filters()

    def _problem_of(self, question: str, texts: Texts) -> str:
        if not question:
            return texts.errors["empty_question"]
        if len(question) > self._limit:
            return texts.errors["question_too_long"].format(length=len(question), limit=self._limit)
        return ""


def _language(texts: Texts) -> Any:
    return "en" if texts.html_lang == "en" else "zh"


def _whole(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


def _words_for(error: AssistantError, question: str, limit: int, texts: Texts) -> str:
    """The failure in words people understand; never the technical message."""
    if isinstance(error, QuestionTooLong):
        return texts.errors["question_too_long"].format(length=len(question), limit=limit)
    if isinstance(error, EmptyQuestion):
        return texts.errors["empty_question"]
    if isinstance(error, IndexProblem):
        return texts.errors["index_problem"]
    if isinstance(error, BadRequest):
        return texts.errors["other"]
    return texts.errors.get(error.code, texts.errors["other"])
