"""Numbers that a question sets as a condition: bodies of a row, rows of a body, and ranks.

Knows the wordings of such conditions; refuses to know rows and bodies. Pure functions over normalised, lower-cased
text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.core.records import Role
from assistant.core.text import parse_numeral
from assistant.dialogue.english_numbers import english_number

_N = (
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|a single|no|none|any)"
)
_MORE = r"(?P<more>多于|超过|不止|大于|高于|more than|over|above)"
_LEAST = r"(?P<least>至少|不少于|不低于|达到|at least|no fewer than)"
_LESS = r"(?P<less>少于|不到|小于|不足|fewer than|less than|under)"
_MOST = r"(?P<most>至多|最多|不超过|不多于|at most|no more than|up to)"
_ONLY = r"(?P<only>只|仅|恰好|正好|刚好|only|just|exactly)"
_HOW = rf"(?:{_MORE}|{_LEAST}|{_LESS}|{_MOST}|{_ONLY})"
_UP = r"\s*(?P<up>及以上|或以上|以上|or more|and more|or above|\+)?(?P<down>及以下|以下|以内|or fewer|or less)?"
_ROLE = r"(?P<role>牵头|协办|配合|其他责任|责任|参与|主办)"
_ROLE_EN = r"(?P<role>co-lead(?:ing)?|lead(?:ing)?|supporting|support|other responsible|responsible)"
_BODY = r"(?:单位|部门|局|机构)"
_BODY_EN = r"(?:agenc(?:y|ies)|bod(?:y|ies)|bureaus?|departments?|units?)"
_OF_ROW = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:一|1)个(?P<role>牵头|协办|配合)(?:{_BODY}|的)?(?:都|也)(?P<none>没有?|不|未|无)",
        rf"{_HOW}?(?:有|由)?\s*{_N}\s*(?:个|家){_UP}(?:的)?{_BODY}?(?:共同|联合|一起|并列|同时)?(?:来)?{_ROLE}",
        rf"{_ROLE}(?:{_BODY}|的)?(?:数量|个数|数)?(?:是|为|在)?{_HOW}?(?:有|列|写|给|安排)?(?:了|着|出)?\s*{_N}\s*(?:个|家)"
        rf"{_UP}",
        r"(?<!没)(?P<some>(?:明确|写|指定|标|列)(?:写|定)?(?:有|了|明|出)|(?<!没)(?<!没有)有)(?:了|明确的?)?"
        r"(?P<role>牵头)(?:单位|部门|人)",
        r"\b(?P<some>has|have|having|with) (?:a|an) (?:designated |clear |named )?(?P<role>lead)(?:ing)? "
        r"(?:agency|body|bureau|unit)",
        r"\b(?P<some>some(?:body|one)|an? [a-z]+)(?: has| have| is| was)?(?: been| being)?(?: \w+ly)? "
        r"(?:designated|named|appointed|assigned|listed|marked|given|put down)(?: as)?(?: the| a| an)? (?P<role>lead)",
        rf"(?P<none>没有?|无|未)(?:写|列|标|安排|配)?(?:出|有|明)?(?:任何|别的)?(?P<role>其他责任|协办|配合){_BODY}",
        rf"\b{_HOW}?\s*{_N}{_UP} {_ROLE_EN} {_BODY_EN}",
        rf"\b(?:with|having|have|has) {_HOW}?\s*{_N}{_UP} (?P<role>lead)s\b",
        rf"\b(?P<none>without|no)(?: any)? (?P<role>supporting|other responsible) {_BODY_EN}",
        rf"\b(?P<role>led|headed|supported|backed|assisted) (?:jointly |together )?by {_HOW}?\s*{_N}{_UP}"
        rf"(?: (?:different|separate|of|other))* ?(?:{_BODY_EN}|$|[?.,]|at once|or)",
        rf"\b{_HOW}\s*{_N}{_UP} (?P<role>leads|leaders?|co-leads|supporters?|helpers?)\b",
        rf"\b(?:with|having|have|has|name|names|list|lists|by) {_HOW}?\s*{_N}{_UP} "
        r"(?P<role>leads|leaders?|co-leads|supporters?|helpers?)\b",
        rf"\b{_N}{_UP} (?P<role>co-leads|leaders|supporters|helpers)\b",
        r"\b(?P<none>without|no)(?: any)? (?P<role>supporters?|helpers?)\b",
    )
)
_HELD = r"(?P<role>牵头|协办|配合|参与|负责)"
_HELD_EN = r"(?P<role>leads?|leading|heads?|heading|supports?|supporting)"
_OF_BODY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_HOW}{_HELD}(?:了|过)?\s*{_N}\s*(?:项|条|个){_UP}",
        rf"{_HELD}(?:了|过)?(?:任务|工程|条款|事项)?(?:数量|数)?{_HOW}(?:了|过)?\s*{_N}\s*(?:项|条|个){_UP}",
        rf"{_HELD}(?:了|过)?\s*{_N}\s*(?:项|条|个){_UP}(?:任务|工程|条款|事项|的)*{_BODY}",
        r"(?:从来|一直|从|都|一项)*(?<!任务)(?<!工程)(?<!事项)(?P<none>(?<!有)没有?|未|不)(?:有|曾)?"
        r"(?P<role>牵(?:过|着)?头|协办|配合|参与|负责)过?(?!的?(?:单位|部门|人|方|局))",
        rf"\b{_HELD_EN} {_HOW}\s*{_N}{_UP}\b",
        rf"\b(?P<role>appears?|occurs?|features?|(?:turn|show|crop|pop)s? up|(?:are|is) (?:named|listed|mentioned)) "
        rf"(?:in )?{_HOW}? ?(?P<n>once|twice)\b",
        r"\b(?P<none>never|not|n't) (?:actually |ever )?(?P<role>leads?|supports?)\b",
        r"\b(?P<role>leads?|supports?) (?P<none>nothing|none|no (?:tasks?|projects?|items?|clauses?))\b",
    )
)
_RANK = re.compile(
    r"(?:排(?:名|行|在)?|位列|名列|(?<!倒)数)第(?P<n>[一二三四五六七八九十\d]+)|第(?P<m>[一二三四五六七八九十\d]+)(?:名|多)"
    r"|\b(?P<en>second|third|fourth|fifth|2nd|3rd|4th|5th)(?:[ -](?:most|place|largest|biggest|busiest))"
)
_TOP = re.compile(
    r"(?:排(?:名|行|在)?|名列)?前(?P<n>[二两三四五六七八九十]|\d{1,2})(?:名|位|强|家|甲)?"
    r"(?=的|$|[,?。 ]|牵|单|部|局|是|有)"
    r"|\btop (?P<en>\d{1,2}|two|three|four|five|six|ten)\b"
)
_ROLES: dict[str, Role] = {
    "牵头": "lead", "主办": "lead", "协办": "support", "配合": "support", "其他责任": "support", "lead": "lead",
    "leading": "lead", "leaders": "lead", "leader": "lead", "co-leads": "lead", "led": "lead",
    "headed": "lead", "heads": "lead", "head": "lead", "heading": "lead", "supporters": "support",
    "supporter": "support", "helpers": "support", "helper": "support", "supported": "support",
    "backed": "support", "assisted": "support", "co-lead": "lead", "co-leading": "lead", "leads": "lead",
    "supporting": "support",
    "support": "support", "supports": "support", "other responsible": "support", "牵过头": "lead", "牵着头": "lead",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How many of something a row or a body must have, in one role or (``None``) in any."""

    role: Role | None
    low: int
    high: int | None

    def fits(self, count: int) -> bool:
        return count >= self.low and (self.high is None or count <= self.high)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """The conditions of one question: on the bodies of a row, on the rows of a body, and ranks (1 is the first)."""

    of_row: Size | None = None
    of_body: Size | None = None
    ranks: tuple[int, int] | None = None

    @property
    def flags(self) -> frozenset[str]:
        named = {"sized": self.of_row, "ranked": self.of_body or self.ranks}
        return frozenset(name for name, here in named.items() if here)


