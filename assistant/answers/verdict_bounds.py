"""What a question says beyond the bare thing (all, must, banned, not, except), held against the words that answer it.

Knows such words in both languages; refuses to know how excerpts are chosen and how a verdict is worded.
"""

from __future__ import annotations

import re
from itertools import groupby

from assistant.answers.asking import Asked
from assistant.answers.coverage import fold, squeezed
from assistant.answers.evidence_check import Fit
from assistant.answers.units import Unit

_TOTAL = re.compile(
    r"所有|全部|全都|全覆盖|每一?[个家座户辆]|一律|(?<!首)都(?!市|江|匀)"
    r"|(?<!at )\ball\b|\b(?:every|each|always|everywhere)\b"
)
"""Words of a question that ask of a thing without exception."""
_TOTAL_SAID = re.compile(r"所有|全部|全覆盖|一律|[均各每]|都(?!市|江|匀)|(?<!\d)100%")
_MUST = re.compile(
    r"必须|强制|硬性|一定[要得须]|非得|不得不"
    r"|\b(?:must|mandatory|compulsory|obliged|obligatory|obligations?|forced)\b"
    r"|\b(?:have|has|had|required|need|needs) to\b"
)
"""Words of a question that ask whether something is binding."""
_BINDS = re.compile(r"必须|强制|[应须]|严格|不得|务必|禁止|严禁")
"""Words of a source that make what it says binding."""
_SOFT = re.compile(r"鼓励|推动|倡导|支持|探索|研究|引导|推广|推进|自愿|试点|逐步|争取|力争")
"""Words of a source that wish for a thing, or leave it open, without making it binding."""
_A_TARGET = re.compile(r"目标|指标|规定|\b(?:targets?|goals?|figures?|indicators?)\b")
_BAN = re.compile(r"禁|不许|不准|不让|\b(?:bans?|banned|prohibit\w*|forb[ia]d\w*|outlaw\w*)\b")
_BAN_SAID = re.compile(r"严禁|禁止|不得|不准|停批|停建|不再(?!主动)|禁(?!限)")
"""A ban of the source: what is only no longer offered unasked, or limited, is none."""
_TAGS = re.compile(
    r"不是吗|对不对|是不是|没错|包不包|([\u4e00-\u9fff])不\1|([\u4e00-\u9fff])没\2|有没有|没有?[?？。\s]*$|不可(?=降解)|不锈"
)
"""Turns of asking that hold a word of negation and deny nothing."""
_DENIES = re.compile(
    r"不(?!少|仅|断|良|同|足|低|高|超|到|含)[\u4e00-\u9fff]|没有?[\u4e00-\u9fff]|无需|无须|毋须|\b(?:not|never|without)\b|n't\b"
)
_DENIES_SAID = re.compile(r"[不未无非]|禁|严禁|停[批建]|淘汰|取消|免")
_EXCEPTION = re.compile(
    r"[(（](?P<inside>[^()（）]{2,24})除外[)）]|(?P<before>[^，,；;。()（）、]{2,16})除外"
    r"|(?:不含|不包括|不包含)(?P<after>[^，,；;。()（）]{2,24})|除(?!外)(?P<between>[^，,；;。()（）]{2,24}?)(?:以|之)?外"
)
_ASKS_EXCEPTION = re.compile(
    r"例外|除外|豁免|不包括|不含|不包含|以外|之外|\b(?:except\w*|exempt\w*|exclud\w*|excluding|other than)\b"
)
HALF = 0.5
"""Share of a word that must stand in a text for it to be named there."""
_MOST = 0.6


def totals(question: str) -> bool:
    """Whether a question asks of all of a thing."""
    return bool(_TOTAL.search(question.lower()))


def obliges(question: str) -> bool:
    """Whether a question asks if something is binding."""
    return bool(_MUST.search(question.lower()))


def asks_exception(question: str) -> bool:
    """Whether exceptions are what a question is about."""
    return bool(_ASKS_EXCEPTION.search(_TAGS.sub(" ", question.lower())))


def asks_beyond_target(question: str) -> bool:
    """Whether more is asked than that a target is set: that it holds for all, or that it binds."""
    words = question.lower()
    return (totals(words) or obliges(words)) and not _A_TARGET.search(words)


def exceptions(source: str) -> tuple[str, ...]:
    """What stands in the exceptions of a source: 油气化工码头泊位 of （油气化工码头泊位除外）."""
    return tuple(next(filter(None, m.groups())) for m in _EXCEPTION.finditer(fold(source)))


def excepted(question: str, source: str) -> bool:
    """Whether a question names what only an exception of the source names, and not the exception itself."""
    if asks_exception(question):
        return False
    words, rest = fold(_TAGS.sub(" ", question)), _EXCEPTION.sub(" ", fold(source))
    return any(
        pair in words and pair not in rest
        for out in exceptions(source)
        for pair in (out[i : i + 2] for i in range(len(out) - 1))
    )


def plain(question: str, asked: Asked, fit: Fit) -> bool:
    """Whether nothing the question says beyond the bare thing stands in the way of a plain yes."""
    words = question.lower()
    if excepted(question, fit.sentence.text) or _denied(words, asked, fit):
        return False
    if totals(words) and not _clause_says(asked, fit, _TOTAL_SAID):
        return False
    if obliges(words) and not _clause_says(asked, fit, _BINDS, _SOFT):
        return False
    return not _BAN.search(words) or _clause_says(asked, fit, _BAN_SAID)


def _denied(question: str, asked: Asked, fit: Fit) -> bool:
    """Whether a question denies what the source says without any denial."""
    said = fold(fit.sentence.text)
    found = [m.group() for m in _DENIES.finditer(_TAGS.sub(" ", question))]
    return any(words[:2] not in said for words in found) and not _clause_says(asked, fit, _DENIES_SAID)


def _clause_says(asked: Asked, fit: Fit, said: re.Pattern[str], unlike: re.Pattern[str] | None = None) -> bool:
    """Whether what has such a word also names most of what is asked about: a clause, or where ``unlike`` words part
    those that hold for one thing (应采取先进工艺，达到一级水平), the clauses between them.
    """
    clauses = [squeezed(clause.text) for clause in fit.sentence.clauses]
    if unlike:
        runs = groupby(clauses, key=lambda words: bool(unlike.search(words)))
        clauses = ["".join(run) for soft, run in runs if not soft]
    things = [unit for unit in asked.units if max(unit.factors) >= 1.0]
    return any(
        said.search(words) and sum(stands(unit, words) >= HALF for unit in things) >= _MOST * len(things)
        for words in clauses
    )


def stands(unit: Unit, text: str) -> float:
    """The share of a unit's characters that a text holds beside their neighbours; all of them by another word."""
    if any(squeezed(word) in text for synonym in unit.synonyms for word in synonym.official):
        return 1.0
    pairs = [unit.words[i : i + 2] for i in range(len(unit.words) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs and unit.is_han else 0.0
