"""Words of a question about targets that nobody here understands: which of them may narrow an indicator down.

Knows where a word stands; refuses to know what it means. Most leftover words are chatter (老师让查…). Those that may
narrow down stand right before the indicator, in English also behind it after a preposition, with no name between; words
that mean an indicator only perhaps are also made something else by the word right behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.core.indicators import IndicatorMention
from assistant.core.text import filled

Spans = Sequence[tuple[int, int]]
Word = tuple[str, int, int]

_MENTION, _NAME = "\ue000", "\ue001"
_PUNCTUATION = re.compile(r"[\s,.;:!?\"'“”‘’《》〈〉<>()\[\]{}、。，；：！？…—~·/\\|*_=+#@&^%$\ue000\ue001-]+")
_CLAUSES = re.compile(r"[^,;:!?，；：！？。、\n]+")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_BEFORE = re.compile(r"([^\W_]+)\s{0,6}$")
_JOINING = frozenset("和与及跟同")
_PART = re.compile(r"(?:行业|产业|企业|公司|园区|单位|地区|区域|系统)")
_REACH = 16
"""Characters before an indicator within which a word may narrow it down."""
_BEHIND = re.compile(r"\s*([a-z][a-z-]+)")
_NEXT = re.compile(r"\s{0,2}([^\W\d_]{2,})")
_PREPOSITION = re.compile(r"\s*(?:of|for|in|at|by|from|among|within)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """The patterns of words that are understood, and of those that ask for an amount."""

    understood: tuple[re.Pattern[str], ...]
    amount: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """All words left over, and those of them that may narrow an indicator down."""

    words: tuple[str, ...] = ()
    narrowing: tuple[str, ...] = ()


def read_leftover(
    page: str, mentions: Sequence[IndicatorMention], names: Spans, understood: Iterable[re.Pattern[str]]
) -> Leftover:
    """The words of a page that are neither mentions nor names nor understood."""
    bare = _bare(page, mentions, names, understood)
    narrowing: list[str] = []
    for mention in mentions:
        around = mention.loose and not mention.partly
        narrowing += _around(bare, page, mention) if around else _beside(bare, page, mention)
    return Leftover(words=_words(bare), narrowing=tuple(dict.fromkeys(narrowing)))


def asking_words(page: str, mentions: Sequence[IndicatorMention], names: Spans, tables: Tables) -> tuple[Word, ...]:
    """The words left that an amount is asked of and that are no indicator's own name.

    They stand in a clause of their own (…示范园区几个、示范企业几家) or are joined to a name (园区和工厂分别多少).
    """
    if not tables.amount.search(page):
        return ()
    bare = _bare(page, mentions, names, tables.understood)
    found = []
    for clause in _CLAUSES.finditer(page):
        start, end = clause.span()
        if not tables.amount.search(page, start, end):
            continue
        words = [(m.group(), m.start(), m.end()) for m in _HAN_WORD.finditer(bare, start, end)]
        own = _MENTION not in bare[start:end]
        found += [w for w in words if own or page[max(w[1] - 1, 0) : w[1]] in _JOINING]
    return tuple(found)


def _bare(page: str, mentions: Sequence[IndicatorMention], names: Spans, understood: Iterable[re.Pattern[str]]) -> str:
    bare = filled(filled(page, names, _NAME), [(m.start, m.end) for m in mentions], _MENTION)
    for pattern in understood:
        bare = pattern.sub(lambda m: " " * len(m.group()), bare)
    return bare


def _words(bare: str) -> tuple[str, ...]:
    return tuple(w for w in _PUNCTUATION.sub(" ", bare).split() if len(w) > 1 or not w.isascii())


def _around(bare: str, page: str, mention: IndicatorMention) -> list[str]:
    """The words right before and right behind a mention, which make another thing of it (秸秆焚烧)."""
    behind = _NEXT.match(bare, mention.end)
    return [*_beside(bare, page, mention), *([behind.group(1)] if behind else [])]


def _beside(bare: str, page: str, mention: IndicatorMention) -> list[str]:
    """The word right before a mention, and in English the one behind it after a preposition."""
    found = []
    before = _BEFORE.search(bare, max(mention.start - _REACH, 0), mention.start)
    if before and before.end() == mention.start and len(before.group(1)) > 1:
        part = _PART.match(page, before.end(1), mention.start)
        found.append(before.group(1) + (part.group() if part else ""))
    behind = _BEHIND.match(bare, mention.end)
    if behind and _PREPOSITION.match(page, mention.end):
        found.append(behind.group(1))
    return found
