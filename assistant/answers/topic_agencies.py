"""Who is responsible for what a question describes in words: the rows on a topic and their bodies.

Knows how rows on a topic are narrowed by bodies and told; refuses to know how words are matched to rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.focus import focused, told_apart
from assistant.answers.responsibility import describe, same_bodies
from assistant.answers.select import TopicMatch, by_topic, role_of, says_more
from assistant.answers.strange import is_strange, lacks_part
from assistant.core.records import Record, Series

_SHOWN_TOPICS = 3
_SURE_SHARE = 0.75
"""Rows that hold less of a topic are taken only where no passage answers better."""
_ALSO_TEXT = frozenset({"count", "text", "content", "attribute"})
"""What is asked besides who, and stands in the words of a row if anywhere."""
_LOOSELY = re.compile(r"(?<!重点)任务(?!表)|(?<!key )\bprojects?\b|(?<!key )\btasks?\b")
"""Words for rows of any series, as people say them (halt dirty projects)."""
_ASKS_WHO = frozenset({"who", "lead", "support", "responsible"})


def topic_agencies(context: Context, sheet: Sheet) -> Draft | None:
    """Who is responsible for a topic, document by document; silent documents are named as silent."""
    silent: list[Record] = []
    told = False
    series = tuple(s for s in context.question.series if s != "section")
    # The main text and the annex of one document are looked at apart where both are named.
    parts = [(s,) for s in series] if {"clause", "annex"} <= set(series) else [series]
    documents = [d.document for d in context.having(series) if not context.enacts(d.document)]
    if not documents:
        return None  # what a statute says of bodies stands in its words
    pools = [context.rows(d, p) or context.rows(d) for d in documents for p in parts]
    matches = _matches(context, series, _led(context, pools))
    if _of_another_thing(context, matches):
        return None
    if _too_far(context, matches):
        return _nobody_assigned(context, sheet, matches)
    exact = any(m.records and m.exact for m in matches)
    for match in matches:
        if exact and not match.exact and not context.question.documents:
            continue
        rows = match.records if match.exact or not match.best else match.best
        assigned = told_apart(context, [r for r in rows if r.responsibility is not None])
        silent.extend(r for r in match.records[:1] if not assigned and (match.exact or context.question.documents))
        if assigned and (not match.exact or says_more(context.question)):
            sheet.assume_closest()
        assigned = assigned if match.exact else assigned[:_SHOWN_TOPICS]
        for record in assigned:
            told = True
            _told(context, sheet, record, few=len(match.records) <= _SHOWN_TOPICS)
    if told:
        _same_first(context, sheet, matches)
        return _with_silent(context, sheet, silent)
    return _untold(context, sheet, matches, silent)


def _untold(context: Context, sheet: Sheet, matches: Sequence[TopicMatch], silent: Sequence[Record]) -> Draft | None:
    """Where no row on the topic names a body: rows nearly the same that do, else that nobody is named."""
    if silent and not context.question.documents and (close := _assigned_beside(context, sheet, matches)):
        return close
    if not silent:
        return _nobody_assigned(context, sheet, matches)
    if not context.question.cues & _ASKS_WHO:
        return None  # 联合 and jointly may say how something is done, not who is to do it
    for record in silent[:_SHOWN_TOPICS]:
        sheet.add(describe(context, sheet, record, ()))
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


def _on_topic(context: Context, pools: Sequence[Sequence[Record]]) -> list[TopicMatch]:
    """Rows on the topic, pool by pool; where there are none, on the part of it that the documents know."""
    matches = [by_topic(context, pool) for pool in pools]
    if any(m.records for m in matches):
        return matches
    narrower = focused(context, [r for pool in pools for r in pool])
    found = [by_topic(narrower, pool) for pool in pools] if narrower else []
    return found if any(r.responsibility for m in found for r in m.records) else matches


def _matches(context: Context, series: tuple[Series, ...], pools: Sequence[Sequence[Record]]) -> list[TopicMatch]:
    """Rows on the topic, of the bodies named where there are any; 任务 as people say it may mean any row of a table."""
    matches = [_held(context, match) for match in _on_topic(context, pools)]
    if not _LOOSELY.search(context.question.normal.lower()) or any(m.exact for m in matches):
        return matches
    wider = [by_topic(context, context.rows(d.document)) for d in context.having(series)]
    best = max((m.share for m in matches if m.records), default=0.0)
    return [_held(context, m) for m in wider if m.exact or m.share > best] or matches


def _led(context: Context, pools: Sequence[Sequence[Record]]) -> Sequence[Sequence[Record]]:
    """Of the rows those that the body leads whose helpers are asked for, where there are any."""
    if "s_behind" not in context.question.cues:
        return pools
    bodies = [a for m in context.question.agencies for a in m.agencies]
    led = [[r for r in pool if any(role_of(r, b, context.agencies) == "lead" for b in bodies)] for pool in pools]
    return [pool for pool in led if pool] or pools


def _held(context: Context, match: TopicMatch) -> TopicMatch:
    """Of rows on a topic, those that list the bodies the question names, where there are any (那条我们商务局牵头的)."""
    bodies = [a for m in context.question.agencies for a in m.agencies]
    holding = tuple(r for r in match.records if any(role_of(r, body, context.agencies) for body in bodies))
    return replace(match, records=holding) if holding else match


def _told(context: Context, sheet: Sheet, record: Record, *, few: bool) -> None:
    """Who is responsible for a row under its title; of a few rows also the words, where more is asked than who."""
    title = record.title or wording.first_words(record.text, 40)
    sheet.add(f"**{title}**  \n{describe(context, sheet, record, context.question.roles)}")
    if few and "place" in context.question.cues:
        values = {"title": context.title(record.document), "path": " > ".join(record.path)}
        sheet.add(context.say("place", item=context.name(record), **values) + sheet.cite(record))
    elif few and context.question.cues & _ALSO_TEXT:
        words = " ".join(record.text.split())
        sheet.add(context.say("text", item=context.name(record), words=words) + sheet.cite_text(record))


def _same_first(context: Context, sheet: Sheet, matches: Sequence[TopicMatch]) -> None:
    """Whether the rows have the same bodies, ahead of who they are, where that is asked."""
    rows = [r for m in matches for r in m.records if r.responsibility is not None]
    if "same" in context.question.cues and 1 < len(rows) <= _SHOWN_TOPICS:
        sheet.lines.insert(0, same_bodies(context, rows))


def _assigned_beside(context: Context, sheet: Sheet, matches: Sequence[TopicMatch]) -> Draft | None:
    """Where the documents with the very words assign nobody and none was named: rows nearly the same that do."""
    near = [m for m in matches if not m.exact and m.share >= _SURE_SHARE]
    rows = [r for m in near for r in m.records if r.responsibility is not None][:_SHOWN_TOPICS]
    for record in rows:
        _told(context, sheet, record, few=True)
    if rows:
        sheet.assume_closest()
    return sheet.draft() if rows else None


def _with_silent(context: Context, sheet: Sheet, silent: Sequence[Record]) -> Draft:
    """Who is responsible, and which of several documents named say nothing of it."""
    if not silent or len(context.question.documents) < 2:
        return _without_money(context, sheet)
    for record in silent:
        sheet.add(context.say("unassigned_document", title=context.title(record.document)))
    return sheet.draft(status="partial", reason="not_stated")


def _without_money(context: Context, sheet: Sheet) -> Draft:
    """Who is responsible, and that no sums stand there if they are asked for as well."""
    if "money" not in context.question.cues:
        return sheet.draft()
    sheet.add(context.say("money_not_stated"))
    return sheet.draft(status="partial", reason="not_stated")


def _nobody_assigned(context: Context, sheet: Sheet, matches: Sequence[TopicMatch]) -> Draft | None:
    """Where the one document named assigns nothing to anybody, that, since no passage of it says more."""
    named = context.documents if context.question.documents else ()
    lead = set(context.question.roles) & {"lead", "support"} and "who" in context.question.cues
    if len(named) != 1 or not lead or any(r.responsibility for r in context.corpus.of(named[0].document)):
        return None
    nearest = [r for m in matches for r in m.records][:1]
    said = [describe(context, sheet, r, ()) for r in nearest]
    sheet.add(*(said or [context.say("unassigned_document", title=context.title(named[0].document))]))
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


def _of_another_thing(context: Context, matches: Sequence[TopicMatch]) -> bool:
    """Whether the rows hold but a part of what is asked about: the wrong body would be told as the one responsible."""
    held = [m for m in matches if m.records]
    if not held or not context.question.cues & _ASKS_WHO:
        return False
    exact = any(m.exact for m in held)
    return is_strange(context, exact=exact) or (not exact and lacks_part(context, [r for m in held for r in m.records]))


def _too_far(context: Context, matches: Sequence[TopicMatch]) -> bool:
    """Whether the rows hold so little of the topic that passages are looked at first."""
    shares = [m.share for m in matches if m.records]
    return not context.at_last and bool(shares) and max(shares) < _SURE_SHARE
