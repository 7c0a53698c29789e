"""English key words with typing mistakes (burea, leeding, Shenzen), put right before a question is read.

Knows the few words on which understanding turns; every other word, known or not, is left as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from assistant.core.glossary import one_form, policy_glossary
from assistant.core.wording import forms_of, question_words

_KEY = (
    "lead", "leads", "leading", "leader", "support", "supports", "supporting", "supporter", "agency",
    "agencies", "bureau", "bureaus", "department", "departments", "commission", "task", "tasks", "project",
    "projects", "item", "items", "shenzhen", "zhejiang", "guangdong", "jiangsu", "chongqing", "responsible",
    "responsibility", "section", "chapter", "annex", "target", "targets", "coverage", "provincial", "municipal",
    "province", "transport", "transportation", "environment", "ecology", "commerce", "finance", "industry",
    "housing", "construction", "market", "regulation", "education", "health", "planning", "technology",
    "innovation", "customs", "which", "cleaner", "production", "equipment", "energy", "plastic", "research",
    "development", "supervision", "much", "many", "standard", "standards", "built", "percent", "percentage", "waste",
    "water", "pollution", "emission", "emissions", "capacity", "enterprise", "enterprises", "company", "companies",
    "deadline", "highest", "lowest", "difference", "requirement", "requirements", "recycling", "utilization",
)  # fmt: skip
"""Words that decide what is asked."""
_REAL = frozenset(
    {
        "leaf", "load", "loads", "loader", "planing", "selection", "leaving", "leaning", "leaping", "loading", "tanks",
        "talks", "finances", "heath", "regulations",
    }
)  # fmt: skip
"""Words of their own that a key word is only a letter away from."""
_VOWELS = frozenset("aeiouy")
_BESIDE = (
    "qwa", "wes", "erd", "rtf", "tyg", "yuh", "uij", "iok", "opl", "asz", "sdx", "dfc", "fgv", "ghb", "hjn", "jkm",
    "kl", "zx", "xc", "cv", "vb", "bn", "nm", "sc", "ck", "sz", "mn", "pb",
)  # fmt: skip
"""Letters that are struck or heard for one another."""
_TOKEN = re.compile(r"(?<![A-Za-z])[A-Za-z]{4,}(?![A-Za-z])")
_SHORT, _LONG = 5, 8
"""Words up to ``_SHORT`` letters and beyond may have one letter wrong, those of ``_LONG`` and more two."""


def mended(text: str, names: frozenset[str] = frozenset()) -> str:
    """A text with its misspelt key words as they should be; words of ``names`` stay, and so do capitals."""
    return _TOKEN.sub(lambda m: m.group() if m.group().lower() in names else _mended(m.group()), text)


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    lowered = word.lower()
    if {lowered, lowered.removesuffix("s"), one_form(lowered)} & _known() or sum(c.isupper() for c in word) > 1:
        return word
    allowed = 2 if len(word) >= _LONG else 1
    near = process.extractOne(lowered, _KEY, scorer=OSA.distance, score_cutoff=allowed)
    if near is None or near[0][0] != lowered[0] or (len(word) < _SHORT and len(near[0]) != len(word)):
        near = _in_glossary(lowered)
    if near is None or _another_word(lowered, near[0]):
        return word
    return near[0].capitalize() if word[0].isupper() else near[0]


def _in_glossary(word: str) -> tuple[str, int, int] | None:
    """The one long word of the glossary that a long word differs from by a letter or two."""
    if len(word) < _LONG - 1 or word in forms_of("ordinary"):
        return None
    near = process.extract(word, _long_words(), scorer=OSA.distance, score_cutoff=1 if len(word) < _LONG + 2 else 2)
    best = [found for found in near if found[0][0] == word[0]][:2]
    return best[0] if best and (len(best) == 1 or best[0][1] < best[1][1]) else None


@lru_cache(maxsize=1)
def _long_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in policy_glossary().written_words() if len(word) >= _LONG - 1))


def _another_word(word: str, key: str) -> bool:
    """Whether a letter stands for one that no finger takes it for: leaking is not leading, planting not planning."""
    if len(word) != len(key) or sorted(word) == sorted(key):
        return False
    swapped = [{word[e.src_pos], key[e.dest_pos]} for e in Levenshtein.editops(word, key) if e.tag == "replace"]
    return any(not pair <= _VOWELS and not any(pair <= set(near) for near in _BESIDE) for pair in swapped)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Words that are spelled right: those of the glossary, the words of asking, and the key words."""
    lists = question_words()
    return frozenset(_KEY) | _REAL | lists["empty"] | lists["common"] | policy_glossary().english_words()
