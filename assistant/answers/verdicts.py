"""Whether a question is told yes or no before the words that answer it: only where the words settle it.

Knows hedges, bans and permissions in both languages; refuses to know which words answer and how a verdict is worded.
"""

from __future__ import annotations

import re

from assistant.answers.asking import Asked
from assistant.answers.coverage import fold
from assistant.answers.evidence_check import Fit
from assistant.answers.passages import meets
from assistant.answers.quantities import stated_quantities
from assistant.answers.selection import SURE, strength
from assistant.answers.verdict_bounds import excepted, obliges, plain, stands

_HEDGES = ("除外", "不含", "不包括", "鼓励", "研究", "探索", "视同", "参照", "试点", "逐步", "争取", "力争")
"""Words of a source that make a plain yes too much, unless the question has them too."""
_GIVEN = re.compile(
    r"(?:奖补|补贴|补助|奖励|资助|给予|发放|发|给|拿到?|领到?|得到?|补|奖|获)(?:每?[家户个]|企业|你们?|我们?|他们?|了|到|是|的)*"
    r"\d[\d.]*\s*[万亿]?元?(?!\S{0,3}(?:以上|起|才|方可))"
    r"|(?<![\d过于到满])\d[\d.]*\s*[万亿]元?的?(?:奖补|补贴|补助|奖励|资助|奖金)"
    r"|\b(?:subsid\w+|grants?|awards?|pay(?:s|ment)?|gives?|gets?|receives?)"
    r"(?: (?!over\b|above\b|more\b|exceed|from\b|at\b|beyond\b|than\b|least\b)\w+){0,4}? \d"
)
"""A sum said to be what is given."""
_CONDITION = re.compile(
    r"(?:超过|不低于|不少于|高于|大于|达到?|满)\s*(?P<zh>\d[\d.]*\s*[万亿]?元?)[^，,；;。]{0,8}的"
    r"|(?P<zh2>\d[\d.]*\s*[万亿]?元?)(?:及|或)?以上[^，,；;。]{0,8}的"
)
"""A sum that a source sets as a condition."""
_STRONGER = re.compile(r"一定|全部|所有|都要|只能|还要|已经|了吗|了没|always|\ball\b|already", re.IGNORECASE)
"""Words of a question that ask for more than a source that says much the same."""
_FORBIDS = ("不再", "严禁", "禁止", "不得", "停批", "停建", "禁限")
_ASKS_BAN = re.compile(
    r"停止?|不许|不让|(?<!准)不准|(?<!能)不能|[严被]?禁|不(?:主动)?提供"
    r"|\b(?:stop|no longer|cease|banned|bans?|prohibit(?:s|ed)?|forbid(?:s|den)?|not)\b"
)
"""Words of a question that ask whether something is banned."""
_PERMISSION = re.compile(
    r"可以|能(?!源|耗|效|力)|允许|准许|准不准|许可|还会|仍|继续|\b(?:can|could|may|allowed|permitted|permit|still|continue|will)\b"
)
"""Words of a question that ask whether something may be done, so that a ban means no."""
_LIMITS = re.compile(
    r"严格|置换|减少|削减|淘汰|压减|限制|控制|替代|取代|退出|更换|替换|减量|不主动|以[气电油]代|煤改|油改"
)
"""Words of a source that limit a thing without banning it: whether it may be done, they do not say."""


_LOST_AT_MOST = 0.12
"""How much of a question whether something may be done may be missing from the words that say it may."""
_TOLD = 0.6
"""Share of what is asked that clauses without a hedge must say for a plain yes."""
_PLANNED = re.compile(
    r"有没有|有无|是否有|打算|计划|准备|考虑|\b(?:plan(?:s|ned|ning)?|intend(?:s|ed)?|envisage[sd]?)\b"
)
"""Words of a question whether anything of the kind is meant to be done: what is only tried is meant too."""
_PLANNED_FROM = 0.5
_WHETHER_IN = re.compile(
    r"(?:有没有|是否有|是不是有|有无|有|包括|包含|含|列|提到?|点名?)(?:了|的|到)?(?P<after>[\u4e00-\u9fff]{2,12}?)(?:吗|吧|么|嘛|没有?)?\s*[?？。!！]*$"
    r"|(?P<before>[\u4e00-\u9fff]{2,8}?)(?:也|是不是|是否)?(?:在不在|算不算|在|算)(?:这)?(?:里面|里头|其中|内|之列|里)"
)
"""Whether something is among what a text lists."""


