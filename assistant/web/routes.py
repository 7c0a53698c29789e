"""The endpoints under ``/api/v1``: each hands its request to the assistant and shapes what comes back.

Knows paths, parameters and shapes; refuses to know how anything is found. Calls that may block run in worker threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from assistant.core.answer import Filters
from assistant.core.corpus import Corpus
from assistant.core.records import SERIES, DocumentInfo, Series
from assistant.core.rows import passage_row, task_row
from assistant.errors import UnknownSeries
from assistant.service import Assistant, TaskQuery
from assistant.web import problems, schemas
from assistant.web import search_schemas as shapes
from assistant.web.lifecycle import Lifecycle
from assistant.web.lineage import lineage_body
from assistant.web.requests import ChatRequest, FeedbackRequest, FiltersBody, SearchFilters, TaskFilters
from assistant.web.stream import event_stream

PROBLEM = {"content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}}
_EVENT = {"event": {"enum": ["delta", "answer", "error"]}, "data": {"type": "string", "description": "JSON"}}
_EVENTS: dict[str, Any] = {
    "description": "Events `delta` ({text}), then `answer` (as POST /chat returns it) or `error` (a problem)",
    "content": {
        "text/event-stream": {"schema": {"type": "object", "properties": _EVENT, "required": ["event", "data"]}}
    },
}
router = APIRouter(
    prefix="/api/v1",
    responses={
        "4XX": {"description": "The request cannot be served as it stands", **PROBLEM},
        "5XX": {"description": "The server cannot serve it now", **PROBLEM},
    },
)


async def _current(request: Request) -> Assistant:
    lifecycle: Lifecycle = request.app.state.lifecycle
    return await lifecycle.assistant()


Current = Annotated[Assistant, Depends(_current)]
Name = Annotated[str, Path(max_length=200)]


def _json(value: object) -> Response:
    return Response(problems.to_bytes(value), media_type="application/json")


def _filters(body: FiltersBody | None) -> Filters:
    return Filters(documents=tuple(body.documents), series=_series(body.series)) if body else Filters()


def _series(names: Sequence[str]) -> tuple[Series, ...]:
    known: dict[str, Series] = {name: name for name in SERIES}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownSeries(f"no series {unknown[0]!r}; the known ones are {', '.join(SERIES)}")
    return tuple(known[name] for name in names)


@router.post("/chat", response_model=schemas.AnswerBody, summary="Ask a question")
async def chat(body: ChatRequest, assistant: Current) -> Response:
    """Answer one question; without ``conversation_id`` a new conversation begins."""
    answer = await run_in_threadpool(
        assistant.ask,
        body.question,
        conversation_id=body.conversation_id,
        filters=_filters(body.filters),
        composer=body.composer,
    )
    return _json(answer.to_json())


@router.post(
    "/chat/stream",
    response_class=StreamingResponse,
    responses={200: _EVENTS},
    summary="Ask a question, answered while it is written",
)
async def chat_stream(request: Request, body: ChatRequest, assistant: Current) -> Response:
    """Like ``POST /chat``, as server-sent events; the `answer` event replaces what was streamed before it."""
    events = assistant.stream(
        body.question,
        conversation_id=body.conversation_id,
        filters=_filters(body.filters),
        composer=body.composer,
    )
    return await event_stream(request.scope, iter(events))


@router.get("/tasks", summary="List tasks, projects, annex items, items, box entries and clauses")
async def tasks(filters: Annotated[TaskFilters, Query()], assistant: Current) -> schemas.TaskList:
    """Every row that all given filters hold for, in the order of the documents."""
    page = await run_in_threadpool(assistant.tasks, TaskQuery(**filters.model_dump()))
    return schemas.TaskList(total=page.total, items=[schemas.TaskBody(**task_row(record)) for record in page.items])


@router.get("/search", response_model_exclude_unset=True, summary="Search passages")
async def search(filters: Annotated[SearchFilters, Query()], assistant: Current) -> shapes.SearchBody:
    """The passages nearest to a query, best first.

    Regions, annex or box, agencies and their role are read from the query and limit the search; `document` and
    `series` win over them. With `explain`, each passage tells its score and rank by every signal, and the answer which
    filters applied and why, and how English terms were translated.
    """
    page = await run_in_threadpool(
        assistant.search,
        filters.q,
        k=filters.k,
        document=filters.document,
        series=filters.series,
        explain=filters.explain,
    )
    results = []
    for hit in page.results:
        row = passage_row(hit.record, text=hit.text, start=hit.start, end=hit.end, score=hit.score)
        if filters.explain:
            row |= {"signals": hit.signals, "ranks": hit.ranks}
        results.append(shapes.HitBody(**row))
    found = shapes.SearchBody(results=results, understood=schemas.UnderstoodBody.model_validate(page.understood))
    if page.notices:
        found.notices = [schemas.NoticeBody.model_validate(notice) for notice in page.notices]
    if filters.explain:
        found.translation = page.translation
        found.filters = [shapes.FilterBody.model_validate(one) for one in page.filters]
        if page.translated is not None:
            found.translated = shapes.TranslationBody.model_validate(page.translated)
    return found


@router.get("/records/{record_id:path}", summary="One record")
async def record(record_id: Name, assistant: Current) -> schemas.RecordBody:
    """A record of any series by its id, such as `shenzhen/task/58`."""
    corpus = assistant.corpus
    found = corpus.record(record_id)
    return schemas.RecordBody(
        **task_row(found),
        form=found.responsibility.form if found.responsibility else None,
        spans=[schemas.SpanBody(start=span.start, end=span.end) for span in found.spans],
        parent=found.parent,
        children=[child.record_id for child in corpus.children(record_id)],
        lineage=lineage_body(corpus.lineage_of(record_id)),
    )


@router.get("/documents", summary="List documents")
async def documents(assistant: Current) -> schemas.DocumentList:
    """What is known about each document, with its number of records per series."""
    corpus = assistant.corpus
    items = [_document(corpus, info) for info in corpus.documents]
    return schemas.DocumentList(total=len(items), items=items)


@router.get("/documents/{document}/text", summary="The text of a document")
async def document_text(document: Name, assistant: Current) -> schemas.DocumentText:
    """The source that all offsets count in, and the parts of it that belong to no record."""
    corpus = assistant.corpus
    furniture = [(piece.start, piece.end, piece.kind) for piece in corpus.furniture(document)]
    return schemas.DocumentText(text=corpus.source(document), furniture=furniture)


@router.get("/agencies", summary="List agencies")
async def agencies(assistant: Current) -> schemas.AgencyList:
    """Every body that is named, with its names as printed, its aliases and its English name."""
    items = [schemas.AgencyBody.model_validate(agency) for agency in assistant.corpus.agencies]
    return schemas.AgencyList(total=len(items), items=items)


@router.get("/answers/{answer_id}", response_model=schemas.AnswerBody, summary="A stored answer")
async def answer(answer_id: Name, assistant: Current) -> Response:
    """An answer exactly as it was given."""
    return _json(await run_in_threadpool(assistant.answer, answer_id))


@router.get(
    "/conversations/{conversation_id}", response_model=schemas.ConversationBody, summary="A stored conversation"
)
async def conversation(conversation_id: Name, assistant: Current) -> Response:
    """All questions of a conversation with their answers, oldest first."""
    found = await run_in_threadpool(assistant.conversation, conversation_id)
    turns = [
        {"question": turn.question, "answer": turn.answer, "asked_at": turn.asked_at.isoformat()}
        for turn in found.turns
    ]
    created = found.created_at
    return _json(
        {
            "conversation_id": found.conversation_id,
            "created_at": created.isoformat() if created else None,
            "turns": turns,
        }
    )


@router.delete("/conversations/{conversation_id}", status_code=204, summary="Delete a conversation")
async def delete_conversation(conversation_id: Name, assistant: Current) -> None:
    """Remove a conversation with its answers and what was said about them."""
    await run_in_threadpool(assistant.delete_conversation, conversation_id)


@router.post("/feedback", status_code=201, summary="Say what an answer was worth")
async def feedback(body: FeedbackRequest, assistant: Current) -> schemas.FeedbackBody:
    """Keep a verdict on an answer, with a comment."""
    kept = await run_in_threadpool(assistant.feedback, body.answer_id, body.verdict, body.comment)
    return schemas.FeedbackBody(feedback_id=kept)


def _document(corpus: Corpus, info: DocumentInfo) -> schemas.DocumentBody:
    names = set(schemas.DocumentBody.model_fields) - {"document_number", "records"}
    known = {name: getattr(info, name) for name in names}
    counts = Counter(record.series for record in corpus.of(info.document))
    return schemas.DocumentBody(
        **{**known, "titles": list(info.titles)}, document_number=info.number, records=dict(counts)
    )
