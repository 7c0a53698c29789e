"""What one document says on the indicators asked about: a value, several, none, or one for another year.

Knows the order in which this is told; refuses to know several documents. Each subject of a question is told by itself,
and one that the document is silent on does not hide the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers import target_words as said
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.extractive_text import label
from assistant.answers.ranking import between_years
from assistant.answers.target_choice import Entry, Picked, Subject, distinct, merged, near_misses, pick
from assistant.answers.target_claims import figures_near, figures_said, of_other_years, verdict
from assistant.answers.target_lines import (
    apart,
    holds,
    indicator_of,
    line,
    marks,
    remark,
    title_of,
    told_apart,
    values_of,
    with_names,
    years_of,
)
from assistant.answers.wording import joined
from assistant.core.folding import folded_pieces
from assistant.core.indicators import Indicator
from assistant.core.records import DocumentInfo
from assistant.dialogue.units_asked import units_in

_SHOWN_NEAR = 3
_PERIOD = re.compile(r"20\d\d\s*年?\s*(?:-|–|—|~|～|至|到|to|through)+\s*20\d\d|\bbetween 20\d\d and 20\d\d")
"""Years that bound a stretch, of which no value for each is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A subject with what the document says on it; ``meant`` are those of its indicators that are stated."""

    subject: Subject
    picked: Picked
    meant: tuple[Indicator, ...]

    @property
    def silent(self) -> bool:
        return not self.picked.entries and not self.picked.other_years


def of_one(context: Context, sheet: Sheet, info: DocumentInfo, subjects: Sequence[Subject]) -> Draft:
    """All subjects of a question in one document."""
    found = [_found(context, info, subject) for subject in _kindred(context, info, subjects)]
    answers = [_answer(context, sheet, info, each, alone=len(found) == 1) for each in found]
    meant = distinct(i for each in found if not each.silent for i in each.meant)
    if len(found) > 1:
        sheet.add(_alike(context, found))
        sheet.add(told_apart(context, meant))
    entries = [e for each in found for e in each.picked.entries]
    if "base" in context.question.target.wants and entries and not any(e.target.baseline for e in entries):
        sheet.add(context.say("target_base_none"))
    missing = _years_missing(context, entries)
    if missing and all(answers):
        names = joined((i.called(context.language) for i in meant), context.language)
        years = joined(map(str, missing), context.language)
        sheet.add(context.say("target_years_missing", title=title_of(context, info), indicator=names, years=years))
        return sheet.draft(status="partial", reason="not_stated")
    if all(answers):
        return sheet.draft()
    if any(answers):
        return sheet.draft(status="partial", reason="not_stated")
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


def _kindred(context: Context, info: DocumentInfo, subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects, and for one that only another document states the indicator of its name beside another subject.

    Behind VOC substitution “demonstration firms” are those of substitution, where the document sets these.
    """
    stated = {t.indicator_id for t in context.corpus.targets_of(info.document)}
    known = {i.indicator_id: i for i in context.corpus.indicators}
    near = {n for s in subjects for i in s.indicators for n in i.near if i.indicator_id in stated and n in stated}
    found = []
    for subject in subjects:
        own = frozenset(piece for piece, _, _ in folded_pieces(subject.words))
        kin = [known[n] for n in sorted(near) if own and own <= _pieces_of(known[n])]
        silent = not any(i.indicator_id in stated for i in subject.indicators)
        found.append(replace(subject, indicators=tuple(kin)) if silent and kin else subject)
    return found


def _pieces_of(indicator: Indicator) -> frozenset[str]:
    names = (indicator.name, indicator.english, *indicator.also)
    return frozenset(piece for name in names for piece, _, _ in folded_pieces(name.lower()))


def _years_missing(context: Context, entries: Sequence[Entry]) -> tuple[int, ...]:
    """Of several years asked about one by one, those that no value found is for."""
    years = context.question.years
    stated = {e.target.year for e in entries}
    period = _PERIOD.search(context.question.normal.lower())
    if len(years) < 2 or None in stated or period or not stated & set(years):
        return ()
    return tuple(year for year in years if year not in stated)


def _alike(context: Context, found: Sequence[_Found]) -> str:
    """Whether two subjects have the same value, where that is asked."""
    single = [each.picked.entries[0].target for each in found if len(each.picked.entries) == 1]
    if not context.question.target.wants & {"same", "difference"} or len(single) != len(found):
        return ""
    return context.say("target_pair_same" if len({(t.amount, t.unit) for t in single}) == 1 else "target_pair_apart")


def _found(context: Context, info: DocumentInfo, subject: Subject) -> _Found:
    picked = pick(context, info, subject.indicators)
    stated = {e.target.indicator_id for e in (*picked.entries, *picked.other_years)}
    meant = tuple(i for i in subject.indicators if i.indicator_id in stated) or subject.indicators[:1]
    return _Found(subject=subject, picked=picked, meant=meant)


