"""The rows that a list, a count or a ranking is drawn from: narrowed by number, heading, form and year.

Each part of a question narrows on its own, so that any of them may be asked together. Knows rows; refuses to know
bodies and subjects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers.context import Context
from assistant.answers.headings import groups_of, headings_of, under
from assistant.core.evidence import squeeze
from assistant.core.records import Record
from assistant.core.text import normalise
from assistant.dialogue.lexicon import LED_JOINTLY
from assistant.dialogue.sizes import Size

_Form = Callable[[Record], bool]


def _lead_count(record: Record) -> int:
    return len(record.agencies("lead"))


def _everyone(record: Record) -> int:
    return len(record.responsibility.everyone) if record.responsibility else 0


FORMS: tuple[tuple[str, _Form], ...] = (
    ("several_leads", lambda r: _lead_count(r) > 1),
    ("no_lead", lambda r: r.responsibility is not None and not r.responsibility.lead),
    ("single_lead", lambda r: _lead_count(r) == 1),
    ("single_body", lambda r: _everyone(r) == 1),
    ("joint_form", lambda r: r.responsibility is not None and r.responsibility.form == "joint"),
    ("no_agency", lambda r: r.responsibility is not None and r.responsibility.form == "none"),
)
"""Cues that ask for a form of responsibility, and the rows that have it."""

_INCLUDED = re.compile(r"(?:含|包括|包含|算上|连同|不论|无论|不管|including|whether|incl\.?)[^,。;]{0,8}$")
"""Ahead of a form of responsibility that is counted in rather than asked for."""


_LATER = re.compile(
    r"更[远晚长迟]|(?:以后|之后|往后)(?:的|才|还)|超过20\d\d"
    r"|\b(?:later than|beyond|after|past) (?:the year )?20\d\d|\blater\b"
)
"""Years behind the one that is named."""
_OR_SHARED = re.compile(
    r"(?:单独|独自|独家|独立)?(?:牵头)?(?:还是|或者?|以及|和|与|也好).{0,4}(?:共同|联合|并列|一起)"
    r"|\b(?:alone|solely|sole) or\b|\bor (?:shared|jointly|together|not)\b"
)
"""Led alone or with others: either will do."""
_COUNTED_IN = re.compile(r"[也都]算|算(?:上|进|在内|一[项条个])|包括在内|\b(?:count|includ)\w*\b")
"""That one form of responsibility is counted in with another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """Rows of one document that are left, and the words that say by what they were narrowed."""

    records: tuple[Record, ...]
    where: str = ""
    subject_used: bool = False


def narrow(context: Context, document: str, records: Sequence[Record]) -> Narrowed:
    """The rows that fit every part of the question but its bodies."""
    aside = {r.number for r in context.question.refs_aside}
    kept, words = tuple(r for r in records if r.number not in aside), []
    by_number = _numbered(context, kept)
    if by_number is not None:
        kept = by_number
        numbers = context.question.numbers
        words.append(context.say("within_numbers", low=min(numbers), high=max(numbers)))
    headings = headings_of(context, document)
    if headings:
        below = tuple(r for r in kept if any(under(context, r, h) for h in headings))
        groups = () if below else groups_of(context, kept)
        titles = groups or tuple(h.path[-1] for h in headings)
        kept = tuple(r for r in kept if set(groups) & set(r.path)) if groups else below
        words.append(context.say("within_heading", heading="、".join(titles)))
    asked = _forms_asked(context)
    for cue, fits in FORMS:
        if cue in asked:
            kept = tuple(r for r in kept if fits(r))
            words.append(context.say(f"criterion_{cue}"))
    if context.question.intent == "row_items" and (size := context.question.sizes.of_row):
        kept = tuple(r for r in kept if r.responsibility is not None and size.fits(_count(r, size)))
        words.append(size_said(context, size))
    said = " ".join(title for h in headings for title in h.path)
    quoted = [q.words for q in context.question.quoted if q.is_term and q.words not in said]
    if quoted and context.question.intent == "row_items":
        kept = tuple(r for r in kept if all(squeeze(normalise(q)) in squeeze(normalise(r.text)) for q in quoted))
        words.append(context.say("within_quoted", words="、".join(quoted)))
    dated = None if quoted else _dated(context, kept)
    if dated is not None:
        kept = dated
        words.append(_years_said(context))
    gap = "" if context.language == "zh" else " "
    by_subject = bool(headings) and not any(r.kind in ("section", "chapter") for r in context.question.refs)
    return Narrowed(records=kept, where=gap.join(words), subject_used=by_subject)


