"""Places in a list that was just shown: 第二个, the last one, 后两个, the first and the third.

Knows how such places are said; refuses to know the list. Input is normalised, lower-cased text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.text import parse_numeral
from assistant.dialogue.english_numbers import english_number

_N = r"(?:\d{1,2}|[一二三四五六七八九十两俩]{1,3})"
_OF = r"(?:个|件|家|条|项)"
_NOUN = (
    r"(?:任务|工程|事项)?"
    r"(?!\s*(?:单位|部门|局|行业|方面|问题|原因|阶段|文件|文本|方案|意见|省(?!里|方案|的)|市(?!里|的)|地方|指标))"
)
_RANK = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d{1,2}(?:st|nd|rd|th))"
_EN_NOUN = rf"(?: (?:and|or|,) (?:the )?{_RANK})*(?: (?:ones?|of (?:these|those|them)|entry|in (?:the|that) list)\b)"
_FIRM = re.compile(
    rf"第{_N}个(?:(?:、|,|和|与|跟|及)第?{_N}个)*{_NOUN}"
    rf"|(?<![以之])(?:前|后|末|头)(?:面)?(?P<some>[两二三四五俩]|\d){_OF}{_NOUN}"
    rf"|最后(?P<tail>[两二三四五俩]|\d){_OF}{_NOUN}"
    rf"|最后(?:那|的)?(?:一)?个{_NOUN}|倒数第{_N}个{_NOUN}"
    rf"|\b(?:the )?{_RANK}{_EN_NOUN}"
    rf"|\b(?:the )?{_RANK} of (?:these|those|them|the)(?: (?:two|three|four|five|six|\d))?"
    r"(?: (?:rows|tasks|items|projects))?\b"
    r"|\b(?:the )?(?P<end>first|last) (?P<many>two|three|four|five)\b(?: (?:ones|of (?:them|these|those)))?"
    rf"|^(?:and |what about |how about )?the {_RANK}(?=[\s?.!,]*$)"
)
"""Places that can only be counted in a list."""
_LOOSE = re.compile(
    rf"倒数第{_N}(?:项|条){_NOUN}|最后(?:那|的)?一?(?:项|条){_NOUN}"
    rf"|第{_N}(?:项|条)(?:(?:、|,|和|与|跟|及)第?{_N}(?:项|条))*{_NOUN}"
)
"""Places that may as well be numbers of rows."""
_OF_TWO = re.compile(
    rf"(?P<first>(?<![以之])前(?:面)?(?:那|这)?(?:一{_OF}|者){_NOUN}|\b(?:the )?former\b)"
    rf"|(?P<second>(?<![以之最])后(?:面)?(?:那|这)?(?:一{_OF}|者){_NOUN}|\b(?:the )?latter\b)"
)
"""One of two rows, named by which came first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Places counted from one, from the end when negative; ``firm`` when they can be nothing but places."""

    places: tuple[int, ...]
    start: int
    end: int
    firm: bool


def counted(lowered: str) -> Counted | None:
    """The places in a list that a question names."""
    for pattern, firm in ((_FIRM, True), (_LOOSE, False)):
        match = pattern.search(lowered)
        if match:
            places = _places(match)
            if places:
                return Counted(places=places, start=match.start(), end=match.end(), firm=firm)
    return None


def of_two(lowered: str) -> Counted | None:
    """Which of two rows just shown a question names."""
    match = _OF_TWO.search(lowered)
    if match is None:
        return None
    return Counted(places=(1 if match.group("first") else 2,), start=match.start(), end=match.end(), firm=True)


def _places(match: re.Match[str]) -> tuple[int, ...]:
    words, groups = match.group(), match.groupdict()
    some = groups.get("some") or groups.get("tail") or groups.get("many")
    if some:
        many = (
            english_number(some) if some.isascii() and not some.isdigit() else parse_numeral(some.replace("俩", "两"))
        )
        from_end = bool(groups.get("tail")) or words[0] in "后末" or groups.get("end") == "last"
        return tuple(range(-(many or 0), 0)) if from_end else tuple(range(1, (many or 0) + 1))
    if words.startswith("倒数"):
        return tuple(-n for n in _numerals(words))
    if words.startswith("最后"):
        return (-1,)
    if re.search(r"[a-z]", words):
        ranks = re.findall(_RANK, words)
        return tuple(-1 if r == "last" else english_number(r) or 0 for r in ranks)
    return _numerals(words)


def _numerals(words: str) -> tuple[int, ...]:
    return tuple(n for token in re.findall(_N, words.replace("一个", "一")) if (n := parse_numeral(token)))


def picked(rows: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, ...]:
    """The rows at these places; none where the list is shorter."""
    inside = [p for p in places if 0 < abs(p) <= len(rows)]
    return tuple(rows[p - 1 if p > 0 else p] for p in inside) if len(inside) == len(places) else ()
