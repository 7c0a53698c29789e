"""Answers about targets: values side by side, highest and lowest, who is silent, yes or no.

Years and indicators are never mixed: only values of one indicator, year and unit are set against each other, and what
comes near is told as something else. A question wider than a target is left to passages (``None``).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.ranking import ranking
from assistant.answers.target_choice import Picked, distinct, near_misses, pick, subjects_of
from assistant.answers.target_claims import (
    bounded,
    by_value,
    corrections,
    figures_said,
    of_other_years,
    unfounded,
    verdict,
    whose,
)
from assistant.answers.target_lines import baselines, title_of, told_apart, values_of, with_names, years_of
from assistant.answers.target_one import of_one
from assistant.answers.target_scope import Scope, narrowed, scope_of
from assistant.answers.wording import joined
from assistant.core.indicators import Indicator

_SHOWN_NEAR = 3


def target_value(context: Context, sheet: Sheet) -> Draft | None:
    """The targets of the indicators named, in the documents named or in all; what a figure is where none is named."""
    subjects = subjects_of(context)
    if not subjects:
        return by_value(context, sheet)
    asked = distinct(i for subject in subjects for i in subject.indicators)
    documents = context.corpus.documents if _among_all(context) else context.documents
    picked = [pick(context, info, asked) for info in documents]
    scope = scope_of(context, picked)
    if scope is Scope.OTHER:
        return None
    _assume(context, sheet, asked, scope)
    if scope is Scope.NARROWER:
        return narrowed(context, sheet, picked, asked)
    if "why" in context.question.target.wants and not unfounded(context, picked):
        return None
    _correct(context, sheet, picked)
    stated = {e.target.indicator_id for p in picked for e in (*p.entries, *p.other_years)}
    if not stated and all(mention.partly for mention in context.question.target.mentions):
        return None
    if len(documents) == 1:
        return of_one(context, sheet, documents[0], subjects)
    # Of several indicators that the words may mean, those that some document states.
    meant = tuple(i for i in asked if i.indicator_id in stated) or asked[:1]
    return _of_many(context, sheet, picked, meant, asked)


def _assume(context: Context, sheet: Sheet, asked: Sequence[Indicator], scope: Scope) -> None:
    """What was taken for granted: misspelled names, and words that the documents do not single out."""
    for mention in context.question.target.mentions:
        if mention.guessed:
            names = joined((i.called(context.language) for i in asked), context.language)
            sheet.assumptions.append(context.say("typo", words=mention.words, name=names))
    if scope is Scope.UNSURE:
        words = joined(context.question.target.beside, context.language)
        sheet.assumptions.append(context.say("target_not_narrowed", words=words))


def _correct(context: Context, sheet: Sheet, picked: Sequence[Picked]) -> None:
    """Figures of the question that are another's, or another year's, told before anything else."""
    for line in corrections(context, picked):
        sheet.add(line)
    if "yesno" not in context.question.target.wants:  # else behind the verdict
        for line in of_other_years(context, sheet, picked):
            sheet.add(line)


def _among_all(context: Context) -> bool:
    """Whether one document is held against all others (岸电覆盖率深圳最高吗)."""
    wants = context.question.target.wants
    return len(context.question.documents) == 1 and "yesno" in wants and len(wants & {"highest", "lowest"}) == 1


def _of_many(
    context: Context, sheet: Sheet, picked: Sequence[Picked], meant: tuple[Indicator, ...], asked: tuple[Indicator, ...]
) -> Draft:
    """A row for each document, what is asked of them all first; silent documents are told as silent."""
    names = joined((i.called(context.language) for i in meant), context.language)
    silent = [p.document for p in picked if not p.entries and not p.other_years]
    if len(silent) == len(picked):
        for document in silent:
            sheet.add(
                context.say(
                    "target_silent", title=title_of(context, context.corpus.document(document)), indicator=names
                )
            )
        return sheet.draft(status="refused", reason="not_stated")
    for first in _firsts(context, sheet, picked, meant, silent, names):
        sheet.add(first)
    limits = all(e.target.kind in ("threshold", "rate") for p in picked for e in (*p.entries, *p.other_years))
    sheet.add(context.say("target_head_limit" if limits else "target_head", indicator=names))
    for found in picked:
        sheet.add(_row(context, sheet, found, asked, named=len(meant) > 1))
    sheet.add(baselines(context, picked))
    sheet.add(_total_and_yearly(context, picked))
    sheet.add(told_apart(context, meant))
    if "base" in context.question.target.wants and not any(e.target.baseline for p in picked for e in p.entries):
        sheet.add(context.say("target_base_none"))
    lacking = bool(context.question.documents) and any(
        not p.entries and not _instead(context, p, asked) and "silent" not in context.question.target.wants
        for p in picked
    )
    # Several values beside each other and 未提及 where a document is silent: that is the comparison asked for.
    lacking = lacking and not (len(picked) > 2 and sum(bool(p.entries) for p in picked) > 1)
    return sheet.draft(
        status="partial" if lacking else "answered",
        reason="not_stated" if lacking else None,
    )


def _firsts(
    context: Context,
    sheet: Sheet,
    picked: Sequence[Picked],
    meant: tuple[Indicator, ...],
    silent: Sequence[str],
    names: str,
) -> list[str]:
    """The sentences that answer: ranking, difference, who is silent."""
    wants = context.question.target.wants
    lines = ranking(context, sheet, picked, meant)
    if {"same", "yesno"} <= wants and _total_and_yearly(context, picked):
        return [context.say("target_no").strip()]  # why is told below the rows
    if "silent" in wants:
        regions = joined((context.region(d) for d in silent), context.language)
        key = "target_silent_list" if silent else "target_silent_none"
        lines.append(context.say(key, indicator=names, regions=regions))
    lines += bounded(context, picked) if "yesno" not in wants else []
    if corrections(context, picked):
        return lines  # told already
    if "yesno" not in wants and not lines:
        lines += whose(context, picked, figures_said(context))
    if "yesno" in wants and not lines:
        said = verdict(context, [e for p in picked for e in (p.entries or p.other_years)])
        lines += [said.strip()] if said else []
    return lines


def _total_and_yearly(context: Context, picked: Sequence[Picked]) -> str:
    """A warning where one document sets a number for each year and another a total."""
    counted = [e.target for p in picked for e in (p.entries or p.other_years) if e.target.unit != "%"]
    yearly = {t.indicator_id for t in counted if t.per_year} & {t.indicator_id for t in counted if not t.per_year}
    if not yearly:
        return ""
    own = [t for t in counted if t.indicator_id in yearly]
    names = [
        joined(dict.fromkeys(context.region(t.document) for t in own if t.per_year is each), context.language)
        for each in (True, False)
    ]
    return context.say("target_total_and_yearly", yearly=names[0], total=names[1])


def _row(context: Context, sheet: Sheet, found: Picked, asked: tuple[Indicator, ...], *, named: bool) -> str:
    region = context.region(found.document)
    if found.entries:
        return context.say("target_row", region=region, values=values_of(context, sheet, found.entries, named=named))
    if found.other_years:
        years = years_of(context)
        values = values_of(context, sheet, found.other_years, named=named)
        return context.say("target_row_other_year", region=region, years=years, values=values)
    near = near_misses(context, asked, found.document)[:_SHOWN_NEAR]
    more = context.say("target_row_near", values=with_names(context, sheet, near)) if near else ""
    return context.say("target_row_silent", region=region, more=more)


def _instead(context: Context, found: Picked, asked: tuple[Indicator, ...]) -> bool:
    """Whether a document states something wider or narrower in place of what is asked about."""
    ids = {other for indicator in asked for other in indicator.instead}
    return any(e.target.indicator_id in ids for e in near_misses(context, asked, found.document))