def _count(record: Record, size: Size) -> int:
    return len(record.agencies(size.role)) if size.role else _everyone(record)


def size_said(context: Context, size: Size) -> str:
    """A condition on the number of bodies in words."""
    role = context.say(f"size_{size.role or 'any'}")
    if size.high == 0:
        return context.say("size_none", role=role)
    if size.high is None:
        return context.say("size_least", role=role, low=size.low)
    return context.say(
        "size_exactly" if size.low == size.high else "size_most", role=role, low=size.low, high=size.high
    )


def _forms_asked(context: Context) -> frozenset[str]:
    """The forms of responsibility asked for; beside a body, words for its own role (共同牵头, 没有牵头) are none."""
    question = context.question
    if question.intent != "no_lead_items" and (question.sizes.of_row or question.sizes.of_body):
        return frozenset()  # the number says it more exactly
    asked = set(question.cues)
    if {"no_lead", "no_agency"} <= asked and _COUNTED_IN.search(question.normal.lower()):
        asked -= {"no_agency"}  # rows that name nobody have no lead either
    asked = asked | ({"joint_form"} if question.intent == "joint_items" else set())
    if question.agencies:
        shared = LED_JOINTLY.search(question.normal.lower())  # X共同牵头: with others
        beside = (
            len(question.agencies) == 1 and shared and not _INCLUDED.search(question.normal.lower()[: shared.start()])
        )
        alone = "sole" in question.cues or any(c.alone for c in question.conditions)
        alone = alone and not _OR_SHARED.search(question.normal.lower())
        asked |= {"single_lead"} if alone and question.roles == ("lead",) else set()
        asked |= {"single_body"} if alone and not question.roles else set()
        asked -= (set() if beside else {"several_leads"}) | (
            {"no_lead"} if any(c.negated for c in question.conditions) else set()
        )
    return frozenset(asked)


def _numbered(context: Context, records: Sequence[Record]) -> tuple[Record, ...] | None:
    """Rows whose numbers are asked for as a stretch (从19项到39项); ``None`` where none is."""
    if "span" not in context.question.cues:
        return None
    wanted = set(context.question.numbers)
    return tuple(r for r in records if r.number in wanted)


def _dated(context: Context, records: Sequence[Record]) -> tuple[Record, ...] | None:
    """Rows whose own words name one of the years asked about, or any year where a deadline as such is asked for."""
    if "dated" not in context.question.cues:
        return None
    years = "|".join(str(year) for year in context.question.years) or r"20\d\d"
    if last := _later_than(context):
        years = "|".join(str(year) for year in range(last + 1, last + 30))
    pattern = re.compile(rf"(?<!\d)(?:{years})\s*年")
    return tuple(r for r in records if pattern.search(normalise(r.text)))


def _later_than(context: Context) -> int | None:
    """The year behind which something is due, where that is asked (比2025年更远的)."""
    words = context.question.normal.lower()
    named = [int(year) for year in re.findall(r"20\d\d", words)]
    return max(named) if named and _LATER.search(words) else None


def _years_said(context: Context) -> str:
    if last := _later_than(context):
        return context.say("criterion_later", year=last)
    years = context.question.years
    if not years:
        return context.say("criterion_dated_any")
    unit = "年" if context.language == "zh" else ""
    return context.say("criterion_dated", years=("、" if unit else ", ").join(f"{year}{unit}" for year in years))
