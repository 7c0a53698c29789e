"""The bodies that texts name, where no table of agencies describes them: one for each region and name.

Knows how offices abbreviate their fields (``bodies.toml``), which gives a body its other names; knows no document.
Bodies of different regions are different bodies, whatever they are called.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assistant.core.records import Agency, DocumentInfo
from ingest.builder import Parsed

_KIND = re.compile(r"(?:委员会|局|委|厅|办公室|办)$")
_LEVEL = re.compile(r"^(?:省|市|区|县|州|自治区)")
_KINDS = ("局", "委", "委员会", "厅", "部门")
_MANY = re.compile(r"^(?:各|相关|有关|全)|有关|各有关|相关|其他|单位$")


@cache
def _fields() -> tuple[tuple[tuple[str, ...], str], ...]:
    tables = tomllib.loads((Path(__file__).resolve().parent / "bodies.toml").read_text(encoding="utf-8"))["field"]
    return tuple((tuple(table["names"]), table["english"]) for table in tables)


def bodies_named(parsed: Iterable[Parsed]) -> tuple[Agency, ...]:
    """The bodies of documents that nobody has described, in the order in which they are named first."""
    printed: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    documents: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    infos: dict[str, DocumentInfo] = {}
    for part in parsed:
        place = part.info.region or part.info.document
        infos.setdefault(place, part.info)
        for record in part.records:
            for name in record.responsibility.everyone if record.responsibility else ():
                key = (place, _official(name, part.info.region))
                printed[key][name] = None
                documents[key][part.info.document] = None
    return tuple(_agency(infos[key[0]], key, tuple(names), tuple(documents[key])) for key, names in printed.items())


def _agency(info: DocumentInfo, key: tuple[str, str], printed: tuple[str, ...], documents: tuple[str, ...]) -> Agency:
    aliases = [name for one in printed for name in _other_names(one, info)]
    english = _english(printed[0], info)
    return Agency(
        agency_id="/".join(key),
        name=printed[0],
        documents=documents,
        printed=printed,
        aliases=tuple(name for name in dict.fromkeys(aliases) if name not in printed),
        english=english,
        english_aliases=(english.removeprefix(f"{info.region_en} "),) if english and info.region_en else (),
    )


def _bare(name: str, region: str) -> str:
    """A name without the region and the level before it."""
    rest = name.removeprefix(region) if region else name
    return _LEVEL.sub("", rest) if len(_LEVEL.sub("", rest)) > 2 else rest


def _official(name: str, region: str) -> str:
    """A name as the one body that several spellings are of: its field in full, without the kind of body."""
    bare = _bare(name, region)
    stem = _KIND.sub("", bare)
    official = next((names[0] for names, _ in _fields() if stem in names), None)
    return official if official and stem != bare else bare


def _other_names(name: str, info: DocumentInfo) -> list[str]:
    if _MANY.search(name):
        return []
    bare = _bare(name, info.region)
    stem = _KIND.sub("", bare)
    known = next((names for names, _ in _fields() if stem in names), ()) if stem != bare else ()
    spelled = [bare, *(field + kind for field in known for kind in _KINDS)]
    short = re.sub(r"[省市区县]$", "", info.region) if len(info.region) > 2 else info.region
    level = {"省": "省", "直辖市": "市"}.get(info.level, info.level)
    places = ["", level, short, short + level] if info.region else ["", level]
    return [place + one for one in spelled for place in dict.fromkeys(places)]


def _english(name: str, info: DocumentInfo) -> str:
    stem = _KIND.sub("", _bare(name, info.region))
    english = next((english for names, english in _fields() if stem in names), "")
    return f"{info.region_en} {english}".strip() if english else ""
