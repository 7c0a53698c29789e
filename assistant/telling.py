"""What of an answer the next turn may point at: its rows, its bodies, its only figure.

Knows drafts and records; refuses to know how a follow-up points at them (``dialogue``).
"""

from __future__ import annotations

from assistant.answers.draft import Draft
from assistant.core.corpus import Corpus
from assistant.dialogue.question import Question
from assistant.dialogue.state import Told

_REMEMBERED = 200
_FEW_ROWS = 2
_SEVERAL_ROWS = 6


def told_of(corpus: Corpus, question: Question, draft: Draft) -> Told:
    """What of an answer the next turn may point at."""
    shown = _shown(corpus, question, draft)
    return Told(
        cited=tuple((e.record.record_id, e.start, e.end) for e in draft.evidence[:_REMEMBERED]),
        bodies=_bodies(draft) if shown else (),
        shown=shown,
        choices=tuple((c.label, c.question) for c in draft.choices),
        figure=_figure(corpus, question, draft),
        lost=draft.status == "refused" and not draft.evidence,
        outside=draft.status == "refused" and draft.reason in ("out_of_scope", "opinion"),
    )


def _figure(corpus: Corpus, question: Question, draft: Draft) -> str:
    """The figure that an answer about one indicator told, where it told one only."""
    wanted = {i for m in question.target.mentions for i in m.indicators}
    if not wanted or not draft.evidence:
        return ""
    cited = {(e.record.record_id, e.start, e.end) for e in draft.evidence}
    documents = {e.record.document for e in draft.evidence}
    told = {
        (t.value, t.unit): t.value_text
        for d in corpus.documents
        if d.document in documents
        for t in corpus.targets_of(d.document)
        if t.value is not None and t.indicator_id in wanted
        if any(t.record_id == r and a < t.source_end and t.source_start < b for r, a, b in cited)
    }
    return next(iter(told.values())) if len(told) == 1 else ""


def _shown(corpus: Corpus, question: Question, draft: Draft) -> tuple[str, ...]:
    """The records an answer was about: of rows held against a plan the rows, none of a list that was only counted."""
    rows = tuple(dict.fromkeys(e.record.record_id for e in draft.evidence[:_REMEMBERED]))
    if draft.coverage and draft.coverage.listed < draft.coverage.matched and len(rows) < draft.coverage.matched:
        return ()
    if draft.coverage and not draft.coverage.matched:
        return ()  # what is shown instead are examples
    if question.intent.startswith("lineage_"):
        return tuple(r for r in rows if corpus.lineage_of(r)) or rows
    return rows


def _bodies(draft: Draft) -> tuple[str, ...]:
    """The agencies of the row or two that an answer is about: the leads, or everybody where none is designated.

    Of several rows the bodies that lead every one of them.
    """
    duties = {p.record.record_id: p.record.responsibility for p in draft.evidence if p.record.responsibility}
    if len(duties) > _FEW_ROWS:
        leads = [set(duty.lead) for duty in duties.values()]
        return tuple(sorted(set.intersection(*leads))) if len(duties) <= _SEVERAL_ROWS else ()
    return tuple(dict.fromkeys(name for duty in duties.values() for name in (duty.lead or duty.joint)))
