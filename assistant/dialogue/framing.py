"""What belongs to the conversation in the words of a turn: chatter, corrections, and words that point at earlier turns.

Knows the wordings of ``turns.toml``; refuses to know what is pointed at. What it recognises is taken out of the words,
so that the rest is read as any question is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.core.text import has_han
from assistant.dialogue.ordinals import Counted, counted, of_two
from assistant.dialogue.state import State

_OF_A_TERM = frozenset({"open", "definition", "documents_mentioning", "locate"})
_MARKED = ("rows", "within", "part", "both", "several", "beside")
_LEADING = re.compile(r"不是[^,。?]{1,8}[,。]|not (?:the |a )?[a-z]+(?: \d+)?[.,;]")
"""What is set aside first, and put something in its place (不是任务, 是工程)."""
_NUMBER = re.compile(r"(?<!\d)\d{1,3}\s*(?:[项条号]|$|[,。?呢])|\b(?:task|project|item|no\.?|number) ?\d{1,3}\b")
"""A row named by its number."""
_OWN_ROW = re.compile(
    r"(?:[\u4e00-\u9fff]{2}|\d)(?<!深圳)(?<!浙江)(?<!广东)(?<!江苏)(?<!重庆)(?<!任务)(?<!工程)(?<!附件)(?<![的市省里于在是有跟和到看查问说对给把就那这前后刚才上面边])"
    r"(?:这|那)一?(?:条|项|块|段)(?!局|部门|单位)"
)
"""A row named by what stands right before it (测土配方施肥这条)."""
_SERIES_AHEAD = re.compile(
    r"(?:任务|工程|附件|专栏)$|(?:浙江|广东|江苏|重庆|深圳)(?:省|市)?(?:的|这边|那边|方案|文件|计划|分工表|表)*$"
)
_PAIR = 2
_LETTERS = re.compile(r"[a-z\u3400-\u9fff]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A turn without what belongs to the conversation.

    ``marks`` tell what was there: ``talk`` (nothing but pleasantries), ``correction``, ``back``, ``next``,
    ``previous``, ``figure``, ``places``, ``body``, ``rows``, ``within``. ``counted`` are places in the list just shown.
    """

    rest: str
    marks: frozenset[str] = frozenset()
    counted: Counted | None = None


@lru_cache(maxsize=1)
def _tables() -> dict[str, re.Pattern[str]]:
    lists = tomllib.loads((Path(__file__).resolve().parent / "turns.toml").read_text(encoding="utf-8"))
    return {
        f"{table}.{name}": re.compile("|".join(alternatives), re.ASCII)
        for table, entries in lists.items()
        for name, alternatives in entries.items()
    }


def framed(words: str, before: State) -> Frame:
    """Reads what belongs to the conversation; pointing words only where there is something of their kind."""
    tables = _tables()
    if any(c.isalnum() for c in words) and tables["talk.whole"].fullmatch(words.lower()):
        return Frame(rest=words, marks=frozenset({"talk"}))
    rest = _without(words, tables["chatter.opening"])
    if not before.text:
        return Frame(rest=_kept(_without(rest, tables["chatter.closing"]), words))
    marks: set[str] = set()
    rest = _without(rest, tables["chatter.table"])
    rest = _of_the_kind(_numbered_anew(_said_anew(_said_anew(rest, marks), marks), before, marks), before)
    rest = _taken_out(rest, "back.marks", "back", marks)
    returns = "back" in marks and any(len(s.listing) > 1 for s in before.earlier)
    places = _places(rest, before, returns=returns)
    if places:
        rest = f"{rest[: places.start]} {rest[places.end :]}".strip()
        places = None if _NUMBER.search(rest) else places  # 140项跟前面三项一样吗: the number is asked about
    if any(len(s.listing) > 1 for s in (before, *before.earlier)):
        rest = _taken_out(rest, "rest.marks", "rest", marks)
    if before.listed and before.earlier:
        rest = _taken_out(rest, "sum.marks", "sum", marks)
    for mark in _steps(before, places):
        rest = _taken_out(rest, f"step.{mark}", mark, marks)
    for mark in _pointed(before):
        rest = _taken_out(rest, f"pointing.{mark}", mark, marks)
    rest = _switched(rest, marks)
    marks |= {"own_row"} if _OWN_ROW.search(rest) else set()
    marks |= {mark for mark in _MARKED if tables[f"pointing.{mark}"].search(rest.lower())}
    if "both" in marks:
        rest = _without(rest, tables["pointing.both"])
    if "rows" in marks:
        rest = _without_pronouns(rest)
    rest = _without(rest, tables["chatter.opening"])
    return Frame(rest=_kept(_without(rest, tables["chatter.closing"]), ""), marks=frozenset(marks), counted=places)


