"""What a term means, where a document explains it: in parentheses, with 是指 or 即, or by an enumeration it sums up.

Knows the forms in which such texts explain a word; refuses to take a sentence that only uses a term for one that
explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answers.context import Context, Sheet
from assistant.answers.coverage import fold
from assistant.answers.draft import Draft
from assistant.core.evidence import Evidence
from assistant.core.records import Record, Span
from assistant.core.text import has_han, parse_numeral, sentences

_FRAME = re.compile(
    r"(?:是)?(?:什么|啥|何|哪个|几个)?(?:意思|含义|定义|概念|东西)|(?:是|具体)?指(?:的是)?(?:什么|啥|哪些|谁|哪几个)?|什么叫做?|何谓|何为|啥叫|啥是"
    r"|什么是|解释|定义|怎么理解|怎样理解|如何理解|到底|究竟|具体|这个词|这个说法|一词|的$|^叫做?|^(?:把|给|对|将)|[下中里上](?:了|的)?$|了$|所谓的?"
)
_HAN_RUN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff+]*")
_OPEN, _CLOSE = '[“"「]?', '[”"」]?'
_ITEM = r"[^、，,。；;：:“”（）()]{1,16}"
_REMARK = r"(?:[a-z0-9. ]+|[^）)]*(?:、|，|即|指|含|包括)[^）)]*)"
"""What stands in parentheses to explain a word; a single word in them is another word for the same place."""
_COUNTING = re.compile(r"(?<=.)([两二三四五六七八九])([\u4e00-\u9fff])$")
"""A term that ends in what it counts."""
_MOST_USES = 3
_EXPLICIT = re.compile(
    r"意思|含义|定义|概念|什么东西|啥东西|什么叫|何谓|何为|啥叫|啥是|什么是|指(?:的)?(?:是)?(?:什么|啥|哪)|是指|解释|理解"
    r"|\bmean(?:s|t|ing)?\b|\bdefin|\bstands? for\b|\bexplain"
)


def definition(context: Context, sheet: Sheet) -> Draft | None:
    """The words that explain the term asked for; that it is used and not explained; ``None`` where it is not used."""
    for term in _terms(context):
        uses = [r for d in context.documents for r in context.corpus.of(d.document) if term in fold(r.text)]
        uses = [r for r in uses if not any(other.parent == r.record_id for other in uses)]
        explained = [(r, span) for r in uses for span in _explaining(r, term)]
        for record, span in explained[:_MOST_USES]:
            quote, marks = _quoted(context, sheet, record, span)
            sheet.add(context.say("explained", term=term, item=context.name(record), quote=quote) + marks)
        if explained:
            return sheet.draft()
        if uses and _EXPLICIT.search(context.question.normal.lower()):
            places = "、".join(context.name(r) for r in uses[:_MOST_USES])
            titles = "".join(f"《{context.title(d)}》" for d in dict.fromkeys(r.document for r in uses))
            text = context.say("unexplained", term=term, titles=titles, places=places)
            return Draft(text=text, status="refused", reason="not_stated", nearest=tuple(_uses(context, uses, term)))
    return None


def _terms(context: Context) -> list[str]:
    """The terms asked about: those quoted, else what is left of the topic without the words of asking."""
    question = context.question
    quoted = [fold(q.words) for q in question.quoted if not q.pasted]
    if quoted:
        return quoted
    if context.language == "en":
        found = _HAN_RUN.findall(question.normal)
        translated = [word for term in context.translate(" ".join(question.topic)) for word in term]
        return found or (translated if len(context.translate(" ".join(question.topic))) == 1 else [])
    bare = [_FRAME.sub("", piece) for piece in question.topic if has_han(piece)]
    return [fold(piece) for piece in bare if len(piece) >= 2][:1]


def _explaining(record: Record, term: str) -> Iterator[Span]:
    """The sentences of a record that explain a term."""
    for span in sentences(record.text):
        words = fold(record.text[span.start : span.end])
        if _explains(words, term):
            yield span


def _explains(words: str, term: str) -> bool:
    name = f"{_OPEN}{re.escape(term)}{_CLOSE}"
    said = rf"{name}(?:是指|指的是|系指|，?即(?![将可使便])|[（(]{_REMARK}[）)])"
    named = rf"(?:简称|下称|统称)(?:为)?{name}"
    chained = re.search(rf"((?:{_ITEM}[—–-])+{_ITEM}){_CLOSE}{name}", words)
    if chained and parse_numeral(term[0]) == len(re.split(r"[—–-]+", chained.group(1))):
        return True
    unites = rf"集(?:{_ITEM}、)+{_ITEM}(?:为|于)一体的{name}"
    if re.search(f"{said}|{named}|{unites}", words):
        return True
    if _counts(words, term):
        return True
    counted = parse_numeral(term[0])
    listed = re.search(rf"((?:{_ITEM}、)+{_ITEM}){name}", words)
    if not counted or listed is None:
        return False
    return len(re.split(r"、|和|与|及", listed.group(1))) == counted


def _counts(words: str, term: str) -> bool:
    """Whether a clause behind a term like 肥药两制 names as many things as the term counts (…实名制…定额制)."""
    counted = _COUNTING.search(term)
    if counted is None:
        return False
    behind = words[words.find(term) + len(term) :].replace(term, "")
    number, thing = parse_numeral(counted.group(1)), counted.group(2)
    return any(clause.count(thing) == number for clause in re.split(r"[，。；]", behind))


def _quoted(context: Context, sheet: Sheet, record: Record, span: Span) -> tuple[str, str]:
    pieces = context.corpus.quote(record, span.start, span.end)
    return "".join(p.quote for p in pieces), sheet.mark(pieces)


def _uses(context: Context, records: list[Record], term: str) -> Iterator[Evidence]:
    for record in records[:_MOST_USES]:
        span = next(s for s in sentences(record.text) if term in fold(record.text[s.start : s.end]))
        yield from context.corpus.quote(record, span.start, span.end)


def agency_definition(context: Context, sheet: Sheet) -> Draft | None:
    """What a document says a body includes, in parentheses behind its name; ``None`` where it says nothing."""
    for agency in (a for mention in context.question.agencies for a in mention.agencies):
        remark = re.compile(rf"(?:{'|'.join(map(re.escape, agency.printed))})[（(][^）)]+[）)]")
        for record in (r for d in agency.documents for r in context.corpus.of(d)):
            found = remark.search(record.responsibility.raw) if record.responsibility else None
            if found:
                words = context.say("remark", item=context.name(record), words=found.group())
                sheet.add(words + sheet.cite(record))
                return sheet.draft()
    return None
