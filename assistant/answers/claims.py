"""What a sentence claims that must stand in a source: numbers, dates, agencies, and who leads or supports.

Knows how to tell the checkable claims of a sentence and whether cited passages hold them; refuses to know who wrote
the sentence, or what becomes of one that does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answers.quantities import Held, Quantity, held_in, stated_quantities
from assistant.core.agencies import AgencyIndex, AgencyMention
from assistant.core.evidence import squeeze
from assistant.core.records import ROLES, Responsibility, Role
from assistant.core.text import normalise

_BODY_HAN = re.compile(
    r"(?:国家|[省市区县州])[\u4e00-\u9fff]{1,9}?"
    r"(?:委员会|办公室|(?<![布格结全大当时])局|(?<![大餐客])厅|(?<![部签])署|(?<![编原常])委(?![托派任员])"
    r"|(?<![举主承协创兴督申经通])办(?![理法公事学证好成结案]))"
)
_BODY_ENGLISH = re.compile(
    r"\b(?:[A-Z][\w&'-]{0,30},? (?:(?:and|of|for|the|on) ){0,2}){1,8}"
    r"(?:Bureau|Commission|Department|Administration|Office|Authority|Committee|Ministry|Agency)\b"
)
_IN_PARENTHESES = re.compile(r" ?\(([^()]{0,60}[\u4e00-\u9fff][^()]{0,60})\)")
_ARTICLES = frozenset({"The", "This", "That", "Each", "Every", "No", "A", "An", "Its", "Their"})
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_ROLE_WORDS: dict[Role, re.Pattern[str]] = {
    "lead": re.compile(r"牵头|\b(?:leads?|led)\b", re.IGNORECASE),
    "support": re.compile(r"协办|\bsupported by\b|\bsupporting (?:agenc|bod|bureau|department|unit)", re.IGNORECASE),
}
_CLAUSE_END = re.compile(r"[，,；;。]|(?<=\s)(?=牵头单位|协办单位)")
_DENIED = re.compile(r"未|没有|不|无|非|\b(?:no|not|none|nor|without|neither)\b|n't", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """The checkable claims of one sentence. Each of ``agencies`` lists the bodies one mention may mean."""

    quantities: tuple[Quantity, ...]
    agencies: tuple[frozenset[str], ...]
    bodies: tuple[str, ...]
    bigrams: frozenset[str]

    @property
    def checkable(self) -> bool:
        """Whether there is any number or agency to be checked."""
        return bool(self.quantities or self.agencies or self.bodies)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """What a cited stretch of source holds, together with the place it is printed at."""

    numbers: Held
    agencies: frozenset[str]
    words: str
    bigrams: frozenset[str]
    responsibility: Responsibility | None = None

    def bears_on(self, claims: Claims) -> bool:
        """Whether the passage has anything to do with a sentence; one that claims nothing has the benefit of doubt."""
        if not claims.checkable and not claims.bigrams:
            return True
        return (
            len(claims.bigrams & self.bigrams) >= min(2, len(claims.bigrams) or 2)
            or any(q.stands_in(self.numbers) for q in claims.quantities)
            or any(names & self.agencies for names in claims.agencies)
        )


def plain(text: str) -> str:
    """Text as claims are read from it. A full-width comma never joins digits into one number."""
    return normalise(text.replace("，", "、"))


def claims_of(text: str, index: AgencyIndex) -> Claims:
    """The checkable claims of a sentence without its marks."""
    words = plain(text)
    mentions = index.find(words)
    return Claims(
        quantities=stated_quantities(words),
        agencies=tuple(_ids(mention) for mention in mentions),
        bodies=_unknown_bodies(words, mentions),
        bigrams=_bigrams(words),
    )


def passage_of(text: str, index: AgencyIndex, responsibility: Responsibility | None = None) -> Passage:
    """What a passage (quote, label, path and title together) holds."""
    words = plain(text)
    return Passage(
        numbers=held_in(words),
        agencies=frozenset().union(*(_ids(mention) for mention in index.find(words))),
        words=squeeze(words),
        bigrams=_bigrams(words),
        responsibility=responsibility,
    )


def lacking(claims: Claims, passages: Sequence[Passage]) -> Claims:
    """The numbers and agencies among these claims that stand in none of the passages."""
    known: frozenset[str] = frozenset().union(*(p.agencies for p in passages))
    return replace(
        claims,
        quantities=tuple(q for q in claims.quantities if not any(q.stands_in(p.numbers) for p in passages)),
        agencies=tuple(names for names in claims.agencies if not names & known),
        bodies=tuple(body for body in claims.bodies if not any(squeeze(body) in p.words for p in passages)),
    )


def share_of_words(claims: Claims, bigrams: frozenset[str]) -> float:
    """The share of a sentence's Chinese bigrams that stand in a text; 1 for a sentence without Chinese."""
    return len(claims.bigrams & bigrams) / len(claims.bigrams) if claims.bigrams else 1.0


def misattributed(text: str, passages: Sequence[Passage], index: AgencyIndex) -> bool:
    """Whether a clause gives an agency a role that the cited records give it nowhere, though they give it another.

    A clause that names two roles, or denies one, is not judged: it would take grammar to do so.
    """
    given = [p.responsibility for p in passages if p.responsibility]
    if not given:
        return False
    for clause in map(plain, _clauses(text)):
        roles = [role for role, word in _ROLE_WORDS.items() if word.search(clause)]
        if len(roles) != 1 or denies(clause):
            continue
        for mention in index.find(clause):
            held = _roles_of(_ids(mention), given, index)
            if held and roles[0] not in held:
                return True
    return False


def denies(text: str) -> bool:
    """Whether a sentence says that something is not so."""
    return bool(_DENIED.search(text))


def _roles_of(ids: frozenset[str], given: Sequence[Responsibility], index: AgencyIndex) -> set[Role]:
    """The roles that the records give to any of these bodies."""
    return {
        role
        for responsibility in given
        for role in ROLES
        for name in responsibility.of(role)
        if any(agency.agency_id in ids for agency in index.by_alias(name))
    }


def _clauses(text: str) -> list[str]:
    ends = [0, *(m.end() for m in _CLAUSE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def _ids(mention: AgencyMention) -> frozenset[str]:
    return frozenset(agency.agency_id for agency in mention.agencies)


def _unknown_bodies(words: str, mentions: Sequence[AgencyMention]) -> tuple[str, ...]:
    """Words that look like the name of a body that no document names, to be looked for in the passages as they are."""

    def known(start: int, end: int) -> bool:
        return any(m.start < end and start < m.end for m in mentions)

    found = [m.group() for m in _BODY_HAN.finditer(words) if not known(m.start(), m.end())]
    for match in _BODY_ENGLISH.finditer(words):
        official = _IN_PARENTHESES.match(words, match.end())
        if official and not known(official.start(1), official.end(1)):
            found.append(official.group(1))  # a translation of its own, with the name as printed beside it
        elif not official and not known(match.start(), match.end()):
            found.append(match.group())
    return tuple(dict.fromkeys(body for body in found if not _ARTICLES.issuperset(body.split()[:-1] or [body])))


def _bigrams(words: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in _HAN_RUN.findall(words) for i in range(len(run) - 1))
