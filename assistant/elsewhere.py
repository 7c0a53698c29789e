"""Rows of the last answer as another document has them: their words, their counterparts, the plan they carry out.

Knows how documents carry each other out; refuses to know conversations and sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.core.corpus import Corpus
from assistant.dialogue.narrowing import redecided
from assistant.dialogue.question import Question, understand
from assistant.passages import Snapshot

_WHO = frozenset({"who", "lead", "support", "joint", "responsible"})
_FIRST = re.compile(r"[,，；;。]")
"""What ends the first words of a row."""
_ROW = frozenset({"ref", "firm_ref", "row_ref"})


def counterparts(corpus: Corpus, rows: tuple[str, ...], documents: tuple[str, ...]) -> tuple[str, ...]:
    """The rows of these documents that carry out any of these records, in order."""
    plans = {row.split("/")[0] for row in rows}
    tables = [d for d in documents if corpus.document(d).carries_out in plans]
    found = [r.record_id for d in tables for r in corpus.of(d)]
    return tuple(i for i in found if (line := corpus.lineage_of(i)) and any(s.record_id in rows for s in line.sources))


def asked_of_counterparts(corpus: Corpus, question: Question, rows: tuple[str, ...]) -> Question | None:
    """Who is responsible for what the last answer stood on, asked of the rows of another document that carry it out."""
    told = question.intent == "topic_agencies" and "topic" in question.carried_over
    here = {row.split("/")[0] for row in rows}
    if not told or not rows or here & set(question.documents):
        return None
    found = counterparts(corpus, rows, question.documents)
    return replace(question, within=found) if found else None


def said_elsewhere(snapshot: Snapshot, question: Question) -> Question:
    """Whether other documents say what rows say: the rows' words asked of them, or the rows held against their plan."""
    corpus = snapshot.corpus
    rows = [corpus.record(i) for i in question.beside]
    who = question.cues & _WHO
    if who and (found := counterparts(corpus, question.beside, question.documents)):
        asked = replace(question, records=found, documents=(), series=(), beside=(), cues=question.cues - {"same"})
        return redecided(asked, _ROW, ("records",))
    plans = {corpus.document(r.document).carries_out for r in rows}
    if set(question.documents) <= plans and not who:
        cues = question.cues | {"ref", "firm_ref", "l_carried", "l_upstream"}
        return replace(question, records=question.beside, cues=cues, intent="lineage_item", documents=(), beside=())
    tables = {corpus.document(d).carries_out for d in question.documents}
    if {r.document for r in rows} <= tables:
        cues = question.cues | {"ref", "firm_ref", "l_carried", "l_downstream"}
        return replace(question, records=question.beside, cues=cues, intent="lineage_rows", series=(), beside=())
    if question.series and {r.document for r in rows} == set(question.documents):
        return _of_series(snapshot, question)
    regions = "、".join(corpus.document(d).region or "" for d in question.documents)
    words = rows[0].title or (_FIRST.split(rows[0].text)[0] if who else rows[0].text)
    asked = understand(f"{regions}{words}由谁负责" if who else f"{regions}有没有：{words}", snapshot.vocabulary)
    asked = replace(asked, text=question.text, language=question.language, carried_over=question.carried_over)
    return replace(asked, documents=question.documents, intent=asked.intent if who else "open", refs=())


def _of_series(snapshot: Snapshot, question: Question) -> Question:
    """The rows of another series of the same document on what rows are about, and who is responsible for them."""
    row = snapshot.corpus.record(question.beside[0])
    asked = understand(f"{row.title or _FIRST.split(row.text)[0]}由谁负责", snapshot.vocabulary)
    asked = replace(asked, text=question.text, language=question.language, carried_over=question.carried_over)
    return replace(asked, documents=question.documents, series=question.series, refs=(), roles=question.roles)
