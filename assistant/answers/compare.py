"""Answers about targets: one document's value, values side by side, highest and lowest, who is silent, yes or no.

Years and indicators are never mixed: only values of one indicator, year and unit are set against each other, and what
comes near is told as something else. A question wider than a target is left to passages (``None``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import target_words as said
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.quantities import Quantity, stated_quantities
from assistant.answers.ranking import between_years, ranking
from assistant.answers.target_choice import Entry, Picked, indicators_of, near_misses, pick
from assistant.answers.target_lines import (
    apart,
    baselines,
    holds,
    indicator_of,
    line,
    marks,
    remark,
    title_of,
    told_apart,
    values_of,
    whose,
    with_names,
    years_of,
)
from assistant.answers.wording import joined
from assistant.core.indicators import Indicator
from assistant.core.records import DocumentInfo

_SHOWN_NEAR = 3


def target_value(context: Context, sheet: Sheet) -> Draft | None:
    """The targets of the indicators named, in the documents named or in all."""
    indicators = indicators_of(context)
    picked = [pick(context, info, indicators) for info in context.documents]
    if not indicators or not _explained(context, picked):
        return None
    for mention in context.question.target.mentions:
        if mention.guessed:
            names = joined((i.called(context.language) for i in indicators), context.language)
            sheet.assumptions.append(context.say("typo", words=mention.words, name=names))
    # Of several indicators that the words may mean, those that some document states.
    stated = {e.target.indicator_id for p in picked for e in (*p.entries, *p.other_years)}
    meant = tuple(i for i in indicators if i.indicator_id in stated) or indicators[:1]
    if len(context.documents) == 1:
        return _of_one(context, sheet, context.documents[0], picked[0], meant, indicators)
    return _of_many(context, sheet, picked, meant, indicators)


def _explained(context: Context, picked: Sequence[Picked]) -> bool:
    """Whether words of the question beside the indicator are words of the targets found."""
    sentences = "".join(
        e.target.sentence + "".join(context.corpus.record(e.target.record_id).path)
        for p in picked
        for e in (*p.entries, *p.other_years)
    )
    ids = {i for m in context.question.target.mentions for i in m.indicators}
    known = [i for i in context.corpus.indicators if i.indicator_id in ids]
    names = " ".join(name.lower() for i in known for name in (i.english, *i.also))
    return all(piece in sentences or piece in names for piece in context.question.target.rest)


def _of_one(
    context: Context,
    sheet: Sheet,
    info: DocumentInfo,
    found: Picked,
    meant: tuple[Indicator, ...],
    asked: tuple[Indicator, ...],
) -> Draft:
    names = joined((i.called(context.language) for i in meant), context.language)
    if not found.entries and not found.other_years:
        return _silent(context, sheet, info, names, asked)
    if not found.entries:
        return _other_years(context, sheet, info, found, names)
    verdict = _verdict(context, found.entries)
    found = _dated(context, found)
    if len(found.entries) == 1:
        indicator = indicator_of(context, found.entries[0].target)
        sheet.add(verdict + _sentence(context, sheet, found.entries[0], indicator))
    else:
        ids = {e.target.indicator_id for e in found.entries}
        key = "target_years" if len(ids) == 1 else "target_several"
        words = context.question.target.mentions[0].words if context.question.target.mentions else names
        head = {"region": context.region(info.document), "indicator": names, "count": len(found.entries)}
        sheet.add(verdict + context.say(key, words=words, **head))
        for entry in found.entries:
            sheet.add(line(context, sheet, entry, meant, named=len(ids) > 1))
    if "difference" in context.question.target.wants:
        sheet.add(between_years(context, found.entries))
    if "base" in context.question.target.wants and not any(e.target.baseline for e in found.entries):
        sheet.add(context.say("target_base_none"))
    return sheet.draft()


def _dated(context: Context, found: Picked) -> Picked:
    """Asked for the year of a figure: the entries with that figure, where there are any."""
    if "when" not in context.question.target.wants:
        return found
    stated = _figures_said(context)
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


def _verdict(context: Context, entries: Sequence[Entry]) -> str:
    """Yes or no, first, where a figure is asked about or whether there is a target at all."""
    wants = context.question.target.wants
    if "yesno" not in wants:
        return ""
    stated = _figures_said(context)
    if not stated:
        return context.say("target_yes_stated") if wants & {"stated", "silent"} else ""
    fitting = [any(holds(e.target, q.readings) for q in stated) for e in entries]
    if all(fitting):
        return context.say("target_yes")
    if not any(fitting):
        return context.say("target_no")
    years = [str(e.target.year) for e, here in zip(entries, fitting, strict=True) if here and e.target.year]
    others = [str(e.target.year) for e, here in zip(entries, fitting, strict=True) if not here and e.target.year]
    if not years or not others:
        return context.say("target_yes")
    unit = "年" if context.language == "zh" else ""
    mark = "、" if context.language == "zh" else ", "
    return context.say(
        "target_yes_for", years=mark.join(y + unit for y in years), others=mark.join(y + unit for y in others)
    )


def _figures_said(context: Context) -> list[Quantity]:
    """The figures of the question that are no years."""
    years = [str(year) for year in context.question.years]
    return [q for q in stated_quantities(context.question.normal) if not any(q.words.startswith(y) for y in years)]


def _silent(context: Context, sheet: Sheet, info: DocumentInfo, names: str, asked: tuple[Indicator, ...]) -> Draft:
    """The document named says nothing: who does, and what comes near in it."""
    wants = context.question.target.wants
    verdict = context.say("target_no_stated") if {"yesno", "stated"} <= wants else ""
    sheet.add(verdict + context.say("target_silent", title=title_of(context, info), indicator=names))
    near = near_misses(context, asked, info.document)[:_SHOWN_NEAR]
    if near:
        sheet.add(context.say("target_near", values=with_names(context, sheet, near)) + apart(context, asked, near))
    others = [pick(context, other, asked) for other in context.corpus.documents if other is not info]
    told = [
        values_of(context, sheet, p.entries or p.other_years, region=True) for p in others if p.entries or p.other_years
    ]
    sep = "；" if context.language == "zh" else "; "
    sheet.add(context.say("target_elsewhere", values=sep.join(told)) if told else context.say("target_nowhere"))
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


def _other_years(context: Context, sheet: Sheet, info: DocumentInfo, found: Picked, names: str) -> Draft:
    """The indicator is stated, but not for the year asked about."""
    values = values_of(context, sheet, found.other_years)
    years = years_of(context)
    no = context.say("target_no") if "yesno" in context.question.target.wants else ""
    sheet.add(
        no + context.say("target_no_year", title=title_of(context, info), indicator=names, years=years, values=values)
    )
    if "years" in context.question.carried_over:
        # Nobody asked for that year of this document: what it states is the answer.
        return sheet.draft()
    return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))


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
    sheet.add(told_apart(context, meant))
    if "base" in context.question.target.wants and not any(e.target.baseline for p in picked for e in p.entries):
        sheet.add(context.say("target_base_none"))
    lacking = bool(context.question.documents) and (bool(silent) or any(not p.entries for p in picked))
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
    if "silent" in wants:
        regions = joined((context.region(d) for d in silent), context.language)
        key = "target_silent_list" if silent else "target_silent_none"
        lines.append(context.say(key, indicator=names, regions=regions))
    if "yesno" not in wants and not lines:
        lines += whose(context, picked, _figures_said(context))
    if "yesno" in wants and not lines:
        verdict = _verdict(context, [e for p in picked for e in (p.entries or p.other_years)])
        lines += [verdict.strip()] if verdict else []
    return lines


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
