"""Whether a question is about an indicator as such, about a part of it, or about something else.

Knows how words beside an indicator are held against the sentences of its targets; refuses to know the words that ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.outside import alone
from assistant.answers.target_choice import Picked
from assistant.answers.target_claims import figures_said
from assistant.answers.target_lines import holds, title_of, values_of
from assistant.answers.wording import joined
from assistant.core.indicators import Indicator
from assistant.core.text import has_han

_PART = re.compile(
    r"(?:行业|产业|企业|公司|集团|园区|开发区|单位|系统|(?<!城)市|(?<![地城])区|(?<!全)县|(?<!城)镇|(?<!城)乡|(?<!农)村|厂)$"
    r"|^(?:industry|industries|sectors?|enterprises?|compan(?:y|ies)|districts?|count(?:y|ies)|villages?|hospitals?|schools?)$"
)
"""Words for a part of what a document governs: an indicator of the whole says nothing about it."""

_EACH = re.compile(
    r"每(?:一)?个?(?:设区的?)?(?:市|县|区|城市|镇|乡|村)(?!场)"
    r"|\b(?:each|every|per) (?:city|county|district|town|village|prefecture)\b"
)
_OF_EACH = re.compile(r"每|各(?!类|项|种)|分别")
"""Words of a target that is set for each part."""

_MEASURES = (
    (
        re.compile(
            r"总(?:的)?(?:装机(?:容量)?|容量|面积)|(?:装机|容量)总量|存量|\btotal(?: installed)? (?:capacity|area)\b"
        ),
        re.compile(r"新增|新建|\b(?:new|added|additional)\b"),
        "新增",
    ),
    (
        re.compile(
            r"排放总量|总排放|排多少|排放(?:上限|限额|限值|浓度)"
            r"|\b(?:total emissions?|emission (?:cap|limit|ceiling)s?)\b"
        ),
        re.compile(r"减排|下降|削减|降|\b(?:reduc\w+|cuts?|cutting)\b"),
        "减排",
    ),
)
"""Words for a whole, words by which not the whole is meant, and what names an indicator as only a change of it."""
_PAIRS = 4
"""Pairs of characters that a word must have to be known by half of them."""


class Scope(Enum):
    """What a question is about: the indicator, perhaps only a part of it, surely only a part, or another thing."""

    WHOLE = auto()
    UNSURE = auto()
    NARROWER = auto()
    OTHER = auto()


def scope_of(context: Context, picked: Sequence[Picked]) -> Scope:
    """How far the words beside the indicators change what is asked about."""
    target = context.question.target
    sentences = _sentences(context, picked)
    if any(place not in sentences and not has_region(context, place) for place in alone(context)):
        return Scope.NARROWER
    names = _names(context)
    if _whole(context, picked) or (_each(context) and not _OF_EACH.search(sentences)):
        return Scope.NARROWER
    places = context.question.foreign
    beside = [word for word in target.beside if not any(word in p or p in word for p in places)]
    unknown = [word for word in beside if not _explained(context, word, sentences, names)]
    if not unknown or _against_a_limit(context, picked):
        return Scope.WHOLE
    if any(word in mention.beside for mention in target.mentions if mention.sense for word in unknown):
        return Scope.OTHER
    if not target.firm and not _figure_holds(context, picked):
        return Scope.OTHER
    return Scope.NARROWER if any(_PART.search(word) for word in unknown) else Scope.UNSURE


def _each(context: Context) -> str:
    """The words by which a figure is asked for each part of a region (每个县)."""
    found = _EACH.search(context.question.normal.lower())
    return found.group() if found else ""


def _whole(context: Context, picked: Sequence[Picked]) -> str:
    """The words that ask for the whole of what the indicators found are only a change of."""
    text = context.question.normal.lower()
    names = {e.target.indicator for p in picked for e in (*p.entries, *p.other_years)}
    for asked, unless, change in _MEASURES:
        found = asked.search(text)
        if found and names and all(change in name for name in names) and not unless.search(text):
            return found.group()
    return ""


def _figure_holds(context: Context, picked: Sequence[Picked]) -> bool:
    """Whether the question states a figure that is one of the targets found."""
    said = figures_said(context)
    return any(holds(e.target, q.readings) for p in picked for e in (*p.entries, *p.other_years) for q in said)


def _against_a_limit(context: Context, picked: Sequence[Picked]) -> bool:
    """Whether an amount of the asker's own is held against what a provision applies to."""
    entries = [e for p in picked for e in (*p.entries, *p.other_years)]
    limits = bool(entries) and all(e.target.kind == "threshold" for e in entries)
    return limits and "yesno" in context.question.target.wants and bool(figures_said(context))


def has_region(context: Context, place: str) -> bool:
    """Whether a place is the region of a document held here."""
    return any(place in (info.region, info.region_en.lower()) for info in context.corpus.documents)


def narrowed(context: Context, sheet: Sheet, picked: Sequence[Picked], asked: Sequence[Indicator]) -> Draft | None:
    """Nothing is stated for the part asked about; what is stated for the whole."""
    stated = [p for p in picked if p.entries or p.other_years]
    if not stated:
        return None
    whole = _whole(context, picked)
    parts = (*alone(context), *filter(None, (_each(context),)), *context.question.target.beside)
    words = whole or joined(dict.fromkeys(parts), context.language)
    ids = {e.target.indicator_id for p in stated for e in (*p.entries, *p.other_years)}
    names = joined((i.called(context.language) for i in asked if i.indicator_id in ids), context.language)
    for found in stated:
        values = values_of(context, sheet, found.entries or found.other_years)
        title = title_of(context, context.corpus.document(found.document))
        key = "target_whole" if whole else "target_narrowed"
        sheet.add(context.say(key, title=title, words=words, indicator=names, values=values))
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


def _sentences(context: Context, picked: Sequence[Picked]) -> str:
    return "".join(
        e.target.sentence + e.target.indicator + "".join(context.corpus.record(e.target.record_id).path)
        for p in picked
        for e in (*p.entries, *p.other_years)
    ).lower()


def _names(context: Context) -> str:
    ids = {i for m in context.question.target.mentions for i in m.indicators}
    known = [i for i in context.corpus.indicators if i.indicator_id in ids]
    return " ".join(name.lower() for i in known for name in (i.name, i.english, i.sector, *i.also))


def _explained(context: Context, word: str, sentences: str, names: str) -> bool:
    """Whether a word is one of the targets' own, in either language."""
    if word in sentences or word in names or word.rstrip("s") in names:
        return True
    if has_han(word):
        if any(set(word) <= set(name) for name in names.split()):
            return True
        pairs = [word[place : place + 2] for place in range(len(word) - 1)]
        return 2 * sum(pair in names for pair in pairs) >= max(len(pairs), _PAIRS)
    return any(option in sentences for options in context.translate(word) for option in options)
