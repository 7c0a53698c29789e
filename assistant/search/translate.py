"""English questions in the words of the index: the policy glossary, limited to what the index holds.

Knows which English words carry no content and how a translation is shown; refuses to know scores and chunks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.core.glossary import Glossary
from assistant.core.wording import question_words

_WORD = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*|[\u3400-\u9fff]+")
_ENGLISH = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class TranslatedTerm:
    """An English term and the Chinese words for it that occur in the index."""

    english: str
    chinese: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """How a question was put into Chinese; ``verbatim`` are words kept as they stand, ``unknown`` found no term."""

    terms: tuple[TranslatedTerm, ...]
    verbatim: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The translation as one line, the usual word for every term."""
        return " ".join([term.chinese[0] for term in self.terms] + list(self.verbatim))


def translate(question: str, glossary: Glossary, occurs: Callable[[str], bool]) -> Translation:
    """Every term of the question that the glossary knows, by the words that occur; the rest as it is or unknown."""
    terms: list[TranslatedTerm] = []
    covered: list[tuple[int, int]] = []
    missing: list[str] = []
    empty = question_words()["empty"]
    for term in glossary.find(question):
        covered.append((term.start, term.end))
        chinese = tuple(word for word in term.chinese if occurs(word))
        if chinese:
            terms.append(TranslatedTerm(english=term.english, chinese=chinese))
        else:
            missing.append(term.english)
    verbatim: list[str] = []
    for match in _WORD.finditer(question):
        word = match.group()
        if word.lower() in empty or any(start <= match.start() < end for start, end in covered):
            continue
        if occurs(word):
            verbatim.append(word)
        elif related := tuple(w for w in glossary.related(word) if occurs(w)) if _ENGLISH.fullmatch(word) else ():
            terms.append(TranslatedTerm(english=word, chinese=related))
        elif _ENGLISH.fullmatch(word) and len(word) > 1:
            missing.append(word)
    return Translation(
        terms=tuple(dict.fromkeys(terms)),
        verbatim=tuple(dict.fromkeys(verbatim)),
        unknown=tuple(dict.fromkeys(missing)),
    )
