"""Questions that the documents at hand answer, to show how one may ask.

Knows what records, targets and titles a corpus holds; refuses to know any document: other documents, other questions.
"""

from __future__ import annotations

from collections import Counter

from assistant.answers import wording
from assistant.answers.context import Context
from assistant.core.records import Record

_ROWS = ("task", "project", "annex", "item", "clause")


def suggestions(context: Context) -> tuple[str, ...]:
    """Up to three questions: who leads a row, what a body leads, what a target is; of statutes, what one says."""
    return tuple(dict.fromkeys(q for q in (_row(context), _agency(context), _target(context)) if q)) or _titles(context)


def _row(context: Context) -> str:
    led = [r for r in context.corpus.records if r.series in _ROWS and r.number and r.agencies("lead")]
    if not led:
        return ""
    first = min(led, key=lambda r: _ROWS.index(r.series))
    return context.say("ask_row", item=_named(context, first))


def _named(context: Context, record: Record) -> str:
    """The shortest name that is the record's alone."""
    alike = [r for r in context.corpus.of(record.document, record.series) if r.number == record.number]
    name = context.name(record)
    return name if len(alike) == 1 or not record.title else f"{name}（{record.title}）"


def _agency(context: Context) -> str:
    """The body that leads most, of a document of its own region."""
    led = Counter((n, r.document) for r in context.corpus.records if r.series in _ROWS for n in r.agencies("lead"))
    if not led:
        return ""
    name, document = max(led, key=lambda pair: (led[pair], pair))
    region = context.corpus.document(document).region if context.language == "zh" else ""
    agency = context.names((name,), document)
    return context.say("ask_agency", agency=agency if agency.startswith(region) else f"{region}{agency}")


def _target(context: Context) -> str:
    stated = [t for t in context.corpus.targets if t.value is not None]
    if not stated:
        return ""
    indicators = {i.indicator_id: i for i in context.corpus.indicators}
    held = Counter(t.indicator_id for t in stated)
    first = max(stated, key=lambda t: held[t.indicator_id])
    indicator = indicators.get(first.indicator_id)
    if indicator is None:
        return ""
    name = indicator.name if context.language == "zh" else indicator.english
    return context.say("ask_target", region=context.region(first.document), indicator=name)


def _titles(context: Context) -> tuple[str, ...]:
    return tuple(
        context.say("ask_title", title=wording.titled(info, context.language)) for info in context.corpus.documents[:2]
    )


def unclear(context: Context) -> str:
    """That a question could not be made out, and how one may ask."""
    return context.say("unclear", examples=wording.joined(suggestions(context), context.language))
