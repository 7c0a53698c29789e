"""The table of indicators: what is printed for each, and which numbers of the documents are no figures at all.

Knows the file ``indicators.toml``; refuses to know texts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from assistant.core.indicators import Indicator, Remark
from assistant.core.targets import Kind
from assistant.errors import SourceUnreadable
from ingest.sources import INDICATORS


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An indicator with the patterns that find it in a text: its printed names, and values without a figure."""

    indicator: Indicator
    kind: Kind
    printed: tuple[re.Pattern[str], ...]
    stated: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Excluded:
    """Numbers that are no figures, and why."""

    pattern: re.Pattern[str]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """All indicators and exclusions; empty for documents that come without a table."""

    entries: tuple[Entry, ...] = ()
    excluded: tuple[Excluded, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(entry.indicator for entry in self.entries)


def load_indicators(folder: Path) -> Table:
    """The table of a folder of documents; ``SourceUnreadable`` where it is not one."""
    path = folder / INDICATORS
    if not path.is_file():
        return Table()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return _table(data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError, re.error) as error:
        raise SourceUnreadable(f"{path}: not a table of indicators ({error})") from error


def _table(data: dict[str, Any]) -> Table:
    near = _near(data.get("indicator", []), data.get("near", []))
    instead: dict[str, list[str]] = {}
    for first, second in (pair["pair"] for pair in data.get("near", []) if pair.get("instead")):
        instead.setdefault(first, []).append(second)
        instead.setdefault(second, []).append(first)
    entries = tuple(
        _entry(raw, near[raw["id"]], tuple(instead.get(raw["id"], ()))) for raw in data.get("indicator", [])
    )
    names = [entry.indicator.indicator_id for entry in entries]
    unknown = {name for entry in entries for name in entry.indicator.near} - set(names)
    if unknown or len(set(names)) < len(names):
        raise ValueError(f"ids must be unique and known: {sorted(unknown) or names}")
    excluded = tuple(Excluded(pattern=re.compile(e["pattern"]), reason=e["reason"]) for e in data.get("excluded", []))
    return Table(entries=entries, excluded=excluded)


def _near(indicators: Sequence[dict[str, Any]], pairs: Sequence[dict[str, Any]]) -> dict[str, dict[str, Remark | None]]:
    """Near misses of each indicator, both ways, with the words that set a pair apart."""
    found: dict[str, dict[str, Remark | None]] = {raw["id"]: dict.fromkeys(raw.get("near", ())) for raw in indicators}
    for raw in indicators:
        for other in raw.get("near", ()):
            found.setdefault(other, {}).setdefault(raw["id"], None)
    for pair in pairs:
        first, second = pair["pair"]
        names = {raw["id"]: (raw["name"], re.sub(r"\s*\([^)]*\)", "", raw["english"])) for raw in indicators}
        remark = Remark(zh=pair["zh"], en=pair["en"])
        # “The first” and “the second” are the two names in this order, from whichever side they are told.
        told = Remark(
            zh=f"“{names[first][0]}”与“{names[second][0]}”：{remark.zh}",
            en=f"{names[first][1]} / {names[second][1]}: {remark.en}",
        )
        found[first][second] = found[second][first] = told
    return found


def _entry(raw: dict[str, Any], near: dict[str, Remark | None], instead: tuple[str, ...]) -> Entry:
    kind: Kind = raw.get("kind", "target")
    if kind not in get_args(Kind):
        raise ValueError(f"{raw['id']}: no kind {kind!r}")
    indicator = Indicator(
        indicator_id=raw["id"],
        name=raw["name"],
        english=raw["english"],
        unit=raw["unit"],
        sector=raw.get("sector", ""),
        also=tuple(raw.get("also", ())),
        asked=tuple(raw.get("asked", ())),
        loose=tuple(raw.get("loose", ())),
        near=near,
        instead=instead,
        remarks={words: Remark(**remark) for words, remark in raw.get("remark", {}).items()},
    )
    for expression in (*indicator.asked, *indicator.loose):
        re.compile(expression)
    return Entry(
        indicator=indicator,
        kind=kind,
        printed=tuple(re.compile(p) for p in raw["printed"]),
        stated=tuple(re.compile(p) for p in raw.get("stated", ())),
    )
