"""What an open question asks for: the kind of answer, the years and amounts it names, and its informative words.

Knows the wordings of asking in both languages; refuses to know any document or any particular question. Words are kept
as units: stretches of the question with the Chinese words that would say the same in a document.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.answers.passages import SPAN
from assistant.answers.setting import parted
from assistant.answers.units import LIGHT_FACTOR, Joined, Unit, chinese_units, english_units, setting_units
from assistant.core.answer import Language
from assistant.core.records import DocumentInfo
from assistant.core.text import parse_numeral
from assistant.dialogue.places import CITIES, PLACES

Kind = Literal["number", "money", "when", "day", "duration", "contact", "where", "list", "open"]

KINDS_FILE = Path(__file__).resolve().parent / "asking.toml"
_ZH_AMOUNT_END = re.compile(
    r"(?:率|量|比重|比例|占比|面积|系数|规模|强度|浓度|容量|数量|个数|家数|台数|产值|吨数|标准煤)(?:的)?"
    r"(?:目标值?|指标值?|要求|标准|数值|是|为|达到|要达到|分别|各|各是|多高|如何|怎么样|怎样|分别是|什么|[?。!\s])*$"
)
_HOW = re.compile(r"怎么|怎样|如何|什么|\bhow (?!many|much|high|large|big|long|far|low|often)|\bwhy\b")
_HOW_DONE = re.compile(
    r"\W*(?:(?:and|so|but|then|now|ok|please) )*how "
    r"(?:do|does|did|is|are|was|were|can|could|should|shall|will|would|may|might|must)\b"
)
_EVERYWHERE = re.compile(
    r"各地|各省|各个?地方|各文件|各方案|每个(?:省|地|文件)|所有(?:省|地区|文件)|[四五45][个份]?(?:省|地|文件|方案)"
    r"|\b(?:each|every|all(?: the)?|the five|across(?: the)?) (?:\w+ )?(?:regions?|provinces?|documents?|plans?)\b"
)
_PART = re.compile(r"[，,；;。？?]")
_YES_NO = re.compile(
    r"吗|是否|有没有|可不可以|需不需要|对吧|是吧|([\u4e00-\u9fff])不\1"
    r"|是真的|真的假的|属实|没错吧"
    r"|(?:^|[,.;:–—]\s*(?:and |so |but |then |now )?)"
    r"(?:is|are|does|do|did|can|could|may|might|shall|will|would|must|has|have|should|was|were)\b"
    r"(?! (?:not|n't|you)\b)"
    r"|\byes or no\b|\b(?:right|correct|true|so)\s*\?\s*$|\bwhether\b"
)
_YEAR = re.compile(
    r"(?P<base>(?:比|较|相比|相对于|\b(?:than|from|over|against|relative to|compared (?:to|with))(?: in)?) ?)?"
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d|\s*[万亿元块家台吨亩户辆座多余])年?(?:底|末|前|之前|以前)?"
)
_SHORT_YEAR = re.compile(r"(?<=[到至在截'’])(?P<year>[2-4]\d)年(?!内|间|来)")
_PERIOD = re.compile(r"[“\"]?十四五[”\"]?(?:期间|末|时期)?|\b14th five[- ]year plan(?: period)?\b")
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?(?:万|亿|千|百)?(?:%|个百分点|吨标准煤|元|吨|亩|家|个|台|座|项|条|平方米|千瓦|辆|人|户|倍|级|种)?"
)
_HAN_SUM = re.compile(r"[一二两三四五六七八九十百千]+[多来几余]?[万亿]+(?:多|余|来)?(?:元|块钱?|人民币)?")
_MEASURE = re.compile(
    r"(?:百分之)?(?:多少|(?<!哪)几)(?:万|亿|千)?"
    r"(?P<unit>元|钱|吨|亩|公顷|平方米|平方公里|千瓦|%|个百分点|家|个|台|座|项|条|种|辆|人|户|名|位|处|级|倍|次)?"
)
_RATE = re.compile(r"百分之几|百分之多少|率|比例|比重|占比|\b(?:rate|share|percentage|proportion|ratio|coverage)\b")
_HAN_PERCENT = re.compile(r"百分之([零一二三四五六七八九十百\d]+)")
_NAMED_RATE = re.compile(r"[\u4e00-\u9fff]率")
_NO_RATE = re.compile(r"效率|频率|功率|汇率|领跑率")
_KINDS_EN = ("implementation opinions", "implementation opinion", "implementing opinions", "implementation plan")
_AMONG = re.compile(
    r"(?:里[面头]?|中|上面?|名单|之列)(?:有没有|有无|是否有|包不包括|是否包括|有|包括|包含)"
    r"(?P<name>[\u4e00-\u9fff]{2,6}?)(?:吗|么|嘛|呢|这一?[家个])?[?？。]?$"
)
"""What is asked to be among the things that a text lists."""
_WHETHER_SAID = re.compile(
    r"(?:有没有|有无|是否有?|没有?|曾|可曾|到底|也)[^，。？?]{0,12}?(?:提到|提及|提过|说到|说过|写到|写过|讲到|讲过|涉及|出现|规定过)"
    r"|(?:提到|提及|提过|说到|写到|讲到|涉及|出现)(?:过|了)?[^，。？?]{0,16}(?:吗|么|没有?|没)[?？。]?$"
    r"|(?:有没有|有无|是否有)[^，。？?]{0,14}(?:规定|要求|安排|说法|条款|内容)[吗么]?[?？。]?$|有[^，。？?]{0,14}(?:规定|要求|条款)[吗么][?？。]?$"
    r"|\b(?:mentions?|mentioned|cover(?:s|ed)?|say anything|anything (?:about|on)|refer(?:s|red)? to)\b"
)
"""A question whether something is said at all, to which what is merely near is no answer."""
_OFTEN = re.compile(r"一[次回遍趟轮]|[几多少]次|频率|频次|每隔|\bhow often\b|\bhow frequently\b|\bhow many times\b")
_COUNT_UNITS = "家个台座项条种辆人户名位处"
_EN_MONEY_OR_TAX = re.compile(r"\btax rate\b|税率")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question as the evidence is held against it."""

    kind: Kind
    yes_no: bool
    units: tuple[Unit, ...]
    years: tuple[int, ...] = ()
    period: bool = False
    amounts: tuple[str, ...] = ()
    measure: str = ""
    everywhere: bool = False
    rates: tuple[str, ...] = ()
    claims: bool = False
    attributes: tuple[re.Pattern[str], ...] = ()
    among: str = ""
    whether_said: bool = False
    language: Language = "zh"

    @property
    def says_something(self) -> bool:
        """Whether a question has any word of weight: of light ones alone any passage holds some."""
        return self.language == "zh" or any(max(unit.factors) > LIGHT_FACTOR for unit in self.units)


