"""The policy glossary: English terms and the Chinese words the documents use for them, and back.

Knows the data file ``glossary.tsv`` and how English word forms are matched; refuses to know which translation occurs
in an index, and what a question asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DEFAULT_FILE = Path(__file__).resolve().parent / "glossary.tsv"
_WORD = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
_LONGEST = 9
"""Words in the longest English term that is looked for."""
_SAME = {
    "company": "enterprise",
    "firm": "enterprise",
    "business": "enterprise",
    "programme": "program",
    "demo": "demonstration",
}
"""Words that policy English uses for one another."""
_LINKING = frozenset({"and", "or", "of", "the", "a", "an", "from", "to", "into", "in", "on", "for", "with", "at", "by"})
_WHOLE = 5
"""Letters that words made from one another have in common at the least."""
_ENDINGS = (
    "ations", "ically", "ables", "ances", "aries", "ation", "ences", "ibles", "ities", "ively",
    "ments", "ories", "able", "ally", "ance", "ants", "eers", "ence", "ents", "ible",
    "ical", "ings", "ions", "ised", "isms", "ists", "ives", "ized", "ment", "als",
    "ant", "ary", "eer", "ent", "ers", "ics", "ing", "ion", "ise", "ism",
    "ist", "ity", "ive", "ize", "ors", "ory", "al", "ed", "er", "es",
    "ic", "ly", "or", "e", "s", "y",
)  # fmt: skip
"""Endings, the longest first."""
_SIBILANT_E = ("se", "xe", "ze", "che", "she")
_SIBILANT = ("ses", "xes", "zes", "ches", "shes")
_WORDS_KEPT = 8192
"""Forms of words that are remembered; looking for terms of several words meets each word many times."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An English term found in a text, with the Chinese words for it, the usual one first."""

    english: str
    chinese: tuple[str, ...]
    start: int
    end: int