def sizes_asked(lowered: str) -> Sizes:
    """The conditions stated; ``lowered`` has the names of bodies blanked out."""
    return Sizes(of_row=_first(_OF_ROW, lowered), of_body=_first(_OF_BODY, lowered), ranks=_ranks(lowered))


def _first(patterns: tuple[re.Pattern[str], ...], lowered: str) -> Size | None:
    for match in (m for pattern in patterns for m in [pattern.search(lowered)] if m):
        groups = match.groupdict()
        role = _ROLES.get(groups["role"])
        if groups.get("none"):
            return Size(role=role, low=0, high=0)
        if groups.get("some"):
            return Size(role=role, low=1, high=None)
        number = _number(groups["n"])
        bounds = next((bound for name, bound in _BOUNDS if groups.get(name)), None)
        if number is None or (bounds is None and groups["role"] in ("责任", "参与", "负责")):
            continue
        low, high = bounds(number) if bounds else (number, number)
        return Size(role=role, low=low, high=high)
    return None


_BOUNDS: tuple[tuple[str, Callable[[int], tuple[int, int | None]]], ...] = (
    ("up", lambda n: (n, None)),
    ("down", lambda n: (1, n)),
    ("more", lambda n: (n + 1, None)),
    ("least", lambda n: (n, None)),
    ("less", lambda n: (1, n - 1)),
    ("most", lambda n: (1, n)),
    ("only", lambda n: (n, n)),
)
"""What a comparison makes of its number; 三个以上 holds three as well, 多于三个 does not."""


def _number(words: str) -> int | None:
    if words in ("a single", "any", "once"):
        return 1
    if words == "twice":
        return 2
    if words in ("no", "none"):
        return 0
    return parse_numeral(words) if not words.isascii() or words.isdigit() else english_number(words)


def _ranks(lowered: str) -> tuple[int, int] | None:
    if match := _TOP.search(lowered):
        last = _number(match["n"] or match["en"])
        return (1, last) if last else None
    if match := _RANK.search(lowered):
        words = match["n"] or match["m"] or match["en"]
        rank = english_number(words) if words.isascii() and not words.isdigit() else parse_numeral(words)
        return (rank, rank) if rank else None
    return None