def given_for_condition(question: str, source: str) -> bool:
    """Whether a sum said to be given (每家奖补2000万元) is what the source sets as the condition (超过2000万元的)."""
    bounds = stated_quantities(" ".join(m.group("zh") or m.group("zh2") for m in _CONDITION.finditer(fold(source))))
    if not bounds or not _GIVEN.search(question.lower()):
        return False
    said = frozenset(reading for quantity in stated_quantities(question) for reading in quantity.readings)
    return any(quantity.readings & said for quantity in bounds)


def verdict(question: str, asked: Asked, fit: Fit) -> str:
    """Yes or no, first, where the question asks that and the words settle it."""
    if asked.amounts and given_for_condition(question, fit.sentence.text):
        return "condition"
    beyond = bool(_CONDITION.search(fold(fit.sentence.text))) and meets(asked.amounts, fit.sentence.text)
    if asked.claims and not fit.amounts and not beyond:  # 3000万 is within what 超过2000万元的 applies to
        return "no" if asked.yes_no else "otherwise"
    if asked.amounts and not fit.amounts and not meets(asked.amounts, fit.sentence.text):
        return "otherwise" if asked.kind == "list" and not asked.yes_no else ""
    if not asked.yes_no:
        return ""
    if asked.claims:
        return "" if _STRONGER.search(question) or not plain(question, asked, fit) else "yes"
    return _open_verdict(question, asked, fit)


def _open_verdict(question: str, asked: Asked, fit: Fit) -> str:
    """The same where the question puts no figure to the source."""
    text = fold(fit.sentence.text)
    words = question.lower()
    banned = any(word in words for word in _FORBIDS) or bool(_ASKS_BAN.search(words))
    may = bool(_PERMISSION.search(words))
    if any(word in text for word in _FORBIDS) and not banned:
        return "not_allowed" if may and not excepted(_with_official(question, asked), fit.sentence.text) else ""
    if may and not _lets(asked, fit, limits_matter=not banned and not _LIMITS.search(words)):
        return ""
    words = _with_official(question, asked)
    telling = _told_beside(asked, fit, tuple(word for word in _HEDGES if word not in words))
    sober = plain(question, asked, fit)
    hedged = not telling or not sober or bool(_STRONGER.search(words))
    if _PLANNED.search(question.lower()) and not _STRONGER.search(words) and not obliges(question):
        return "there_is" if strength(fit, asked) >= _PLANNED_FROM and sober else ""
    sure = strength(fit, asked) >= SURE or _holds_named(question, text)
    return "yes" if sure and not hedged else ""


def _with_official(question: str, asked: Asked) -> str:
    """A question with the official words that would say the same."""
    return question + "".join(o for u in asked.units for s in u.synonyms for o in s.official)


def _lets(asked: Asked, fit: Fit, *, limits_matter: bool) -> bool:
    """Whether an excerpt can tell that something may be done: it names it, and does not merely limit it."""
    if limits_matter and _LIMITS.search(fold(fit.sentence.text)):
        return False
    known = [unit for unit in asked.units if unit.is_han and unit.synonyms and max(unit.factors) >= 1.0]
    return fit.lost <= _LOST_AT_MOST and all(stands(unit, fit.sentence.words) >= _TOLD for unit in known)


def _told_beside(asked: Asked, fit: Fit, hedges: tuple[str, ...]) -> bool:
    """Whether the clauses without a hedge say by themselves most of what is asked (鼓励认证，通过的，视同审核)."""
    clauses = [clause.words for clause in fit.sentence.clauses]
    told = "".join(words for words in clauses if not any(hedge in words for hedge in hedges))
    if len(told) == sum(map(len, clauses)):
        return True
    found = [stands(unit, told) for unit in asked.units if max(unit.factors) >= 1.0]
    return bool(found) and sum(found) >= _TOLD * len(found)


def _holds_named(question: str, text: str) -> bool:
    """Whether a text holds, word for word, the thing that a question asks to be among what it lists."""
    found = _WHETHER_IN.search(question.strip())
    named = (found.group("after") or found.group("before")) if found else ""
    return bool(named) and fold(named) in text
