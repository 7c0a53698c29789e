"""Which records a question is about: by number, by agency and role, by topic. Pure functions over the corpus.

Knows how records are found exactly; refuses to know how they are worded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers.context import Context, Sheet
from assistant.answers.pieces import groups_of
from assistant.answers.texts_named import of_text_named
from assistant.answers.topic_words import topic_terms
from assistant.core.agencies import AgencyIndex
from assistant.core.records import ROLES, Agency, Record, Role, Series
from assistant.core.text import has_han, normalise, parse_numeral
from assistant.core.wording import question_words, without_frames
from assistant.dialogue.bodies import Condition
from assistant.dialogue.kinds import RefKind
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.question import Question

_ROWS: tuple[Series, ...] = ("task", "project", "annex", "item")
_PREFERENCES: dict[RefKind, tuple[tuple[Series, ...], ...]] = {
    "any": (_ROWS, ("section",)),
    "task": (("task",), ("annex", "item"), ("section",)),
    "project": (("project",), ("box",)),
    "annex": (("annex",),),
    "item": (("item",), _ROWS),
    "box": (("box",),),
    "section": (("section",),),
    "chapter": (("section",),),
    "clause": (("clause",),),
}
"""Which series a number may belong to; a document's first group that it has at all decides."""
_CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
_CHAPTER_NUMBER = re.compile(r"^([一二三四五六七八九十]+)、")
_SECTION_NUMBER = re.compile(r"^[（(]([一二三四五六七八九十]+)[)）]")
_COMMON = 0.30
_ENOUGH = 0.5
_CLOSE = 0.85
_SAME = 0.97
_TELLING = 0.75
"""Share of the weight of the rarest word from which a word tells what is meant."""


def is_chapter(record: Record) -> bool:
    """Whether a section record is a chapter (一、二、…) rather than a section within one."""
    return record.series == "section" and bool(record.path) and bool(_CHAPTER.match(record.path[-1]))


def _pool(context: Context, document: str, ref: NumberRef) -> tuple[Record, ...]:
    """The records of a document among which a number is looked up."""
    records = of_text_named(context, context.corpus.of(document))
    if ref.inside:
        records = tuple(r for r in records if all(_stands_in(r, kind, number) for kind, number in ref.inside))
    wanted = tuple(s for s in context.question.series if s != "section")
    bound_elsewhere = any(other.documents for other in context.question.refs)
    named = bool(ref.documents or (context.question.documents and not bound_elsewhere))
    for group in _groups_for(ref, wanted, named):
        if ref.kind == "any" and group == ("section",) and not named:
            break  # 第12项 without a document means a row or an item, not a heading of some document
        pool = tuple(r for r in records if r.series in group and r.number is not None)
        if group == ("section",):
            pool = _of_depth(pool, ref)
        if group == _ROWS and named and pool and all(r.series == "annex" for r in pool):
            # A document whose only rows are an annex numbers its sections as well; both are meant by a bare number.
            pool += tuple(r for r in records if r.series == "section" and r.number is not None and not is_chapter(r))
        if pool or (ref.kind in ("task", "project") and not named):
            return pool  # without a document, 任务12 is a task and not some other document's twelfth row
    return ()


def _of_depth(sections: tuple[Record, ...], ref: NumberRef) -> tuple[Record, ...]:
    """Chapters or the sections within them; 第十五部分 is a section where there are not so many chapters."""
    inner = tuple(r for r in sections if not is_chapter(r))
    chapters = tuple(r for r in sections if is_chapter(r))
    if ref.kind != "chapter":
        return inner
    deeper = not any(r.number == ref.number for r in chapters) and any(r.number == ref.number for r in inner)
    return inner if deeper else chapters


def _groups_for(ref: NumberRef, wanted: tuple[Series, ...], named: bool) -> tuple[tuple[Series, ...], ...]:
    if ref.inside and ref.kind == "any":
        return (("clause", "item", "task", "project", "annex"), ("section",))
    groups = _PREFERENCES[ref.kind]
    if ref.kind == "any" and wanted:
        return (wanted, *groups) if named else (wanted,)
    return groups


