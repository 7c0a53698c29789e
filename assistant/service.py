"""The assistant: understand -> look up or retrieve -> compose -> verify -> remember. Every face talks to this.

Owns the index in force (swapped whole when a new one appears), the database and the language model, and gives every
answer its ids, citations and timings. All methods may be called from any thread.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any

from assistant.answers.citations import cite, resolve
from assistant.answers.draft import Draft
from assistant.answers.llm import ModelComposer
from assistant.answers.phrasing import ModelRequest, can_phrase, model_notice, worth_phrasing
from assistant.catalogue import (
    SearchHit,
    SearchPage,
    TaskPage,
    TaskQuery,
    known_series,
    list_tasks,
    search_passages,
    understood_as,
)
from assistant.core.answer import Answer, Composer, Filters
from assistant.core.corpus import Corpus, current_build
from assistant.core.records import Agency, DocumentInfo
from assistant.dialogue.state import state_from_json
from assistant.dialogue.store import Store
from assistant.dialogue.turns import ConversationSummary, Verdict
from assistant.errors import (
    AssistantError,
    EmptyQuestion,
    IndexProblem,
    ModelProblem,
    QuestionTooLong,
)
from assistant.events import Conversation, Finished, StreamEvent, TextDelta, Turn
from assistant.opening import ms_since, open_snapshot, prepare, readiness, searched_in
from assistant.passages import Snapshot
from assistant.pipeline import answer_question
from assistant.settings import Settings, load_settings

__all__ = [
    "Assistant", "Conversation", "Finished", "SearchHit", "SearchPage", "StreamEvent", "TaskPage", "TaskQuery",
    "TextDelta", "open_assistant",
]  # fmt: skip

_HISTORY = 3


class Assistant:
    """Answers questions from one index. Use ``open_assistant``; close it, or use it as a context manager."""

    def __init__(self, settings: Settings, snapshot: Snapshot, store: Store) -> None:
        self.settings = settings
        self._snapshot = snapshot
        self._store = store
        self._model = ModelComposer.from_settings(settings)
        self._swap = threading.Lock()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        filters: Filters | None = None,
        composer: Composer = "auto",
    ) -> Answer:
        """The answer to one question. Raises ``BadRequest`` or ``NotFound`` errors; never fails for want of a model."""
        events = self.stream(question, conversation_id=conversation_id, filters=filters, composer=composer)
        return next(event.answer for event in events if isinstance(event, Finished))

    def stream(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        filters: Filters | None = None,
        composer: Composer = "auto",
    ) -> Iterator[StreamEvent]:
        """The answer as it comes: pieces of text, then the finished answer that replaces them."""
        turn = self._begin(question, conversation_id, filters or Filters())
        draft = turn.outcome.draft
        if composer == "llm" and self._model is None:
            draft = replace(draft, notices=(*draft.notices, model_notice(None, turn.outcome.question.language)))
        elif self._model is not None and (
            can_phrase(draft) if composer == "llm" else composer == "auto" and worth_phrasing(draft)
        ):
            draft = yield from self._phrased(turn, draft)
        answer = self._finish(turn, draft)
        if draft.composer == "extractive":
            yield TextDelta(text=answer.answer)
        yield Finished(answer=answer)

    def _begin(self, text: str, conversation_id: str | None, filters: Filters) -> Turn:
        began = time.perf_counter()
        if len(text) > self.settings.max_question_chars:
            raise QuestionTooLong(
                f"the question has {len(text)} characters; at most {self.settings.max_question_chars} are accepted"
            )
        if not text.strip():
            raise EmptyQuestion("the question is empty; please type one")
        snapshot = self._snapshot
        for document in filters.documents:
            snapshot.corpus.document(document)
        for series in filters.series:
            known_series(series)
        # Saved before it is answered; an unknown conversation is an error here.
        answer_id = secrets.token_hex(12)
        begun = self._store.begin_turn(conversation_id, answer_id, text)
        before = state_from_json(self._store.last_state(begun) if conversation_id else None)
        outcome = answer_question(snapshot, text, before, filters)
        return Turn(
            snapshot=snapshot,
            conversation_id=begun,
            answer_id=answer_id,
            outcome=outcome,
            before=before,
            began=began,
            understood_ms=ms_since(began),
        )

    def _phrased(self, turn: Turn, draft: Draft) -> Generator[StreamEvent, None, Draft]:
        """The draft in the model's words, or the draft itself with a notice that tells why not."""
        if self._model is None:
            return draft
        question, snapshot = turn.outcome.question, turn.snapshot
        request = ModelRequest(
            question=question.text,
            language=question.language,
            draft=draft,
            history=self._history(turn),
            documents=snapshot.corpus.documents,
            agencies=snapshot.vocabulary.agencies,
        )
        problem = ModelProblem("no reply")
        try:
            for piece in self._model.compose(request):
                if isinstance(piece, Draft):
                    return piece
                yield TextDelta(text=piece)
        except ModelProblem as failed:
            problem = failed
        return replace(draft, notices=(*draft.notices, model_notice(problem, question.language)))

    def _history(self, turn: Turn) -> list[tuple[str, str]]:
        if not turn.before.text:
            return []
        answered = [(t.question, t.answer) for t in self._store.turns(turn.conversation_id)]
        return [(question, str(answer["answer"])) for question, answer in answered if answer is not None][-_HISTORY:]

    def _finish(self, turn: Turn, draft: Draft) -> Answer:
        """Verifies the citations and completes the turn."""
        corpus = turn.snapshot.corpus
        question = turn.outcome.question
        text, citations = cite(draft, corpus)
        answer = Answer(
            conversation_id=turn.conversation_id,
            answer_id=turn.answer_id,
            answer=text,
            language=question.language,
            status=draft.status,
            reason=draft.reason,
            citations=citations,
            understood=understood_as(question),
            coverage=draft.coverage,
            choices=draft.choices,
            assumptions=draft.assumptions,
            searched=draft.searched or searched_in(corpus, question),
            nearest=resolve(draft.nearest, corpus),
            notices=draft.notices,
            verification=draft.verification,
            composer=draft.composer,
            model=draft.model,
            index_version=corpus.manifest.index_version,
            timings_ms={"understand_and_find": turn.understood_ms, "total": ms_since(turn.began)},
        )
        self._store.complete_turn(answer.answer_id, answer.to_json(), turn.outcome.state.to_json())
        return answer

    @property
    def corpus(self) -> Corpus:
        """The corpus in force; hold on to it for one request only."""
        return self._snapshot.corpus

    def documents(self) -> tuple[DocumentInfo, ...]:
        return self.corpus.documents

    def agencies(self) -> tuple[Agency, ...]:
        return self.corpus.agencies

    def tasks(self, query: TaskQuery) -> TaskPage:
        """Rows, items and clauses by filters; ``BadRequest`` errors name what is known."""
        snapshot = self._snapshot
        return list_tasks(snapshot.corpus, snapshot.vocabulary.agencies, query)

    def search(
        self, q: str, *, k: int = 10, document: str | None = None, series: str | None = None, explain: bool = False
    ) -> SearchPage:
        """Passages for a query, best first; ``explain`` adds the signals behind each score."""
        return search_passages(
            self._snapshot,
            q,
            k=k,
            document=document,
            series=series,
            explain=explain,
            limit=self.settings.max_question_chars,
        )

    def answer(self, answer_id: str) -> dict[str, Any]:
        """A stored answer; ``UnknownAnswer``."""
        return self._store.answer(answer_id)

    def conversation(self, conversation_id: str) -> Conversation:
        """A conversation; ``UnknownConversation``."""
        turns = tuple(self._store.turns(conversation_id))
        return Conversation(
            conversation_id=conversation_id, created_at=turns[0].asked_at if turns else None, turns=turns
        )

    def conversations(self, limit: int = 50, offset: int = 0) -> list[ConversationSummary]:
        """Conversations, the latest first."""
        return self._store.conversations(limit, offset)

    def delete_conversation(self, conversation_id: str) -> None:
        """Removes a conversation with its answers; ``UnknownConversation``."""
        self._store.delete_conversation(conversation_id)

    def feedback(self, answer_id: str, verdict: Verdict, comment: str = "") -> str:
        """Keeps what a user said about an answer; gives the id of the feedback."""
        return self._store.add_feedback(answer_id, verdict, comment)

    def warm(self) -> None:
        """Loads what open questions need; exact questions are answered before that."""
        self._snapshot.retriever.warm()
        prepare(self._snapshot)
        if self._model is not None:
            self._model.warm()

    def readiness(self) -> dict[str, tuple[bool, str]]:
        """For each part whether it is usable, and a line that says so."""
        return readiness(self._snapshot, self._store)

    def refresh(self) -> bool:
        """Takes up a new index if there is one; a broken one is left alone. Tells whether it changed."""
        with self._swap:
            try:
                if current_build(self.settings.index_dir) == self.corpus.root:
                    return False
                fresh = open_snapshot(self.settings)
                if self._snapshot.retriever.dense_ready:
                    fresh.retriever.warm()
            except IndexProblem:
                return False
            self._snapshot = fresh
            return True

    def close(self) -> None:
        """Releases database and vectors; the assistant is not to be used afterwards."""
        self._snapshot.retriever.close()
        self._store.close()


def open_assistant(settings: Settings | None = None) -> Assistant:
    """An assistant on the index and database that the settings name. Quick: encoder and vectors load on first use."""
    settings = settings or load_settings()
    snapshot = open_snapshot(settings)
    store = Store.open(settings.database)
    try:
        return Assistant(settings, snapshot, store)
    except AssistantError:
        with contextlib.suppress(AssistantError):
            store.close()
        raise
