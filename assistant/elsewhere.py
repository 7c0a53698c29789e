"""Rows of the last answer as another document has them: their words, their counterparts, the plan they carry out.

Knows how documents carry each other out; refuses to know conversations and sentences.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.context import Context
from assistant.answers.select import by_topic
from assistant.core.corpus import Corpus
from assistant.core.lineage import Stretch
from assistant.core.records import Record
from assistant.core.text import normalise
from assistant.dialogue.narrowing import redecided
from assistant.dialogue.question import Question, understand
from assistant.dialogue.state import State
from assistant.passages import Snapshot

_WHO = frozenset({"who", "lead", "support", "joint", "responsible"})
_FIRST = re.compile(r"[,，；;。]")
"""What ends the first words of a row."""
_ROW = frozenset({"ref", "firm_ref", "row_ref"})
_OTHER = frozenset({"yesno", "why", "list", "count", "who", "documents", "money"})
_WHICH = re.compile(r"哪(?:些|几[个家])(?P<of>[\u4e00-\u9fff]{2})")
_HOW_MANY = re.compile(r"^(?:那|这)?(?:总共|一共|合计|共)?(?:有|是|要|建|搞)?(?:几|多少)[个家座][?？。]?$")
_COUNTS = frozenset("个家座")
_ENTRIES, _FEW = 20, 2


def counterparts(corpus: Corpus, rows: tuple[str, ...], documents: tuple[str, ...]) -> tuple[str, ...]:
    """The rows of these documents that carry out any of these records, in order."""
    plans = {row.split("/")[0] for row in rows}
    tables = [d for d in documents if corpus.document(d).carries_out in plans]
    found = [r.record_id for d in tables for r in corpus.of(d)]
    return tuple(i for i in found if (line := corpus.lineage_of(i)) and any(s.record_id in rows for s in line.sources))


def _of_the_words(corpus: Corpus, question: Question, before: State) -> tuple[str, ...]:
    """The rows of these documents that take over the very sentences that the last answer quoted."""
    tables = [d for d in question.documents if corpus.document(d).carries_out]
    return tuple(
        r.record_id
        for d in tables
        for r in corpus.of(d)
        if (line := corpus.lineage_of(r.record_id)) and any(_quoted(corpus, s, before) for s in line.sources)
    )


def _quoted(corpus: Corpus, words: Stretch, before: State) -> bool:
    """Whether an answer quoted words of a record."""
    pieces = corpus.quote(corpus.record(words.record_id), words.start, words.end)
    return any(
        record == words.record_id and start < piece.end and piece.start < end
        for record, start, end in before.cited
        for piece in pieces
    )


def held_in_row(corpus: Corpus, question: Question, before: State) -> Question | None:
    """里面有练江吧, after a row: whether its words hold what is asked about, which they do."""
    rows = before.records or before.rows
    asks = question.intent in ("open", "documents_mentioning") and "yesno" in question.cues
    own = question.refs or question.agencies or question.target.mentions or question.facts
    if len(rows) != 1 or not asks or own or not question.subject:
        return None
    row = corpus.record(rows[0])
    away = question.documents and row.document not in question.documents
    if away or not row.text or not all(normalise(p).lower() in normalise(row.text).lower() for p in question.topic):
        return None
    asked = replace(question, records=rows, documents=(), cues=question.cues | _ROW | {"text"})
    return redecided(replace(asked, cues=asked.cues - {"documents", "mentions"}), frozenset(), ("records",))


def number_of_them(snapshot: Snapshot, question: Question, before: State) -> Question | None:
    """总共几个, after which parks: the number of parks that the rows just told set, where they set one."""
    noun = _WHICH.search(before.text)
    if noun is None or before.intent != "open" or not _HOW_MANY.search(normalise(question.text)):
        return None
    rows = before.records or before.rows
    held = [t for t in snapshot.corpus.targets if t.record_id in rows and t.kind == "target"]
    set_for = {t.indicator: t for t in held if t.unit in _COUNTS and noun.group("of") in t.words}
    if len(set_for) != 1:
        return None
    (target,) = set_for.values()
    region = snapshot.corpus.document(target.document).region
    asked = understand(f"{region} {target.indicator}的目标是多少", snapshot.vocabulary)
    fits = [m for m in asked.target.mentions if set(m.indicators) == {target.indicator_id}]
    if asked.intent != "target_value" or not fits:
        return None
    return replace(asked, text=question.text, language=question.language, carried_over=("documents", "topic"))


def of_one_entry(snapshot: Snapshot, question: Question, before: State) -> Question | None:
    """For chemicals?, after a box was told: its entry on what is named."""
    rows = before.listing if set(before.rows) <= set(before.listing) else before.rows
    heading = any(ref.kind in ("box", "section", "chapter") for ref in before.refs) or before.intent == "topic_items"
    heading = heading or (bool(before.records) and set(before.rows) < set(before.listing))
    boxes = {row.rsplit("-", 1)[0] for row in before.rows}
    if len(boxes) == 1 and before.rows[0].split("/")[1] == "box":
        first = snapshot.corpus.record(before.rows[0])
        rows = tuple(r.record_id for r in snapshot.corpus.of(first.document, "box") if r.path[:-1] == first.path[:-1])
        heading = True
    own = question.refs or question.agencies or question.target.mentions or question.facts
    bare = question.intent == "open" and not question.cues & _OTHER and "documents" in question.carried_over
    if not (heading and bare and question.subject) or own or not 1 < len(rows) <= _ENTRIES:
        return None
    titled = [row for row in map(snapshot.corpus.record, rows) if row.title]
    found = by_topic(_context(snapshot, question), _titles(titled))
    if len(found.records) != 1:
        return None
    asked = replace(question, records=(found.records[0].record_id,), documents=(), topic=(), subject=())
    return redecided(asked, _ROW | {"text"}, ("records",))


def _titles(rows: list[Record]) -> tuple[Record, ...]:
    """Rows that say no more than what they are about."""
    return tuple(replace(row, text=row.title, path=()) for row in rows)


def of_a_stranger(corpus: Corpus, question: Question, shown: tuple[str, ...]) -> Question | None:
    """农业农村局牵头吧, of a document that does not know the body: what is said of it held against the rows found."""
    if not 0 < len(shown) <= _FEW:
        return None
    asked = replace(question, records=shown, documents=(), topic=(), subject=())
    return redecided(asked, _ROW | {"agency", "yesno"}, ())


def without_strangers(question: Question) -> Question | None:
    """The question who does what, without a body that the documents asked about do not know."""
    places = set(question.documents)
    known = any(places & set(a.documents) for m in question.agencies for a in m.agencies)
    if question.intent != "agency_check" or not places or known or not question.topic:
        return None
    cues = question.cues - {"agency", "yesno"} | {"who"}
    return replace(question, agencies=(), conditions=(), cues=cues, intent="topic_agencies")


def asked_of_counterparts(corpus: Corpus, question: Question, rows: tuple[str, ...]) -> Question | None:
    """Who is responsible for what the last answer stood on, asked of the rows of another document that carry it out."""
    told = question.intent == "topic_agencies" and "topic" in question.carried_over
    here = {row.split("/")[0] for row in rows}
    if not told or not rows or here & set(question.documents):
        return None
    found = counterparts(corpus, rows, question.documents)
    return replace(question, within=found) if found else None


def _of_the_figure(corpus: Corpus, question: Question, before: State) -> tuple[str, ...]:
    """The rows of the documents asked about that set the indicator talked about and name who is responsible."""
    held = [t for d in question.documents for t in corpus.targets_of(d) if t.indicator_id in before.indicators]
    rows = dict.fromkeys(t.record_id for t in held)
    return tuple(i for i in rows if corpus.record(i).responsibility is not None)


def _on_topic(snapshot: Snapshot, question: Question, rows: tuple[str, ...], before: State) -> tuple[str, ...]:
    """Of many rows those on what was talked about; all of them where none is."""
    if not before.topic or len(rows) <= _FEW:
        return rows
    asked = replace(question, topic=before.topic, subject=())
    records = tuple(map(snapshot.corpus.record, rows))
    return tuple(r.record_id for r in by_topic(_context(snapshot, asked), records).records) or rows


def _context(snapshot: Snapshot, question: Question) -> Context:
    agencies, translate = snapshot.vocabulary.agencies, snapshot.retriever.translate
    return Context(question=question, corpus=snapshot.corpus, agencies=agencies, translate=translate)


def said_elsewhere(snapshot: Snapshot, question: Question, before: State) -> Question:
    """Whether other documents say what rows say: the rows' words asked of them, or the rows held against their plan."""
    corpus = snapshot.corpus
    rows = [corpus.record(i) for i in question.beside]
    who = question.cues & _WHO
    if who and (found := counterparts(corpus, question.beside, question.documents)):
        found = _on_topic(snapshot, question, found, before)
        asked = replace(question, records=found, documents=(), series=(), beside=(), cues=question.cues - {"same"})
        return redecided(asked, _ROW, ("records",))
    if question.intent == "open" and (found := _of_the_words(corpus, question, before)):
        asked = replace(question, records=found, documents=(), series=(), beside=())
        return redecided(replace(asked, cues=asked.cues - {"list", "count"}), _ROW | {"text"}, ())
    plans = {corpus.document(r.document).carries_out for r in rows}
    if set(question.documents) <= plans and not who:
        cues = question.cues | {"ref", "firm_ref", "l_carried", "l_upstream"}
        return replace(question, records=question.beside, cues=cues, intent="lineage_item", documents=(), beside=())
    tables = {corpus.document(d).carries_out for d in question.documents}
    if {r.document for r in rows} <= tables:
        cues = question.cues | {"ref", "firm_ref", "l_carried", "l_downstream"}
        return replace(question, records=question.beside, cues=cues, intent="lineage_rows", series=(), beside=())
    if who and (stands := _of_the_figure(corpus, question, before)):
        asked = replace(question, records=stands, documents=(), series=(), beside=())
        return redecided(asked, _ROW, ("records",))
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
