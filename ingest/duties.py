"""Who is responsible, in the words of any policy text: 牵头单位：…；责任单位：…, （…牵头，…配合）, …按职责分工负责.

Knows the wording of such parentheses and lines and what a body's name ends in; knows no document and no list of
agencies. Words in parentheses that name no body, or give none a part, are part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.core.records import Form, Responsibility, Role, Span
from ingest.views import View

_LEAD = "牵头(?:责任)?(?:单位|部门)?|主办单位|主要责任单位|第一责任单位|主管部门"
_SUPPORT = "(?:配合|协办|协同|参与|参加|协助)(?:单位|部门)?"
_DUTY = "(?:责任|实施|承办|落实|负责|完成)(?:单位|部门|主体)"
_PARTS = (("lead", _LEAD), ("support", _SUPPORT), ("duty", _DUTY))
_LABELS = tuple((role, re.compile(rf"(?:{words})\s*[:：]\s*")) for role, words in _PARTS)
_ENDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "duty",
        re.compile(
            r"(?:等|分别|各自|共同)*按(?:照)?(?:各自)?(?:的)?职责(?:分工)?"
            r"(?:分别|共同|组织)?(?:负责|落实|实施|推进)(?:落实)?$"
        ),
    ),
    ("lead", re.compile(r"(?:共同|联合)?牵头(?:负责|落实|组织|实施|推进|统筹)*$")),
    ("support", re.compile(r"(?:等)?(?:共同|积极)?(?:配合|协办|参与|参加|协助)(?:实施|落实)?$")),
    ("duty", re.compile(r"(?:等)?(?:分别|共同)?负责(?:落实|组织|实施)?$")),
)  # fmt: skip
_SEGMENT = re.compile(r"[；;，,。\n]+")
_NAME_LINK = re.compile(r"[、\s]+|(?<=[局委办部厅署院])[和与及](?=[市省区县州国各])")
_BODY = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9·“”]{2,30}?(?:局|委|办|部|厅|署|政府|管委会|委员会|公司|中心|单位|部门|院|办公室|分?行|海关|集团|协会|联合会"
    r"|[总支大]队|[市区县州旗盟]|街道|乡镇?|镇|机构|企业|学校|社|办事处|组|站|所|馆|联|会)"
)
_REMARK = re.compile(r"[（(〔][^（）()〔〕]*[）)〕]")
_OPENS = {"（": "）", "(": ")", "［": "］", "[": "]", "【": "】"}
_LINE = re.compile(rf"^(?:{_LEAD}|{_SUPPORT}|{_DUTY})\s*[:：]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """Words that say who is responsible, and where in a text they stand."""

    start: int
    end: int
    responsibility: Responsibility


def duties(body: View) -> Iterator[Duty]:
    """Every parenthesis at the end of a sentence, and every run of lines, that says who is responsible, in order."""
    text = body.text
    at = 0
    for start, end in sorted((*_parentheses(text), *_lines(text))):
        if start < at:
            continue
        found = read(body[start:end], alone=text[:start].rstrip().endswith(("。", "；", ";")))
        if found is not None:
            at = end
            yield Duty(start=start, end=end, responsibility=found)


def read(cell: View, *, alone: bool = False) -> Responsibility | None:
    """Roles and names of such words; ``None`` where they name no body or say nothing of its part.

    A bare list of bodies counts only behind a full stop (``alone``): elsewhere it explains the words before it.
    """
    text = cell.text.strip("。 ")
    bracketed = text[:1] in _OPENS and text.endswith(_OPENS[text[0]])
    roles, marked = _roles(text[1:-1] if bracketed else text)
    everyone = [name for _, names in roles for name in names]
    if not everyone or not all(_BODY.fullmatch(name) for name in everyone) or not (marked or (bracketed and alone)):
        return None
    return _as_responsibility(roles, cell)


def _as_responsibility(roles: list[tuple[str, tuple[str, ...]]], cell: View) -> Responsibility:
    lead = tuple(dict.fromkeys(n for role, names in roles for n in names if role == "lead"))
    helping = tuple(dict.fromkeys(n for role, names in roles for n in names if role != "lead" and n not in lead))
    supported = any(role == "support" for role, _ in roles)
    joint = () if lead or supported else helping
    by_duty = "职责" in cell.text
    form: Form = "lead_support" if lead or supported else "joint" if by_duty else "list"
    return Responsibility(
        form=form,
        lead=lead,
        support=() if joint else helping,
        joint=joint,
        raw=cell.text,
        span=Span(start=cell.start, end=cell.end),
    )


def names_in(cell: str) -> tuple[str, ...]:
    """The bodies of a cell whose column says what part they have; none where other words stand there."""
    found = _names(cell)
    return found if found and all(_BODY.fullmatch(name) for name in found) else ()


def responsible(lead: tuple[str, ...], support: tuple[str, ...], joint: tuple[str, ...], cell: View) -> Responsibility:
    """The responsibility that columns of a table state."""
    roles = [(role, names) for role, names in (("lead", lead), ("support", support), ("duty", joint)) if names]
    return _as_responsibility(roles, cell)


def role_of_column(heading: str) -> Role | None:
    """The part that bodies under the heading of a column have; ``None`` for any other column."""
    bare = re.sub(r"\s+", "", heading)
    patterns: dict[Role, str] = {"lead": _LEAD, "support": _SUPPORT, "joint": _DUTY}
    return next((role for role, pattern in patterns.items() if re.fullmatch(pattern, bare)), None)


def _parentheses(text: str) -> Iterator[tuple[int, int]]:
    """Outermost parentheses at the end of a sentence, before its full stop or behind it."""
    start, depth, close = 0, 0, ""
    for at, character in enumerate(text):
        if depth == 0 and character in "（([【":
            start, depth, close = at, 1, _OPENS[character]
        elif depth and character in _OPENS:
            depth += 1
        elif depth and character in _OPENS.values():
            depth -= 1
            ended = re.match(r"\s*(?:[。；;]|$|\n)", text[at + 1 :]) or text[:start].rstrip().endswith("。")
            if depth == 0 and character == close and ended:
                yield start, at + 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines that begin with the name of a part (责任单位：…)."""
    start = end = -1
    at = 0
    for line in text.split("\n"):
        if _LINE.match(line):
            start, end = (start if start >= 0 else at), at + len(line)
        elif start >= 0:
            yield start, end
            start = -1
        at += len(line) + 1
    if start >= 0:
        yield start, end


def _roles(text: str) -> tuple[list[tuple[str, tuple[str, ...]]], bool]:
    """The names in each stretch with their part, and whether any part is said."""
    found: list[tuple[str, tuple[str, ...]]] = []
    role, marked = "duty", False
    for segment in (part.strip() for part in _SEGMENT.split(_REMARK.sub("", text))):
        label = next(((r, m.end()) for r, p in _LABELS if (m := p.match(segment))), None)
        tail = next(((r, m.start()) for r, p in _ENDS if (m := p.search(segment))), None)
        if label:
            role, marked = label[0], True
            names = _names(segment[label[1] :])
        elif tail:
            marked = True
            names = _names(segment[: tail[1]])
        else:
            names = _names(segment)
        known = tuple(name for name in names if _BODY.fullmatch(name))
        if known != names and not (label or tail):
            continue  # 预期性指标: not said of anybody
        if names:
            found.append((tail[0] if tail and not label else role, names))
    return found, marked


def _names(listed: str) -> tuple[str, ...]:
    bare = (name.strip(" :：").removesuffix("等") for name in _NAME_LINK.split(_REMARK.sub("", listed)))
    return tuple(name for name in bare if name)