def _answer(context: Context, sheet: Sheet, info: DocumentInfo, found: _Found, *, alone: bool) -> bool:
    """Tells one subject, and whether the document settles it."""
    names = joined((i.called(context.language) for i in found.meant), context.language)
    if found.silent:
        return _silent(context, sheet, info, names, found.subject.indicators)
    if not found.picked.entries:
        return _other_years(context, sheet, info, found.picked, names)
    begins = verdict(context, found.picked.entries) if alone else ""
    entries = _dated(context, found.picked).entries
    if len(entries) == 1:
        sheet.add(begins + _sentence(context, sheet, entries[0], indicator_of(context, entries[0].target)))
    else:
        ids = {e.target.indicator_id for e in entries}
        key = "target_years" if len(ids) == 1 else "target_several"
        head = {"region": context.region(info.document), "indicator": names, "count": len(entries)}
        sheet.add(begins + context.say(key, words=found.subject.words or names, **head))
        for entry in entries:
            sheet.add(line(context, sheet, entry, found.meant, named=len(ids) > 1))
        sheet.add(told_apart(context, found.meant) if len(ids) > 1 and alone else "")
    if context.question.target.wants & {"difference", "same"}:
        sheet.add(between_years(context, entries))
    sheet.add(_other_measure(context, entries))
    sheet.add(_places(context, entries))
    if "yesno" in context.question.target.wants:
        for each in of_other_years(context, sheet, [found.picked]):
            sheet.add(each)
    _near_figures(context, sheet, info, entries, found.subject.indicators)
    return True


def _places(context: Context, entries: Sequence[Entry]) -> str:
    """Where the figures are printed, if that is asked as well."""
    if not context.question.cues & {"place", "whence"}:
        return ""
    records = (context.corpus.record(t.record_id) for e in entries for t in (e.target, *e.places))
    return context.say(
        "target_place", places=joined(dict.fromkeys(label(r, context.language) for r in records), context.language)
    )


def _other_measure(context: Context, entries: Sequence[Entry]) -> str:
    """Says so where a share is asked for and a number is stated, or the other way round."""
    asked = units_in(context.question.normal.lower())
    units = {indicator_of(context, e.target).unit for e in entries}
    if units == {"count"} and asked and asked <= {"percent", "coefficient"}:
        return context.say("target_counted")
    return context.say("target_shared") if units == {"percent"} and asked == {"count", "containers"} else ""


def _near_figures(
    context: Context, sheet: Sheet, info: DocumentInfo, entries: Sequence[Entry], asked: tuple[Indicator, ...]
) -> None:
    """Tells figures of the question that belong to an easily mistaken indicator, and what sets it apart."""
    near = near_misses(context, asked, info.document)
    lines = figures_near(context, sheet, entries, near)
    for line_ in lines:
        sheet.add(line_)
    sheet.add(apart(context, asked, near) if lines else "")


def _dated(context: Context, found: Picked) -> Picked:
    """Asked for the year of a figure: the entries with that figure, where there are any."""
    if "when" not in context.question.target.wants:
        return found
    stated = figures_said(context)
    holding = tuple(e for e in found.entries if any(holds(e.target, q.readings) for q in stated))
    return replace(found, entries=holding) if holding else found


def _sentence(context: Context, sheet: Sheet, entry: Entry, indicator: Indicator) -> str:
    target = entry.target
    kinds = {"qualitative": "target_qualitative", "threshold": "target_limit", "rate": "target_limit"}
    return context.say(
        kinds.get(target.kind, "target_one"),
        region=context.region(target.document),
        indicator=indicator.called(context.language),
        value=said.phrase(target, context.language),
        remark=remark(context, indicator, target),
        quote=said.quoted(context, target),
    ) + marks(sheet, entry)


def _silent(context: Context, sheet: Sheet, info: DocumentInfo, names: str, asked: tuple[Indicator, ...]) -> bool:
    """The document named says nothing: who does, and what comes near in it.

    Something wider or narrower that the document states in its place settles the question, told as what it is.
    """
    wants = context.question.target.wants
    claimed = "yesno" in wants and figures_said(context) and "choice" not in context.question.cues
    no = context.say("target_no" if claimed else "target_no_stated") if claimed or {"yesno", "stated"} <= wants else ""
    sheet.add(no + context.say("target_silent", title=title_of(context, info), indicator=names))
    near = near_misses(context, asked, info.document)[:_SHOWN_NEAR]
    instead = [e for e in near if any(e.target.indicator_id in i.instead for i in asked)]
    if near:
        key = "target_instead" if instead else "target_near"
        shown = instead or near
        sheet.add(context.say(key, values=with_names(context, sheet, shown)) + apart(context, asked, shown))
    sheet.add(_other_text(context, sheet, info, asked))
    others = [pick(context, other, asked) for other in context.corpus.documents if other is not info]
    told = [
        values_of(context, sheet, p.entries or p.other_years, region=True) for p in others if p.entries or p.other_years
    ]
    sep = "；" if context.language == "zh" else "; "
    sheet.add(context.say("target_elsewhere", values=sep.join(told)) if told else context.say("target_nowhere"))
    return bool(instead)


def _other_text(context: Context, sheet: Sheet, info: DocumentInfo, asked: tuple[Indicator, ...]) -> str:
    """What the other text of a file states where the one named is silent."""
    ids = {i.indicator_id for i in asked}
    entries = merged(t for t in context.corpus.targets_of(info.document) if t.indicator_id in ids)
    if not entries:
        return ""
    title = context.corpus.record(entries[0].target.record_id).path[0]
    return context.say("target_other_text", title=title, values=values_of(context, sheet, entries))


def _other_years(context: Context, sheet: Sheet, info: DocumentInfo, found: Picked, names: str) -> bool:
    """The indicator is stated, but not for the year asked about."""
    values = values_of(context, sheet, found.other_years)
    no = context.say("target_no") if "yesno" in context.question.target.wants else ""
    sheet.add(
        no
        + context.say(
            "target_no_year",
            title=title_of(context, info),
            indicator=names,
            years=years_of(context),
            values=values,
        )
    )
    # Where nobody asked for that year of this document, what it states is the answer.
    return "years" in context.question.carried_over
