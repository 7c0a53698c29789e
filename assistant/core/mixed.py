"""English nouns inside a Chinese phrase (节能环保 service 企业), put into Chinese where the documents have the phrase.

Knows the glossary and that a noun belongs to its neighbours; refuses to know what is asked. Words that stand for
themselves (a lead, a target) are left as they are: no document has them beside what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product

from assistant.core.glossary import policy_glossary

_BETWEEN = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))[a-z]{4,}(?:[ -][a-z]+){0,3}(?= ?[\u4e00-\u9fff])"
)
_BESIDE = 2
"""Characters of a neighbour that tell what phrase a noun belongs to."""
_OPTIONS = 3


def in_chinese(text: str, stands: Callable[[str], bool]) -> str:
    """A text with such nouns in Chinese; ``stands`` tells whether words stand in a document as they are."""
    if text.isascii() or not _BETWEEN.search(text):
        return text
    place, found = 0, ""
    for match in _BETWEEN.finditer(text):
        before, after = (found + text[place : match.start()]).rstrip(), text[match.end() :].lstrip()
        chinese = next((c for c in _translations(match.group().lower()) if _fits(before, c, after, stands)), "")
        found = before + chinese if chinese else found + text[place : match.end()]
        place = match.end() + (len(text[match.end() :]) - len(after) if chinese else 0)
    return found + text[place:]


def _fits(before: str, chinese: str, after: str, stands: Callable[[str], bool]) -> bool:
    """Whether a document has the noun right beside both or one of its neighbours, a word of two characters."""
    ahead, behind = before[-_BESIDE:], after[:_BESIDE]
    return any(
        len(words) == len(chinese) + _BESIDE and stands(words)
        for words in (ahead + chinese, chinese + behind)
        if re.fullmatch(r"[\u4e00-\u9fff]+", words)
    )


@lru_cache(maxsize=2_000)
def _translations(words: str) -> tuple[str, ...]:
    """What English words may be in Chinese; nothing where the glossary does not know all of them."""
    terms = policy_glossary().find(words)
    if not terms or re.sub(r"[ -]", "", "".join(t.english for t in terms)) != re.sub(r"[ -]", "", words):
        return ()
    return tuple("".join(parts) for parts in product(*(t.chinese[:_OPTIONS] for t in terms)))
