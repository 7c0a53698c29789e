"""What is said of each body in a question: its role, that it takes no part, that it is the only one.

Knows the words around a name (``bodies.toml``); refuses to know which names there are, and who holds what.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from assistant.core.agencies import AgencyMention
from assistant.core.records import ROLES, Role

_ONE_BREATH = re.compile(
    r"^\s*(?:、|,|和|与|及|以及|跟|同|或|或者|&|/|\band\b|\bor\b|,? and\b|\bas well as\b|\bplus\b)\s*(?:the )?$"
)
_REACH = 26
"""So many characters before or after a name may speak of it."""
_INTRODUCED = 4
"""协办单位有X outweighs a role word that comes later than this behind X."""
_STOPS = re.compile(r"[,。;?!:、]|\b(?:but|while|whereas)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """What is asked of one body in a row: to hold one of ``roles`` (any when empty), or not to when ``negated``.

    ``alone``: to be the only one to do so.
    """

    roles: tuple[Role, ...] = ()
    negated: bool = False
    alone: bool = False


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, re.Pattern[str]]]:
    """The word lists: each table's entries as one pattern, anchored at the name it stands before or after."""
    data = tomllib.loads((Path(__file__).resolve().parent / "bodies.toml").read_text(encoding="utf-8"))
    anchors = {"after": "(?:{})", "before": "(?:{})\\s*$"}
    return {
        table: {
            name: re.compile(anchors[table.rsplit("_", 1)[-1]].format("|".join(words)), re.ASCII)
            for name, words in entries.items()
        }
        for table, entries in data.items()
    }


def conditions(lowered: str, mentions: Sequence[AgencyMention], roles: tuple[Role, ...]) -> tuple[Condition, ...]:
    """What is asked of each body: the role said beside it, else the role asked for in the whole question."""
    around = [_around(lowered, mentions, n) for n in range(len(mentions))]
    beside = _shared(lowered, mentions, [_role(*words) for words in around])
    denied = [_says("denied", *words) for words in around]
    found = []
    for n, words in enumerate(around):
        own = beside[n]
        any_role = _tables()["role_after"]["any"].match(words[1]) and not own
        any_role = any_role and len(roles) < 2  # 参与但不牵头: any but one
        taken: tuple[Role, ...] = (own,) if own else () if denied[n] or any(beside) or any_role else roles
        found.append(Condition(roles=taken, negated=denied[n], alone=_says("alone", *words)))
    return tuple(found)


def _around(lowered: str, mentions: Sequence[AgencyMention], n: int) -> tuple[str, str]:
    """The words that may speak of a body: up to the next name or stop on either side; nearest first is up to them."""
    low = mentions[n - 1].end if n else 0
    high = mentions[n + 1].start if n + 1 < len(mentions) else len(lowered)
    before = lowered[max(low, mentions[n].start - _REACH) : mentions[n].start]
    after = lowered[mentions[n].end : min(high, mentions[n].end + _REACH)]
    stop = _STOPS.search(after)
    last = list(_STOPS.finditer(before))
    return before[last[-1].end() :] if last else before, after[: stop.start()] if stop else after


def _role(before: str, after: str) -> Role | None:
    """The role said of a body: the nearest role word behind it, else what its name is introduced with."""
    tables = _tables()
    hits = [(m.end(), role) for role in ROLES for m in [tables["role_after"][role].match(after)] if m]
    hits += [(_INTRODUCED, role) for role in ROLES if tables["role_before"][role].search(before)]
    return min(hits)[1] if hits else None


def role_behind(lowered: str, mention: AgencyMention) -> Role | None:
    """The role that the words behind a name give it (X牵头…)."""
    return _role("", lowered[mention.end : mention.end + _REACH])


def _says(what: str, before: str, after: str) -> bool:
    tables = _tables()
    return bool(tables[f"{what}_before"]["words"].search(before) or tables[f"{what}_after"]["words"].match(after))


def _shared(lowered: str, mentions: Sequence[AgencyMention], beside: list[Role | None]) -> list[Role | None]:
    """Bodies named in one breath (led by X and Y) have the role of the one that it stands beside."""
    joined = [bool(_ONE_BREATH.match(lowered[one.end : two.start])) for one, two in pairwise(mentions)]
    for n, together in enumerate(joined):
        if together and beside[n + 1] is None:
            beside[n + 1] = beside[n]
    for n in reversed(range(len(joined))):
        if joined[n] and beside[n] is None:
            beside[n] = beside[n + 1]
    return beside
