"""Questions that hold things against each other: a row against the plan that it carries out, bodies against bodies.

Knows the wordings of ``cues.toml`` for them, and which document breaks down which from the manifest; refuses to know
any name and any answer. What it finds are flags for the table of intents, and places that govern no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.core.agencies import AgencyMention
from assistant.core.records import DocumentInfo
from assistant.core.text import filled
from assistant.dialogue import lexicon
from assistant.dialogue.binding import PlaceHit, bind
from assistant.dialogue.bodies import Condition, role_behind
from assistant.dialogue.intents import decide
from assistant.dialogue.numbers import NumberRef
from assistant.dialogue.topic import topic_of

if TYPE_CHECKING:
    from assistant.dialogue.question import Question

_AGAINST = re.compile(
    r"(?:和|与|跟|同|较|比|对照|相对于?|参照)(?:《|上级|原来)?\s*$"
    r"|\b(?:compared (?:with|to)|against|relative to|versus|vs\.?|from|than|with|as|and)(?: the)?\s*$"
)
"""Right before a place that is compared with."""
_TARGET = re.compile(r"(?:在|到|由|于)\s*$|\bin(?: the)?\s*$")
"""Right before a place where something is looked for."""
_NUMBER_NEXT = re.compile(
    r"^[\s的里中省市方案计划文件plan's,]*(?:第|item|section|box|annex|task|project|\d|专栏|附件|[(（])"
)
_ASKED_NEXT = re.compile(r"^(?:省|市|方案|文件|里|中|的|上)*(?:哪|什么|何|原文|原句|几)")
_SENTENCES = re.compile(
    r"(?:哪|多少|几|什么)(?:些|几|一)?(?:句|要求|条款|规定|话)"
    r"|\b(?:which|what|how many)(?: \S*)*? *(?:sentences|requirements|provisions|parts)\b"
)
"""Sentences of a plan asked for, not rows."""
_BEHIND = re.compile(
    r"(?:配合|协助|协同|支持|辅助|帮)\s*$"
    r"|\b(?:back(?:s|ing)? up|(?:support|assist|help)(?:s|ing)?)(?: the| our| \s+\S{1,2})?\s*$"
)
"""Right before a body that others support."""
_LEAVES_OUT = re.compile(r"漏|删|舍|丢|去掉|略|砍|\b(?:left|leave|leaves) out\b|\b(?:omit|drop|skip|ignor)")
"""Done to what the plan holds: left out of the other document."""
_NEAR = 4
_SIDES = re.compile(r"\bin(?: the| its)?\s*$|\bfrom(?: the)?\s*$|(?:出现)?(?:在|于)\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Flags for the intents, the stretches they were read from, and places that are only compared with."""

    flags: frozenset[str]
    spans: tuple[tuple[int, int], ...]
    aside: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """Words of a question that name a level of government, and that level."""

    spans: tuple[tuple[int, int], ...]
    level: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Side:
    """A place that names the plan (``above``) or the document that breaks it down."""

    start: int
    end: int
    above: bool


def related(
    question: Question,
    rest: str,
    gaps: frozenset[int],
    found: tuple[NumberRef, ...],
    places: Sequence[PlaceHit],
    levels: Levels,
    documents: Sequence[DocumentInfo],
) -> Question:
    """The question with what it holds against each other. ``rest`` is what was left when all else was understood."""
    lowered = question.normal.lower()
    named = [(p.start, p.end) for p in places] + list(levels.spans) + [(m.start, m.end) for m in question.agencies]
    plain = filled(lowered, named)
    lineage = read(lowered, plain, places, levels, question.refs, documents)
    sets = read_sets(plain, question.agencies, question.refs, question.conditions)
    above = topic_of(filled(rest, lineage.spans), question.normal, gaps)
    beside = topic_of(filled(rest, sets.spans), question.normal, gaps)
    flags = question.cues | lineage.flags | sets.flags
    flags |= ({"l_topic"} if above else set()) | ({"s_topic"} if beside else set())
    question = replace(question, cues=flags, intent=decide(flags))
    if question.intent.startswith("set_"):
        return replace(question, topic=beside)
    if not question.intent.startswith("lineage_"):
        return question
    kept = [p for p in places if (p.start, p.end) not in lineage.aside]
    about = tuple(dict.fromkeys(d for p in kept for d in p.documents))
    return replace(question, topic=above, refs=bind(lowered, found, kept), documents=about)