class Glossary:
    """Looks terms up in both directions; the longest match wins."""

    def __init__(self, entries: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._exact: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._loose: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._english: dict[str, str] = {}
        self._by_root: dict[str, tuple[str, ...]] = {}
        for english, chinese in entries:
            words = _WORD.findall(english.lower())
            self._exact.setdefault(tuple(_singular(word) for word in words), chinese)
            bare = tuple(_singular(word) for word in words if word not in _LINKING)
            if 1 < len(bare) < len(words):  # a topic has lost its little words (road rail)
                self._exact.setdefault(bare, chinese)
            loose = tuple(_stem(word) for word in words)
            self._loose[loose] = tuple(dict.fromkeys(self._loose.get(loose, ()) + chinese))
            self._english.setdefault(chinese[0], english)
        self._longest_chinese = max(map(len, self._english), default=0)

    def __len__(self) -> int:
        return len(self._exact)

    def find(self, text: str) -> tuple[Term, ...]:
        """The terms in an English text, left to right, without overlaps."""
        words = list(_WORD.finditer(text.lower()))
        found: list[Term] = []
        place = 0
        while place < len(words):
            for size in range(min(_LONGEST, len(words) - place), 0, -1):
                chinese = self._lookup([match.group() for match in words[place : place + size]])
                if chinese:
                    start, end = words[place].start(), words[place + size - 1].end()
                    found.append(Term(english=text[start:end], chinese=chinese, start=start, end=end))
                    place += size
                    break
            else:
                place += 1
        return tuple(found)

    def related(self, word: str) -> tuple[str, ...]:
        """The Chinese words for a term of one word that a word is made from (volunteer – voluntary, steelworks)."""
        word = word.lower()
        made_alike = self._roots().get(_root(_singular(word)))
        wholes = ((word[:size],) for size in range(len(word) - 2, _WHOLE - 1, -1))
        return made_alike or next((self._exact[whole] for whole in wholes if whole in self._exact), ())

    def _roots(self) -> dict[str, tuple[str, ...]]:
        if not self._by_root:
            for words, chinese in self._exact.items():
                if len(words) == 1 and len(_root(words[0])) >= _WHOLE:
                    self._by_root.setdefault(_root(words[0]), chinese)
        return self._by_root

    def chinese_words(self) -> frozenset[str]:
        """Every Chinese word of the glossary."""
        return frozenset(word for words in self._exact.values() for word in words)

    def english_words(self) -> frozenset[str]:
        """Every English word of the glossary, as it is written and in the singular."""
        terms = self._english.values()
        return frozenset(word for term in terms for word in _WORD.findall(term.lower())) | frozenset(
            word for words in self._exact for word in words
        )

    def written_words(self) -> frozenset[str]:
        """Every English word of the glossary as it is written."""
        return frozenset(word for term in self._english.values() for word in _WORD.findall(term.lower()))

    def english(self, chinese: str) -> str | None:
        """The English term for a Chinese one, if the glossary has it."""
        return self._english.get(chinese)

    def english_terms(self, text: str) -> tuple[tuple[str, str], ...]:
        """The Chinese terms in a text with their English names, left to right, the longest first."""
        found: list[tuple[str, str]] = []
        place = 0
        while place < len(text):
            for size in range(min(self._longest_chinese, len(text) - place), 1, -1):
                word = text[place : place + size]
                if word in self._english:
                    found.append((word, self._english[word]))
                    place += size
                    break
            else:
                place += 1
        return tuple(found)

    def _lookup(self, words: list[str]) -> tuple[str, ...]:
        exact = self._exact.get(tuple(_singular(word) for word in words))
        return exact or self._loose.get(tuple(_stem(word) for word in words), ())


def stems_of(text: str) -> tuple[tuple[str, int, int], ...]:
    """The rough forms of the English words of a text, with where they stand."""
    return tuple((_stem(m.group()), m.start(), m.end()) for m in _WORD.finditer(text.lower()))


def load_glossary(path: Path = DEFAULT_FILE) -> Glossary:
    """The glossary in a file of ``english<TAB>chinese|chinese`` lines; ``#`` begins a comment line."""
    entries: list[tuple[str, tuple[str, ...]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        english, tab, chinese = line.partition("\t")
        words = tuple(word.strip() for word in chinese.split("|") if word.strip())
        if not tab or not english.strip() or not words:
            raise ValueError(f"{path.name}, line {number}: expected an English term, a tab and Chinese terms")
        # A remark in parentheses tells two senses apart and is not matched.
        entries.append((re.sub(r"\([^)]*\)", "", english).strip(), words))
    return Glossary(entries)


@lru_cache(maxsize=1)
def policy_glossary() -> Glossary:
    """The glossary that travels with the package."""
    return load_glossary()


def one_form(word: str) -> str:
    """A word as the glossary looks it up: singular, in one spelling."""
    return _singular(word.lower())


def root_of(word: str) -> str:
    """What a word has in common with those made from the same (regulator, regulation)."""
    return _root(_singular(word))


@lru_cache(maxsize=_WORDS_KEPT)
def _singular(word: str) -> str:
    """One form for singular and plural, British and American spelling, and words used for one another."""
    word = _one_number(word)
    return _one_number(_SAME[word]) if word in _SAME else word


@lru_cache(maxsize=_WORDS_KEPT)
def _one_number(word: str) -> str:
    if len(word) > 5:
        word = word.replace("yz", "ys").replace("iz", "is").replace("sulph", "sulf")
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(_SIBILANT):
        word = word[:-2]
    elif word.endswith(_SIBILANT_E) and len(word) > 3:
        word = word[:-1]  # cases is the plural of case, and boxes that of box
    elif word.endswith("s") and not word.endswith(("ss", "us", "sis")) and len(word) > 3:
        word = word[:-1]
    if word.endswith("tre"):
        word = word[:-2] + "er"
    if word.endswith("our") and len(word) > 4:
        word = word[:-3] + "or"
    return word


def _root(word: str) -> str:
    """A word without its ending, if enough is left to tell it by."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _WHOLE), "")
    return word.removesuffix(ending)


@lru_cache(maxsize=_WORDS_KEPT)
def _stem(word: str) -> str:
    """A rougher form in which reduce, reduced and reducing are the same."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