def read_question(
    text: str,
    language: Language,
    *,
    names: Sequence[str] = (),
    regions: Sequence[str] = (),
    joined: Joined = lambda pair: False,
) -> Asked:
    """What a normalised question asks.

    ``names`` are those of the documents it is limited to, ``regions`` those of all documents; ``joined`` tells whether
    two characters stand side by side in the documents.
    """
    # What holds for a region holds for the cities in it.
    cities = [city for city, region in CITIES.items() if region in names]
    names = (*names, *cities, *(PLACES[city] for city in cities))
    lowered = _blank_names(text.lower(), names)
    period = bool(_PERIOD.search(lowered))
    rest = _HAN_PERCENT.sub(_percent, _PERIOD.sub(" ", lowered))
    rest = _SHORT_YEAR.sub(lambda m: f"20{m.group('year')}年", rest)
    # A year that something is compared with is no year that it is about.
    years = tuple(dict.fromkeys(int(m.group("year")) for m in _YEAR.finditer(rest) if not m.group("base")))
    rest = _YEAR.sub(" ", rest)
    yes_no = bool(_YES_NO.search(lowered.strip()))
    kind = _kind(rest, language)
    measure = _measure(rest, kind)
    # English writes 10,000 where Chinese writes 万: such numbers are not compared.
    plain = re.sub(r"\d{1,3}(?:,\d{3})+", " ", rest)
    amounts = tuple(m.group() for m in _AMOUNT.finditer(plain) if not _inside_word(plain, m.start(), m.end()))
    stated = kind == "open" or (yes_no and kind == "number")
    claims = stated and bool(amounts) and bool(_unit_of(amounts[-1]))
    if claims:
        # What the question takes for true is held against what the documents state.
        kind, measure = "number", _unit_of(amounts[-1])
    if language == "en":
        asked, setting = parted(_YEAR.sub(" ", _PERIOD.sub(" ", _blank_names(text, names))), language)
        units = (*english_units(asked, regions), *setting_units(english_units(setting, regions)))
    else:
        asked, setting = (_MEASURE.sub(" ", _without_amounts(part)) for part in parted(rest, language))
        around = chinese_units(setting, names, regions, joined)
        units = (*chinese_units(asked, names, regions, joined), *setting_units(around))
    return Asked(
        kind=kind,
        yes_no=yes_no,
        language=language,
        claims=claims,
        units=units,
        years=years,
        period=period,
        amounts=amounts,
        measure=measure,
        everywhere=bool(_EVERYWHERE.search(lowered)),
        among=found.group("name") if (found := _AMONG.search(lowered.strip())) else "",
        whether_said=bool(_WHETHER_SAID.search(lowered)),
        attributes=tuple(held for wording, held in _attributes() if wording.search(lowered)),
        rates=tuple(dict.fromkeys(_NAMED_RATE.findall(_NO_RATE.sub(" ", rest)))),
    )