def read(
    lowered: str,
    rest: str,
    places: Sequence[PlaceHit],
    levels: Levels,
    refs: Sequence[NumberRef],
    documents: Sequence[DocumentInfo],
) -> Reading:
    """How documents are held against each other. ``rest`` is the question with its places blanked out."""
    plans = {d.carries_out for d in documents if d.carries_out}
    tables = {d.document for d in documents if d.carries_out}
    named = {document for place in places for document in place.documents}
    if not tables or named - plans - tables:
        return Reading(flags=frozenset(), spans=(), aside=())
    found = {name: [m.span() for m in p.finditer(rest) if m.group()] for name, p in lexicon.LINEAGE.items()}
    sides = [_Side(start=p.start, end=p.end, above=bool(plans & set(p.documents))) for p in places]
    sides += [_Side(start=a, end=b, above=levels.level == "省") for a, b in levels.spans]
    above = [s for s in sides if s.above] or [_Side(start=a, end=b, above=True) for a, b in found["above"]]
    below = [s for s in sides if not s.above] or [_Side(start=a, end=b, above=False) for a, b in found["below"]]
    aside = tuple((p.start, p.end) for p in places if _aside(lowered, p, above=bool(plans & set(p.documents))))
    named_cues = ("change", "copied", "adapted", "new", "carried", "asked", "figures")
    flags = {name for name in named_cues if found[name]}
    flags |= {"upstream"} if above else set()
    flags |= {"downstream"} if below else set()
    own = any(not plans & set(ref.documents) or set(aside) & {(p.start, p.end) for p in places} for ref in refs)
    if refs and all(ref.documents and plans >= set(ref.documents) for ref in refs):
        flags.add("upstream_ref")
    if (
        refs
        and all(tables >= set(ref.documents or tables) for ref in refs)
        and any(s.above and s.start >= max(r.end for r in refs) for s in sides)
    ):
        flags.add("own_ref")
    if found["verbatim"] and above:
        flags.add("copied")
    if found["compare"] and above and (own or not refs):
        flags.add("compare_above")
    flags |= _missing(rest, found["absent"], [*above, *below], bool(found["carried"]))
    marks = flags - {"upstream", "downstream", "asked", "figures", "upstream_ref", "own_ref"}
    spans = tuple(span for name, spans in found.items() if name != "asked" for span in spans) if marks else ()
    return Reading(flags=frozenset(f"l_{flag}" for flag in flags), spans=spans, aside=aside if marks else ())


def _aside(lowered: str, place: PlaceHit, above: bool) -> bool:
    """Whether a place is named only to hold something against it, so that no number belongs to it."""
    if _NUMBER_NEXT.match(lowered[place.end :]):
        return False
    if _ASKED_NEXT.match(lowered[place.end :]) and re.search(r"\d|[一二三四五六七八九十]", lowered[: place.start]):
        return True
    return bool((_AGAINST if above else _TARGET).search(lowered[: place.start]))


def _missing(rest: str, absent: Sequence[tuple[int, int]], sides: Sequence[_Side], carried: bool) -> set[str]:
    """In which of the two documents something is said to be missing."""
    if not absent or not any(s.above for s in sides):
        return set()
    if all(s.above for s in sides) and not carried and not re.search(r"任务|工程|\btasks?\b|\bprojects?\b", rest):
        return set()
    first = min(sides, key=lambda s: s.start)
    if any(_LEAVES_OUT.search(rest[start:end]) for start, end in absent):
        return {"not_below"}
    if first.above and _SENTENCES.search(rest):
        return {"not_below"}
    for start, end in absent:
        following = next((s for s in sides if end <= s.start and _SIDES.search(rest[end : s.start])), None)
        if following and following.start - end <= 6 * _NEAR:
            return {"not_above" if following.above else "not_below"}
        before = [s for s in sides if s.end <= start]
        nearest = max(before, key=lambda s: s.end, default=None)
        if nearest and len(rest[nearest.end : start].strip()) <= _NEAR:
            return {"not_above" if nearest.above else "not_below"}
    rows = re.search(
        r"(?:哪些|哪几项|多少项?|几项|什么)(?:重点)?(?:任务|工程)|\b(?:which|what|how many)(?: \S+){0,2} tasks", rest
    )
    return {"not_below"} if first.above and not rows else {"not_above"}


def read_sets(
    rest: str, mentions: Sequence[AgencyMention], refs: Sequence[NumberRef], wanted: Sequence[Condition]
) -> Reading:
    """How bodies are held against bodies. ``rest`` is the question with places and bodies blanked out."""
    found = {name: [m.span() for m in p.finditer(rest) if m.group()] for name, p in lexicon.SETS.items()}
    flags = {name for name, spans in found.items() if spans}
    if len({m.words for m in mentions}) > 1:
        flags.add("several")
    if sum(not c.negated for c in wanted) == 1:
        flags.add("one")
    if any(c.negated for c in wanted):
        flags.add("without")
    if len({c.roles for c in wanted}) > 1 or any(c.negated != wanted[0].negated for c in wanted):
        flags.add("apart")
    if len(mentions) == 1 and wanted and wanted[0].roles and role_behind(rest, mentions[0]) in wanted[0].roles:
        flags.add("role_beside")
    if len(mentions) == 1 and wanted and wanted[0].roles == ("lead",) and _BEHIND.search(rest[: mentions[0].start]):
        flags.add("behind")
    if any(ref.kind in ("section", "chapter") for ref in refs):
        flags.add("heading_ref")
    spans = tuple(span for spans in found.values() for span in spans)
    return Reading(flags=frozenset(f"s_{flag}" for flag in flags), spans=spans, aside=())
