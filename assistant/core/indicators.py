"""The indicators that targets are set for, and how people name them.

Knows canonical, everyday and English names, small misspellings and indicators easily mistaken for one another; refuses
to know values and what a question asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rapidfuzz.distance import Hamming

from assistant.core.answer import Language
from assistant.core.glossary import Glossary
from assistant.core.homophones import Homophones
from assistant.core.meant import MeantIndex
from assistant.core.overlap import TAKEN, OverlapIndex
from assistant.core.text import normalise

_MEASURE = re.compile(r"(?:综合)?(?:资源化)?(?:利用|回收|覆盖|消费)?(?:率|比例|比重|占比|系数|排放|减排量)$")
"""The tail that many names share; what stands before it tells them apart."""
_QUALIFIER = re.compile(
    r"^(?:主要|重点|新增|省级|国家|城镇|规模以上|规上|农作物|行业|企业|水产养殖|主体|港口|码头|万元|新建|民用|主城区)+(?=.{4})"
)
"""Words at the head of a name that say how wide it is."""
_SHORTEST = 6
"""Names with fewer characters are not guessed from a misspelling."""
_TAIL = 4
"""Characters of a word that may be the end of a name with one left out."""
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_Hit = tuple[int, int, tuple[str, ...]]
"""Start, end, and the indicators that the words between may mean."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Patterns:
    """Expressions with the indicators each may mean; most questions hold none, which ``any`` tells at once."""

    each: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    any: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What a difference in wording means, in both languages."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """One indicator. ``asked`` and ``loose`` are regular expressions over normalised, lower-cased questions.

    ``loose`` words may mean other things too (秸秆) and count only where a target is asked for. ``near`` names the
    indicators easily mistaken for this one, with what sets them apart where that is known; ``instead`` are those of
    them that a document states in its place, wider or narrower. ``printed`` are the names in the documents, and
    ``remarks`` belong to printed names that mean something slightly different.
    """

    indicator_id: str
    name: str
    english: str
    unit: str
    sector: str = ""
    also: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    near: Mapping[str, Remark | None] = field(default_factory=dict)
    instead: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    remarks: Mapping[str, Remark] = field(default_factory=dict)

    def called(self, language: Language) -> str:
        return self.name if language == "zh" else self.english


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorMention:
    """Words of a question that name indicators; several where the words fit several (污染物减排量).

    ``loose`` words may mean something else; ``guessed`` ones are misspelled, and ``partly`` ones hold most of a name.
    ``sense`` tells that the question as a whole means it; ``beside`` are the words of it that no name holds.
    """

    words: str
    indicators: tuple[str, ...]
    start: int
    end: int
    loose: bool = False
    guessed: bool = False
    partly: bool = False
    sense: bool = False
    beside: tuple[str, ...] = ()


def indicator_to_json(indicator: Indicator) -> dict[str, Any]:
    return asdict(indicator)


def indicator_from_json(data: dict[str, Any]) -> Indicator:
    plain: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k not in ("near", "remarks")
    }
    return Indicator(
        **plain,
        near={name: Remark(**remark) if remark else None for name, remark in data["near"].items()},
        remarks={words: Remark(**remark) for words, remark in data["remarks"].items()},
    )


class IndicatorIndex:
    """Finds indicators in questions; the longest words win, and words shared by several name them all."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.indicators = {i.indicator_id: i for i in indicators}
        self._names = {normalise(i.name).lower(): i.indicator_id for i in self.indicators.values()}
        self._asked = _patterns((i.indicator_id, i.asked) for i in self.indicators.values())
        self._loose = _patterns((i.indicator_id, i.loose) for i in self.indicators.values())
        english: dict[str, list[str]] = {}
        for indicator in self.indicators.values():
            for name in (re.sub(r"\s*\([^)]*\)", "", indicator.english), *indicator.also):
                ids = english.setdefault(_folded(name), [])
                if indicator.indicator_id not in ids:
                    ids.append(indicator.indicator_id)
        self._english = Glossary((name, tuple(ids)) for name, ids in english.items())
        self._sounds = Homophones(n for i in self.indicators.values() for n in _chinese(i))
        names = {k: (*_chinese(i), *_english(i)) for k, i in self.indicators.items()}
        self._overlaps = OverlapIndex(names)
        self._meant = MeantIndex({k: (*own, *map(_unqualified, own)) for k, own in names.items()})

    def __getitem__(self, indicator_id: str) -> Indicator:
        return self.indicators[indicator_id]

    def find(self, lowered: str) -> tuple[IndicatorMention, ...]:
        """Mentions in a normalised, lower-cased text, left to right, without overlaps.

        Names come first, then loose words; where there is none of these, names spelled by their sound or with a few
        wrong characters. Clauses without any of them may hold most of a name in other words.
        """
        found = self._spelled(lowered) or self._misspelled(lowered) or self._guess(lowered)
        return tuple(sorted(found + self._partly(lowered, found), key=lambda m: m.start))

    def by_tail(self, word: str) -> tuple[str, ...]:
        """Indicators whose Chinese name ends in a word, though a character may be left out of it (示范性企业)."""
        return tuple(
            key for key, i in self.indicators.items() if any(_ends_in(_tail(name), word) for name in _chinese(i))
        )

    def by_word(self, word: str) -> tuple[str, ...]:
        """Indicators whose name holds most of a word (环保装备规上企业 is the 环保装备制造规模企业)."""
        return self._overlaps.of_word(word)

    def meant(self, text: str, start: int, chatter: Sequence[bool], units: Collection[str]) -> IndicatorMention | None:
        """The indicator, of some units, that the words from ``start`` on mean as a whole."""
        among = {key for key, i in self.indicators.items() if not units or i.unit in units}
        found = self._meant.meant(text, chatter, among)
        if found is None:
            return None
        words = text[found.start : found.end]
        return IndicatorMention(
            words=words,
            indicators=found.indicators,
            start=found.start + start,
            end=found.end + start,
            sense=True,
            beside=found.beside,
        )

    def _spelled(self, lowered: str) -> list[IndicatorMention]:
        firm = [hit for hit in self._hits(lowered, self._asked) if hit[0] < hit[1]]
        firm += self._named(lowered)
        firm += [(t.start, t.end, t.chinese) for t in self._english.find(lowered)]
        found = _longest(firm, lowered, loose=False)
        return found + _longest(_free(self._hits(lowered, self._loose), found), lowered, loose=True)

    def _misspelled(self, lowered: str) -> list[IndicatorMention]:
        """Names as dictation leaves them."""
        mended = self._sounds.mended(lowered)
        if mended == lowered:
            return []
        return [replace(m, words=lowered[m.start : m.end], guessed=True) for m in self._spelled(mended)]

    def _partly(self, lowered: str, found: list[IndicatorMention]) -> list[IndicatorMention]:
        for mention in found:
            lowered = lowered[: mention.start] + TAKEN * (mention.end - mention.start) + lowered[mention.end :]
        hits = [(o.start, o.end, o.indicators) for o in self._overlaps.find(lowered)]
        return [replace(m, partly=True) for m in _longest(hits, lowered, loose=True)]

    def _hits(self, text: str, patterns: _Patterns) -> list[_Hit]:
        if not patterns.any.search(text):
            return []
        found = [(m.start(), m.end(), ids) for pattern, ids in patterns.each for m in pattern.finditer(text)]
        return [(start + (text[start : start + 1] == "的"), end, ids) for start, end, ids in found]

    def _named(self, text: str) -> list[_Hit]:
        found: list[_Hit] = []
        for name, indicator_id in self._names.items():
            start = text.find(name)
            if start >= 0:
                found.append((start, start + len(name), (indicator_id,)))
        return found

    def _guess(self, text: str) -> list[IndicatorMention]:
        """A canonical name with one character in four wrong, if its own part is at least half right."""
        best: list[tuple[int, int, int, str]] = []
        for run in _HAN_RUN.finditer(text):
            for name, indicator_id in self._names.items():
                if len(name) < _SHORTEST or not _HAN_RUN.fullmatch(name):
                    continue
                for start in range(run.start(), run.end() - len(name) + 1):
                    wrong = Hamming.distance(name, text[start : start + len(name)])
                    if wrong * 7 <= len(name) * 2 and _own_part_fits(name, text[start : start + len(name)]):
                        best.append((wrong, start, start + len(name), indicator_id))
        if not best:
            return []
        fewest = min(best)[0]
        ids = tuple(dict.fromkeys(b[3] for b in best if b[0] == fewest))
        start, end = min(best)[1:3]
        return [IndicatorMention(words=text[start:end], indicators=ids, start=start, end=end, guessed=True)]


