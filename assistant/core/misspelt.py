"""English key words with typing mistakes (burea, leeding, Shenzen), put right before a question is read.

Knows the few words on which understanding turns; every other word, known or not, is left as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from assistant.core.glossary import one_form, policy_glossary, root_of
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
        "talks", "finances", "heath", "regulations", "quite", "trail", "diary", "angel", "casual", "filing", "later",
        "latter", "desert", "below", "super", "hoping", "rating", "staring", "taped", "coma", "medal", "metal",
        "united", "regulator", "regulators", "coordinator", "coordinators", "departmental", "supported", "reading",
        "prediction", "predictions", "companion", "companions", "relation", "relations", "command", "commands",
    }
)  # fmt: skip
"""Words of their own that a key word is only a letter away from."""
_SLIPS = {
    "whch": "which", "wich": "which", "whcih": "which", "wihch": "which", "teh": "the", "hte": "the", "wat": "what",
    "waht": "what", "wht": "what", "abuot": "about", "anex": "annex", "buro": "bureau", "beuro": "bureau",
    "dept": "department", "depts": "departments", "dpt": "department", "govt": "government", "mgmt": "management",
    "thier": "their", "adn": "and", "nad": "and", "hwo": "how", "hwich": "which", "whos": "who's",
"proj": "project", "explane": "explain", "meny": "many", "shold": "should", "teir": "their",
    "burau": "bureau", "taks": "task", "tsak": "task", "itme": "item", "lsit": "list",
    "vehical": "vehicle", "vehicals": "vehicles", "energie": "energy", "polution": "pollution",
}  # fmt: skip
"""Slips in short words and abbreviations of notes, which no distance tells from other words."""
_VOWELS = frozenset("aeiouy")
_BESIDE = (
    "qwa", "wes", "erd", "rtf", "tyg", "yuh", "uij", "iok", "opl", "asz", "sdx", "dfc", "fgv", "ghb", "hjn", "jkm",
    "kl", "zx", "xc", "cv", "vb", "bn", "nm", "sc", "ck", "sz", "mn", "pb",
)  # fmt: skip
"""Letters that are struck or heard for one another."""
_TOKEN = re.compile(r"(?<![A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")
_DOUBLE = re.compile(r"([a-z])\1")
_SHORTEST, _SHORT, _LONG = 4, 5, 8
"""Words up to ``_SHORT`` letters and beyond may have one letter wrong, those of ``_LONG`` and more two."""


def mended(text: str, names: frozenset[str] = frozenset()) -> str:
    """A text with its misspelt key words as they should be; words of ``names`` stay, and so do capitals."""
    return _TOKEN.sub(lambda m: m.group() if m.group().lower() in names else _mended(m.group()), text)


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    lowered = word.lower()
    if lowered in _SLIPS and not word.isupper():
        return _SLIPS[lowered].capitalize() if word[0].isupper() else _SLIPS[lowered]
    if len(word) < _SHORTEST:
        return word
    if {lowered, lowered.removesuffix("s"), one_form(lowered)} & _known() or sum(c.isupper() for c in word) > 1:
        return word
    allowed = 2 if len(word) >= _LONG else 1
    near = process.extractOne(lowered, _KEY, scorer=OSA.distance, score_cutoff=allowed)
    if near is None or near[0][0] != lowered[0] or (len(word) < _SHORT and len(near[0]) != len(word)):
        near = _in_glossary(lowered)
    if near is None or _another_word(lowered, near[0]):
        slipped = _slipped(lowered)
        return slipped.capitalize() if word[0].isupper() else slipped
    return near[0].capitalize() if word[0].isupper() else near[0]


def _in_glossary(word: str) -> tuple[str, int, int] | None:
    """The one long word of the glossary that a long word differs from by a letter or two."""
    if len(word) < _LONG - 1 or word in forms_of("ordinary"):
        return None
    near = process.extract(word, _long_words(), scorer=OSA.distance, score_cutoff=1 if len(word) < _LONG + 2 else 2)
    best = [found for found in near if found[0][0] == word[0] and root_of(found[0]) != root_of(word)][:2]
    return best[0] if best and (len(best) == 1 or best[0][1] < best[1][1]) else None


def _slipped(word: str) -> str:
    """A word of the glossary of which two letters are swapped or one is doubled wrongly (hotles, suply)."""
    if len(word) < _SHORT or word in forms_of("ordinary"):
        return word
    return _swapped().get(word) or _undoubled().get(_DOUBLE.sub(r"\1", word)) or word


@lru_cache(maxsize=1)
def _swapped() -> dict[str, str]:
    """Glossary words by their forms with two neighbouring letters swapped."""
    known = _known()
    found: dict[str, str] = {}
    for word in _plain_words():
        for n in range(1, len(word) - 1):
            form = word[:n] + word[n + 1] + word[n] + word[n + 2 :]
            if form not in known:
                found.setdefault(form, word)
    return found


@lru_cache(maxsize=1)
def _undoubled() -> dict[str, str]:
    """Glossary words by their forms without doubled letters."""
    return {_DOUBLE.sub(r"\1", word): word for word in _plain_words()}


@lru_cache(maxsize=1)
def _plain_words() -> tuple[str, ...]:
    words = {w for w in policy_glossary().written_words() if len(w) >= _SHORT and w.isalpha()}
    return tuple(sorted(words | {_plural(w) for w in words if not w.endswith("s")}))


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in _VOWELS else f"{word}s"


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
