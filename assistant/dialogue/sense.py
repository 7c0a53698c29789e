"""The indicator that the clause of an amount means as a whole, where its words name none or one of another unit.

Knows which clause asks for an amount and in which units; refuses to know names and values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.core.indicators import IndicatorIndex, IndicatorMention
from assistant.dialogue.units_asked import units_in

_ASKED = re.compile(
    r"多少|百分之几|几多?成|(?<!哪)几(?=[个家项座台套处十百千万亿吨亩])|零点几|率(?!先)"
    r"|比例|占比|比重"
    r"|\d\s*(?:%|percent\b|per cent\b)"
    r"|[一二三四五六七八九]成(?![为立功果本员长分套])|百分之[一二三四五六七八九]"
    r"|数量|数目|家数|台数|个数|目标|指标|增幅|降幅|增速"
    r"|\bhow (?:much|many|high|large|big|far|fast|widely|efficient(?:ly)?|quickly|low)\b|\bhow\b.{0,40}\bper year\b"
    r"|\b(?:what|which|a|the) (?:[a-z]+ ){0,3}?(?:share|percentage|proportion|per ?cent|rate|number"
    r"|level|fraction|extent|part|portion|area|coefficient|figure|amount|volume|capacity|size|cost|growth|limit|cut|reduction|standard|saving)\b"
    r"|\b(?:share|proportion|percentage|number|count|rate|growth|reduction|coverage|area|target|figure)\b"
)
"""Words that ask for an amount, or name one."""
_FRAGMENT = re.compile(r"^\s*(?:and|or|then|what about|how about|same for)\b|呢\s*$")
"""A clause that goes on with what was asked before: it names something and asks nothing itself."""
_SENTENCE = re.compile(
    r"什么|啥|谁|哪|怎|吗|呢|么|为何|如何|[?？!！]|是"
    r"|\b(?:what|who|whose|which|why|where|when|how|is|are|was|were|do|does|did|can|could|should|must|has|have|ask\w*|want\w*)\b"
)
"""What bare keywords do not hold."""
_CLAUSES = re.compile(r"(?:[^;:!?；：！？。\n.]|\.(?!\s|$))+")
_PARTS = re.compile(r"[^,，、]+")
Windows = list[tuple[int, int]]
"""Stretches of a question, each within the one before it."""
_LEAST = 3
"""Characters of a clause that may mean something."""


def with_sense(
    page: str,
    mentions: Sequence[IndicatorMention],
    index: IndicatorIndex,
    understood: Iterable[re.Pattern[str]],
    *,
    keywords: bool = False,
) -> tuple[IndicatorMention, ...]:
    """The mentions, and instead of those that only may be meant what the clauses with amounts mean as a whole.

    ``keywords`` tells that bare words may ask as well: a document or a year stands with them.
    """
    chatter: list[bool] | None = None
    found = tuple(mentions)
    keywords = keywords and not mentions and not _SENTENCE.search(page)
    for windows in _asking(page, keywords=keywords):
        start, end = windows[0]
        if end - start < _LEAST:
            continue
        units = units_in(page[start:end])
        here = [m for m in found if m.start < end and start < m.end]
        firm = [m for m in here if _is_sure(m, index, units)]
        if len(firm) == 1 or (firm and not _one_phrase(page, firm)):
            continue
        if chatter is None:
            chatter = _chatter(page, understood)
        meant = _meant(page, index, chatter, windows)
        bare = not _ASKED.search(page, start, end)
        if meant is None or (bare and keywords and meant.beside):
            continue
        own = [m for m in firm if set(m.indicators) & set(meant.indicators)]
        if firm:
            found = tuple(m for m in found if m not in here or m in own) if len(own) == 1 else found
        elif all(_goes_further(meant, m) for m in here):
            meant = replace(meant, loose=bare and not keywords)
            found = (*(m for m in found if m not in here), meant)
        elif meant.beside:
            found = tuple(replace(m, beside=meant.beside) if m in here and m.partly else m for m in found)
    return tuple(sorted(found, key=lambda m: m.start))


def _asking(page: str, *, keywords: bool) -> list[Windows]:
    """The clauses that ask for an amount, the widest window of each first.

    What stands before a comma belongs to them where they say nothing else; where a story stands there, only its end.
    """
    found: list[Windows] = []
    for clause in _CLAUSES.finditer(page):
        parts = [(m.start() + clause.start(), m.end() + clause.start()) for m in _PARTS.finditer(clause.group())]
        asking = [n for n, p in enumerate(parts) if _ASKED.search(page, *p)]
        further = [n for n, p in enumerate(parts) if n not in asking and asking and _FRAGMENT.search(page[slice(*p)])]
        if len(asking) + len(further) > 1:
            found += [[parts[n]] for n in sorted((*asking, *further))]
        elif asking:
            here = asking[0]
            near = [(parts[here - 1][0], parts[here][1])] if here else []
            found.append([clause.span(), *near, parts[here]])
        elif keywords or _FRAGMENT.search(clause.group()):
            found.append([clause.span()])
    return found


def _meant(page: str, index: IndicatorIndex, chatter: list[bool], windows: Windows) -> IndicatorMention | None:
    """What the widest window means that a name explains in full, else the widest that means anything."""
    found = [
        meant
        for start, end in dict.fromkeys(windows)
        if (meant := index.meant(page[start:end], start, chatter[start:end], units_in(page[start:end])))
    ]
    return next((m for m in found if not m.beside), next(iter(found), None))


def _is_sure(mention: IndicatorMention, index: IndicatorIndex, units: frozenset[str]) -> bool:
    """Whether words name an indicator that is measured in the units asked for."""
    fits = not units or any(index[i].unit in units for i in mention.indicators)
    return fits and not (mention.loose or mention.partly or mention.guessed)


def _goes_further(meant: IndicatorMention, mention: IndicatorMention) -> bool:
    """Whether the whole clause tells more than words of it that may mean an indicator.

    Words that mean several are left to do so (清洁生产审核), and what the clause leaves unexplained tells nothing.
    """
    if meant.beside or set(meant.indicators) < set(mention.indicators):
        return mention.partly and not meant.beside
    known = set(meant.indicators) & set(mention.indicators)
    return bool(known) or (meant.start <= mention.start and mention.end <= meant.end)


def _one_phrase(page: str, mentions: Sequence[IndicatorMention]) -> bool:
    """Whether mentions stand in one phrase, and not beside each other in a list."""
    ids = {i for m in mentions for i in m.indicators}
    between = page[mentions[0].end : mentions[-1].start]
    return len(ids) > 1 and not re.search(r"[,，、;/]|和|与|及|跟|\b(?:and|or|vs|versus|than)\b", between)


def _chatter(page: str, understood: Iterable[re.Pattern[str]]) -> list[bool]:
    """For each character whether it is understood as saying nothing of a subject."""
    marks = [not c.isalnum() for c in page]

    def understand(match: re.Match[str]) -> str:
        marks[match.start() : match.end()] = [True] * (match.end() - match.start())
        return " " * (match.end() - match.start())

    bare = page
    for pattern in understood:
        bare = pattern.sub(understand, bare)
    return marks
