"""Which document and which heading each number of a question belongs to.

A question may name several places and several numbers (任务58和浙江附件9): a place governs the numbers after it up to
the next place, or those before it when it only follows (item 58 in Shenzhen). A heading governs the number right after
it (二（三）第4项). Pure functions over spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.core.text import parse_numeral
from assistant.dialogue.kinds import RefKind
from assistant.dialogue.numbers import NumberRef

_PREPOSITION = re.compile(r"\b(?:in|of|from|for)(?: the)?\s*$")
_JOINED = re.compile(r"^[\s、,和与及跟或]*(?:and|or|&)?\s*(?:the )?$")
_RIGHT_AFTER = re.compile(r"^[\s的里中下之、,:]*$")
_APPOSED = re.compile(r"^\s*(?:,|:|\(|,?\s*(?:i\.e\.|namely|that is|也?就是|即|是))\s*$")
_OF = re.compile(r"^\s*(?:of|in|under)(?: the)?\s*$")
_CHAPTER_AHEAD = re.compile(r"(?<![第\d])([一二三四五六七八九十]{1,3})、?\s*$")
_RANK: dict[RefKind, int] = {"chapter": 3, "section": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceHit:
    """Words of a question that name documents."""

    start: int
    end: int
    documents: tuple[str, ...]


def bind(text: str, refs: Sequence[NumberRef], places: Sequence[PlaceHit]) -> tuple[NumberRef, ...]:
    """The references with their documents and headings; headings that only locate another reference are dropped."""
    return _under_headings(text, _governed(text, refs, _groups(text, places)))


def _groups(text: str, places: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Places named together (浙江和广东) as one."""
    groups: list[PlaceHit] = []
    for place in sorted(places, key=lambda p: p.start):
        if groups and _JOINED.match(text[groups[-1].end : place.start]):
            both = tuple(dict.fromkeys((*groups[-1].documents, *place.documents)))
            groups[-1] = PlaceHit(start=groups[-1].start, end=place.end, documents=both)
        else:
            groups.append(place)
    return groups


def _governed(text: str, refs: Sequence[NumberRef], groups: Sequence[PlaceHit]) -> list[NumberRef]:
    documents: dict[int, tuple[str, ...]] = {}
    starts = [group.start for group in groups] + [len(text) + 1]
    for group, following in zip(groups, starts[1:], strict=True):
        before = [i for i, r in enumerate(refs) if r.end <= group.start and i not in documents]
        # A number's words may begin with the last of the place's (省里第17项).
        after = [i for i, r in enumerate(refs) if group.start <= r.start < following and group.end < r.end]
        trails = bool(_PREPOSITION.search(text[: group.start])) and bool(before)
        for i in before if trails or not after else after:
            documents[i] = group.documents
    return [replace(ref, documents=documents.get(i, ())) for i, ref in enumerate(refs)]


def _under_headings(text: str, refs: Sequence[NumberRef]) -> tuple[NumberRef, ...]:
    kept: list[NumberRef] = []
    for ref in refs:
        ahead = _CHAPTER_AHEAD.search(text[: ref.start]) if ref.kind == "section" else None
        chapter = parse_numeral(ahead.group(1)) if ahead else None
        if chapter is not None:
            ref = replace(ref, inside=(("chapter", chapter),))
        last = kept[-1] if kept else None
        if last and last.number == -1 and _APPOSED.match(text[last.end : ref.start]):
            kept.pop()  # the last one, task 150: one row said twice
            last = kept[-1] if kept else None
        if last and _RANK.get(ref.kind, 0) > _RANK.get(last.kind, 0) and _OF.match(text[last.end : ref.start]):
            heading = (*ref.inside, (ref.kind, ref.number))  # clause 2 of section 12
            kept[-1] = replace(last, inside=(*last.inside, *heading), documents=last.documents or ref.documents)
            continue
        if last and ref.kind == "clause" and last.kind == "any" and _RIGHT_AFTER.match(text[last.end : ref.start]):
            last = kept[-1] = replace(last, kind="section")  # 第六条第二款
        if last and _RANK.get(last.kind, 0) > _RANK.get(ref.kind, 0) and _RIGHT_AFTER.match(text[last.end : ref.start]):
            kept[-1] = replace(
                ref, inside=(*last.inside, (last.kind, last.number)), documents=ref.documents or last.documents
            )
        else:
            kept.append(ref)
    return tuple(kept)
