"""Words of a turn that stand for a name or a figure of an earlier one: 我们局, the third lead agency, that many.

Knows such words and puts what they stand for in their place; refuses to know what is asked. What cannot be told is left
as it stands.
"""

from __future__ import annotations

import re

from assistant.core.answer import Language
from assistant.core.text import parse_numeral
from assistant.dialogue.english_numbers import english_number
from assistant.dialogue.state import State

_SO_MANY = re.compile(
    r"(?<!够不上)(?<!达不到)(?<!凑不够)(?<!不到)(?<!不够)(?<!没有)(?:这|那)么(?:多|高)(?:家|台|个|吨)?|同样多"
    r"|\b(?:that|this|so|as) (?:many|much|high)\b"
    r"|\b(?:the|that) same (?:number|figure|amount)\b",
    re.IGNORECASE,
)
_PLAIN_FIGURE = re.compile(r"[^\d.%]")
_BOUND = re.compile(r"以[上下内]|左右|[^\d]{0,2}(?:超过|不低于|至少)")
_OURS = re.compile(
    r"(?<![诉给帮让烦])(?:我们|咱们|咱|我|本)(?:们)?(?:自己)?(?:局|委|厅|办|署|关|单位|部门)(?:自己)?(?!长|里)"
    r"|(?<![诉给帮让烦])(?:我们|咱们?)(?:自己|这边|这)?(?=(?:一家|单独|独自|还|也|又|都|只|仅|有没有|是不是|要|得)*(?:牵头|协办|配合|负责|参与|主办|管|挑头|有份|扛|挂名|打下手|有哪些(?:任务|工程|活)|的(?:任务|工程|活)))"
    r"|(?<=[和跟与同])(?:我们|咱们?)(?=一起|一块|共同|联合|搭)"
    r"|\bour (?:own )?(?:bureau|department|agency|commission|office|authority)\b"
    r"|\b(?<=do )we(?= (?:also |still |only |just |merely )*(?:lead|support|assist|help|have any|take part|appear|co-))"
    r"|\b(?<=are )we(?= (?:also |still |only |just |merely )*(?:down for|listed|named|the lead|in charge|responsible"
    r"|leading|supporting|involved))",
    re.IGNORECASE,
)
"""The asker's own body."""
_BESIDE = re.compile(
    r"^(?:那|还|有|哪些是?|哪几[项条]是?)*(?:和|跟|与|同)(?=[^,，。?和跟与同]{2,14}(?:一起|一块|一道|共同|联合))"
)
"""Together with a body, and no word of who is."""
_NTH = re.compile(
    r"第(?P<zh>[一二三四五六七八九])(?:个(?:牵头|负责|责任)?(?:单位|部门|局|委)|家(?:单位|部门|局)?(?!企业|公司|工厂|园区))"
    r"|(?<=does )the (?P<one>first|second|third|fourth|fifth) one(?= (?:also |still )*(?:lead|support|head|assist)\b)"
    r"|\b(?:the )?(?P<en>first|second|third|fourth|fifth|last) (?:lead(?:ing)?|responsible)? ?"
    r"(?:agency|bureau|department|body|lead)(?: (?:named|listed|of (?:them|those)))?\b",
    re.IGNORECASE,
)
"""One of several bodies just told."""


def with_figure(words: str, before: State, language: Language, *, claims: bool) -> str:
    """那浙江也要这么多, that many a year: the words with the figure that was told last in its place."""
    told = before.figured
    if told is None or not told.figure:
        return words
    figure = _BOUND.sub("", told.figure) if language == "zh" else _PLAIN_FIGURE.sub("", told.figure)
    found = _SO_MANY.sub(f" {figure} ", words) if figure else words
    return f"{found.rstrip('?')}吗?" if found != words and claims and language == "zh" else found


def with_bodies(words: str, before: State) -> str:
    """我们局牵头几项, 第三个牵头单位还管什么: the words with the body that is meant."""
    if before.asker:
        words = _OURS.sub(lambda _: before.asker[0], words)
    alone = before.agency_words or before.bodies
    if len(alone) == 1:
        words = _BESIDE.sub(lambda m: f"{m.group()[:-1]}{alone[0]}{m.group()[-1]}", words)
    return _NTH.sub(lambda m: _nth(m, before), words) if len(before.bodies) > 1 else words


def _nth(match: re.Match[str], before: State) -> str:
    said = match.group("zh") or (match.group("en") or match.group("one")).lower()
    place = -1 if said == "last" else (parse_numeral(said) if match.group("zh") else english_number(said)) or 0
    inside = 0 < abs(place) <= len(before.bodies)
    return before.bodies[place - 1 if place > 0 else place] if inside else match.group()
