"""Targets over several turns: which indicator, year and place a follow-up leaves unsaid.

Knows what carries over from one question about targets to the next; refuses to know values.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.core.indicators import IndicatorMention
from assistant.dialogue.framing import is_light
from assistant.dialogue.narrowing import redecided
from assistant.dialogue.question import Question
from assistant.dialogue.state import State
from assistant.dialogue.targets import TARGET_INTENTS, TargetIntent

_KEPT = frozenset({"highest", "lowest", "difference", "compare", "silent"})
"""What a question wants of several documents, which a follow-up about another year or indicator takes over."""
_RANKS = frozenset({"highest", "lowest", "difference", "silent"})
"""These look for the year that most documents have."""
_SUBJECTS = frozenset({"ref", "firm_ref", "agency", "unknown_agency", "fact", "quoted"})
_OF_THE_ROW = frozenset({"who", "lead", "support", "joint", "responsible", "place", "content"})
"""What is asked of the rows that the last figures stand in, and not of the figures."""
_PLACE = re.compile(
    r"(?:哪|第几)一?(?:项|条|款|段|节|章|处)|原文|出处|专栏几|第几(?:个)?专栏|哪一?个?专栏"
    r"|\bwhere is (?:it|this|that)\b"
)
_FIGURE_AGAIN = re.compile(
    r"(?:比率|比例|指标|目标|占比|数值?|标准)(?:值)?(?:呢|是多少|多少|是几)"
    r"|^(?:and |what about |how about )?(?:the |its )?(?:rate|target|figure|share|value|percentage|number)\b"
)
"""Words for a figure that do not say of what."""
_SAME_AS_BEFORE = re.compile(
    r"同样|一样的|还是这|这(?:几|些|[两三四五])|那(?:几|些|[两三四五])|\b(?:same|these|those)\b"
)
_POINTS_BACK = re.compile(
    r"same|but|again|now|two|three|four|five|pollutants?|substances?|indicators?|items?|things?|ones|questions?|instead|just"
    r"|同样|污染物|问题|几项|几样|这些|那些|换成|改成|东西"
)
"""Words for the figures of the last turn that do not name them."""
_FEW = 4
_FIELDS = 3
"""Words by which a follow-up narrows a list of targets (only those on agriculture)."""
_PAIR = 2
_EVERYWHERE = frozenset({"compare", "highest", "lowest", "silent"})


def target_follow_up(question: Question, before: State, marks: frozenset[str] = frozenset()) -> Question | None:
    """那重庆呢 / 2022年呢 / and agricultural film?: the question with the rest of the last one, or ``None``."""
    question = _of_the_figure(question)
    if before.intent not in TARGET_INTENTS:
        before = _last_figures(question, before) or before
    if before.intent not in TARGET_INTENTS or question.cues & _SUBJECTS:
        return None
    mentions = question.target.mentions
    away = question.documents and not _stands_in(question.documents, before)
    other = away or (question.documents and question.topic)
    if 0 < len(before.rows) <= _FEW and not (mentions or other) and not question.target.wants & _KEPT:
        place = frozenset({"place"}) if _PLACE.search(question.normal.lower()) else frozenset()
        if question.cues & _OF_THE_ROW or place:
            flags = frozenset({"ref", "firm_ref"}) | place
            return redecided(replace(question, records=before.rows), flags, ("records",))
    if not _goes_on(question, before, marks):
        return None
    if mentions and not ("pointing" in question.cues or not question.target.asks):
        return None
    listing = before.intent == "target_list" and not mentions
    if not mentions and not before.indicators and not listing:
        return None
    says_something = question.documents or question.years or mentions or question.target.asks or question.target.wants
    if not says_something and not (listing and question.target.rest):
        return None
    if listing and not (question.documents or question.years or question.target.rest):
        return None
    before = _of_those_named(question, before, marks)
    return _with_the_rest(question, _with_the_one_before(before) if "both" in marks else before, listing)


def _goes_on(question: Question, before: State, marks: frozenset[str]) -> bool:
    """Whether the words say no more than what leads on from the last figures."""
    listed = before.intent == "target_list" and not question.target.mentions
    narrowed = listed and bool(question.cues & {"pointing", "only", "within"})
    return _follows(question, before) or "claimed" in marks or (narrowed and len(question.target.rest) <= _FIELDS)


def _of_those_named(question: Question, before: State, marks: frozenset[str]) -> State:
    """多少个园区, after parks and factories were asked about: the indicators whose words are said again."""
    if "claimed" in marks:
        before = replace(before, years=())  # as many a year: a figure held against another, each of its own year
    words = before.indicator_words.split(" ")
    rest = [w.lower() for w in question.target.rest if not is_light(w)]
    if question.target.mentions or not rest or len(words) != len(before.indicators):
        return before
    held = [(w, i) for w, i in zip(words, before.indicators, strict=True) if any(r in w.lower() for r in rest)]
    if not held:
        return before
    return replace(before, indicators=tuple(i for _, i in held), indicator_words=" ".join(w for w, _ in held))


def _with_the_one_before(before: State) -> State:
    """广东的这俩: the indicator asked for last and the one before it."""
    other = next((s for s in reversed(before.earlier) if set(s.indicators) - set(before.indicators)), None)
    if other is None or other.intent not in TARGET_INTENTS or len(before.indicators) > 1:
        return before
    words = f"{other.indicator_words} {before.indicator_words}".strip()
    return replace(before, indicators=(*other.indicators, *before.indicators), indicator_words=words)


def _follows(question: Question, before: State) -> bool:
    """Whether nothing is said but what points back at the figures of the last turn (same four pollutants)."""
    target = question.target
    if target.follows:
        return True
    said = before.indicator_words.lower()
    if target.asks and target.rest and all(is_light(w) or w.lower() in said for w in target.rest):
        return True  # 2022年先要新增多少个园区, after 绿色低碳工业园区
    pointing = _SAME_AS_BEFORE.search(question.normal.lower())
    return bool(pointing) and all(_POINTS_BACK.fullmatch(word) for word in target.rest)


def _of_the_figure(question: Question) -> Question:
    """浙江呢，到哪年: the year of a figure, which by itself would be the period of the document."""
    if not question.facts or set(question.facts) - {"period", "date"} or not {"pointing", "document"} <= question.cues:
        return question
    return replace(question, facts=(), cues=question.cues - {"fact"})


def _last_figures(question: Question, before: State) -> State | None:
    """The turn that last told figures, where rows were talked about since and a figure is asked for again."""
    words = re.sub(r"[\W_]+", " ", question.normal.lower())
    if not (question.documents or question.years) or not _FIGURE_AGAIN.search(words):
        return None
    return next((s for s in reversed(before.earlier) if s.intent in TARGET_INTENTS and s.indicators), None)


def asks_further(question: Question) -> bool:
    """Whether a sentence asks for a figure and names nothing that it could be a figure of."""
    target = question.target
    named = question.documents or question.years or question.refs or question.agencies or target.mentions
    return target.asks and not (named or target.rest or target.intent or "other" in target.wants)


def _stands_in(documents: tuple[str, ...], before: State) -> bool:
    """Whether the last figures stand in one of these documents."""
    return any(row.split("/")[0] in documents for row in before.rows)


def _with_the_rest(question: Question, before: State, listing: bool) -> Question:
    changes: dict[str, Any] = {}
    carried: list[str] = ["intent"]
    wants = question.target.wants
    target = question.target
    if not target.mentions and not listing:
        mention = IndicatorMention(words=before.indicator_words, indicators=before.indicators, start=0, end=0)
        target = replace(target, mentions=(mention,))
        carried.append("indicators")
    elif all(set(m.indicators) <= set(before.indicators) for m in target.mentions):
        # 农膜, after 农膜回收: what a word may mean is settled by what was talked about
        target = replace(target, mentions=tuple(replace(m, loose=False, beside=()) for m in target.mentions))
    everywhere = wants & _EVERYWHERE or (
        "difference" in wants and max(len(before.documents_said), len(before.years)) < _PAIR
    )
    if not question.documents and before.documents_said and not everywhere:
        changes["documents"] = before.documents_said
        carried.append("documents")
    if len(question.documents) == 1 and wants & _RANKS and before.documents_said:
        # 深圳呢？是不是更高: than the one talked about
        changes["documents"] = tuple(dict.fromkeys((*question.documents, *before.documents_said)))
    each = bool(question.target.mentions) and len(before.years) > 1  # both years of one; of another those it has
    if not question.years and before.years and not wants & _RANKS and not each:
        changes["years"] = before.years
        carried.append("years")
    if not question.series and before.series == ("annex",) and not (question.documents or question.years):
        changes["series"] = before.series
    documents = changes.get("documents") or question.documents
    if not wants & _KEPT and len(documents) != 1:
        target = replace(target, wants=wants | (before.wants & _KEPT))
    intent = _intent(target.wants, len(documents), listing)
    flags = question.cues - {name + wide for name in TARGET_INTENTS for wide in ("", "_wide")}
    changes["target"] = replace(target, intent=intent)
    return redecided(replace(question, cues=flags, **changes), frozenset({intent}), tuple(carried))


def _intent(wants: frozenset[str], documents: int, listing: bool) -> TargetIntent:
    if listing:
        return "target_list"
    return "target_compare" if documents > 1 or wants & _KEPT else "target_value"
