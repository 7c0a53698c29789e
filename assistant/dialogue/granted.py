"""What a question takes for granted about a document as such: how many rows it has, the year of its annex, how long it
runs, its title.

Knows how such claims are worded; refuses to know whether they are right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.core.records import Series
from assistant.core.text import parse_numeral
from assistant.dialogue.english_numbers import english_number

GrantedKind = Literal["size", "annex_year", "until", "title"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Granted:
    """One claim; ``firm`` is one about the whole document, not about rows of some kind."""

    kind: GrantedKind
    start: int
    end: int
    number: int = 0
    series: tuple[Series, ...] = ()
    words: str = ""
    firm: bool = True


_SERIES: dict[str, tuple[Series, ...]] = {
    "任务": ("task",), "task": ("task",), "工程": ("project", "box"), "project": ("project", "box"),
    "专栏": ("box",), "box": ("box",), "附件": ("annex",), "工作": ("annex",), "annex": ("annex",),
    "章": ("section",), "chapter": ("section",),
}  # fmt: skip
_NOUN = r"(?:重点)?(?P<noun>任务|工程|事项|专栏|附件|工作(?!日))"
_HAN = r"[一二三四五六七八九十百]{1,6}"
_AHEAD = r"(?P<ahead>(?:一共|总共|共计|合计|总计|共)?(?:有|是|列了?|设了?|分为?|分成|包括)?)"
_WORD = r"\d{1,4}|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty)[ -]?){1,2}"
_SIZES = (
    re.compile(rf"{_AHEAD}\s*(?P<n>\d{{1,4}})\s*(?:大|项|个|条)\s*{_NOUN}"),
    re.compile(rf"(?P<ahead>(?:一共|总共|共计|合计|总计|共|有|列了?|设了?|分为?|分成)(?:有)?)\s*(?P<n>{_HAN})\s*(?:大|项|个|条)\s*{_NOUN}"),
    re.compile(rf"(?P<n>{_HAN})\s*大?(?:个)?(?P<noun>专栏)(?P<ahead>)"),
    re.compile(rf"\b(?:the|all|its) (?P<ahead>)(?P<n>\d{{1,4}}) ?{_NOUN}"),
    re.compile(
        rf"(?P<ahead>)\b(?P<n>{_WORD}) ?(?:key |numbered )?(?P<noun>task|project|item|box|annex item|chapter)(?:s|es)\b"
    ),
    re.compile(
        rf"{_NOUN}(?P<ahead>(?:一共|总共|总计|共计|共)(?:有|是|才|就)?|(?:是不是|是否)(?:一?共|总共)?(?:有)?|是|有没有|有)\s*(?P<n>\d{{1,4}})\s*(?:项|个|条)"
    ),
    re.compile(r"(?P<noun>)(?P<ahead>有)\s*(?P<n>\d{1,4})\s*(?:项|个|条)(?:吗|么|对)"),
)  # fmt: skip
_SAID = frozenset({"是不是", "是否", "有没有", "是", "有"})
"""Words ahead of a number that ask for yes or no rather than belong to it."""
_FEWEST = 2
"""有一条任务是… claims no number."""
_NARROWED = re.compile(
    r"\s*(?:都)?(?:是(?!吗|吧|不是|么|\?)|关于|涉及|讲|说|由|归|跟|带|含|提到|要求|针对)"
    r"|\s+(?:on|about|that|which|led|for|under|where|with)\b"
)
"""After a number of rows: rows of some kind, not all there are."""
_NEUTRAL = re.compile(
    r"文件|方案|计划|分工表|表|清单|附件|正文|主文|重点任务|重点工程|任务|工程|专栏|里面|里头|里|中|上|的|在|那|这|份|张|一共|总共|共|全部|所有|整个"
    r"|列了?|有|是|不是|我记得|记得|听说|既然|可是|但是?|请问|说|我|你|问|一下|想|省|市|级|和|与|及|,|、|\d+|项|个|条"
    r"|\b(?:put|puts|has|have|had|contains?|lists?|includes?|with|of|the|all|there|are|is|in|its|plan|table|since|given|"
    r"does|do|did|into|and|'s|from|among|a|total|document|annex|key|tasks?|projects?|boxes|so|that|says?|sets?|out)\b"
)
_ANNEX_YEAR = re.compile(
    r"(?P<year>20\d\d)\s*年?(?:度)?(?:的)?\s*(?:重点工作清单|重点工作|工作清单|清单|附件)"
    r"|(?P<year2>20\d\d)(?:'s)? (?:key[- ]?(?:work|task)s? list|work list|list of key work|annex)"
)
_UNTIL = re.compile(
    r"(?:管到|有效期(?:是|为)?到|(?:执行|实施|适用|持续|规划|有效|期限(?:是|为)?|截止|截至|一直)到?)(?P<year>20\d\d)(?!年?(?:底|前)?的)\s*年?(?:为止|底|结束)?"
    r"|\b(?:runs?|valid|lasts?|ends?|expires?|appl(?:y|ies)|in force|good|goes)(?: \w+){0,2}?"
    r" (?:until|till|to|in|through)(?: the end of)? (?P<year2>20\d\d)\b"
)
_LAW = re.compile(
    r"(?P<title>[\u4e00-\u9fff]{2,20}?(?:(?<![方做说用看想])法|条例|管理办法|审核办法))(?=的?第\s*[\d零一二三四五六七八九十百]+\s*[条款章])"
)
"""A law named without title marks, of which an article is asked for."""
_TITLE = re.compile(r"《(?P<title>[^《》]{6,60})》")


def granted(lowered: str, plain: str, refs: Sequence[tuple[int, int]]) -> tuple[Granted, ...]:
    """The claims of a question. ``plain`` is the question with names of places blanked out; ``refs`` are the stretches
    that point at rows, which claim no number of rows.
    """
    found = [*_titles(lowered)]
    for match in _ANNEX_YEAR.finditer(lowered):
        year = int(match.group("year") or match.group("year2"))
        found.append(Granted(kind="annex_year", start=match.start(), end=match.start() + 4, number=year))
    for match in _UNTIL.finditer(lowered):
        year = int(match.group("year") or match.group("year2"))
        found.append(Granted(kind="until", start=match.start(), end=match.end(), number=year))
    return (*found, *_sizes(lowered, plain, refs))


def _sizes(lowered: str, plain: str, refs: Sequence[tuple[int, int]]) -> list[Granted]:
    found: list[Granted] = []
    for pattern in _SIZES:
        for match in pattern.finditer(lowered):
            span, number = match.span("n"), _value(match.group("n"))
            taken = [*refs, *((g.start, g.end) for g in found)]
            if number is None or number < _FEWEST or any(span[0] < end and start < span[1] for start, end in taken):
                continue
            series = _SERIES.get(match.group("noun").split()[0] if match.group("noun") else "", ())
            found.append(
                Granted(
                    kind="size",
                    start=span[0] if match.group("ahead") in _SAID else match.start(),
                    end=match.end(),
                    number=number,
                    series=series,
                    firm=_whole(plain, match.start()) and not _NARROWED.match(plain[match.end() :]),
                )
            )
    return sorted(found, key=lambda g: g.start)


def _value(words: str) -> int | None:
    return english_number(words.strip()) if words[0].isascii() and not words.isdigit() else parse_numeral(words)


def _whole(plain: str, start: int) -> bool:
    """Whether nothing but the document is named before the number in its clause."""
    clause = re.split(r"[,;。?]", plain[:start])[-1]
    return not _NEUTRAL.sub(" ", clause).strip(" '()《》:.-")


def _titles(lowered: str) -> list[Granted]:
    return [
        Granted(kind="title", start=m.start(), end=m.end(), words=m.group("title"))
        for pattern in (_TITLE, _LAW)
        for m in pattern.finditer(lowered)
    ]
