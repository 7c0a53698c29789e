"""Open questions: passages are searched, held against the question, and what no document supports is taken back.

Knows the search and the extractive composer; refuses to know conversations and exact answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answers.composing import OpenQuestion
from assistant.answers.context import Context
from assistant.answers.draft import Draft
from assistant.answers.extractive import answer_open
from assistant.answers.outside import occurs, words_of
from assistant.answers.setting import parted
from assistant.answers.texts_named import SET_ASIDE, in_text_named, text_named
from assistant.core.answer import Notice
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence, squeeze
from assistant.core.records import Record, Series
from assistant.core.text import has_han, normalise
from assistant.dialogue.question import Question, Vocabulary
from assistant.search.retrieve import Hit, Retriever, SearchQuery

_PASSAGES = 10
_YEARS = re.compile(r"\d{4}年?\s*[—–~～至到-]+\s*\d{4}年?")
_TEXT = re.compile(
    r"文件|文本|方案|计划|意见|分工表|附件|任务|工程|条款|规定|要求|条例|办法|细则"
    r"|\b(?:plan|document|table|text|annex|task|project|regulation|law|rule|measure)s?\b"
)
RECITE = re.compile(
    r"[,，]?(?:能不能|能否|可否|可不可以|能|可以|请|麻烦(?:您|你)?|帮我?)?(?:都|全|统统|逐个|逐一|挨个|一个个?)?(?:一[个项家条字]?)?(?:[都也])?(?:不[落漏少差改]|别[落漏改])?(?:[下掉])?[地的]?"
    r"(?:念|报|背|读|数|抄|说|列|写|贴|发)(?:一[遍下])?(?:给我|出来|上来)(?:听听?|看看?|过来)?(?:一[遍下])?(?:吗|吧|呗|嘛|可以吗|好吗|行吗)?"
)
"""Words that ask for something to be told or copied in full, which no passage holds."""
_EACH = re.compile(r"不[落漏少差]|别[落漏]|逐|挨个|个个|[列数]")
_DOMAIN = re.compile(
    r"企业|厂(?!商)|审核|环保|污染|排放|排污|节能|清洁|垃圾|能耗|危废|监管|处罚|报告"
    r"|\b(?:enterprises?|factor(?:y|ies)|audit\w*|pollut\w+|emissions?|environment\w*|penalt\w+)\b"
)
"""Words of the field: what is asked with one is within it, whether or not a document says it."""
_KNOWN_SHARE = 0.4
_KNOWN_SHARE_EN = 0.2
_SURELY_NEAR = 0.4
"""Certainty from which a question is about the documents, though hardly a word of it stands in one."""
_EXACT = frozenset({"who", "lead", "support", "joint", "responsible", "count", "locate", "achieved"})
"""Asks that what comes near does not answer."""
_JOINED = r"(?:省|市)?\s*(?:和|与|、|跟|及|同|比|,|and|vs\.?|versus|or)\s*(?:the )?"
_FIGURE = re.compile(r"率|量|目标|指标|比例|比重|多少|几|rate|target|share|percent|how (?:many|much)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """One index, opened: everything a question is answered from. Never changes."""

    corpus: Corpus
    vocabulary: Vocabulary
    retriever: Retriever


def _without_periods(snapshot: Snapshot, question: Question) -> Question:
    """The question without the years that only name its document (江苏2022—2023年实施方案)."""
    periods = {normalise(snapshot.corpus.document(d).period or "") for d in question.documents}
    years = {tuple(re.findall(r"\d{4}", period)) for period in periods}
    text = _YEARS.sub(lambda m: "" if tuple(re.findall(r"\d{4}", m.group())) in years else m.group(), question.normal)
    text = RECITE.sub(lambda m: _recited(m, text), SET_ASIDE.sub(" ", text))
    return replace(question, normal=text)


def _recited(match: re.Match[str], text: str) -> str:
    """What stands for an order to recite: which there are, where one after the other is wanted."""
    if _EACH.search(match.group()):
        return "有哪些"
    return "，" if match.end() < len(text) else ""


def answer_from_passages(snapshot: Snapshot, question: Question, context: Context) -> Draft:
    """The passages of the documents asked about that answer a question, or a refusal with the nearest ones."""
    absent = [place for place in question.foreign if _beside_a_region(place, context)]
    question = _without_periods(snapshot, question)
    for place in absent:
        question = replace(question, normal=_dropped(place, question.normal))
    context = replace(context, question=question)
    draft, notices = _answered(snapshot, question, context, question.series_filter)
    if draft.status == "refused" and question.series_filter:
        # 附件 or 专栏 may have been a word of the question and not the place to look.
        draft, notices = _answered(snapshot, question, context, ())
    if absent or question.foreign:
        draft = replace(draft, instead=None)
    near = draft.instead is not None and draft.searched["evidence"] >= _SURELY_NEAR
    if draft.status == "refused" and not near and _off_topic(snapshot, question):
        draft = Draft(text=context.say("off_task"), status="refused", reason="out_of_scope", searched=draft.searched)
    draft = _qualified(context, draft, absent)
    return replace(draft, notices=(*draft.notices, *notices))


def _answered(
    snapshot: Snapshot, question: Question, context: Context, series: tuple[Series, ...]
) -> tuple[Draft, tuple[Notice, ...]]:
    corpus, documents = snapshot.corpus, question.documents
    # Of one text in a file of several, more passages must be looked at to have enough left.
    k = _PASSAGES * (4 if question.records or any(text_named(context, d) for d in documents) else 1)
    words, _ = parted(question.normal, question.language)
    query = SearchQuery(text=words, documents=documents, series=series, k=k, language=question.language)
    found = snapshot.retriever.search(query)
    hits = tuple(e for e in _evidence(corpus, found.hits) if in_text_named(context, e.record))
    hits = tuple(e for e in hits if not _only_title(e.record)) or hits
    if question.records:
        hits = tuple(e for e in hits if e.record.record_id in question.records)

    def elsewhere() -> tuple[Evidence, ...]:
        others = tuple(d.document for d in corpus.documents if d.document not in documents)
        wider = replace(query, documents=others, series=(), k=_PASSAGES)
        return _evidence(corpus, snapshot.retriever.search(wider).hits) if documents and others else ()

    asked = OpenQuestion(
        text=question.text,
        normal=question.normal,
        language=question.language,
        documents=documents,
        series=series,
        topic=" ".join(question.topic),
        together=corpus.together(documents),
        exact=bool(question.cues & _EXACT),
    )
    return answer_open(asked, hits[:_PASSAGES], corpus, elsewhere=elsewhere), found.notices


def _only_title(record: Record) -> bool:
    """Whether a passage is nothing but the title of its document, which answers nothing."""
    return record.series == "text" and bool(record.title) and squeeze(record.text) == squeeze(record.title)


def _qualified(context: Context, draft: Draft, absent: list[str]) -> Draft:
    """The draft without claims that no document supports: achievements, and places that are not held."""
    if draft.status not in ("answered", "partial"):
        return draft
    if "achieved" in context.question.cues:
        nearest = draft.evidence[:3]
        return Draft(text=context.say("only_planned"), status="refused", reason="not_stated", nearest=nearest)
    if absent:
        gap = context.say("foreign_part", place="、".join(absent))
        return replace(draft, text=f"{draft.text}\n\n{gap}", status="partial", reason="not_stated")
    return draft


def _beside_a_region(place: str, context: Context) -> bool:
    """Whether a figure is asked for a place in one breath with a region whose document is held (北京和广东)."""
    if occurs(place, context.corpus) or not _FIGURE.search(context.question.normal.lower()):
        return False
    names = "|".join(re.escape(n) for d in context.corpus.documents for n in (d.region, d.region_en.lower()) if n)
    words = context.question.normal.lower()
    return bool(re.search(rf"{re.escape(place)}{_JOINED}(?:{names})|(?:{names}){_JOINED}{re.escape(place)}", words))


def _dropped(place: str, words: str) -> str:
    """A question without a place that no document is about."""
    either = rf"{re.escape(place)}{_JOINED}|{_JOINED}{re.escape(place)}(?:省|市)?"
    return re.sub(either, " ", words, count=1, flags=re.IGNORECASE)


def _evidence(corpus: Corpus, hits: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    """Passages as evidence: the chunk's words at their place, with the signals of the search."""
    found: list[Evidence] = []
    for hit in hits:
        record = corpus.record(hit.chunk.record_id)
        pieces = corpus.quote(record, hit.chunk.text_start, hit.chunk.text_end)
        found.extend(replace(piece, score=hit.score, signals=hit.signals | {"score": hit.score}) for piece in pieces)
    return tuple(found)


def _names_text(question: Question) -> bool:
    """Whether a question speaks of a document as such (深圳的方案), and not only of a region."""
    return bool(_TEXT.search(question.normal.lower()))


def _off_topic(snapshot: Snapshot, question: Question) -> bool:
    """Whether hardly any content word of a question occurs in any document."""
    if (
        question.carried_over
        or question.agencies
        or question.refs
        or (question.documents and (question.subject or _names_text(question)))
    ):
        return False
    if _DOMAIN.search(question.normal.lower()):
        return False
    if question.quoted and question.intent == "locate":
        return False  # words asked for as such are looked for, whatever they are
    text = words_of(snapshot.corpus)
    pairs = [piece[i : i + 2] for piece in question.topic if has_han(piece) for i in range(len(piece) - 1)]
    english = " ".join(p for p in question.topic if not has_han(p))
    terms = sum(len(term[0]) > 1 for term in snapshot.retriever.translate(english)) if english else 0
    known = sum(pair.lower() in text for pair in pairs) + terms
    asked = len(pairs) + len(english.split())
    share = _KNOWN_SHARE if not terms else _KNOWN_SHARE_EN  # a term may be several words
    return known < share * asked if asked else True
