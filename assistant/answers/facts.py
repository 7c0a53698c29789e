"""Answers that rest on no row: which documents there are, places of words, greetings, refusals, and asking back.

Knows what is held; refuses to guess what no document says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import suggested, wording
from assistant.answers.context import Context, Sheet
from assistant.answers.document_facts import where_printed
from assistant.answers.draft import Draft
from assistant.answers.locating import SHORTEST, Place, longest_known, places_of, plain
from assistant.answers.out_of_range import as_asked
from assistant.answers.pieces import pieces_in
from assistant.answers.responsibility import describe, has_duty
from assistant.answers.select import by_topic
from assistant.answers.texts_named import in_text_named, text_named
from assistant.core.answer import Choice, Filters
from assistant.core.evidence import squeeze
from assistant.core.records import Record
from assistant.core.text import has_han, normalise, sentences
from assistant.dialogue.numbers import NumberRef

_PLACES = 5
_MOST_PLACES = 12
_MOST_CHOICES = 20
_MOSTLY = 0.7
"""Share of what a question speaks of that must stand in a document to be taken for words pasted from it."""
_LONG = 12
"""Characters from which words that stand nowhere as they are may be a sentence pasted with small differences."""
_ASKS_WHO = frozenset({"who", "lead", "support", "joint", "responsible"})
_JOINED = re.compile(
    r"\s*(?:和|与|、|跟|及|同|以及|,|and|or|plus)\s*(?:深圳市?|浙江省?|广东省?|江苏省?|重庆市?|省|市|the|shenzhen|zhejiang|provincial|municipal|\s)*"
    r"|[^,.;?]{0,24}\bthan (?:the |provincial |municipal )*"
)
"""Between two bodies named together."""
_TITLE_MARKS = "《》"
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")


def document_list(context: Context, sheet: Sheet) -> Draft | None:
    """Which documents are held, with their titles as printed; ``None`` where a document named is asked who does it."""
    if context.question.documents and context.question.cues & _ASKS_WHO:
        return None
    years = [str(year) for year in context.question.years]
    dated = [d for d in context.documents if years and all(y in (d.period or "") for y in years)]
    if dated:
        told = ("、" if context.language == "zh" else " and ").join(years)
        sheet.add(context.say("held_for_years", count=len(dated), years=told))
    elif not context.question.documents:
        sheet.add(context.say("held", count=len(context.corpus.documents)))
    for info in dated or context.documents:
        marks = where_printed(context, sheet, info, "；".join(info.titles or (info.title,)))
        titles = "；".join(f"《{title.strip(_TITLE_MARKS)}》" for title in info.titles or (info.title,))
        colon = "：" if context.language == "zh" else ": "
        place = f"{context.region(info.document)}{colon}" if context.corpus.alone(info.document) else ""
        sheet.add(f"- {place}{titles}{marks}")
    return sheet.draft()


def documents_mentioning(context: Context, sheet: Sheet) -> Draft | None:
    """Which documents hold the words of the topic as they stand, and which do not."""
    told = "documents" in context.question.cues
    pieces = (context.question.subject or context.question.topic) if told else context.question.subject
    topic = " ".join(pieces)
    wanted: list[tuple[str, ...]] = [(squeeze(normalise(piece)),) for piece in pieces if has_han(piece)]
    latin = context.translate(" ".join(piece for piece in pieces if not has_han(piece)))
    if not pieces or len(wanted) + len(latin) < len(pieces):
        return None
    wanted += [tuple(squeeze(normalise(word)) for word in term) for term in latin]
    holding = {
        d.document: [
            r
            for r in context.corpus.of(d.document)
            if in_text_named(context, r) and all(_holds(context, r, w) for w in wanted)
        ]
        for d in context.documents
    }
    texts = {d: text_named(context, d) or context.region(d) for d in holding}
    one_text = told and any(text_named(context, d) for d in holding)
    sentence = any(len(word) > _LONG for term in wanted for word in term)
    known = sentence or _known_in_pieces(context, wanted)
    if not any(holding.values()) and not one_text and (not told or known):
        return None  # not in these words; passages may say it in others
    silent = [texts[document] for document, records in holding.items() if not records]
    if silent:
        regions = wording.joined(silent, context.language)
        sheet.add(context.say("mentioned_nowhere", regions=regions, topic=topic))
    for document, records in holding.items():
        deepest = [r for r in records if not any(other.parent == r.record_id for other in records)]
        if deepest:
            said = context.say("mentioned_in", region=texts[document], topic=topic, count=len(deepest))
            words = [_told_words(context, sheet, r, wanted) for r in deepest[:_PLACES]]
            sheet.add("- " + said + "".join(words))
    return sheet.draft()


def _told_words(context: Context, sheet: Sheet, record: Record, wanted: Sequence[tuple[str, ...]]) -> str:
    """The sentence of a record that holds the words asked about, with its mark; only the mark where none does."""
    for span in sentences(record.text):
        words = record.text[span.start : span.end]
        if all(any(a in squeeze(normalise(words)) for a in term) for term in wanted):
            mark = sheet.mark(context.corpus.quote(record, span.start, span.end))
            return f"“{' '.join(words.split())}”{mark}"
    return sheet.cite(record)


def _known_in_pieces(context: Context, wanted: Sequence[tuple[str, ...]]) -> bool:
    """Whether all that words are made of stands in a document (粤港 and 合作), so that it may say them apart."""
    hay = "\n".join(squeeze(normalise(context.corpus.source(d.document))) for d in context.documents)
    return all(any("".join(pieces_in(word, hay)) == word for word in term) for term in wanted)


def locate(context: Context, sheet: Sheet) -> Draft | None:
    """Where quoted or pasted words stand, and who is responsible there if that is asked; ``None`` if nowhere."""
    documents = [d.document for d in context.documents]
    told: list[Record] = []
    for words in _looked_for(context, documents):
        found = places_of(context.corpus, documents, words)
        found = tuple(p for p in found if p.record.series in context.question.series) or found
        if len(found) > 1:
            sheet.add(context.say("places", words=words, count=len(found)))
        only_who = context.question.cues & _ASKS_WHO and "place" not in context.question.cues
        if only_who and found and not any(has_duty(context, place.record) for place in found[:_PLACES]):
            for place in found[:_PLACES]:
                sheet.add(describe(context, sheet, place.record, ()))
            return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))
        for place in found[:_MOST_PLACES]:
            sheet.add(("- " if len(found) > 1 else "") + _place_line(context, sheet, place))
        if context.question.cues & _ASKS_WHO:
            told += [place.record for place in found[:_PLACES]]
            for record in told:
                sheet.add(describe(context, sheet, record, context.question.roles))
    if told and all(record.responsibility is None for record in told):
        return sheet.draft(status="refused", reason="not_stated", nearest=tuple(sheet.evidence))
    return sheet.draft() if sheet.lines else None


def place_of_row(context: Context, sheet: Sheet) -> Draft | None:
    """Where the row on a topic stands (采光那条属于哪个标题); ``None`` where more than one comes close."""
    matches = [by_topic(context, context.rows(d.document)) for d in context.documents]
    exact = any(m.records and m.exact for m in matches)
    best = max((m.share for m in matches if m.records), default=0.0)
    records = [r for m in matches if m.exact == exact and m.share == best for r in m.records]
    if not 0 < len(records) <= _PLACES or "that_row" not in context.question.cues:
        return None
    for row in records:
        values = {"item": context.name(row), "title": context.title(row.document), "path": " > ".join(row.path)}
        sheet.add(context.say("place", **values) + sheet.cite(row))
    return sheet.draft()


def _looked_for(context: Context, documents: Sequence[str]) -> list[str]:
    """The words whose place is asked for: those quoted, else the topic as far as it stands in a document."""
    question = context.question
    if context.language == "en" and not question.quoted and (words := _HAN.findall(" ".join(question.topic))):
        return words  # Chinese words in an English question are as good as quoted
    topic = plain("".join(question.topic))
    known = longest_known(context.corpus, documents, question.normal)
    beside = [q.words for q in question.quoted if q.pasted] or [q.words for q in question.quoted]
    if beside and not any(plain(words) in known and len(known) > len(plain(words)) for words in beside):
        return beside
    if len(known) < SHORTEST or len(known) < _MOSTLY * len(topic):
        return [topic] if len(topic) >= _LONG else []
    return [known]


def _place_line(context: Context, sheet: Sheet, place: Place) -> str:
    record = place.record
    path = " > ".join(record.path)
    values = {"item": context.name(record), "title": context.title(record.document), "path": path}
    pieces = context.corpus.quote(record, place.start, place.end) if not place.in_heading else ()
    marks = sheet.mark(pieces) if pieces else sheet.cite(record)
    if place.exact:
        return context.say("place", **values) + marks
    return context.say("place_near", quote="".join(p.quote for p in pieces), **values) + marks


def _holds(context: Context, record: Record, wanted: Sequence[str]) -> bool:
    """Whether a record has one of some words that say the same."""
    words = squeeze(normalise("".join((*record.path, record.text))))
    return any(word in words for word in wanted)


def which_one(context: Context, records: Sequence[Record], ref: NumberRef) -> Draft:
    """Too many records carry the number: asks back with one choice for each document and heading."""
    choices = []
    for record in records:
        where = record.path[-2] if len(record.path) > 1 else ""
        name = context.name(record)
        label = f"{name}（{where}）" if where else name
        choices.append(
            Choice(
                label=label
                if record.title and record.title in label
                else f"{label}：{wording.first_words(record.title or record.text, 18)}",
                question=_precise(context, record),
                filters=Filters(documents=(record.document,), series=(record.series,)),
                count=1,
            )
        )
    lines = [
        context.say("which_one", asked=as_asked(context, ref), count=len(records)),
        *(f"- {c.label}" for c in choices[:_MOST_CHOICES]),
    ]
    if len(choices) > _MOST_CHOICES:
        lines.append(context.say("which_one_rest", count=len(choices) - _MOST_CHOICES))
    return Draft(
        text=lines[0] + "\n\n" + "\n".join(lines[1:]), status="clarify", choices=tuple(choices[:_MOST_CHOICES])
    )


def _precise(context: Context, record: Record) -> str:
    """The question again with the record named so that it has one reading."""
    name = context.name(record)
    heading = f"（{record.path[-1]}）" if record.path else ""
    if context.language == "en":
        return f"{name} {heading}: {context.question.normal}"
    return f"{name}{heading}：{context.question.normal}"


def greeting(context: Context) -> Draft:
    """Hello and what can be asked."""
    if "thanks" in context.question.cues:
        return Draft(text=context.say("thanks"))
    return Draft(
        text=context.say("greeting", titles=_titles(context), examples="".join(suggested.suggestions(context)))
    )


def _titles(context: Context) -> str:
    """The documents held; of many the first few and their number."""
    return wording.some([wording.titled(d, context.language) for d in context.corpus.documents], context.language)


def source_of_last(context: Context, sheet: Sheet) -> Draft:
    """The evidence of the previous answer again."""
    if not context.cited_before:
        return Draft(text=context.say("source_none"), status="clarify")
    sheet.add(context.say("source_last"))
    for piece in context.cited_before:
        where = " > ".join(piece.record.path)
        sheet.add(f"- {context.name(piece.record)}：{where}{sheet.mark((piece,))}")
    return sheet.draft()


def foreign(context: Context) -> Draft:
    """A place that no document is about."""
    titles = _titles(context)
    place = wording.joined(context.question.foreign, context.language)
    return Draft(text=context.say("foreign", place=place, titles=titles), status="refused", reason="not_stated")


def unknown_beside(context: Context) -> bool:
    """Whether a body that no document names is asked about in one breath with one that some do (X和Y)."""
    spans = [(m.start, m.end) for m in context.question.agencies]
    return any(
        _JOINED.fullmatch(context.question.normal.lower()[min(end, u.end) : max(start, u.start)])
        for u in context.question.unknown_agencies
        for start, end in spans
    )


def unknown_agency(context: Context) -> Draft:
    """A body that no document names, with the nearest known names."""
    body = context.question.unknown_agencies[0]
    near = context.say("near_names", names=wording.joined(body.nearest, context.language)) if body.nearest else ""
    return Draft(text=context.say("unknown_agency", words=body.words, near=near), status="refused", reason="not_stated")


def never_stated(context: Context, sheet: Sheet) -> Draft:
    """Contacts and persons: no document names any."""
    what = wording.joined(dict.fromkeys(context.question.words["contact"]), context.language)
    return Draft(text=context.say("never_stated", what=what), status="refused", reason="not_stated")


def unclear(context: Context, sheet: Sheet) -> Draft:
    """Asking back where nothing could be made out."""
    return Draft(text=suggested.unclear(context), status="clarify")