def _chinese(indicator: Indicator) -> tuple[str, ...]:
    """The names of an indicator as they are matched: its own and those that the documents print."""
    return tuple(dict.fromkeys(normalise(name).lower() for name in (indicator.name, *indicator.printed)))


def _english(indicator: Indicator) -> tuple[str, ...]:
    return (_folded(re.sub(r"\s*\([^)]*\)", "", indicator.english)), *map(_folded, indicator.also))


def _unqualified(name: str) -> str:
    """A name without the words that only say how wide it is (主要农作物农药利用率)."""
    return _QUALIFIER.sub("", name)


def _tail(name: str) -> str:
    return re.sub(r"[（(][^）)]*[）)]$", "", name)


def _ends_in(name: str, word: str) -> bool:
    """Whether a name ends in a word, or in the word with one or two characters more inside."""
    if name.endswith(word):
        return True
    tail = iter(name[-len(word) - 1 :])
    return len(word) >= _TAIL and name[-1:] == word[-1:] and all(character in tail for character in word)


def _free(hits: Iterable[_Hit], taken: Iterable[IndicatorMention]) -> list[_Hit]:
    spans = [(m.start, m.end) for m in taken]
    return [hit for hit in hits if not any(hit[0] < b and a < hit[1] for a, b in spans)]


def _own_part_fits(name: str, words: str) -> bool:
    own = _MEASURE.sub("", name) or name
    return Hamming.distance(own, words[: len(own)]) * 2 <= len(own)


def _folded(name: str) -> str:
    return normalise(name).lower()


def _patterns(table: Iterable[tuple[str, tuple[str, ...]]]) -> _Patterns:
    """One compiled pattern for each expression, with every indicator that lists it, and one for all of them."""
    shared: dict[str, list[str]] = {}
    for indicator_id, expressions in table:
        for expression in expressions:
            shared.setdefault(expression, []).append(indicator_id)
    each = tuple((re.compile(expression), tuple(ids)) for expression, ids in shared.items())
    return _Patterns(each=each, any=re.compile("|".join(f"(?:{expression})" for expression in shared) or r"(?!)"))


def _longest(hits: list[_Hit], text: str, *, loose: bool) -> list[IndicatorMention]:
    """Hits without overlaps, the longest first; hits over the very same words are one mention of all of them."""
    found: list[IndicatorMention] = []
    for start, end, _ in sorted(hits, key=lambda h: (h[0] - h[1], h[0])):
        if any(m.start < end and start < m.end for m in found):
            continue
        ids = tuple(dict.fromkeys(i for a, b, many in hits if (a, b) == (start, end) for i in many))
        found.append(IndicatorMention(words=text[start:end], indicators=ids, start=start, end=end, loose=loose))
    return found
