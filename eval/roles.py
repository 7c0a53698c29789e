"""Which agencies an answer names, and in which role: read from its words, as a reader would.

Knows the names of the five documents (written from them by hand) and the words for roles in Chinese and English;
refuses to know what is right. Two printed names of one body count as one name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from assistant.core.records import ROLES, Role
from eval.words import statements

ONE_BODY = {"市住房城乡建设局": "市住房建设局", "各区人民政府": "各区政府"}
"""The second printed name of a body -> the name under which it is counted."""

NAMES = (
    # 深圳
    "市发展改革委", "市工业和信息化局", "市生态环境局", "市商务局", "市市场监管局", "市住房建设局", "市住房城乡建设局",
    "市交通运输局", "市水务局", "市财政局", "市教育局", "市卫生健康委", "市科技创新局", "市规划和自然资源局",
    "市机关事务管理局", "市城管和综合执法局", "市文化广电旅游体育局", "市邮政管理局", "市国资委", "市建筑工务署",
    "市人力资源保障局", "市统计局", "市政务数据管理局", "市地方金融监管局", "市公安交管局", "市委宣传部", "深圳海关",
    "深圳市税务局", "深汕特别合作区", "人民银行深圳市分行", "各区政府", "各区人民政府",
    # 浙江、广东
    "省经信厅", "省发展改革委", "省科技厅", "省生态环境厅", "省商务厅", "省能源局", "省财政厅", "省农业农村厅",
    "省林业局", "省建设厅", "省文化和旅游厅", "省水利厅", "省邮政管理局", "省交通运输厅", "省市场监管局",
    "省地方金融监管局", "人行杭州中心支行", "浙江银保监局", "省级相关部门", "地方各级政府",
    # 重庆
    "重庆市农业农村委员会", "重庆市商务委员会", "重庆市市场监督管理局", "重庆市发展和改革委员会",
)  # fmt: skip

Cue = Literal["lead", "support", "joint", "none"]

_UNIT = r"(?:责任)?(?:单位|部门|机构|局|方)?"
_EN_UNIT = (
    r"(?:\s+(?:responsible\s+)?"
    r"(?:agenc(?:y|ies)|bod(?:y|ies)|bureaus?|units?|departments?|authorit(?:y|ies)|organi[sz]ations?))?"
)
_CUES: tuple[tuple[Cue, str], ...] = (
    ("support", rf"(?:协办|配合|协助){_UNIT}|其[他余]责任{_UNIT}"),
    ("lead", rf"牵头{_UNIT}"),
    ("joint", r"按照?(?:各自)?(?:职责|职能)(?:分工)?(?:共同)?负责|(?:分工|共同|联合)负责"),
    ("joint", rf"(?:共同)?责任{_UNIT}"),
    ("support", rf"(?:other\s+responsible|support(?:ed|ing|s|ers?)?|assist(?:ed|ing|s)?){_EN_UNIT}"),
    ("joint", rf"(?:joint(?:ly)?(?:\s+responsible)?|shared?\s+responsib\w+){_EN_UNIT}"),
    ("joint", r"division\s+of\s+(?:duties|labou?r|responsibilities)"),
    ("lead", rf"\b(?:lead(?:s|ing)?|led|co-?leads?){_EN_UNIT}"),
)
_REMARK = r"\s*(?:[(（][^)）]{0,40}[)）])?\s*"
_LABEL = re.compile(_REMARK + r"(?:分别)?(?:[:：|]|是|为|有|包括|(?:is|are|by|include[sd]?|with)\b)")
_DENIED_BEFORE = re.compile(
    r"(?:未|没有|没|不|无|非|\bno|\bnot|\bwithout(?:\s+a)?|n't)[^，,。;:：]{0,12}$",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"^\*\*([^*\n]+)\*\*[ \t]*$", re.MULTILINE)
"""The first words of a row above its answer."""
_QUOTED = re.compile(r"“[^“”]*”")
_DENIED_AFTER = re.compile(r"\s*[:：|]?\s*(?:未|无|没有|不|none|not|no\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """The agencies an answer names, by the role its words give them."""

    lead: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    unassigned: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    """Names that only stand in words of a source that give them no role."""

    @property
    def everyone(self) -> frozenset[str]:
        return self.lead | self.support | self.joint | self.unassigned | self.quoted

    def of(self, role: Role) -> frozenset[str]:
        """The names in a role; names without a role word count as jointly responsible."""
        return {"lead": self.lead, "support": self.support, "joint": self.joint | self.unassigned}[role]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    cue: Cue | None = None
    label: bool = False
    name: str = ""


@dataclass(slots=True)
class _Tally:
    found: dict[str, set[str]] = field(default_factory=lambda: {r: set() for r in (*ROLES, "none", "quoted")})


_NAME = re.compile("|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)))


def one_name(name: str) -> str:
    """The name under which a body is counted."""
    return ONE_BODY.get(name, name)


def agencies_of(answer: str) -> Named:
    """Every agency of an answer in the role that the words beside it give.

    A label before the names (牵头单位：…, led by …) governs until the next label; else the next role word after them
    does (由…牵头, …按职责分工负责, … is the lead). A denied role word (未指定牵头单位, no lead) governs nothing.
    """
    tally = _Tally()
    for statement in statements(_one_line(unicodedata.normalize("NFC", answer))):
        tokens = _tokens(statement)
        quotes = [match.span() for match in _QUOTED.finditer(statement)]
        for index, token in enumerate(tokens):
            if token.name:
                role = _role_at(tokens, index)
                inside = role == "none" and any(start < token.start < end for start, end in quotes)
                tally.found["quoted" if inside else role].add(one_name(token.name))
    lead, support, joint = (frozenset(tally.found[role]) for role in ("lead", "support", "joint"))
    unassigned = frozenset(tally.found["none"]) - lead - support - joint
    return Named(
        lead, support, joint, unassigned, frozenset(tally.found["quoted"]) - lead - support - joint - unassigned
    )


def _one_line(answer: str) -> str:
    """An answer in which words quoted from a source end no statement."""
    marked = _HEADLINE.sub(r"“\1”", answer)
    return _QUOTED.sub(lambda match: re.sub(r"[。!?！？\n]", "，", match.group()), marked)


def _role_at(tokens: list[_Token], index: int) -> Cue:
    label = next((t for t in reversed(tokens[:index]) if t.label), None)
    if label is not None and label.cue is not None:
        return label.cue
    after = next((t for t in tokens[index + 1 :] if t.cue is not None), None)
    return after.cue if after is not None and after.cue is not None and not after.label else "none"


def _tokens(statement: str) -> list[_Token]:
    taken: list[tuple[int, int]] = []
    tokens = [_Token(m.start(), m.end(), name=m[0]) for m in _NAME.finditer(statement)]
    for cue, pattern in _CUES:
        for match in re.finditer(pattern, statement, re.IGNORECASE):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if _DENIED_BEFORE.search(statement[: match.start()]) or _DENIED_AFTER.match(statement[match.end() :]):
                continue
            label = bool(_LABEL.match(statement[match.end() :])) or match[0].lower().endswith(" by")
            tokens.append(_Token(match.start(), match.end(), cue=cue, label=label))
    return sorted(tokens, key=lambda token: token.start)
