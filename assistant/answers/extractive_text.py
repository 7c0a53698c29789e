"""How an extractive answer is worded in both languages: quotations with marks, values and key terms in English.

Knows wording only; refuses to choose passages. English names come from the glossary; where it has none, the Chinese
words stand alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answers.coverage import fold
from assistant.answers.passages import Amount, amounts
from assistant.answers.wording import FIRST, MANY, say
from assistant.core.answer import Language
from assistant.core.glossary import policy_glossary
from assistant.core.records import SERIES_LABELS_EN, DocumentInfo, Record

PHRASES: dict[str, dict[Language, str]] = {
    "one": {
        "zh": "{verdict}根据《{title}》{label}：{quote}",
        "en": "{verdict}{title} ({title_zh}), {label}: {gloss}{quote}",
    },
    "many": {"zh": "{verdict}各文件的规定如下：", "en": "{verdict}The documents say:"},
    "row": {"zh": "- {region}（{label}）：{quote}", "en": "- {region} ({label}): {gloss}{quote}"},
    "also": {"zh": "另见{label}：{quote}", "en": "See also {label}: {gloss}{quote}"},
    "silent": {"zh": "- {region}：没有检索到相关表述。", "en": "- {region}: no passage on this was found."},
    "silent_rest": {
        "zh": "- 其余{count}份文件：没有检索到相关表述。",
        "en": "- {count} more documents: no passage on this was found.",
    },
    "no_year": {"zh": "没有提到{years}年的数值。", "en": "Nothing is said for {years}."},
    "yes": {"zh": "是的。", "en": "Yes. "},
    "there_is": {"zh": "有。", "en": "Yes. "},
    "no": {"zh": "不是，文件的规定不同。", "en": "No, the document says otherwise. "},
    "otherwise": {"zh": "与问题中的说法不同。", "en": "The document says otherwise than the question assumes. "},
    "condition": {
        "zh": "不是，这个数额在原文里是条件，不是给付的数额。",
        "en": "No, in the source this sum is the condition and not what is given. ",
    },
    "not_allowed": {"zh": "不可以。", "en": "No. "},
    "none": {
        "zh": "{where}没有说明这一点（已检索{count}个段落）。",
        "en": "{where} not say (searched {count} passages).",
    },
    "none_all": {"zh": "所收录的文件", "en": "The documents held here do"},
    "none_one": {"zh": "《{title}》", "en": "{title} does"},
    "none_some": {"zh": "{titles}", "en": "{titles} do"},
    "elsewhere": {"zh": "其他文件有相关表述：{places}。", "en": " Other documents do speak of it: {places}."},
    "nearest": {"zh": "下面列出最接近的段落，供参考。", "en": " The nearest passages are listed for reference."},
    "nearly": {
        "zh": "没有找到与问题逐字对应的规定，最接近的是：\n{text}",
        "en": "No provision says this in so many words; what comes nearest:\n{text}",
    },
    "nearly_assumed": {
        "zh": "引文只是最接近的规定，请核对是否就是所问的事。",
        "en": "The quotation is only the nearest provision; please check that it is what you asked about.",
    },
    "words": {"zh": "", "en": "on {terms}. "},
    "figures": {"zh": "", "en": "Figures: {values}. "},
    "value": {"zh": "", "en": "{name}: {value}{year}. "},
    "said": {"zh": "{words}", "en": "The source says: {words}"},
}  # fmt: skip
_UNITS_EN = {
    "%": "%", "元": "yuan", "吨": "tonnes", "吨标准煤": "tonnes of standard coal", "亩": "mu",
    "平方米": "square metres", "千瓦": "kW", "标箱": "TEU", "家": "enterprises or bodies", "台": "units",
    "项": "items", "倍": "times", "级": "(level)", "辆": "vehicles", "人": "people", "户": "households", "种": "kinds",
}  # fmt: skip
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_BEFORE = (
    ("不低于", "at least "), ("不少于", "at least "), ("不超过", "at most "), ("超过", "more than "),
    ("大于", "more than "), ("约", "about "),
)  # fmt: skip
_AFTER = (("以上", "at least "), ("以下", "at most "), ("以内", "within "), ("左右", "about "))
_MOST_TERMS = 6
_COUNTED = re.compile(r"(?:以上|以下|左右)?[\u4e00-\u9fff]{2,8}")
"""What a number with 个 counts, which no English unit says."""


def phrase(key: str, language: Language, **values: object) -> str:
    """A phrase with its values."""
    return PHRASES[key][language].format(**values)


def label(record: Record, language: Language) -> str:
    """The place of a record inside its document."""
    if language == "zh":
        return record.label or record.title
    if record.series in ("task", "project", "annex", "item") and record.number is not None:
        return f"{SERIES_LABELS_EN[record.series]} {record.number}"
    return f"{SERIES_LABELS_EN[record.series]} {record.label}".strip()


def title(record: Record, info: DocumentInfo, language: Language) -> str:
    """The title of the text a record stands in; one file may hold several."""
    if language == "en":
        return info.title_en or info.title
    own = [t for t in info.titles if record.path and t in record.path[0]]
    return own[0] if own and not info.title.startswith(own[0]) else info.title


def titles(infos: Sequence[DocumentInfo], language: Language) -> str:
    """Several titles in a sentence."""
    shown = infos if len(infos) <= MANY else infos[:FIRST]
    told = (
        "".join(f"《{i.title}》" for i in shown)
        if language == "zh"
        else ", ".join(i.title_en or i.title for i in shown)
    )
    return told if len(infos) <= MANY else say("and_more", language, names=told, count=len(infos))


def gloss(excerpt: str, years: Sequence[int], wanted: Sequence[str], *, with_values: bool) -> str:
    """The English of an excerpt as far as the glossary goes: indicator and value, or the terms asked about."""
    found = list(dict.fromkeys(policy_glossary().english_terms(excerpt)))
    asked = [pair for pair in found if any(word in pair[0] for word in wanted)]
    values = values_en(excerpt) if with_values else ()
    if values:
        name = ", ".join(english for _, english in asked[:3]) or "Value"
        year = f" ({', '.join(map(str, years))})" if 0 < len(years) <= 2 else ""
        stated = phrase("value", "en", name=name[0].upper() + name[1:], value="; ".join(values), year=year)
        return stated + phrase("said", "en", words="")
    parts = []
    if asked:
        parts.append(
            phrase("words", "en", terms=", ".join(f"{english} ({chinese})" for chinese, english in asked[:_MOST_TERMS]))
        )
    figures = values_en(excerpt)
    if 0 < len(figures) <= _MOST_TERMS:
        parts.append(phrase("figures", "en", values="; ".join(figures)))
    return "".join(parts) + phrase("said", "en", words="")


def values_en(excerpt: str) -> tuple[str, ...]:
    """The amounts of an excerpt in English: ``at least 96%``, ``197,300 tonnes``."""
    plain = fold(excerpt)
    return tuple(_value(plain, amount) for amount in amounts(plain))


def _value(text: str, amount: Amount) -> str:
    start, end = amount.start, amount.end
    words = text[start:end]
    scale = math.prod(_SCALES[c] for c in amount.scale if c in _SCALES)
    numbers = " to ".join(_scaled(n, scale) for n in re.findall(r"\d+(?:\.\d+)?", words)) or words
    before = next((english for chinese, english in _BEFORE if text[:start].rstrip().endswith(chinese)), "")
    after = "" if before else next((english for chinese, english in _AFTER if text[end:].startswith(chinese)), "")
    name = _UNITS_EN.get(amount.unit, "")
    number = f"{numbers}%" if name == "%" else " ".join(part for part in (numbers, name) if part)
    counted = _COUNTED.match(text, end) if not name and amount.unit == "个" else None
    return f"{before or after}{number}" + (f" ({words}{counted.group()})" if counted else "")


def _scaled(number: str, scale: int) -> str:
    """A number with its scale multiplied out, in thousands: 130 of 万 is 1,300,000."""
    if scale == 1:
        return number
    value = Decimal(number) * scale
    return f"{value:,.0f}" if value == value.to_integral() else f"{value.normalize():,f}"
