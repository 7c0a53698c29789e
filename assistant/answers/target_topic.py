"""Which targets a list is about: those of a field, of a part of a document, or under a heading.

Knows how the words of a question are held against a target's place and sentence; refuses to know what is asked of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answers.context import Context
from assistant.answers.quantities import Quantity
from assistant.answers.target_bounds import YEARLY
from assistant.answers.target_claims import bound_of, figures_said, is_figure
from assistant.core.records import DocumentInfo, Record
from assistant.core.targets import Target
from assistant.core.text import has_han, normalise

_SHORT = 2
_SHORTEST_HEADING = 3
_ROWS = frozenset({"task", "project", "annex", "item", "box"})
_UNDATED = re.compile(
    r"(?:没有?|未|不)(?:写|标|给|注|说|带|有|定)?(?:明|出|清)?(?:具体)?(?:的)?(?:年份|期限|时间|完成年)"
    r"|(?:年份|期限|时间)(?:没|未|不)|\b(?:without|no|lack\w*) (?:an? |any )?(?:year|date|deadline)|\bundated\b"
)
_BASELINE = re.compile(
    r"(?:较|比)(?:于)?(20\d\d)|(20\d\d)\s*年?(?:为|作为?|做|当)?(?:基准|基期|基数)"
    r"|\b(20\d\d) (?:as (?:the |a )?)?base(?:line)?\b|\bbase(?:line)?(?: year)?(?: of)? (20\d\d)"
    r"|\b(?:from|against|relative to|compared (?:to|with)) (20\d\d)"
)
_HEADINGS_EN = {
    "main goals": "主要目标",
    "main targets": "主要目标",
    "main objectives": "主要目标",
    "goals": "主要目标",
}
"""How English names the heading that three of the documents share."""

Topic = tuple[str, tuple[str, ...]]
"""A word of the question, and the Chinese words that say the same; one of them must stand with a target."""


def topics(context: Context, *, headed: bool) -> tuple[Topic, ...]:
    """What narrows a list: the words beside 目标, and others that some target has to do with; the rest is chatter.

    Where a heading says which targets are meant, only the words beside 目标 narrow them further.
    """
    target = context.question.target
    found: list[Topic] = []
    for word in (w for w in target.rest if len(w) > 1):
        options = _options(context, word)
        if options and (
            word in target.beside or (not headed and any(_about(context, t, options) for t in context.corpus.targets))
        ):
            found.append((word, options))
    return tuple(found)


def about(context: Context, target: Target, wanted: tuple[Topic, ...]) -> bool:
    """Whether a target has to do with one of the topics (农业的目标), where there are any."""
    return not wanted or any(_about(context, target, options) for _, options in wanted)


def heading_of(context: Context, info: DocumentInfo) -> tuple[str, ...]:
    """The titles of sections that the question names, where targets stand under them; the longest ones."""
    question = normalise(context.question.normal).lower()
    question += " " + " ".join(zh for en, zh in _HEADINGS_EN.items() if en in question)
    titles = {
        title
        for target in context.corpus.targets_of(info.document)
        for title in _titles(context.corpus.record(target.record_id))
        if len(title) >= _SHORTEST_HEADING and title in question
    }
    named = tuple(t for t in titles if not any(t != other and t in other for other in titles))
    return named or _numbered(context, info)


def _numbered(context: Context, info: DocumentInfo) -> tuple[str, ...]:
    """The titles of the sections that the question numbers."""
    numbers = {ref.number for ref in context.question.refs if ref.kind == "section"}
    sections = [r for r in context.corpus.of(info.document) if r.series == "section" and r.number in numbers]
    return tuple(dict.fromkeys(_titles(r)[-1] for r in sections))


def under(context: Context, target: Target, titles: tuple[str, ...]) -> bool:
    return not titles or bool(set(titles) & set(_titles(context.corpus.record(target.record_id))))


def in_series(context: Context, target: Target) -> bool:
    """Whether a target stands in a row of a series asked about (重点工程里的指标) that its document has targets in."""
    own = {t.record_id.split("/")[1] for t in context.corpus.targets_of(target.document)}
    wanted = own & _ROWS & set(context.question.series)
    return not wanted or target.record_id.split("/")[1] in wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What a list wants of a target itself: to recur, to be an aim only, a baseline, a value."""

    yearly: bool = False
    undated: bool = False
    effort: bool = False
    baseline: int | None = None
    figures: tuple[Quantity, ...] = ()
    side: Literal["more", "less"] | None = None

    def fits(self, target: Target) -> bool:
        return (
            (target.per_year or not self.yearly)
            and (target.year is None or not self.undated)
            and (target.effort or not self.effort)
            and (self.baseline is None or target.baseline == self.baseline)
            and (not self.figures or any(self._holds(target, q) for q in self.figures))
        )

    def _holds(self, target: Target, quantity: Quantity) -> bool:
        """Whether a target has a figure, or reaches it where it is a bound (80%以上 includes 80%)."""
        if is_figure(target, quantity):
            return True
        for bound, percent in quantity.readings:
            if target.amount is not None and percent and target.unit == "%":
                return target.amount > bound if self.side == "more" else self.side == "less" and target.amount < bound
        return False

    def told(self) -> dict[str, str]:
        """What of it narrows a list, by the names of its phrases."""
        told = {
            "yearly": "yes" if self.yearly else "",
            "undated": "yes" if self.undated else "",
            "effort": "yes" if self.effort else "",
            "baseline": str(self.baseline or ""),
            self.side or "figures": "、".join(quantity.words for quantity in self.figures),
        }
        return {name: value for name, value in told.items() if value}


def kind_of(context: Context) -> Kind:
    """What the question wants of targets themselves."""
    text = context.question.normal.lower()
    baseline = _BASELINE.search(text)
    figures = tuple(q for q in figures_said(context) if q.amount)
    return Kind(
        yearly=bool(YEARLY.search(text)),
        undated=bool(_UNDATED.search(text)),
        effort="力争" in text,
        baseline=int(next(filter(None, baseline.groups()))) if baseline else None,
        figures=figures,
        side=bound_of(context, figures[0]) if len(figures) == 1 else None,
    )


def _titles(record: Record) -> tuple[str, ...]:
    """The words of the headings over a record, without their numbers."""
    return tuple(
        normalise(part).lower().lstrip("0123456789一二三四五六七八九十()（）、.． ")
        for part in (*record.path, record.title)
    )


def _about(context: Context, target: Target, options: tuple[str, ...]) -> bool:
    record = context.corpus.record(target.record_id)
    sector = next(i.sector for i in context.corpus.indicators if i.indicator_id == target.indicator_id)
    words = " ".join((*record.path, record.title, target.indicator, sector, record.text[target.start : target.end]))
    return any(option in words for option in options)


def _options(context: Context, word: str) -> tuple[str, ...]:
    if has_han(word):
        return (word.removesuffix("业") if len(word) > _SHORT else word,)
    return tuple(option for options in context.translate(word) for option in options)
