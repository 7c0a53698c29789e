"""What a text says of itself, where no manifest describes it: title, region, level, issuer, number and period.

Knows how Chinese policy texts head themselves and which regions there are (``regions.toml``); knows no document. What a
text does not say stays unknown.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.core.records import DocumentInfo

_HEAD_LINES = 12
_MARKS = re.compile(r"^[\s\ufeff#>]+|\*\*|</?p>|\[bookmark:[^\]\n]*\]")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}\s*[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d{1,4}\s*号")
_NOTICE = re.compile(r"(?:关于)?印发(?P<inner>.{4,90}?)的?(?:通知|函|公告)[》”]?$")
_INNER_TITLE = re.compile(r"[《〈](?P<inner>[^《》]{4,80})[》〉]$")
_PERIOD = re.compile(
    r"(?:19|20)\d{2}\s*(?:年?\s*[-—–~～至]+\s*(?:19|20)\d{2})?\s*年|[“\"]?十[三四五六][”\"]?(?:五[”\"]?)(?!远景)"
)
_STATE = ("中华人民共和国", "全国", "国家", "国务院", "中共中央", "最高人民", "中国")
_SIGNED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,12}?(?:人民政府|委员会))(?:办公[厅室])?")
_SMALLER = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:自治县|自治州|地区|[县区市州盟旗])(?!域|块|划|镇|场|政(?!府)|容|民)")
_LEVELS = {"省": "省", "自治区": "省", "直辖市": "直辖市", "特别行政区": "省", "市": "市"}
_NO_NAME = re.compile(r"[本全我各进与和的于为]")
LONGEST_TITLE = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """A region by its short name, with its English name ('' where unknown), its level and the names it goes by."""

    name: str
    english: str
    level: str
    aliases: tuple[str, ...]


@cache
def _regions() -> tuple[tuple[str, Region], ...]:
    """Every listed region by the words a title may begin with, the longest first."""
    tables = tomllib.loads((Path(__file__).resolve().parent / "regions.toml").read_text(encoding="utf-8"))
    found: dict[str, Region] = {}
    for suffix, table in tables.items():
        printed = "市" if suffix == "直辖市" else suffix
        for pair in table.replace("\n", " ").split(","):
            short, _, english = pair.strip().partition(" ")
            name = short.removesuffix("壮族").removesuffix("回族").removesuffix("维吾尔")
            region = Region(name=name, english=english, level=_LEVELS[suffix], aliases=(short + printed, name))
            found |= {short + printed: region, f"{name}经济特区": region}
            found.setdefault(name, region)
    return tuple(sorted(found.items(), key=lambda entry: -len(entry[0])))


def region_of(words: str, text: str) -> Region | None:
    """The region that a title, a signature or a file name begins with.

    A name that is not listed must end as those of counties and districts do, and the text must speak of its own.
    """
    words = words.removeprefix("中共")
    for name, region in _regions():
        if words.startswith(name):
            return region
    match = None if words.startswith(_STATE) else _SMALLER.match(words)
    if match is None:
        return None
    name, kind = match.group(), match.group()[-1]
    own = any(f"{word}{kind}" in text for word in "本全我") or f"{name}人民政府" in text
    own = own or bool(
        re.search(rf"(?<![\u4e00-\u9fff]){kind}[\u4e00-\u9fff]{{1,10}}(?:局|部门|机关|委员会|政府)", text)
    )
    if len(name) < 3 or not (own or "自治" in name) or _NO_NAME.search(name[:-1]):
        return None
    return Region(name=name, english="", level=kind, aliases=(name, name[:-1]) if len(name) > 2 else (name,))


def describe(document: str, name: str, text: str, sha256: str) -> DocumentInfo:
    """What is known of a document from its own words and its file name."""
    head = _head(text)
    title = _title(head)
    stem = re.sub(r"\.[^./]*$", "", name).rsplit("/", 1)[-1]
    signed = [match["name"] for line in head for match in _SIGNED.finditer(line)]
    region = next((r for r in (region_of(words, text) for words in (title, head[0], *signed, stem)) if r), None)
    national = title.startswith(_STATE)
    number = next(
        (m.group() for line in head if (m := _NUMBER.match(line)) and line[m.end() :][:1] in ("", "《", " ")), None
    )
    issuer = next((m.group() for line in head[:6] if (m := _SIGNED.fullmatch(line))), None)
    period = _PERIOD.search(title)
    region = None if national else region
    return DocumentInfo(
        document=document,
        title=title,
        titles=(title,),
        region=region.name if region else "",
        region_en=region.english if region else "",
        title_en="",
        level=region.level if region else "国家" if national else "",
        file=name,
        sha256=sha256,
        issuer=issuer,
        number=re.sub(r"\s+", "", number) if number else None,
        period=period.group() if period else None,
        aliases=_aliases(title, region),
    )


def _head(text: str) -> list[str]:
    """The first lines that hold anything, without the marks of headings."""
    lines = (_MARKS.sub("", line).strip() for line in text.split("\n"))
    return [line for line in lines if line][:_HEAD_LINES] or [text.strip()]


def _title(head: list[str]) -> str:
    """The first line that names the text; where it only sends another text round, the title of that one."""
    first, place = next(((line, at) for at, line in enumerate(head) if _NUMBER.sub("", line).strip()), (head[0], 0))
    whole = first
    if "印发" in first and not _NOTICE.search(first) and place + 1 < len(head):
        whole = first + head[place + 1]  # a title printed over two lines
    notice = _NOTICE.search(whole)
    if notice:
        return notice["inner"].strip("《》〈〉“” ")
    quoted = _INNER_TITLE.search(_NUMBER.sub("", first))
    return (quoted["inner"] if quoted else first)[:LONGEST_TITLE]


def _aliases(title: str, region: Region | None) -> tuple[str, ...]:
    """Shorter names people use: without what stands in parentheses, and without the name of the state."""
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", title).strip()
    names = [bare] if bare != title else []
    if bare.startswith("中华人民共和国") and len(bare) > 9:
        names.append(bare.removeprefix("中华人民共和国"))
    return tuple(dict.fromkeys((*names, *(region.aliases if region else ()))))
