"""What a question takes for granted about a row's own words: its figures and its subject, held against the row.

Knows how a claim is judged (all of it there, none of it there, or not to be told); refuses to know who is responsible.
"""

from __future__ import annotations

import re

from assistant.answers.context import Context
from assistant.answers.quantities import Quantity, held_in, stated_quantities
from assistant.core.records import Record, Role
from assistant.core.text import has_han, normalise, parse_numeral
from assistant.dialogue.english_numbers import english_number

_DENIES = re.compile(r"没有?(?!错)|未|不(?![是对])|\b(?:not|no|without|never)\b|n't")
_IDENTITY = re.compile(r"是|讲|说|关于|属于|\babout\b|\bconcerns?\b|\bdeals?\b")
"""The words claim what the row is about; 有资金支持吗 asks for something in it."""

_HOLDS = re.compile(r"有|包括|包含|含|列|点|提|\b(?:includes?|mentions?|names?|lists?)\b")
"""The words ask whether something stands in the row."""
_SUBJECT = re.compile(
    r"(?:是|就是|应该是)?(?:讲|说|关于|管)(?:的是|的)?|\b(?:is|was|being) (?:about|on)\b|\bconcerns?\b|\bdeals with\b"
)
"""The subject said in so many words, beside another question about the row."""


def subject_said(context: Context) -> bool:
    """Whether a question says in passing what a row is about."""
    return bool(_SUBJECT.search(context.question.normal.lower()))


def place_verdict(context: Context, record: Record) -> str:
    """The key of the phrase that confirms or corrects under which heading a question puts a row."""
    question = context.question
    if "yesno" not in question.cues or "choice" in question.cues or not record.path:
        return ""
    if question.language == "en":
        terms = context.translate(" ".join(_HEADING_SAID_EN.findall(question.normal.lower())))
        path = normalise("".join(record.path)).lower()
        hits = [any(a in path for a in term) for term in terms]
        return "" if not hits or (any(hits) and not all(hits)) else "yes" if all(hits) else "no"
    found = [w for words in question.words.get("place", ()) for w in _HEADING_SAID.findall(words)]
    said = "".join(found).lower()
    if len(said) < 2 or _DENIES.search(_plain(question.normal.lower())):
        return ""
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    path = normalise("".join(record.path)).lower()
    if said in path:
        return "yes"
    return "" if any(pair in path for pair in pairs) else "no"


_HEADING_SAID_EN = re.compile(r"\b(?:under|in|within|to) (?:the )?([a-z ]{3,40}?) (?:chapter|section|heading|part)\b")
_HEADING_SAID = re.compile(
    r"(?:到|在|于|入|进|[归属放列划算])([^,，。?到在于入进]{2,14}?)(?:板块|章节|部分|领域|标题|大类|那块|[章节类])"
)


def content_verdict(context: Context, record: Record) -> str:
    """The key of the phrase that confirms or corrects what is said of a row's words; empty where it cannot be told."""
    question = context.question
    words = normalise("\n".join((record.title, record.text)))
    if "yesno" not in question.cues or not words.strip() or _DENIES.search(_plain(question.normal.lower())):
        return ""
    if figures := _figures(context):
        stated = held_in(words)
        return "right" if all(figure.stands_in(stated) for figure in figures) else "wrong"
    if not _IDENTITY.search(question.normal.lower()):
        stands = question.topic and all(normalise(p).lower() in words.lower() for p in question.topic)
        return "yes" if stands and _HOLDS.search(question.normal.lower()) else ""
    topic = [normalise(piece).lower() for piece in question.topic if has_han(piece)]
    if not topic or len(topic) < len(question.topic):
        return ""
    hay = words.lower()
    if all(piece in hay for piece in topic):
        return "yes"
    pairs = {piece[i : i + 2] for piece in topic for i in range(len(piece) - 1)}
    held = [pair for pair in pairs if pair in hay]
    return "no" if not held or _of_others(context, record, topic, held) else ""


def _of_others(context: Context, record: Record, topic: list[str], held: list[str]) -> bool:
    """Whether a subject is that of other rows as it stands, and shares only everyday words with this one."""
    rows = [normalise(r.text).lower() for r in context.corpus.of(record.document) if r.series == record.series]
    common = all(sum(pair in row for row in rows) > _EVERYDAY * len(rows) for pair in held)
    return common and all(any(piece in row for row in rows) for piece in topic)


def bodies_verdict(context: Context, record: Record) -> str:
    """The key of the phrase that judges how many bodies a question gives a row in some role, and whether any lead."""
    cues, duty = context.question.cues, record.responsibility
    if duty is None or not cues & {"yesno", "why"} or "same" in cues or context.question.agencies:
        return ""
    held = len(record.agencies("lead"))
    lowered = _plain(context.question.normal.lower())
    if said := _BODIES.search(lowered):
        number = _number(said.group("n") or said.group("n2"))
        role = _role_of(said.group("role") or said.group("role2") or "")
        count = len(record.agencies(role)) if role else len(duty.everyone)
        return "" if number is None else _judged(count == number, cues)
    if "no_lead" in cues:
        return _judged(held == 0, cues)
    if "several_leads" in cues:
        return _judged(held > 1, cues)
    return _judged(held == 1, cues) if "single_lead" in cues else ""


def size_verdict(context: Context, count: int) -> str:
    """The key of the phrase that judges how many entries a question gives a heading."""
    if "yesno" not in context.question.cues:
        return ""
    said = _ENTRIES.search(_plain(_without_refs(context)))
    number = _number(said.group("n") or said.group("n2")) if said else None
    return "" if number is None else _judged(number == count, context.question.cues)


def _judged(true: bool, cues: frozenset[str]) -> str:
    return ("why_true" if "why" in cues else "right") if true else "wrong"


_EVERYDAY = 0.03
_ENTRIES = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个|项|条|款)(?:内容|任务|工程|条目|要求|措施|款)?"
    r"|\b(?P<n2>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
    r"(?:entries|items|points|tasks|projects|rows|clauses|measures|subsections)\b"
)
"""A number of entries said of a heading."""
_COUNT_WORD = r"\d{1,2}|[一二两三四五六七八九十]{1,2}"
_BODIES = re.compile(
    rf"(?P<n>{_COUNT_WORD})(?:个|家)(?P<role>牵头|协办|配合|责任|负责)?(?:的)?(?:单位|部门|局|机构|牵头)?(?=[^项条]|$)"
    r"|\b(?P<n2>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) (?P<role2>lead|support)?(?:ing)? ?"
    r"(?:agenc(?:y|ies)|bureaus?|departments?|bod(?:y|ies)|authorit(?:y|ies)|units?|leads?)\b"
)
"""A number of bodies said of a row."""


def _number(words: str) -> int | None:
    if words == "两":
        return 2
    return english_number(words) if words.isascii() and not words.isdigit() else parse_numeral(words)


def _role_of(words: str) -> Role | None:
    if words in ("牵头", "lead"):
        return "lead"
    return "support" if words in ("协办", "配合", "support") else None


def _plain(lowered: str) -> str:
    """The question without the words by which yes or no is asked for (是不是, 有没有)."""
    return re.sub(r"是不是|有没有|对不对|是否|属不属于|算不算", " ", lowered)


def _figures(context: Context) -> list[Quantity]:
    """The figures of the question, less the numbers that point at rows."""
    return list(stated_quantities(_BODIES.sub(" ", _without_refs(context))))


def _without_refs(context: Context) -> str:
    page = context.question.normal.lower()
    for ref in context.question.refs:
        page = page[: ref.start] + " " * (ref.end - ref.start) + page[ref.end :]
    return page
