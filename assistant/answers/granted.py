"""What a question takes for granted about a document as such, held against the document: sizes, years, titles.

Knows how such a claim is judged and corrected before anything else is said; refuses to know the rest of the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answers import wording
from assistant.answers.context import Context, Sheet
from assistant.answers.document_facts import where_printed
from assistant.answers.draft import Draft, after
from assistant.answers.rows import count_line, size
from assistant.core.answer import Status
from assistant.core.records import Series
from assistant.core.text import normalise
from assistant.dialogue.granted import Granted
from assistant.dialogue.question import Question

_ASKS = frozenset(
    {"who", "lead", "support", "responsible", "text", "content", "list", "count", "place", "attribute", "why", "fact"}
)
_PLAN = re.compile(r"(?:方案|意见|计划|规划|分工表|通知|清单)(?:\(.*\))?$")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What was found of the claims of a question: lines that correct or confirm them, and the claims that are wrong."""

    draft: Draft | None
    wrong: tuple[Granted, ...] = ()
    confirmed: bool = False


def judge(context: Context) -> Judged:
    """The claims of a question held against the documents, one line each."""
    sheet = Sheet(context=context)
    wrong: list[Granted] = []
    right: list[str] = []
    for claim in context.question.granted:
        if claim.kind == "size" and (not claim.firm or context.question.intent == "series_count"):
            continue
        true, line = _JUDGES[claim.kind](context, sheet, claim)
        if line and not true:
            wrong.append(claim)
            sheet.add(line)
        elif line:
            right.append(line)
    if not wrong:
        for line in dict.fromkeys(right):
            sheet.add(line)
    return Judged(draft=sheet.draft() if sheet.lines else None, wrong=tuple(wrong), confirmed=bool(right) and not wrong)


def of_another_text(context: Context) -> Draft | None:
    """The refusal where a question asks for an item of, or a fact about, a text that is not held (《…条例》第三条)."""
    question = context.question
    if not (question.refs or question.facts):
        return None
    titles_held = [t for d in context.corpus.documents for t in (d.title, *d.titles)]
    aliases = [a for d in context.corpus.documents for a in d.aliases]
    for claim in question.granted:
        if claim.kind == "title" and not _PLAN.search(claim.words):
            if any(_within(claim.words, t) for t in (*titles_held, *aliases)):
                continue
            if any(_within(t, claim.words) for t in titles_held):
                continue
            if any(_within(claim.words.replace("的", "", 1), t) for t in titles_held):
                continue  # 上海的消防条例
            titles = wording.some([context.title(d.document) for d in context.corpus.documents], context.language)
            text = context.say("not_held", words=claim.words, titles=titles)
            return Draft(text=text, status="refused", reason="not_stated")
    return None


def without(question: Question, wrong: tuple[Granted, ...]) -> Question:
    """The question without the words of claims that do not hold, as it is answered further."""
    if not wrong:
        return question
    normal = question.normal
    for claim in wrong:
        normal = normal[: claim.start] + " " * (claim.end - claim.start) + normal[claim.end :]
    gone = {claim.number for claim in wrong}
    return replace(question, normal=normal, years=tuple(y for y in question.years if y not in gone))


def corrected(question: Question, judged: Judged, draft: Draft) -> Draft:
    """The answer behind the correction; a claim that holds is confirmed only where nothing else is said."""
    if judged.draft is None:
        return draft
    settled = draft.status in ("answered", "partial")
    if judged.confirmed and (settled or question.cues & _ASKS):
        return draft
    if settled and not ("yesno" in question.cues and not question.cues & _ASKS):
        return after(judged.draft, draft)
    if question.cues & _ASKS and draft.status == "refused":
        status: Status = "refused" if draft.reason == "out_of_range" else "partial"
        return replace(after(judged.draft, draft), status=status)
    return judged.draft


def _size(context: Context, sheet: Sheet, claim: Granted) -> tuple[bool, str]:
    wanted = claim.series or tuple(s for s in context.question.series if s != "section")
    if "section" in wanted or not wanted:
        return True, ""
    counts = [
        (d.document, s, records) for d in context.having(wanted) for s in wanted
        if (records := context.corpus.of(d.document, s))
    ]  # fmt: skip
    if not counts:
        return _of_another_document(context, sheet, claim, wanted)
    told = []
    for document, series, records in counts:
        marks = sheet.cite(records[0]) + (sheet.cite(records[-1]) if len(records) > 1 else "")
        told.append(count_line(context, document, series, records) + marks)
    line = ("；" if context.language == "zh" else "; ").join(told)
    if any(size(series, records) == claim.number for _, series, records in counts):
        return True, context.say("count_true") + line
    return False, context.say("count_false", claimed=claim.number) + line


def _of_another_document(
    context: Context, sheet: Sheet, claim: Granted, wanted: tuple[Series, ...]
) -> tuple[bool, str]:
    """A series that the documents named do not have: which document has it."""
    told = [
        count_line(context, d.document, s, records) + sheet.cite(records[0]) + sheet.cite(records[-1])
        for d in context.corpus.documents
        for s in wanted
        if (records := context.corpus.of(d.document, s))
    ]
    regions = wording.joined((context.region(d.document) for d in context.documents), context.language)
    names = wording.series_name(wanted[0], context.language)
    line = context.say("no_such_series", regions=regions, series=names)
    return False, line + ("；" if context.language == "zh" else "; ").join(told) if told else ""


def _annex_year(context: Context, sheet: Sheet, claim: Granted) -> tuple[bool, str]:
    for info in context.having(("annex",)):
        rows = context.corpus.of(info.document, "annex")
        title = rows[0].path[0] if rows and rows[0].path else ""
        if years := _YEAR.findall(title):
            line = context.say("annex_title", title=context.title(info.document), value=title)
            line += where_printed(context, sheet, info, title)
            true = str(claim.number) in years
            return true, context.say("right" if true else "wrong") + line
    return True, ""


def _until(context: Context, sheet: Sheet, claim: Granted) -> tuple[bool, str]:
    if not context.question.documents:
        return True, ""
    for info in context.documents:
        years = _YEAR.findall(info.period or "")
        if years:
            true = int(years[-1]) == claim.number
            fact = wording.FACT_NAMES[context.language]["period"]
            values = {"title": context.title(info.document), "fact": fact, "value": info.period}
            line = context.say("fact", **values) + where_printed(context, sheet, info, info.period or "")
            return true, context.say("right" if true else "wrong") + line
    return True, ""


def _title(context: Context, sheet: Sheet, claim: Granted) -> tuple[bool, str]:
    infos = [d for d in context.documents if context.question.documents and d.region and d.region in claim.words]
    if len(infos) != 1 or not _PLAN.search(claim.words) or _printed(context, claim.words):
        return True, ""
    info = infos[0]
    titles = (info.title, *info.titles)
    if any(_within(claim.words, t) for t in (*titles, *info.aliases)) or any(_within(t, claim.words) for t in titles):
        return True, ""
    values = {"words": claim.words, "region": context.region(info.document), "title": context.title(info.document)}
    return False, context.say("no_such_title", **values) + where_printed(context, sheet, info, info.title)


def _printed(context: Context, words: str) -> bool:
    return any(words in normalise(context.corpus.source(d.document)).lower() for d in context.corpus.documents)


def _within(short: str, long: str) -> bool:
    """Whether one title is the other with characters left out."""
    rest = iter(_bare(long))
    return all(c in rest for c in _bare(short))


def _bare(title: str) -> str:
    return re.sub(r"\W", "", normalise(title).lower())


_JUDGES = {"size": _size, "annex_year": _annex_year, "until": _until, "title": _title}
