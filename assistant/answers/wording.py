"""The sentences of exact answers in both languages, and how records and agencies are named in them.

Knows wording; refuses to decide anything. Values are put in by ``say``; a missing value is an error, not a blank.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Language
from assistant.core.records import SERIES_LABELS, SERIES_LABELS_EN, DocumentInfo, Record, Role, Series
from assistant.core.text import has_han

MANY, FIRST = 12, 5
"""Up to so many documents are all named in a sentence; of more the first few, with their number."""

PHRASES: dict[str, dict[Language, str]] = {
    key: phrase
    for path in sorted(Path(__file__).resolve().parent.glob("phrases*.toml"))
    for key, phrase in tomllib.loads(path.read_text(encoding="utf-8")).items()
}

ROLE_NAMES: dict[Language, dict[str, str]] = {
    "zh": {"lead": "牵头单位", "support": "协办单位", "joint": "按职责分工负责的单位之一", "other": "其他责任单位"},
    "en": {
        "lead": "the lead agency",
        "support": "a supporting agency",
        "joint": "one of the jointly responsible agencies",
        "other": "one of the other responsible agencies",
    },
}
ROLE_VERBS: dict[Language, dict[str, str]] = {
    "zh": {"lead": "牵头", "support": "协办", "joint": "按职责分工共同负责", "any": "负责或参与"},
    "en": {
        "lead": "leads",
        "support": "supports",
        "joint": "is jointly responsible for",
        "any": "is responsible for or takes part in",
    },
}
ROLE_TAGS: dict[Language, dict[Role, str]] = {
    "zh": {"lead": "牵头", "support": "协办", "joint": "分工负责"},
    "en": {"lead": "lead", "support": "support", "joint": "joint"},
}
FACT_NAMES: dict[Language, dict[str, str]] = {
    "zh": {
        "number": "文号",
        "issuer": "发文机关",
        "date": "印发日期",
        "period": "实施期限",
        "title": "全称",
        "structure": "结构",
        "basis": "制定依据",
        "lead_rule": "牵头单位的认定规则",
    },
    "en": {
        "number": "document number",
        "issuer": "issuing body",
        "date": "date of issue",
        "period": "period",
        "title": "full title",
        "structure": "structure",
        "basis": "basis",
        "lead_rule": "rule for telling the lead agency",
    },
}


def say(key: str, language: Language, **values: object) -> str:
    """One phrase with its values."""
    return PHRASES[key][language].format(**values)


def joined(names: Iterable[str], language: Language) -> str:
    """A list of names as the language writes it."""
    return ("、" if language == "zh" else "; ").join(names)


def series_name(series: Series, language: Language) -> str:
    """What a series is called."""
    return SERIES_LABELS[series] if language == "zh" else SERIES_LABELS_EN[series]


def series_count(series: Series, count: int, language: Language) -> str:
    """How many entries of a series: 重点任务 3, 3 key tasks (not “key task 3”, which is a row)."""
    name = series_name(series, language)
    if language == "zh":
        return f"{name} {count}"
    many = "box entries" if series == "box" else f"{name}s"
    return f"{count} {name if count == 1 and series != 'box' else many}"


_KIND = 4
"""Characters at the end of a title that tell what kind of text it is."""


def item_name(record: Record, info: DocumentInfo, language: Language, place: str | None = None) -> str:
    """A record as a sentence names it: 深圳重点任务第58项, Shenzhen key task 58; ``place`` names its document."""
    place = place or (info.region if language == "zh" else info.region_en) or titled(info, language)
    text = _text_of(record, info)
    if language == "zh":
        return f"{place}{text}{record.label}"
    if record.series == "item" and "-" in record.record_id and len(record.path) > 1:
        # Numbers restart under each heading, so the heading belongs to the name.
        return f"{place} {record.path[-2]} item {record.number}"
    if record.series in ("task", "project", "annex", "item"):
        return f"{place} {SERIES_LABELS_EN[record.series]} {record.number}"
    return f"{place} {text}{' ' if text else ''}{SERIES_LABELS_EN[record.series]} {record.label}"


def _text_of(record: Record, info: DocumentInfo) -> str:
    """The kind of text a section stands in, where one file holds several (实施方案): they number alike."""
    bare = record.path[0].split("（")[0] if record.path and record.series == "section" else ""
    return bare[-_KIND:] if len(info.titles) > 1 and any(t.split("（")[0] == bare for t in info.titles) else ""


def agency_name(printed: str, document: str, agencies: AgencyIndex, language: Language) -> str:
    """An agency as printed; in English with its English name and the official Chinese one."""
    if language == "zh":
        return printed
    agency = agencies.of_printed(printed, document)
    return f"{agency.english} ({printed})" if agency and agency.english and not has_han(agency.english) else printed


def agency_names(printed: Iterable[str], document: str, agencies: AgencyIndex, language: Language) -> str:
    """Several agencies, in the order of the source."""
    return joined((agency_name(name, document, agencies, language) for name in printed), language)


def document_title(info: DocumentInfo, language: Language) -> str:
    """The document's title in the language of the answer."""
    return info.title if language == "zh" else info.title_en or info.title


def titled(info: DocumentInfo, language: Language) -> str:
    """The title as it stands within a sentence."""
    title = document_title(info, language)
    return f"《{title}》" if language == "zh" and not title.startswith("《") else title


def some(names: Sequence[str], language: Language) -> str:
    """A list of names, of which many are told by the first and their count."""
    if len(names) <= MANY:
        return joined(names, language)
    return say("and_more", language, names=joined(names[:FIRST], language), count=len(names))


def first_words(text: str, limit: int = 28) -> str:
    """The beginning of a record's text, cut at a natural place, with an ellipsis when cut."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat.rstrip("。；;")
    cut = max((flat.rfind(mark, limit // 2, limit) for mark in "，、；。,"), default=-1)
    # A number is never cut: 1000家 must not be shown as 100…, and 30万 not as 30….
    whole = re.search(r"[\d.%％]*$", flat[: cut if cut > 0 else limit])
    return flat[: whole.start() if whole and cut <= 0 else cut] + "…"
