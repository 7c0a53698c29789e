"""Which places a question names: the regions of the documents, and places that no document is about.

Knows names of places as data (``places.toml``); refuses to know what is said of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from assistant.core import patterns
from assistant.core.records import DocumentInfo
from assistant.core.text import has_han, normalise

_TABLES = tomllib.loads((Path(__file__).resolve().parent / "places.toml").read_text(encoding="utf-8"))


def _names(table: str) -> dict[str, str]:
    """The names of one list, the English ones by the Chinese."""
    pairs = (pair.strip().partition(" ") for pair in table.replace("\n", " ").split(","))
    return {chinese: english.strip() for chinese, _, english in pairs}


_PARTS: dict[str, dict[str, str]] = {region: _names(table) for region, table in _TABLES["parts"].items()}
CITIES: dict[str, str] = {city: region for region, cities in _PARTS.items() for city in cities}
"""Cities and districts that lie in a region of a document, which holds for them as well."""
PLACES: dict[str, str] = {
    **{zh: en for table in _TABLES["elsewhere"].values() for zh, en in _names(table).items()},
    **{zh: en for cities in _PARTS.values() for zh, en in cities.items()},
}
WIDER: dict[str, str] = _names(_TABLES["wider"]["regions"])
"""Regions wider than one that has a document, of which a figure of one region says nothing."""
_CHINESE = {en: zh for zh, en in {**PLACES, **WIDER}.items()}

_LEVELS: tuple[tuple[str, str], ...] = (
    (
        r"省里的?|(?:本|我们?|咱们?)省|省级(?=方案|文件|计划|规划|要求|目标|指标|标准)|(?:上级|省)(?:的)?(?:方案|文件|计划|规划|实施方案)"
        r"|(?<![个些几全各外本两三四五哪])省(?:定|级)?(?:的)?(?=要求|目标|指标|标准)"
        r"|\bprovincial (?:plan|document|scheme|one|target|figure|level|value)s?\b"
        r"|\b(?:the|its) (?:own )?province(?:'s)?\b",
        "省",
    ),
    (r"(?<!省)市里的?|市级方案|(?:本|我们?|咱们?)市|\bthe city(?:'s)? (?:plan|table)\b", "市"),
)  # fmt: skip


_IMPLEMENTED_ZH = re.compile(
    r"^市?(?:所|要|正在)?(?:贯彻|落实|承接|执行|实施|细化|分解)+的(?:那份|那个|那)?(?:上位|上级|省级?|省里的?)?(?:方案|文件|计划|规划)"
)
_TABLE_NAMED = re.compile(r"(?:任务)?(?:分工表|任务表|清单|工作清单)")
_OWNER = re.compile(r"[\u4e00-\u9fff]{2}(?=(?:省|市)?(?:的|那份|那张|那个|这张|\d+[项条个])?$)")
"""The region right before a table that is said to be its own."""
_WHICH = re.compile(r"\b(?:plan|document|scheme|one) (?:which|that)?\s*$")
_IMPLEMENTS = re.compile(r"^(?:'s table)? (?:is |has been |must |has to )?(?:implement|carr|follow|execut|break)")
_PART_NAMED = re.compile(r"(?:省|市)?(?:的)?(?:附件|工作清单|清单)$")
"""The part of a document at the end of its name: 浙江附件 names the document 浙江 and its annex."""
_ABBREVIATIONS = {"浙": "浙江", "粤": "广东", "苏": "江苏", "渝": "重庆", "深": "深圳"}
_ABBREVIATED = re.compile(r"[浙粤苏渝深]{2,5}(?!圳)")
"""Provinces by their one-character names, recognised only where several stand together (苏浙, 粤渝)."""
_ABBREVIATED_ONE = re.compile(r"(?<![\u4e00-\u9fff])[浙粤苏渝](?=(?:省|市)?(?:方案|文件|计划|那份|这份|版)|[（(])")
"""One such name that stands for a document (粤方案)."""
_SHORT_EN = {
    "sz": "Shenzhen", "gd": "Guangdong", "zj": "Zhejiang", "js": "Jiangsu", "cq": "Chongqing",
    "shen zhen": "Shenzhen", "guang dong": "Guangdong", "canton": "Guangdong", "kwangtung": "Guangdong",
    "zhe jiang": "Zhejiang", "chekiang": "Zhejiang", "jiang su": "Jiangsu", "kiangsu": "Jiangsu",
    "chong qing": "Chongqing", "chungking": "Chongqing",
}  # fmt: skip
_SHORTENED = re.compile(
    r"(?<![A-Za-z0-9.&-])(?:SZ|GD|ZJ|JS|CQ|sz|gd|zj|js|cq"
    r"|(?i:shen zhen|guang dong|canton|kwangtung|zhe jiang|chekiang|jiang su|kiangsu|chong qing|chungking))"
    r"(?![A-Za-z0-9&-])"
)
"""Regions by their two letters, as people write them in notes, in older and in parted spelling."""
_CLAUSE_CODE = re.compile(r"\bclause (?P<section>\d{1,2})[-–.](?P<clause>\d)(?![\d%])", re.IGNORECASE)
"""A clause by the numbers of its section and its own, as its id writes them."""
_ITS_KIND = re.compile(r"^[省市](?!场|级|区)")
"""What a place is, right behind its name (北京市)."""
_NATIONAL = re.compile(
    r"国家(?:级|层面)?的?(?:方案|文件|计划|规划)|全国(?:清洁生产推行)?(?:方案|计划)|国务院(?:文件|方案)"
    r"|\b(?:national|state council) (?:plan|scheme|document)"
)
"""The national plan, which the documents quote but which is not one of them."""


_MISSPELT = {
    "秸杆": "秸秆", "协辨": "协办", "协辦": "协办", "斜办": "协办", "协伴": "协办", "迁头": "牵头", "牵投": "牵头",
    "签头": "牵头", "深训": "深圳", "深镇": "深圳", "申圳": "深圳", "深证市": "深圳市", "浙将": "浙江", "浙姜": "浙江",
    "负则": "负责", "付责": "负责", "负贵": "负责", "携办": "协办", "千头单位": "牵头单位", "前头单位": "牵头单位",
    "由那些": "由哪些", "由那个": "由哪个", "由那家": "由哪家", "归那个": "归哪个", "归那家": "归哪家",
    "是那个局": "是哪个局",
    "是那家": "是哪家", "那些部门负责": "哪些部门负责", "那些单位负责": "哪些单位负责", "那个部门": "哪个部门",
    "广冻": "广东", "江束": "江苏", "重亲": "重庆", "众庆": "重庆",
}  # fmt: skip
"""Miswritten words that change what a question is about."""


_SHORTEST = 4
_PARENTHESIS = re.compile(r"[（(][^（()）]*[）)]$")
_KIND = re.compile(r"^(?:[省市县区州]|自治区|经济特区)")
_QUOTES = re.compile(r"[“”\"'《》〈〉]")
"""Marks in a title that people leave out."""


def spelled_out(text: str) -> str:
    """A text with provinces named by one character in full (苏浙两省 is 江苏、浙江两省) and miswritten words mended."""
    for wrong, right in _MISSPELT.items():
        text = text.replace(wrong, right)
    text = _CLAUSE_CODE.sub(r"section \g<section> clause \g<clause>", text)
    text = _SHORTENED.sub(lambda m: _SHORT_EN[m.group().lower()], text)
    text = _ABBREVIATED_ONE.sub(lambda m: _ABBREVIATIONS[m.group()], text)
    return _ABBREVIATED.sub(lambda m: "、".join(_ABBREVIATIONS[c] for c in m.group()), text)


class Places:
    """Matches region names, document titles, aliases, and levels of government."""

    def __init__(self, documents: Iterable[DocumentInfo]) -> None:
        self.documents = tuple(documents)
        names: dict[str, list[str]] = {}
        for info in self.documents:
            # The name of a file may be a common word (供热.txt).
            own = "" if has_han(info.document) and len(info.document) < _SHORTEST else info.document
            for name in (
                own,
                info.region,
                info.region_en,
                info.title,
                info.title_en,
                *info.titles,
                *info.aliases,
            ):
                key = normalise(name).lower().strip("《》")
                for written in {key, _QUOTES.sub("", key)}:
                    if len(written) >= 2 and info.document not in names.setdefault(written, []):
                        names[written].append(info.document)
        self._names = names
        self._shorts = {d.document: _without_region(d) for d in self.documents}
        self._pattern = patterns.names(names)
        self._titles = patterns.names([k for k in names if len(k) >= 5])
        known = set(names)
        names_of_places = {**PLACES, **WIDER}
        self._foreign = patterns.names(n for n in (*names_of_places, *names_of_places.values()) if n not in known)

    def find(self, lowered: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
        """Spans of the words that name documents, and the documents in the order of the question."""
        spans: list[tuple[int, int]] = []
        found: list[str] = []
        for match in self._pattern.finditer(lowered):
            name = _PART_NAMED.sub("", match.group())
            name = name if name in self._names else match.group()
            spans.append((match.start(), match.start() + len(name)))
            found.extend(d for d in self._names[name] if d not in found)
        return tuple(spans), tuple(found)

    def narrowed(self, lowered: str, documents: tuple[str, ...]) -> tuple[str, ...]:
        """Of several documents of a region those whose title, without it, stands in a question (上海的消防条例)."""
        if len(documents) < 2:
            return documents
        short = self.short_title(lowered, documents)
        return tuple(d for d in documents if short and self._shorts[d] == short) or documents

    def short_title(self, lowered: str, documents: tuple[str, ...]) -> str:
        """The longest title of one of these documents, without its region, that stands in a question."""
        held = (s for s in (self._shorts[d] for d in documents) if len(s) >= _SHORTEST and s in lowered)
        return max(held, key=len, default="")

    def level(self, lowered: str) -> tuple[tuple[tuple[int, int], ...], str | None]:
        """Words that name a level of government instead of a region, and that level (省 or 市)."""
        for pattern, level in _LEVELS:
            matches = list(re.finditer(pattern, lowered))
            if matches:
                return tuple((m.start(), m.end()) for m in matches), level
        return (), None

    def beside_table(self, lowered: str, named: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
        """Words for a level beside the other level: 省里 is the plan where 市里 or its table is spoken of as well.

        Each with the document it means.
        """
        tables = [d for d in self.documents if d.carries_out]
        found = [(m.start(), m.end(), level) for p, level in _LEVELS for m in re.finditer(p, lowered)]
        levels = {level for _, _, level in found}
        if len(tables) != 1 or "省" not in levels or not ("市" in levels or tables[0].document in named):
            return ()
        if set(named) - {tables[0].document, tables[0].carries_out}:
            return ()
        meant = {"省": tables[0].carries_out or "", "市": tables[0].document}
        return tuple((start, end, meant[level]) for start, end, level in found)

    def meant(self, lowered: str, start: int, end: int) -> tuple[str, ...]:
        """The documents meant by the name of a place: its own, or the plan above where the place only says which plan
        (the plan that Shenzhen is implementing).
        """
        named = self.find(lowered[start:end])[1]
        if _TABLE_NAMED.fullmatch(lowered[start:end]) and (owner := _OWNER.search(lowered[:start])):
            return self.find(owner.group())[1] or named  # 浙江的分工表
        before, after = lowered[:start], lowered[end:]
        if not (_IMPLEMENTED_ZH.match(after) or (_WHICH.search(before) and _IMPLEMENTS.match(after))):
            return named
        return tuple(d.carries_out for d in self.documents if d.carries_out and d.document in named) or named

    def of_level(self, level: str | None) -> tuple[str, ...]:
        """The documents of a level of government."""
        return tuple(d.document for d in self.documents if d.level == level)

    def above(self, documents: tuple[str, ...]) -> tuple[str, ...]:
        """The plans that some documents carry out and that are none of them."""
        plans = (d.carries_out for d in self.documents if d.document in documents)
        return tuple(dict.fromkeys(plan for plan in plans if plan and plan not in documents))

    def foreign(self, lowered: str) -> tuple[str, ...]:
        """Places named that no document is about."""
        found = [m.group() for pattern in (self._foreign, _NATIONAL) for m in pattern.finditer(lowered)]
        return tuple(dict.fromkeys(found))

    def without_foreign(self, text: str) -> str:
        """A text without the places that no document is about, so that another can take their place."""
        spans = [m.span() for m in self._foreign.finditer(text.lower())]
        for start, end in reversed(spans):
            text = text[:start] + _ITS_KIND.sub("", text[end:], count=1)
        return text


def _without_region(info: DocumentInfo) -> str:
    """The title as people say it beside the name of the region."""
    title = _PARENTHESIS.sub("", normalise(info.title).lower()).strip("《》 ")
    name = normalise(info.region).lower()
    return _KIND.sub("", title.removeprefix(name)) if name and title.startswith(name) else title


def in_region(place: str) -> str | None:
    """The region of a document that a city or district lies in, by its Chinese name."""
    return CITIES.get(_CHINESE.get(place.lower(), place))


def chinese_name(place: str) -> str:
    """The Chinese name of a place named in either language."""
    return _CHINESE.get(place.lower(), place)


@lru_cache(maxsize=1)
def names_wider() -> frozenset[str]:
    """The names of regions wider than one that has a document, in both languages."""
    return frozenset((*WIDER, *WIDER.values()))
