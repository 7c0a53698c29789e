"""The informative words of a question, as units: what stands there, and the Chinese words that would say the same.

Knows everyday words, light words, places and the glossary; refuses to know what kind of answer is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.core.glossary import policy_glossary
from assistant.core.wording import everyday_words, forms_of, question_words, talk_in, without_frames
from assistant.dialogue.places import PLACES

_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9 .'-]*")
_EN_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9.'-]*")
_OR = re.compile(r"(?<=[\u4e00-\u9fff]{2})或者(?=[\u4e00-\u9fff]{2,8}[纳放列写加用作])")
_OR_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff]{2})或(?!许|多|将|缺|明)(?=[\u4e00-\u9fff]{2})")
LIGHT_FACTOR = 0.3
SETTING_FACTOR = 0.15
"""What the words count by which somebody tells who asks and why."""
UNKNOWN_FACTOR = 0.6
"""An English word the glossary does not know may be a verb of asking as well as the point of the question."""
BOUND_SHARE = 0.65
Joined = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonym:
    """Official words for a stretch of a unit; ``share`` is what they count beside the words themselves."""

    start: int
    end: int
    official: tuple[str, ...]
    share: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Words of the question as they stand, with a factor for each character (or one for a word that is not Chinese).

    ``synonyms`` are Chinese words that would say the same; an English term is a unit whose whole length has synonyms.
    A ``required`` unit names something (a place, a name) that must be in the passage. ``either`` tells that the next
    unit names another thing that would do as well (碳排放或二氧化碳).
    """

    words: str
    factors: tuple[float, ...]
    synonyms: tuple[Synonym, ...] = ()
    required: bool = False
    either: bool = False

    @property
    def is_han(self) -> bool:
        return bool(self.words) and not self.words.isascii()


def chinese_units(text: str, names: Sequence[str], regions: Sequence[str], joined: Joined) -> Iterator[Unit]:
    """Runs of the question between the words of asking; the places it names are units of their own."""
    text = without_frames(_OR.sub("或", text))
    places = _places(names, regions)
    for match in places.finditer(text):
        words = match.group()
        official = tuple(o for word in everyday_words(words) for o in word.official)
        synonyms = (Synonym(start=0, end=len(words), official=(match.group(1), *official)),)
        yield Unit(words=words, factors=(1.0,) * len(words), synonyms=synonyms, required=True)
    text = places.sub(" ", text)
    for match in _LATIN.finditer(text):
        yield from english_units(match.group(), regions)
    for run in _HAN_RUN.findall(text):
        parts = _OR_BETWEEN.split(run)
        for number, part in enumerate(parts, start=1):
            known = tuple(_synonyms(part, joined))
            yield Unit(words=part, factors=_factors(part), synonyms=known, either=number < len(parts))


def setting_units(units: Iterable[Unit]) -> Iterator[Unit]:
    """Units of the setting of a question: they count little, and nothing in them is required."""
    for unit in units:
        factors = tuple(min(factor, 1.0) * SETTING_FACTOR for factor in unit.factors)
        yield replace(unit, factors=factors, required=False)


def _factors(run: str) -> tuple[float, ...]:
    factors = [1.0] * len(run)
    for start, end in talk_in(run):
        factors[start:end] = [LIGHT_FACTOR] * (end - start)
    return tuple(factors)


def _synonyms(run: str, joined: Joined) -> Iterator[Synonym]:
    """Everyday words in a run; they count less where the documents join them to a neighbour: 垃圾 in 建筑垃圾."""
    for word in everyday_words(run):
        before, after = run[max(word.start - 1, 0) : word.start + 1], run[word.end - 1 : word.end + 1]
        bound = (len(before) == 2 and joined(before)) or (len(after) == 2 and joined(after))
        yield Synonym(start=word.start, end=word.end, official=word.official, share=BOUND_SHARE if bound else 1.0)


def _places(names: Sequence[str], regions: Sequence[str]) -> re.Pattern[str]:
    """Names of places in Chinese, less those of the documents the question is limited to."""
    known = "".join(names)
    wanted = sorted({p for p in (*regions, *PLACES) if p and not p.isascii() and p not in known}, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, wanted))})(?:省|市|自治区|特区)?" if wanted else r"((?!))")


_GLOSSED = re.compile(
    r"(?:(?P<name>(?:[A-Z][\w'’-]*\s+)+(?:[a-z][\w-]*\s+){0,2})\(?)?(?P<han>[\u3400-\u9fff][\u3400-\u9fff、·]+)\)?"
)
"""Chinese words in an English question, with the name that they are given for in parentheses."""
_ORDER = re.compile(r"\b(?:list|name)\b(?= (?:them|all|the|those|each|every|out|which|what|some)\b)", re.IGNORECASE)
"""A word that tells to list, and is no list."""
_OF_DOCUMENTS = re.compile(r"(?:方案|意见|计划|分工表|附件|专栏|文件)$")


def english_units(text: str, regions: Sequence[str]) -> Iterator[Unit]:
    """Glossary terms with their Chinese words; words it does not know, which a Chinese passage cannot hold."""
    covered: list[tuple[int, int]] = [m.span() for m in _ORDER.finditer(text)]
    empty, common = question_words()["empty"], forms_of("common")
    for gloss in _GLOSSED.finditer(text):
        covered.append(gloss.span())
        if not _OF_DOCUMENTS.search(gloss.group("han")):
            words = gloss.group("han")
            yield Unit(words=words, factors=(1.0,) * len(words), required=bool(gloss.group("name")))
    for term in policy_glossary().find(text):
        if any(low <= term.start < high for low, high in covered):
            continue
        covered.append((term.start, term.end))
        if term.english.lower() in empty:
            continue
        light = term.english.lower() in common
        synonym = Synonym(start=0, end=1, official=term.chinese)
        yield Unit(words=term.english.lower(), factors=(LIGHT_FACTOR if light else 1.0,), synonyms=(synonym,))
    talk = empty | forms_of("ordinary")
    for match in _EN_WORD.finditer(text):
        word = match.group().rstrip(".'").removesuffix("'s")
        if len(word) < 2 or word.lower() in talk or any(low <= match.start() < high for low, high in covered):
            continue
        yield _untranslated(word, regions, first=match.start() == 0)


def _untranslated(word: str, regions: Sequence[str], *, first: bool) -> Unit:
    """A word that is no term: a place, an everyday word, one made from a term, a name, or one that nobody knows."""
    lowered = word.lower()
    chinese = {english: name for name, english in PLACES.items()}
    if lowered in chinese:
        name = chinese[lowered]
        known = (name, *(o for w in everyday_words(name) for o in w.official))
        return Unit(words=lowered, factors=(1.0,), synonyms=(Synonym(start=0, end=1, official=known),), required=True)
    official = tuple(o for w in everyday_words(lowered) if w.end - w.start == len(word) for o in w.official)
    official = official or (policy_glossary().related(word) if word.islower() else ())
    if official:
        return Unit(words=lowered, factors=(1.0,), synonyms=(Synonym(start=0, end=1, official=official),))
    places = {*PLACES.values(), *(name.lower() for name in regions)}
    named = word[0].isupper() and not word.isupper() and (not first or lowered in places)
    return Unit(words=lowered, factors=(1.0 if named else UNKNOWN_FACTOR,), required=named)