def _said_anew(words: str, marks: set[str]) -> str:
    """A correction without the words that take back what was said."""
    rest = _taken_out(words, "correction.marks", "correction", marks)
    if "correction" in marks or re.search(r"instead|不是", words.lower()):
        shorter = _taken_out(rest, "correction.aside", "aside", marks)
        replaced = "correction" in marks or "instead" in words.lower() or _LEADING.match(words.lower())
        if _LETTERS.search(shorter) and replaced:
            marks.add("correction")
            return shorter
    return rest


def _numbered_anew(rest: str, before: State, marks: set[str]) -> str:
    """应该是114, after a numbered row was asked for: the row of that number."""
    match = _tables()["bare.number"].fullmatch(rest.lower())
    if not match or not before.refs or "correction" not in marks:
        return rest
    number = match.group("zh") or match.group("en")
    return f"第{number}项" if match.group("zh") else f"item {number}"


def is_light(word: str) -> bool:
    """Whether a word left over in a follow-up says nothing of its own."""
    kind = "chinese" if has_han(word) else "english"
    return bool(_tables()[f"light.{kind}"].fullmatch(word.lower()))


def _of_the_kind(rest: str, before: State) -> str:
    """这样的项目, after a term was asked about: projects of that kind."""
    if before.topic and (last := before.topic[-1]).isascii():
        rest = _tables()["pointing.ones"].sub(lambda m: f"{m.group(1)} {last}", rest, count=1)
    if len(before.topic) != 1 or before.intent not in _OF_A_TERM:
        return rest
    gap = "" if has_han(before.topic[0]) else " "
    return _tables()["pointing.kind"].sub(lambda m: f"{before.topic[0]}{gap}", rest, count=1)


def _switched(rest: str, marks: set[str]) -> str:
    """换成广东: another one in the place of the last, without the words that say so."""
    match = _tables()["switch.marks"].search(rest.lower())
    if not match:
        return rest
    marks.add("switch")
    return rest[match.end() :].strip() if not match.start() and _LETTERS.search(rest[match.end() :]) else rest


def _places(rest: str, before: State, *, returns: bool) -> Counted | None:
    """The places in a list that are named, where there is a list to count in."""
    if len(before.rows) == _PAIR and (found := of_two(rest.lower())) is not None:
        return found
    found = counted(rest.lower()) if before.listed or len(before.listing) > 1 or returns else None
    if found and not found.firm and _SERIES_AHEAD.search(rest[: found.start]):
        return None  # 浙江附件第3项: the number of a row
    return found if found and (returns or _is_place(found, before)) else None


def _is_place(places: Counted, before: State) -> bool:
    """Whether a rank counts the list just shown and is no number of a row (第三项 of a list without a row 3)."""
    numbers = {row.rsplit("/", 1)[1] for row in before.listing}
    inside = all(0 < abs(p) <= len(before.listing) for p in places.places)
    gone_through = set(before.rows) < set(before.listing)
    new = not numbers & {str(p) for p in places.places}
    return inside and (places.firm or (new and (before.listed or gone_through)))


def _steps(before: State, places: Counted | None) -> Iterable[str]:
    return ("next", "previous") if (before.rows or before.refs) and places is None else ()


def _pointed(before: State) -> Iterable[str]:
    if before.figured is not None:
        yield "figure"
    if before.indicators and not before.refs:
        yield "it"
        if len(before.compared) > 1:
            yield "places"
    if before.bodies or before.spoken:
        yield "body"
    if before.documents:
        yield "document"
    if len(before.records or before.rows) in (1, 2):
        yield "words"


def is_idle(words: str) -> bool:
    """Whether words only say how a wording is wanted."""
    return bool(_tables()["idle.wording"].fullmatch(words.lower()))


def without_pointing(words: str) -> str:
    """Words without those that point at rows."""
    return _without(words, _tables()["pointing.rows"])


def _without_pronouns(words: str) -> str:
    """Chinese pronouns are taken out, for they stand glued to other words; English ones carry no content anyway."""
    return _tables()["pointing.rows"].sub(lambda m: m.group() if m.group().isascii() else " ", words).strip()


def _taken_out(words: str, name: str, mark: str, marks: set[str]) -> str:
    rest = _without(words, _tables()[name])
    if rest != words:
        marks.add(mark)
    return rest


def _without(words: str, pattern: re.Pattern[str]) -> str:
    spans = [m.span() for m in pattern.finditer(words.lower()) if m.group()]
    if not spans:
        return words
    for start, end in reversed(spans):
        words = f"{words[:start]} {words[end:]}"
    return words.strip()


def _kept(rest: str, whole: str) -> str:
    """The rest, unless chatter was all there was."""
    return rest if not whole or _LETTERS.search(rest) or re.search(r"\d", rest) else whole
