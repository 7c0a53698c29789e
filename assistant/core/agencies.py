"""Finding agencies in a text by any of their names: printed, official, short, English, or slightly misspelt.

Knows names only; refuses to know what an agency is responsible for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from assistant.core import patterns
from assistant.core.agency_fields import FieldIndex
from assistant.core.agency_stems import StemIndex
from assistant.core.records import Agency
from assistant.core.text import has_han, normalise

_PREFIX = re.compile(r"(?:深圳市|浙江省|广东省|江苏省|重庆市|深圳|浙江|广东|江苏|重庆|全市|全省|我市|我省|市|省)的?$")
_LOOKS_LIKE = re.compile(
    r"(?:市|省)?[\u4e00-\u9fff]{2,10}?(?:管理局|监管局|执法局|委员会|办公室|公司|海关|分行|[局厅署])|[市省][\u4e00-\u9fff]{2,8}?(?:委|办|部)"
)
_NO_NAME = re.compile(r"的|任务|工程|哪|多少|几个|什么|排前|前[一二三四五六七八九十]|所有|全部|[餐客展歌大]厅$")
"""Words that no name holds: the rest of a question that ends in 局 or 部门."""
_NATIONAL = re.compile(
    r"(?:国家|中央|国务院|全国)的?$|\b(?:national|state|central|federal|chinese)\s+$"
    r"|^(?:national|state|central|federal|chinese)\s"
)
"""Before a short name that a body of the city or the province has as well: another body."""
_LATIN_BODY = re.compile(
    r"(?<![a-z])(?:[a-z&'-]+ ){1,4}"
    r"(?:administration|bureau|ministry|commission|authority|department|police|agency)(?![a-z])"
    r"|(?<![a-z])(?:ministry|department|bureau|administration) of [a-z]+(?:(?: and| &) [a-z]+| [a-z]+){0,2}"
)
_PLAIN = """
the a an any each every which what that this of in on for by does do did is are was and or city city's municipal
provincial local government lead leads leading responsible competent relevant other its their one same only no
national level main of's with from as to me all s than items tasks
"""
_LATIN_PLAIN = frozenset(_PLAIN.split())
_HEADS = ("ministry of ", "department of ", "bureau of ", "administration of ")
_TYPO_RATIO = 74.0
_NEAR_RATIO = 40.0
_MIN_FUZZY = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyMention:
    """Words of a text that name one or more agencies (one short name may belong to a body in each region)."""

    start: int
    end: int
    words: str
    agencies: tuple[Agency, ...]
    guessed: bool = False
    exact_printed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownAgency:
    """Words that look like the name of a body that no document names, with the nearest known names."""

    start: int
    end: int
    words: str
    nearest: tuple[str, ...]


def _key(name: str) -> str:
    return normalise(name).lower()


class AgencyIndex:
    """All names of all agencies, ready for matching. Immutable after construction."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(agencies)
        names: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            for name in (agency.name, *agency.printed, *agency.aliases, agency.english, *agency.english_aliases):
                key = _key(name)
                if len(key) >= 2 and agency not in names.setdefault(key, []):
                    names[key].append(agency)
        self._names = {key: tuple(found) for key, found in names.items()}
        self._printed = {_key(name) for a in self.agencies for name in a.printed}
        self._bodies = {(d, name): a for a in self.agencies for d in a.documents for name in a.printed}
        self._prints = {(d, a.agency_id): frozenset(a.printed) for a in self.agencies for d in a.documents}
        ordered = sorted(self._names, key=len, reverse=True)
        self._pattern = patterns.names(ordered)
        self._stems = StemIndex(self.agencies)
        self._fields = FieldIndex(self.agencies)
        self._han_names = [n for n in ordered if has_han(n) and len(n) >= _MIN_FUZZY]

    def of_printed(self, name: str, document: str) -> Agency | None:
        """The agency that a document prints under this name."""
        return self._bodies.get((document, name))

    def prints(self, agency: Agency, document: str) -> frozenset[str]:
        """The names under which a document prints an agency; none where it does not."""
        return self._prints.get((document, agency.agency_id), frozenset())

    def by_alias(self, name: str) -> tuple[Agency, ...]:
        """Agencies that carry this name in any form; empty when none does."""
        return self._names.get(_key(name), ())

    def find(self, text: str) -> tuple[AgencyMention, ...]:
        """Mentions in a normalised text, longest names first, left to right."""
        found = []
        lowered = text.lower()
        for match in self._pattern.finditer(lowered):
            start, word = match.start(), match.group()
            if _NATIONAL.search(lowered[:start]):
                continue
            agencies = self._names[word]
            prefix = _PREFIX.search(lowered[:start])
            if prefix and has_han(word):
                narrowed = _narrow(agencies, prefix.group().rstrip("的") + word, prefix.group())
                start = prefix.start() if narrowed is not None and len(prefix.group()) == 1 else start
                agencies = narrowed or agencies
            found.append(
                AgencyMention(
                    start=start,
                    end=match.end(),
                    words=text[start : match.end()],
                    agencies=agencies,
                    exact_printed=word in self._printed,
                )
            )
        for hit in self._stems.find(lowered, [(m.start, m.end) for m in found]):
            words = text[hit.start : hit.end]
            if _NATIONAL.search(lowered[: hit.start]):
                continue
            found.append(AgencyMention(start=hit.start, end=hit.end, words=words, agencies=hit.agencies))
        return tuple(sorted(found, key=lambda m: m.start))

    def in_documents(self, mention: AgencyMention, documents: set[str]) -> AgencyMention:
        """A mention as the body of its field in the documents named (the housing department of Shenzhen)."""
        held = any(documents & set(a.documents) for a in mention.agencies)
        if held or not documents or has_han(mention.words):
            return mention
        return replace(mention, agencies=self._fields.of(mention.words, documents) or mention.agencies)

    def covers(self, text: str) -> int:
        """How many characters of a normalised text are names of bodies."""
        return sum(len(match.group()) for match in self._pattern.finditer(text.lower()))

    def guess(self, text: str) -> tuple[tuple[AgencyMention, ...], tuple[UnknownAgency, ...]]:
        """Words that look like a body but match no name: misspellings resolved, the rest with nearest names.

        ``text`` must already have known mentions and ordinary question words blanked out.
        """
        mentions: list[AgencyMention] = []
        unknown: list[UnknownAgency] = []
        for match in _LOOKS_LIKE.finditer(text):
            word = match.group().lower()
            if _NO_NAME.search(word):
                continue
            near = process.extract(word, self._han_names, scorer=fuzz.ratio, limit=6, score_cutoff=_NEAR_RATIO)
            if near and near[0][1] >= _TYPO_RATIO and abs(len(near[0][0]) - len(word)) <= 1:
                best = [name for name, score, _ in near if score == near[0][1]]
                agencies = tuple(dict.fromkeys(a for name in best for a in self._names[name]))
                mentions.append(
                    AgencyMention(
                        start=match.start(), end=match.end(), words=match.group(), agencies=agencies, guessed=True
                    )
                )
            else:
                names = tuple(dict.fromkeys(self._names[name][0].name for name, _, _ in near))[:3]
                unknown.append(UnknownAgency(start=match.start(), end=match.end(), words=match.group(), nearest=names))
        page = text
        for start, end, agencies in self._fields.find(text):
            if _NATIONAL.search(text[:start]) or _NATIONAL.match(text[start:end]):
                continue
            mentions.append(AgencyMention(start=start, end=end, words=text[start:end], agencies=agencies, guessed=True))
            page = page[:start] + " " * (end - start) + page[end:]
        return tuple(mentions), (*unknown, *_latin_bodies(page))


def _latin_bodies(text: str) -> list[UnknownAgency]:
    """Words that end as the English name of a body does and name its field, which no known body has."""
    found = []
    for match in _LATIN_BODY.finditer(text):
        words = match.group().split()
        if not match.group().startswith(_HEADS):
            last = max((n for n, word in enumerate(words) if word in _LATIN_PLAIN), default=-1)
            words = words[last + 1 :]
        if len(words) > 1 or words == ["police"]:
            name = " ".join(words)
            found.append(UnknownAgency(start=match.end() - len(name), end=match.end(), words=name, nearest=()))
    return found


def _narrow(agencies: tuple[Agency, ...], full: str, prefix: str) -> tuple[Agency, ...] | None:
    """Agencies whose level fits a prefix such as 市 or 浙江省; ``None`` when the prefix says nothing about them."""
    level = "市" if prefix.rstrip("的").endswith("市") else "省" if prefix.rstrip("的").endswith("省") else ""
    if not level:
        return None
    fitting = tuple(a for a in agencies if any(level in p[:4] for p in (*a.printed, a.name, *a.aliases)))
    return fitting or None