def _stands_in(record: Record, kind: str, number: int) -> bool:
    """Whether a heading with this number is above a record."""
    pattern = _CHAPTER_NUMBER if kind == "chapter" else _SECTION_NUMBER
    above = record.path[:-1] if record.series in ("section", "item", "box") else record.path
    return any(parse_numeral(m.group(1)) == number for m in map(pattern.match, above) if m)


def by_ref(context: Context, document: str, ref: NumberRef) -> tuple[Record, ...]:
    """Records of a document that a number points at; none when the number is out of range there."""
    pool = _pool(context, document, ref)
    if ref.number == -1 and pool and all(r.series == "box" for r in pool):
        return tuple(r for r in pool if r.path[-2] == pool[-1].path[-2])  # all entries of the last box
    if ref.number < 0:
        numbers = sorted({r.number or 0 for r in pool})
        last = numbers[ref.number] if len(numbers) >= -ref.number else None
        return tuple(r for r in pool if r.number == last)
    if ref.kind == "box":
        outer = ref.number if ref.outer is None else ref.outer
        pool = tuple(r for r in pool if re.search(rf"/{outer}-\d+$", r.record_id))
        return narrowed(context, pool) if ref.outer is None else tuple(r for r in pool if r.number == ref.number)
    found = tuple(r for r in pool if r.number == ref.number)
    series = [s for s in context.question.series if s in ("task", "project")]
    if ref.kind in ("chapter", "section") and series:
        found = tuple(r for r in found if leads_to(context, r, series)) or found
    fitting = narrowed(context, found)
    if ref.kind == "section" and len(fitting) == len(found):
        # （十四） is a section; a subsection numbered 14. is meant only where no section has the number.
        found = tuple(r for r in found if r.path and r.path[-1][:1] in "(（") or found
        fitting = found
    return fitting


def leads_to(context: Context, heading: Record, series: Sequence[str]) -> bool:
    """Whether rows of one of the series stand under a heading."""
    return any(
        child.series in series or (child.series == "section" and leads_to(context, child, series))
        for child in context.corpus.children(heading.record_id)
    )