def kinds_of_text(info: DocumentInfo) -> tuple[str, ...]:
    """What the texts of a file that holds several are called for short, which says nothing of what is asked."""
    if len(info.titles) < 2:
        return ()
    return (*(title.split("（")[0][-4:] for title in info.titles), *_KINDS_EN)


def _blank_names(text: str, names: Sequence[str]) -> str:
    for name in sorted({n for n in names if len(n) > 1}, key=len, reverse=True):
        text = re.sub(re.escape(name) + (r"(?:'s)?" if name[-1].isascii() else ""), " ", text, flags=re.IGNORECASE)
    return text


def _kind(text: str, language: Language) -> Kind:
    """The kind of answer; several questions in one sentence are open, as no one kind would do for all of them."""
    asking = [kind for part in _PART.split(text) if (kind := _kind_of(part, language)) is not None]
    if "money" in asking and set(asking) <= {"money", "open", "number"}:
        return "money"  # whether anything is said of a sum is still about the sum
    if len(set(asking)) > 1:
        return "open"
    if asking:
        return asking[0]
    return "number" if language == "zh" and _ZH_AMOUNT_END.search(text.strip(" ?？。！!")) else "open"


def _kind_of(text: str, language: Language) -> Kind | None:
    if _HOW_DONE.match(text):
        return "open"  # how does it cut the amount of …: no amount is asked for
    for kind, pattern in _kinds()[language].items():
        if pattern.search(text):
            return "number" if kind == "money" and _EN_MONEY_OR_TAX.search(text) else kind
    return "open" if _HOW.search(text) or _YES_NO.search(text.strip()) else None


@lru_cache(maxsize=1)
def _kinds() -> dict[Language, dict[Kind, re.Pattern[str]]]:
    """The wordings of ``asking.toml`` by language and kind, in its order."""
    tables = tomllib.loads(KINDS_FILE.read_text(encoding="utf-8"))
    languages: tuple[Language, ...] = ("zh", "en")
    return {
        language: {kind: re.compile("|".join(wordings)) for kind, wordings in tables[language].items()}
        for language in languages
    }


@lru_cache(maxsize=1)
def _attributes() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What asks for a thing, and what a sentence that tells it must hold."""
    rows = tomllib.loads(KINDS_FILE.read_text(encoding="utf-8"))["attribute"]
    return tuple((re.compile(row["asked"]), re.compile(row["held"])) for row in rows)


def _measure(text: str, kind: Kind) -> str:
    """The unit an amount must have: a unit as asked, ``count`` for counted things, ``%`` for rates, else nothing."""
    if kind == "money":
        return "元"
    if kind == "duration":
        return "" if _OFTEN.search(text) else SPAN
    if kind != "number":
        return ""
    found = _MEASURE.search(text)
    unit = (found.group("unit") or "") if found else ""
    if unit in ("元", "钱"):
        return "元"
    if unit in ("%", "个百分点") or (not unit and _RATE.search(_NO_RATE.sub("", text))):
        return "%"
    if re.search(r"\bhow many\b", text):
        return "count"
    return "count" if unit and unit in _COUNT_UNITS else unit


def _percent(match: re.Match[str]) -> str:
    value = parse_numeral(match.group(1))
    return match.group() if value is None else f"{value}%"


def _unit_of(amount: str) -> str:
    """The measure of an amount that is asked about: 90% asks about a share, 500家 about a count."""
    unit = amount.lstrip("0123456789.万亿千百")
    if unit.startswith(("%", "个百分点")):
        return "%"
    return "count" if unit[:1] in tuple(_COUNT_UNITS) else unit


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether digits belong to a name such as PM2.5 or 5G."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and (before.isalpha() or before == ".")) or (after.isascii() and after.isalpha())


def _without_amounts(text: str) -> str:
    text = _HAN_SUM.sub(" ", text)
    return _AMOUNT.sub(lambda m: m.group() if _inside_word(text, m.start(), m.end()) else " ", text)
