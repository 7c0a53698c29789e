"""Passages cut into what an answer can quote: sentences and clauses, with the years that govern them and their amounts.

Knows punctuation, years and amounts in Chinese policy text; refuses to know what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answers.coverage import fold, squeezed
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence
from assistant.core.records import DocumentInfo, Record, Span
from assistant.core.text import sentences
from assistant.dialogue.places import PLACES

_CLAUSE_END = re.compile(r"[，,；;：:。！？!?]+[”’」』）)]*")
_YEAR = re.compile(r"(?<![比较])(?<![比较]\s)(?<!\d)((?:19|20)\d{2})(?!\d)\s*(?:年|[-—–~～]\s*(?:19|20)\d{2})")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-—–~～至]\s*((?:19|20)\d{2})(?!\d)")
_PLAN_PERIOD = re.compile(r"十四五")
_UNITS = (
    r"%|％|个?百分点|元|吨标准煤|吨|亩|公顷|平方米|平方公里|千瓦时|千瓦|标箱|家|个|台|座|项|条|种|辆|人|户|名|位|处|级|倍|次"
    r"|[\u4e00-\u9fff]"
)
_AMOUNT = re.compile(
    r"(?<![\d.a-z第〕\u3014])(?P<number>\d+(?:\.\d+)?)(?:\s*(?:[-—–~～－至]|万|亿|%)+\s*\d+(?:\.\d+)?)?"
    rf"\s*(?P<scale>(?:万|亿|千(?!瓦)|百(?!分))*)\s*(?P<unit>{_UNITS})?"
)
_HAN_AMOUNT = re.compile(r"[一二两三四五六七八九十百]+(?P<unit>级|季度|个|家|倍|成|项|座|台)(?!体|行|方|面|策|色)")
_NO_AMOUNT_UNITS = "年月日号条款版"
_SOME = r"[一二两三四五六七八九十半\d]+\s*个?"
_TIME = re.compile(
    rf"(?:19|20)\d{{2}}\s*年|季度|每[年月周日]|{_SOME}(?:月|天|日|周|小时)|年底|年内|夜间|日间|白天|期间|定期|时限|错峰"
)
_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]|[一二三四五六七八九十]+月[一二三四五六七八九十]+日")
_DURATION = re.compile(rf"(?<!\d)(?!\d{{4}}){_SOME}(?:年|月|天|日|周|小时|工作日)(?![度份底])|每[年月周季日]|定期")
_SPAN = re.compile(rf"(?<!\d)(?!\d{{4}}){_SOME}(?:年|月|天|日|周|小时|工作日)(?![度份底])")
SPAN = "span"
"""How long something lasts, which 每年 does not say, though it says how often something is done."""
_CONTACT = re.compile(r"\d{7,}|\d{3,4}-\d{7,8}|[\w.]+@[\w.]+|https?://|路\s*\d+\s*号")
_WHERE = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:经济技术开发区|高新区|工业园区|新区|自治县|湾区|流域)"
    r"|(?<![各地灌社园片景城郊市])[\u4e00-\u9fff]{2}(?:区|县)(?![域块级分])" + "".join(f"|{name}" for name in PLACES)
)
AMOUNTS = ("number", "money")
TIMES = ("when", "day", "duration")
_SUM = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿千百]?)(?P<unit>元|吨标准煤|吨|家|个|亩|人|%)?")
_THRESHOLD = re.compile(rf"(?P<before>超过|不低于|高于)?\s*{_SUM.pattern}(?P<behind>以上)?")
_LISTING = re.compile(r"、|”“")


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number in a text with its unit ('' for a bare number) and the characters that scale it (万, 亿)."""

    start: int
    end: int
    unit: str
    scale: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """What stands between two commas; offsets count in ``record.text``, those of its amounts in the clause."""

    start: int
    end: int
    text: str
    words: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of a record; offsets count in ``record.text``. ``years`` are those it states or stands under."""

    record: Record
    start: int
    end: int
    clauses: tuple[Clause, ...]
    words: str
    context: str
    around: str
    years: tuple[int, ...]
    hit: Evidence

    @property
    def text(self) -> str:
        return self.record.text[self.start : self.end]


def sentences_of(hits: Sequence[Evidence], corpus: Corpus) -> tuple[Sentence, ...]:
    """Every sentence that a hit covers, in the order of the hits, each once."""
    found: dict[tuple[str, int], Sentence] = {}
    for hit in hits:
        low, high = _within(hit)
        for part in _cut(hit.record, corpus.document(hit.record.document).title):
            if part.start < high and low < part.end:
                found.setdefault((hit.record.record_id, part.start), replace(part, hit=hit))
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _cut(record: Record, title: str) -> tuple[Sentence, ...]:
    """The sentences of a record's own text; cut once, as they do not depend on the question."""
    spans = [_trimmed(record.text, span) for span in sentences(record.text)]
    words = [squeezed(record.text[span.start : span.end]) for span in spans]
    context = squeezed(" ".join((*record.path, record.title, record.label)))
    above = years_in(" ".join(record.path))
    return tuple(
        Sentence(
            record=record,
            start=span.start,
            end=span.end,
            clauses=tuple(_clauses(record.text, span)),
            words=words[number],
            context=context,
            around="".join(words[max(number - 1, 0) : number] + words[number + 1 : number + 2]) + squeezed(title),
            years=years_in(record.text[span.start : span.end]) or above,
            hit=Evidence(record=record, quote="", start=0, end=0),
        )
        for number, span in enumerate(spans)
    )


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(start=span.start + len(words) - len(words.lstrip()), end=span.end - len(words) + len(words.rstrip()))


