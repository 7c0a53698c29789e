"""What is asked of a target beyond its figure: whether it holds for all, whether it binds, recurs, what it excepts.

Knows when such words settle or forbid a verdict; refuses to hold figures against targets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import target_words as said
from assistant.answers.context import Context
from assistant.answers.target_choice import Entry
from assistant.answers.verdict_bounds import asks_beyond_target, asks_exception, excepted, exceptions, totals
from assistant.core.targets import Target

YEARLY = re.compile(r"每年|年年|逐年|每一年|\b(?:every|each|per|a) year\b|\b(?:annual|yearly)(?:ly)?\b")
_IN_ALL = re.compile(
    r"累计|总共|一共|合计|[两三四五]年(?:内|里|共|审|完|要)"
    r"|\b(?:in total|altogether|by 20\d\d|over (?:the )?(?:five|three|two|plan))\b"
)
_WORD_EN = re.compile(r"[a-z]{3,}")
_LIGHT_EN = frozenset({"and", "the", "for", "excepted", "except"})


def bounded_verdict(context: Context, entries: Sequence[Entry], *, figures: bool) -> str | None:
    """The verdict where an exception, a totality or an obligation decides it (empty for none), else ``None``.

    ``figures`` tells whether the question states any.
    """
    text = context.question.normal
    quoted = [said.quoted(context, e.target) for e in entries]
    left_out = [
        excepted(text, words) or _excepted_en(context, e.target) for e, words in zip(entries, quoted, strict=True)
    ]
    if any(left_out):
        return context.say("target_excepted") if all(left_out) else ""
    if asks_exception(text):
        return None if any(map(exceptions, quoted)) else ""
    if figures:
        return "" if totals(text) and any(map(exceptions, quoted)) else None
    return "" if asks_beyond_target(text) else None


def of_existence(context: Context, entries: Sequence[Entry]) -> str:
    """Whether there is a target at all, or one that recurs."""
    if YEARLY.search(context.question.normal.lower()) and len({e.target.document for e in entries}) == 1:
        return recurring(context, entries) or context.say("target_yes")
    return context.say("target_yes_stated") if context.question.target.wants & {"stated", "silent"} else ""


def recurring(context: Context, entries: Sequence[Entry]) -> str:
    """The verdict where the figure is right and only said to recur every year, or said not to."""
    text = context.question.normal.lower()
    targets = [e.target for e in entries]
    if YEARLY.search(text) and not any(t.per_year or t.unit == "%" for t in targets):
        until = max((t.year for t in targets if t.year), default=None)
        by = "" if until is None else f"到{until}年" if context.language == "zh" else f" by {until}"
        return context.say("target_no_yearly", until=by)
    return context.say("target_no_total") if _IN_ALL.search(text) and all(t.per_year for t in targets) else ""


def _excepted_en(context: Context, target: Target) -> bool:
    """The same for an English question, by the English words of the exception."""
    text = context.question.normal.lower()
    if context.language == "zh" or asks_exception(text):
        return False
    known = (i for i in context.corpus.indicators if i.indicator_id == target.indicator_id)
    note = next((said.remark(context, i, target) for i in known), "").lower()
    if "except" not in note:
        return False
    own = {*_WORD_EN.findall(f"{target.indicator_en.lower()}"), *_LIGHT_EN}
    return bool(({*_WORD_EN.findall(note)} - own) & {*_WORD_EN.findall(text)})