def narrowed(context: Context, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Of several records with one number, those that also fit the other words of the question."""
    if len(records) < 2 or not (context.question.subject or context.question.topic):
        return records
    terms = topic_terms(context)
    held = [sum(any(a in _haystack(r) for a in term) for term in terms) for r in records]
    return tuple(r for r, count in zip(records, held, strict=True) if count == max(held))


def ranges(context: Context, document: str, ref: NumberRef) -> tuple[tuple[Series, int, int], ...]:
    """For a number that does not exist: the numbers that do, by series."""
    pool = _pool(context, document, ref)
    found: dict[Series, list[int]] = {}
    for record in pool:
        if record.number is not None:
            found.setdefault(record.series, []).append(record.number)
    return tuple((series, min(numbers), max(numbers)) for series, numbers in found.items())


def holds(record: Record, agency: Agency, condition: Condition, agencies: AgencyIndex) -> bool:
    """Whether a record gives a body what a condition asks: one of some roles, alone in it, or no part at all."""
    role = role_of(record, agency, agencies)
    if role is None or role not in (condition.roles or ROLES):
        return condition.negated
    everyone = record.responsibility.everyone if record.responsibility else ()
    beside = record.agencies(role) if condition.roles else everyone
    others = {agencies.of_printed(name, record.document) or name for name in beside} - {agency}
    return not condition.negated and not (condition.alone and others)


def role_of(record: Record, agency: Agency, agencies: AgencyIndex) -> Role | None:
    """The role in which a record lists an agency under any of its printed names."""
    names = agencies.prints(agency, record.document)
    return next((role for role in ROLES if not names.isdisjoint(record.agencies(role))), None)


def printed_as(record: Record, agency: Agency, agencies: AgencyIndex) -> str:
    """The name under which a record lists an agency."""
    everyone = record.responsibility.everyone if record.responsibility else ()
    names = agencies.prints(agency, record.document)
    return next((name for name in everyone if name in names), agency.name)


_NO_BRACKETS = str.maketrans("", "", "()")
"""(近)零碳建筑 is asked for as 近零碳建筑."""


@lru_cache(maxsize=50_000)
def _haystack(record: Record) -> str:
    """The words of a record as a topic is matched against them."""
    words = normalise("\n".join((record.title, *record.path, record.text))).lower()
    return words.translate(_NO_BRACKETS)


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicMatch:
    """Records on a topic; ``exact`` when every one holds all the words of the topic as they were asked."""

    records: tuple[Record, ...]
    exact: bool
    share: float = 1.0
    """How much of the topic, by weight, the best of them holds."""
    best: tuple[Record, ...] = ()
    """Those that hold as much of it as the best does."""


def by_topic(context: Context, records: Sequence[Record]) -> TopicMatch:
    """Records whose words or headings hold the topic of the question.

    All words as asked come first; failing that, records that cover the informative parts of the words about as well
    as the best one does; nothing when even the best covers less than half.
    """
    terms = topic_terms(context)
    if not terms or not records:
        return TopicMatch(records=(), exact=False)
    hay = [_haystack(r) for r in records]
    whole = tuple(r for r, h in zip(records, hay, strict=True) if all(any(a in h for a in term) for term in terms))
    if whole:
        return TopicMatch(records=whole, exact=True)
    joined = "\n".join(hay)
    pieces = context.question.subject or context.question.topic
    spoken = "".join(normalise(piece).lower() for piece in pieces if has_han(piece))
    groups = [group for term in terms for group in groups_of(term, joined, said=term[0] in spoken)]
    weights = {a: _idf(a, hay) for group in groups for a in group}
    total = sum(max((weights[a] for a in group), default=math.log(len(hay) + 1)) for group in groups)
    scores = [sum(max((weights[a] for a in group if a in h), default=0.0) for group in groups) for h in hay]
    best = max(scores)
    if not total or best / total < _ENOUGH:
        return TopicMatch(records=(), exact=False)
    close = tuple(r for r, s in zip(records, scores, strict=True) if s >= _CLOSE * best)
    top = tuple(r for r, s in zip(records, scores, strict=True) if s >= _SAME * best)
    return TopicMatch(records=close, exact=False, share=best / total, best=top)


def hold_telling(context: Context, rows: Sequence[Record], records: Sequence[Record]) -> bool:
    """Whether one of the rows has every word about as rare as the rarest of a topic (校园 and 教育, not 校园 alone)."""
    hay = [_haystack(r) for r in records]
    joined = "\n".join(hay)
    groups = [group for term in topic_terms(context) for group in groups_of(term, joined, said=True) if group]
    weights = [max(_idf(a, hay) for a in group) for group in groups]
    least = _TELLING * max(weights, default=0.0)
    telling = [group for group, weight in zip(groups, weights, strict=True) if weight >= least]
    return any(all(any(a in _haystack(row) for a in group) for group in telling) for row in rows)


def on_topic(context: Context, sheet: Sheet, records: Sequence[Record]) -> TopicMatch:
    """``by_topic`` for rows that are shown: where they only come close, the sheet says so."""
    match = by_topic(context, records)
    if match.records and not match.exact:
        sheet.assume_closest()
    return match


def _idf(word: str, hay: Sequence[str]) -> float:
    count = sum(word in h for h in hay)
    if not count:
        return math.log(len(hay) + 1)
    return math.log((len(hay) + 1) / count) if count / len(hay) < _COMMON else 0.1


def says_more(question: Question) -> bool:
    """Whether a word that no document has stands right before a subject and makes it another one (景区垃圾分类)."""
    light = question_words()["light"]
    for piece in question.topic:
        for part in question.subject:
            before = without_frames(piece[: piece.find(part)]).split(" ")[-1] if part in piece else ""
            if len(before) >= 2 and before not in light:
                return True
    return False


def in_order(records: Iterable[Record], context: Context) -> tuple[Record, ...]:
    """Records in source order, document by document, each once."""
    wanted = {r.record_id: r.document for r in records}
    documents = [d.document for d in context.corpus.documents if d.document in wanted.values()]
    return tuple(r for d in documents for r in context.corpus.of(d) if r.record_id in wanted)
