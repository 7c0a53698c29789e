"""Bodies that a question names only to say who asks (住建局这边问下, I work for the water bureau).

Knows how people introduce themselves; refuses to know what is asked. Where the question points back to the asker
(我们局牵头的), the body is a condition like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

_STOP = re.compile(r"[,，。;；!！?？:：\n]|(?<=[a-z])\.(?=\s)")
_AHEAD = re.compile(
    r"^\s*(?:(?:你好|您好|喂|嗨|hi|hello)?[\s,、]*)?(?:(?:我|咱)们?(?:是|在|来自|代表)?|这里是|这边是|本人是?|俺们?是?)?(?:深圳)?(?:市)?\s*$"
    r"|^\s*(?:我|咱)们?(?:是|在|来自|代表)[^,，。]{0,12}$"
    r"|\b(?:i|we|i'm|we're|i am|we are|my colleagues?|my boss)(?: \w+){0,3}? (?:from|at|for|with|in|of)"
    r"(?: the| our| [a-z]+'s)?(?: (?:shenzhen|zhejiang|provincial|municipal|city))?\s*$"
    r"|\bthis is(?: \w+)?(?: from)?(?: the)?\s*$"
)
_BEHIND = re.compile(
    r"(?:这边|这头|这里|那边|办公室|处室|科室)?的?(?:同事|同志|人员?|小\w)?(?:的|上班|工作|任职)?\s*$"
    r"|(?:这边|这头|这里|办公室|办)?(?:想|要|需要|得|正在|正|在|来|准备|打算|现在|急着|今天)*"
    r"(?:问|请教|咨询|了解|确认|核实|核对|对(?:一下)?(?:台账|账|表)|登记|建台账|更新台账|写(?:个)?(?:材料|总结|汇报|报告)|做(?:个)?(?:台账|材料|表|汇报|ppt)"
    r"|报(?:材料|送|数)|填(?:表|报)|汇总|整理|梳理|存档|备查|开会用)[^谁哪]*$"
    r"|(?: (?:here|speaking|calling))?\s*$"
)
_DUTY = re.compile(
    r"牵头|协办|配合|负责|主办|参与|管|挑头|职责|任务|工程|\b(?:leads?|supports?|responsib\w+|tasks?|projects?)\b"
)
_SELF = re.compile(
    r"(?<![诉给帮让烦])(?:我们|咱们?)(?!想|要问|这边|需要|正在|在|$)|(?:我|本)(?:局|委|厅|办|署|关|单位|部门)|自己(?!的)"
    r"|\b(?:our|we|us)\b"
)


class _Named(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Body = TypeVar("Body", bound=_Named)


def askers(lowered: str, mentions: Sequence[Body]) -> tuple[Body, ...]:
    """The mentions that only say who asks; none where nothing else is said, or where the asker's own rows are meant."""
    told = tuple(m for m in mentions if _tells(lowered, m))
    rest = lowered
    for m in told:
        start, end = _clause(lowered, m)
        rest = rest[:start] + " " * (end - start) + rest[end:]
    own = any("自己" in lowered[slice(*_clause(lowered, m))] for m in told)
    return () if own or not re.search(r"\w", rest) or _SELF.search(rest) else told


def introduced(lowered: str, mentions: Sequence[Body]) -> tuple[Body, ...]:
    """The bodies that the asker says to be of, whatever else is asked of them."""
    return tuple(m for m in mentions if _tells(lowered, m))


def _clause(lowered: str, mention: _Named) -> tuple[int, int]:
    before = [m.end() for m in _STOP.finditer(lowered, 0, mention.start)]
    after = _STOP.search(lowered, mention.end)
    return before[-1] if before else 0, after.start() if after else len(lowered)


def _tells(lowered: str, mention: _Named) -> bool:
    """Whether the clause around a body says no more than that it asks."""
    start, end = _clause(lowered, mention)
    ahead, behind = lowered[start : mention.start], lowered[mention.end : end]
    if _DUTY.search(ahead) or _DUTY.search(behind):
        return False
    telling = _BEHIND.fullmatch(behind)
    introduced = bool(ahead.strip()) and bool(_AHEAD.search(ahead))
    return bool(telling) and (introduced or (not ahead.strip() and behind.strip() not in ("", "的")))
