"""Lists of targets: all that a document sets, by year, in a field, or due by a year.

Every list says how many targets were scanned and cites every entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers import target_words as said
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.target_choice import Entry, fits_year, in_part, merged
from assistant.answers.target_topic import Kind, Topic, about, heading_of, in_series, kind_of, topics, under
from assistant.core.answer import Choice, Coverage, Filters
from assistant.core.records import DocumentInfo
from assistant.core.targets import Target

_KINDS = ("target", "qualitative")


def target_list(context: Context, sheet: Sheet) -> Draft | None:
    """The targets of the documents named; which of them, where none is named and all have many."""
    question = context.question
    infos = [info for info in context.documents if context.corpus.targets_of(info.document) or question.documents]
    headings = {info.document: heading_of(context, info) for info in infos}
    kind = kind_of(context)
    wanted = topics(context, headed=any(headings.values()))
    if not question.documents and not (wanted or question.years or kind.told() or any(headings.values())):
        return _choose(context, infos)
    scanned = matched = 0
    for info in infos:
        titles = headings[info.document]
        pool = [t for t in context.corpus.targets_of(info.document) if t.kind in _KINDS]
        fitting = [
            t for t in pool if _fits(context, t, info, wanted, kind) and kind.fits(t) and under(context, t, titles)
        ]
        entries = merged(t for t in fitting if t.value is not None) + _worded(fitting)
        scanned, matched = scanned + len(pool), matched + len(entries)
        _section(context, sheet, info, len(pool), entries, _criterion(context, wanted, titles, kind))
    if not matched:
        return None if wanted else sheet.draft(status="refused", reason="not_stated")
    return sheet.draft(coverage=Coverage(scanned=scanned, matched=matched, listed=matched))


def _fits(context: Context, target: Target, info: DocumentInfo, wanted: tuple[Topic, ...], kind: Kind) -> bool:
    years = tuple(year for year in context.question.years if year != kind.baseline)
    return (
        in_part(context, target)
        and in_series(context, target)
        and (not years or (target.year is not None and fits_year(target, years, info)))
        and about(context, target, wanted)
    )


def _worded(targets: Sequence[Target]) -> tuple[Entry, ...]:
    """Targets in words, each by itself: two in one sentence need not be one."""
    return tuple(Entry(target=t, places=(t,)) for t in targets if t.value is None)


def _section(
    context: Context, sheet: Sheet, info: DocumentInfo, scanned: int, entries: Sequence[Entry], criterion: str
) -> None:
    region = context.region(info.document)
    if not entries:
        sheet.add(context.say("target_list_none", region=region, criterion=criterion, scanned=scanned))
        return
    sheet.add(context.say("target_list_head", region=region, criterion=criterion, count=len(entries), scanned=scanned))
    for entry in sorted(entries, key=lambda e: (e.target.year is None, e.target.year or 0)):
        target = entry.target
        name = target.indicator if context.language == "zh" else target.indicator_en
        marks = "".join(dict.fromkeys(said.cite(sheet, t) for t in (target, *entry.places)))
        value = said.phrase(target, context.language)
        sheet.add(context.say("target_line_named", indicator=name, value=value, remark="") + marks)
    wordless = sum(e.target.value is None for e in entries)
    sheet.add(context.say("target_wordless_note", count=wordless) if wordless else "")
    undated = sum(e.target.year is None for e in entries)
    sheet.add(context.say("target_year_note", count=undated) if undated else "")


def _criterion(context: Context, wanted: tuple[Topic, ...], titles: tuple[str, ...], kind: Kind) -> str:
    """What narrows the list, as words before or behind “targets”."""
    chinese = context.language == "zh"
    rest = ("、" if chinese else ", ").join(word for word, _ in wanted)
    asked = (year for year in context.question.years if year != kind.baseline)
    years = ("、" if chinese else " and ").join(map(str, asked))
    values = {"years": years, "titles": "、".join(titles), **kind.told(), "rest": rest}
    return "".join(context.say(f"target_list_of_{name}", value=value) for name, value in values.items() if value)


def _choose(context: Context, infos: Sequence[DocumentInfo]) -> Draft:
    choices = tuple(
        Choice(
            label=context.say("target_list_choice", region=context.region(info.document)),
            question=context.say("target_list_ask", region=context.region(info.document)),
            filters=Filters(documents=(info.document,)),
            count=len([t for t in context.corpus.targets_of(info.document) if t.kind in _KINDS]),
        )
        for info in infos
    )
    lines = "\n".join(f"- {choice.label}（{choice.count}）" for choice in choices)
    return Draft(text=context.say("target_list_choose") + "\n\n" + lines, status="clarify", choices=choices)
