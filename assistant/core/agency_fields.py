"""Bodies named by words of their field and any kind of body: housing department, law enforcement bureau, health board.

Knows which English words make up the names of bodies; refuses to take words that more than one body of a document has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.core.records import Agency

_WORD = re.compile(r"[a-z]+")
_KINDS_WORDS = """
administration bureau commission authority authorities department departments agency office board regulator
watchdog ministry service committee division
"""
_KINDS = _KINDS_WORDS.split()
_OTHER_WORDS = """
the of for and on in shenzhen zhejiang guangdong jiangsu chongqing municipal provincial people s city
"""
_OTHER = _OTHER_WORDS.split()
_VAGUE_WORDS = """
development management affairs public state general special government local social security technology
information resources regulation supervision region branch zone party communications new area economic china
relevant competent level levels district districts county counties cities divided
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
"""Words that say nothing of a field by themselves."""
_TAKEN = (frozenset({"public", "security"}), frozenset({"economic", "operation"}))
"""Words of a name that alone mean another body."""
_KIND = "|".join(k for k in _KINDS if k not in ("service", "division", "ministry"))
_NAMED = re.compile(
    rf"(?<![a-z&-])(?:[a-z&'-]+ ){{1,4}}(?:{_KIND})(?![a-z])"
    r"(?! (?:building|compan|firm|cost|suppl|equip|hour|staff|work))"
    rf"|(?<![a-z])(?:{_KIND}) (?:of|for) [a-z]+(?:(?: and| &|,) [a-z]+| [a-z]+){{0,2}}"
)
_KIND_AHEAD = re.compile(rf"(?:{_KIND}) (?:of|for) ")


class FieldIndex:
    """The words of the English names of all bodies. Immutable after construction."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._names = [
            (words, agency)
            for agency in agencies
            for name in (agency.english, *agency.english_aliases)
            if (words := _field(name.lower()))
        ]

    def of(self, name: str, documents: Iterable[str] = ()) -> tuple[Agency, ...]:
        """The bodies whose names hold every word of a field; one for each document, or none of that document."""
        field = _field(name.lower())
        if not field or field <= _VAGUE or any(field <= taken for taken in _TAKEN):
            return ()
        wanted = set(documents)
        found = dict.fromkeys(a for words, a in self._names if field <= words)
        found = {a: None for a in found if not wanted or wanted & set(a.documents)}
        alone = [a for a in found if not any(b is not a and set(a.documents) & set(b.documents) for b in found)]
        return tuple(alone)

    def find(self, text: str) -> list[tuple[int, int, tuple[Agency, ...]]]:
        """Stretches of a lower-cased text that name the field of a body and a kind of body."""
        return [hit for m in _NAMED.finditer(text) for hit in [self._longest(m.start(), m.group())] if hit]

    def _longest(self, start: int, words: str) -> tuple[int, int, tuple[Agency, ...]] | None:
        """The longest part that holds the kind of body and names a field."""
        last = bool(_KIND_AHEAD.match(words))
        while " " in words:
            agencies = self.of(words) if last or words.split(" ", 1)[0] not in _OTHER else ()
            if agencies:
                return start, start + len(words), agencies
            if last:
                words = words.rpartition(" ")[0]
            else:
                start += words.index(" ") + 1
                words = words.partition(" ")[2]
        return None


def _field(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name)) - {*_KINDS, *_OTHER}
