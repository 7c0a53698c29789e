"""How targets are said in both languages: value, year, baseline, unit, and the words of the source.

Knows wording; refuses to choose targets.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answers.context import Context, Sheet
from assistant.core.evidence import squeeze
from assistant.core.indicators import Indicator
from assistant.core.records import Span
from assistant.core.targets import Comparator, Target

_BEFORE_ZH: dict[Comparator, str] = {"=": "", ">=": "不低于", ">": "超过", "<=": "不超过", "~": "约", "range": ""}
_BEFORE_EN: dict[Comparator, str] = {
    "=": "", ">=": "at least ", ">": "more than ", "<=": "at most ", "~": "about ", "range": "",
}  # fmt: skip
_COMPARED = re.compile(r"不低于|不少于|至少|超过|大于|不超过|以上|以下|左右|余|约")
_UNITS_EN = {
    "亩": " mu", "吨": " tonnes", "千瓦": " kW", "平方米": " m²", "标箱": " TEU", "元": " yuan", "%": "%",
    "吨标准煤": " tonnes of standard coal", "吨标准煤/万元": " tonnes of standard coal per 10,000 yuan",
}  # fmt: skip
_VERBS: dict[str, dict[str, str]] = {
    "reduce": {"zh": "下降", "en": "down by "}, "increase": {"zh": "提高", "en": "up by "},
}  # fmt: skip
_FAR = 60
"""Characters between a year and its figure up to which they are quoted in one piece."""


def figure(target: Target, language: str) -> str:
    """The value alone: 96%以上, at least 96%."""
    return _figure_zh(target) if language == "zh" else _figure_en(target)


def phrase(target: Target, language: str) -> str:
    """The value with its year, baseline and what else belongs to it."""
    return _phrase_zh(target) if language == "zh" else _phrase_en(target)


def number(value: Decimal) -> str:
    """A number with thousands parted and no needless zeros after the point."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said_figure(value: Decimal, unit: str, language: str) -> str:
    """An amount in a unit."""
    return number(value) + (_UNITS_EN.get(unit, "") if language == "en" else unit)


def said_difference(value: Decimal, unit: str, language: str) -> str:
    """A difference of two amounts: of percentages it is percentage points."""
    if unit == "%":
        return f"{number(value)}个百分点" if language == "zh" else f"{number(value)} percentage points"
    return said_figure(value, unit, language)


def capital(name: str) -> str:
    """A name at the beginning of a sentence."""
    return name[:1].upper() + name[1:]


def _figure_zh(target: Target) -> str:
    if target.value is None:
        return f"没有数值，来源写的是“{target.value_text}”"
    shown = target.value_text.replace("至少按照", "至少")
    return shown if _COMPARED.search(shown) else _BEFORE_ZH[target.comparator] + shown


def _figure_en(target: Target) -> str:
    if target.value is None or target.amount is None or target.amount_high is None:
        return f"no figure; the source says “{target.value_text}”"
    low = number(target.amount)
    value = f"{low} to {number(target.amount_high)}" if target.high is not None else low
    said = _BEFORE_EN[target.comparator] + value + _UNITS_EN.get(target.base_unit, "")
    return said if target.unit in ("%", "") and target.value_text[:1].isdigit() else f"{said} ({target.value_text})"


def change(target: Target, language: str) -> str:
    """The value with the verb of a change: 下降14.5%, down by 14.5%; levels have none."""
    verb = ""
    if target.unit == "%" and target.direction in _VERBS and "增长" not in target.words:
        verb = _VERBS[target.direction][language]
    return verb + figure(target, language)


def falls(target: Target) -> bool:
    """Whether the value is a fall in percent, of which more means less."""
    return target.unit == "%" and target.direction == "reduce"


def _phrase_zh(target: Target) -> str:
    parts = [
        _year_zh(target),
        f"较{target.baseline}年" if target.baseline else "",
        _each_zh(target),
        "力争" if target.effort else "",
        "每年" if target.per_year else "",
        change(target, "zh"),
    ]
    return "".join(parts) + ("" if target.year or target.kind != "target" else "（来源未写年份）")


def _each_zh(target: Target) -> str:
    return (
        f"（{target.scope}）" if "各设区市" in target.scope else f"（{target.scope}各）" if "、" in target.scope else ""
    )


def _year_zh(target: Target) -> str:
    if target.year is None:
        return ""
    if target.year_basis == "plan_period":
        return f"“十四五”期间（至{target.year}年）"
    return f"{target.year}年前" if target.year_text.endswith("前") else f"{target.year}年"


def _phrase_en(target: Target) -> str:
    said = change(target, "en")
    said += f" from {target.baseline}" if target.baseline else ""
    said += " in each city" if "各设区市" in target.scope else " in each of three areas" if "、" in target.scope else ""
    said += " every year" if target.per_year else ""
    said += f" {'before' if target.year_text.endswith('前') else 'by'} {target.year}" if target.year else ""
    said += " (an aim: 力争)" if target.effort else ""
    return said + ("" if target.year or target.kind != "target" else " (no year given)")


def remark(context: Context, indicator: Indicator, target: Target) -> str:
    """What a printed name means that differs a little from the indicator's own."""
    found = indicator.remarks.get(target.words)
    return found.of(context.language) if found else ""


def quoted(context: Context, target: Target) -> str:
    """The words of the source that hold the figure."""
    record = context.corpus.record(target.record_id)
    return squeeze(record.text[target.start : target.end])


def cite(sheet: Sheet, target: Target) -> str:
    """Marks for the words that hold a figure, with those that hold its year."""
    corpus = sheet.context.corpus
    record = corpus.record(target.record_id)
    pieces = [Span(start=target.start, end=target.end)]
    year = _year_span(record.text, target)
    if year is not None:
        joined = target.start - year.start <= _FAR and year.start >= target.sentence_start
        pieces = [Span(start=year.start, end=target.end)] if joined else [year, *pieces]
    return "".join(sheet.mark(corpus.quote(record, span.start, span.end)) for span in pieces)


def _year_span(text: str, target: Target) -> Span | None:
    """Where the words of the year stand before the figure, if they do."""
    if target.year_basis not in ("sentence", "paragraph", "plan_period"):
        return None
    spaced = re.compile(r"\s*".join(map(re.escape, target.year_text)))
    found = list(spaced.finditer(text, 0, target.value_start))
    if not found or found[-1].start() >= target.start:
        return None
    return Span(start=found[-1].start(), end=found[-1].end())
