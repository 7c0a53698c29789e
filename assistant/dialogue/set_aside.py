"""Places that are named to be left out, and who where it asks for a place and not for a body.

Knows the words of both; refuses to know what the places that are left say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.dialogue.binding import PlaceHit
from assistant.dialogue.places import Places

_LEFT_OUT = re.compile(
    r"(?:除(?:了|去|开|却)?|不(?:包括|包含|含|算|要|看|计)|撇开|抛开|去掉|排除|剔除)(?:掉|了)?\s*$"
    r"|\b(?:other than|apart from|aside from|except(?: for)?|excluding|besides|outside(?: of)?|not counting"
    r"|leaving out)\s+(?:the )?$"
)
"""Right before places that are left out."""
_OTHERS = (
    r"(?:\s*[,，]?\s*(?:的)?(?:其他|其它|其余|别的|另外)(?:的)?(?:几个|[二三四])?"
    r"(?:地方|省份|省市|省|地区|城市|文件|方案)的?)?"
)
_BEHIND = re.compile(
    r"(?:省|市)?(?:的)?(?:方案|文件|计划)?\s*(?:(?:之外|以外|除外)的?"
    r"|外?的?(?=[\s,，、。?？呢]|$|还|其他|其它|其余|别的|另外|哪|谁))" + _OTHERS + r"(?!\s*(?:的)?第?\s*\d)"
    r"(?!(?:'s)?\s+(?:key )?(?:tasks?|projects?|items?|annex|rows?|box|section|clause)\b)"
)
"""Right behind them: where they end, with the words for the others."""
_ALL_BUT = re.compile(r"(?:省|市)?\s*(?:除外|以外|之外|(?:不算|不包括)在内)的?" + _OTHERS)
"""Right behind places that nothing else says to be left out (浙江以外的地方)."""
_JOINED = re.compile(r"(?:省|市)?\s*(?:[、,，和与及跟或]|and|or)?\s*(?:the )?")

_WHO_SAYS = re.compile(r"谁(?=(?:也|都|还|有|没|没有)?(?:提到|提及|讲到|说到|写到|谈到|涉及))")
_WHO_MENTIONS = re.compile(
    r"\bwho(?=(?: else| also)?(?: (?:besides|other than|apart from|except(?: for)?) [a-z]+)?"
    r" (?:mentions?|talks? about|refers? to)\b)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"谁(?:家)?的(?P<of>[^,，。?？得]{2,16}?)(?:更|比较)?(?P<more>[多少高低大小])(?=[,，。?？]|些|一些|一点|$)"
)
_WHO_DOES = re.compile(
    r"谁(?=(?:要|会|计划|打算)?(?:建|培育|创建|新增|完成|推广|淘汰|改造|实现|有)[^,，。]{0,8}(?:更|最)[多少])"
)
_OF_BODIES = re.compile(r"牵头|协办|负责|责任|主管|部门|单位|哪个?[局委厅]")
_PAIR, _MANY = 2, 8


def without_those_left_out(lowered: str, hits: Sequence[PlaceHit], every: Iterable[str]) -> PlaceHit | None:
    """All other documents where places are named to be left out (除了浙江, other than Zhejiang)."""
    together = all(_JOINED.fullmatch(lowered[a.end : b.start]) for a, b in pairwise(hits))
    if not hits or not together:
        return None
    start, end = hits[0].start, hits[-1].end
    ahead = _LEFT_OUT.search(lowered[:start])
    behind = _BEHIND.match(lowered, end) if ahead else _ALL_BUT.match(lowered, end)
    named = {d for hit in hits for d in hit.documents}
    others = tuple(d for d in every if d not in named)
    if behind is None or not others:
        return None
    return PlaceHit(start=ahead.start() if ahead else start, end=behind.end(), documents=others)


def with_the_others(normal: str, span: tuple[int, int], documents: Sequence[str], places: Places, *, zh: bool) -> str:
    """A question that names the places that are left instead of those left out, so that it searches for no other."""
    names = [d.region if zh else d.region_en for d in places.documents if d.document in documents]
    told = all(names) and len(names) <= _MANY and len(set(names)) == len(names)
    regions = ("、" if zh else ", ").join(names) if told else ""
    return f"{normal[: span[0]]}{regions}{normal[span[1] :]}".strip()


def who_as_place(text: str, places: Places) -> str:
    """A text in which who stands for a place says so (浙江和江苏谁的…多, 谁提到…)."""
    text = _WHO_MENTIONS.sub("which document", text)
    if "谁" not in text or _OF_BODIES.search(text):
        return text
    text = _WHO_SAYS.sub("哪个地方", text)
    if len(places.find(text.lower())[1]) < _PAIR:
        return text
    return _WHO_DOES.sub("哪个地方", _WHOSE.sub(r"哪个地方的\g<of>更\g<more>", text))
