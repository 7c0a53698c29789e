"""Bodies named by their field alone, as insiders do: 发改牵头, 工信、住建三家, market regulation leads.

Knows the contexts in which a field stands for its body; refuses to read a field as a body anywhere else (交通领域).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.core import patterns
from assistant.core.records import Agency
from assistant.core.text import has_han, normalise

_HAN_PREFIX = re.compile(r"^(?:深圳市|浙江省|广东省|江苏省|重庆市|深圳|浙江|广东|江苏|重庆|市|省)")
_HAN_SUFFIX = re.compile(r"(?:和综合执法|监督管理|监管|管理)?(?:委员会|办公室|部门|局|委|厅|署|办)$")
_EN_PREFIX = re.compile(
    r"^(?:(?:shenzhen|zhejiang|municipal|provincial|the|people's|(?:bureau|department|administration|commission|office)"
    r" (?:of|for))\s+)+"
)
_EN_SUFFIX = re.compile(
    r"\s+(?:bureau|department|administration|commission|authority|office|agency|service)(?: of (?:shenzhen|zhejiang))?$"
)
_ACTS = (
    r"(?:牵(?:过|着|个)?头|协办|主办|领衔|挂帅|打头|配合|参与|有份|没份|负责|出面|认领|承担"
    r"|搭伙|合伙|联手|搭档|合作|共同|一起|管(?![理控网道线制]))"
)
_AFTER_HAN = re.compile(
    r"(?:系统|口|条线|那边|这边)(?=[^\u4e00-\u9fff]|[有要需得是的都没牵协配负管])|"
    rf"(?:系统|口|条线|那边|这边|部门)?(?:这|那)?(?:[两二三四五六几俩仨]家|[两二三四几]个(?:部门|局|单位))"
    rf"|(?:系统|口|条线|那边|这边)?(?:单独|共同|联合|都|也|只|自己|自个儿|来|同时|完全|一起|没|不|要|有没有|是不是)*{_ACTS}"
)
_HANDED = re.compile(r"(?:归|由|让|找)$")
_OPEN_HAN = re.compile(r"(?:^|[^\u4e00-\u9fff]|[归由让找和与跟及是把给请的里中]|深圳|浙江|省|市|其他|哪些)$")
"""Before a field that stands for a body; in 清洁能源参与 the field is part of a longer word."""
_NO_FIELD = re.compile(r"^(?:各|相关|有关|级|场|、)|^departments$")
_AFTER_EN = re.compile(
    r"\s+(?:bureau|department|commission|office|authority|administration|agency|people)\b"
    r"|\s+(?:(?:alone|itself|also|only|both|all|jointly)\s+)*(?:leads?|helps?|supports?|assists?|heads?|is|are|has"
    r"|have|takes?|must|does|do|plays?|shows?|appears?|participates?|cooperates?)\b"
)
_NOUN_EN = re.compile(r"\s+(?:help|support|lead|head|show|play)\b")
_AUXILIARY_EN = re.compile(
    r"\b(?:do|does|did|must|should|will|would|can|could|may|shall|to|and|both|that|if|whether)\b"
)
"""Before a field whose verb has no s (does commerce lead)."""
_BEFORE_EN = re.compile(
    r"\b(?:(?:led|headed|supported|assisted|helped|run|handled|shared|held|owned)"
    r"(?: jointly| together| both)? by(?: both)?"
    r"|without|involving|both)\s+(?:the\s+)?$"
)
_JOINED = re.compile(r"^\s*(?:、|,|和|与|跟|及|以及|&|and)\s*$")


@dataclass(frozen=True, slots=True)
class StemHit:
    """A field that stands for its bodies."""

    start: int
    end: int
    agencies: tuple[Agency, ...]


class StemIndex:
    """The fields of all bodies. Immutable after construction."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        stems: dict[str, list[Agency]] = {}
        for agency in agencies:
            for name in (agency.name, *agency.printed, *agency.aliases, agency.english, *agency.english_aliases):
                stem = _stem(normalise(name).lower())
                if stem and agency not in stems.setdefault(stem, []):
                    stems[stem].append(agency)
        self._stems = {stem: tuple(found) for stem, found in stems.items()}
        self._pattern = patterns.names(stems)

    def find(self, lowered: str, taken: Sequence[tuple[int, int]]) -> tuple[StemHit, ...]:
        """Fields that stand for bodies beside the names already found; those listed before one count as well."""
        hits = [
            (m.start(), m.end(), m.group())
            for m in self._pattern.finditer(lowered)
            if not any(m.start() < b and a < m.end() for a, b in taken)
        ]
        heads = {start for start, _ in taken}
        found: list[StemHit] = []
        for start, end, stem in reversed(hits):
            follows = any(_JOINED.match(lowered[end:head]) for head in heads if end < head <= end + 6)
            if follows or _speaks(lowered, start, end, stem):
                heads.add(start)
                found.append(StemHit(start, end, self._stems[stem]))
        found.reverse()
        for start, end, stem in hits:  # led by commerce and transport: what goes on from one is one
            if any(h.end <= start <= h.end + 6 and _JOINED.match(lowered[h.end : start]) for h in found):
                found += [] if any(h.start == start for h in found) else [StemHit(start, end, self._stems[stem])]
        return tuple(sorted(found, key=lambda h: h.start))


def _stem(name: str) -> str:
    """The field in a body's name; empty where the name is not made of a field and a kind of body."""
    if has_han(name):
        bare = _HAN_PREFIX.sub("", name)
        stem = _HAN_SUFFIX.sub("", bare)
        return stem if 2 <= len(stem) < len(bare) and not _NO_FIELD.match(stem) else ""
    bare = _EN_PREFIX.sub("", name)
    stem = _EN_SUFFIX.sub("", bare)
    return stem if 4 < len(stem) < len(name) and not _NO_FIELD.match(stem) else ""


def _speaks(lowered: str, start: int, end: int, stem: str) -> bool:
    before, after = lowered[:start], lowered[end:]
    if has_han(stem):
        handed = _HANDED.search(before) and re.match(r"管|还是|或|[?,]|$", after)
        return bool(_OPEN_HAN.search(before) and (_AFTER_HAN.match(after) or handed))
    if _NOUN_EN.match(after) and not _AUXILIARY_EN.search(before):
        return False  # financial help, energy support
    return bool(_AFTER_EN.match(after) or _BEFORE_EN.search(before))