def _clauses(text: str, span: Span) -> Iterator[Clause]:
    start = span.start
    for end in [m.end() for m in _CLAUSE_END.finditer(text, span.start, span.end)] + [span.end]:
        # Commas inside brackets and quotation marks do not part clauses.
        if end < span.end and _open_bracket(text[span.start : end - 1]):
            continue
        words = text[start:end]
        if words.strip():
            yield Clause(start=start, end=end, text=words, words=squeezed(words), amounts=amounts(words))
        start = end


def _open_bracket(text: str) -> bool:
    return any(text.count(low) > text.count(high) for low, high in ("（）", "()", "《》", "“”"))


def _within(hit: Evidence) -> tuple[int, int]:
    """The stretch of ``record.text`` that a hit covers."""
    offset = 0
    covered: list[int] = []
    for span in hit.record.spans:
        low, high = max(span.start, hit.start), min(span.end, hit.end)
        if low < high:
            covered += [offset + low - span.start, offset + high - span.start]
        offset += span.end - span.start
    return (min(covered), max(covered)) if covered else (0, 0)


def years_in(text: str) -> tuple[int, ...]:
    """The years a text is about, both ends and the middle of a range; years compared with are left out."""
    plain = fold(text)
    years = [int(year) for year in _YEAR.findall(plain)]
    for low, high in _RANGE.findall(plain):
        years.extend(range(int(low), min(int(high), int(low) + 20) + 1))
    if _PLAN_PERIOD.search(plain):
        years.extend(range(2021, 2026))
    return tuple(dict.fromkeys(years))


def document_years(info: DocumentInfo) -> tuple[int, ...]:
    """The years a document is in force for, as far as its title and period tell."""
    return years_in(f"{info.period or ''} {info.title} {' '.join(info.titles)}")


def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts in a text; years, dates, numbers of documents and parts of names are left out."""
    plain = fold(text)
    found = []
    for match in _AMOUNT.finditer(plain):
        unit = (match.group("unit") or "").replace("％", "%")
        if unit and unit in _NO_AMOUNT_UNITS and not match.group("scale"):
            continue
        if len(match.group("number")) == 4 and match.group("number")[:2] in ("19", "20") and unit == "年":
            continue
        after = plain[match.end() : match.end() + 1]
        if (after.isascii() and after.isalpha()) or plain[match.start() - 1 : match.start()] in ("“", "-"):
            continue
        if "%" in match.group():
            unit = "%"
        found.append(Amount(start=match.start(), end=match.end(), unit=unit, scale=match.group("scale") or ""))
    found += [Amount(start=m.start(), end=m.end(), unit=m.group("unit")) for m in _HAN_AMOUNT.finditer(plain)]
    return tuple(found)


def states(kind: str, clause: Clause) -> bool:
    """Whether a clause states anything of a kind at all, whatever its unit."""
    return bool(clause.amounts) if kind in AMOUNTS else _pattern_fits(kind, "", clause.text)


def fits(kind: str, measure: str, clauses: Sequence[Clause]) -> bool:
    """Whether clauses hold an answer of the asked kind, in the unit asked about."""
    if kind in AMOUNTS:
        return any(_unit_fits(amount.unit, measure, clause.text) for clause in clauses for amount in clause.amounts)
    return _pattern_fits(kind, measure, "".join(clause.text for clause in clauses))


def _pattern_fits(kind: str, measure: str, text: str) -> bool:
    pattern = _SPAN if kind == "duration" and measure == SPAN else _PATTERNS.get(kind)
    return bool(pattern.search(fold(text))) if pattern else True


_PATTERNS = {"when": _TIME, "day": _DAY, "duration": _DURATION, "contact": _CONTACT, "where": _WHERE}
_CLASSES: dict[str, Iterable[str]] = {
    "count": ("家", "个", "台", "座", "项", "条", "种", "辆", "人", "户", "名", "位", "处", "批", "只", "万"),
}


def _unit_fits(unit: str, measure: str, text: str) -> bool:
    if not measure:
        return unit not in ("季度",)
    if measure == "%":
        return unit in ("%", "个百分点", "百分点") or (unit == "" and "系数" in text)
    if measure == "count":
        return unit in _CLASSES["count"]
    return unit.startswith(measure)


def meets(asked: Sequence[str], text: str) -> bool:
    """Whether amounts lie beyond a threshold of the same unit that a text sets (3000万 and 超过2000万元)."""
    bounds = (m for m in _THRESHOLD.finditer(fold(text)) if m.group("before") or m.group("behind"))
    least = {(m.group("unit") or "")[:1]: _value(m) for m in bounds}
    found = [_SUM.match(amount) for amount in asked]
    return bool(found) and all(
        m is not None and (m.group("unit") or "元")[:1] in least and _value(m) >= least[(m.group("unit") or "元")[:1]]
        for m in found
    )


def _value(match: re.Match[str]) -> float:
    return float(match.group("number")) * {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}.get(match.group("scale"), 1)


def listed(text: str) -> int:
    """How many things a text enumerates, roughly."""
    return len(_LISTING.findall(text))
