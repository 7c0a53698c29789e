"""Reads the documents of a folder: the bytes, what the manifest knows of them, and the agencies.

Knows files and the manifest; refuses to know what the texts mean.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.core.records import Agency, DocumentInfo, agency_from_json, document_from_json
from assistant.errors import SourceChanged, SourceUnreadable
from ingest.described import describe
from ingest.headings import Level

DOCUMENTS = Path(__file__).parent / "documents"
"""The five documents that travel with the project."""
MANIFEST = "manifest.json"
AGENCIES = "agencies.json"
INDICATORS = "indicators.toml"
SHOWN_PROBLEMS = 20

Kind = Literal["outline", "prose", "table"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How a document is to be read.

    ``clauses``: parentheses of agencies follow the sentences they govern. ``annex``: a list of rows, one cell a line,
    follows under this heading. ``moved``: rows printed above the heading that governs them, with that heading.
    ``stray``: headings with characters that do not belong there, written ``heading|stray``. ``expected``: how many
    records of each series the document holds, counted by a reader; ``check`` holds the records against it.
    """

    kind: Kind = "outline"
    clauses: bool = False
    annex: str = ""
    moved: Mapping[str, Mapping[Level, int]] = field(default_factory=dict)
    stray: tuple[str, ...] = ()
    expected: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """Why each correction is right, for the person who reviews the manifest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One document: what is known of it, its decoded text, and how it is to be read."""

    info: DocumentInfo
    text: str
    layout: Layout = field(default_factory=Layout)


def load_sources(folder: Path = DOCUMENTS, skip: Callable[[str], None] | None = None) -> list[Source]:
    """Every document of a folder: those of its manifest in its order, then all other files by name.

    Files that cannot be read are all named in one error; with ``skip`` it is told of each, and they are left out.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise SourceUnreadable(f"{folder}: no such folder")
    entries = _manifest(root)
    sources = [_listed(root, entry) for entry in entries]
    named = {source.info.file for source in sources}
    problems: list[str] = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if hidden or path.is_dir() or name in named or name in (MANIFEST, AGENCIES, INDICATORS):
            continue
        try:
            sources.append(_unlisted(root, name))
        except SourceUnreadable as problem:
            problems.append(str(problem))
    if problems:
        _refuse(problems, skip)
    if not sources:
        raise SourceUnreadable(f"{folder}: holds no document")
    _distinct(sources)
    return sources


def _refuse(problems: Sequence[str], skip: Callable[[str], None] | None) -> None:
    if skip is None:
        more = len(problems) - SHOWN_PROBLEMS
        raise SourceUnreadable("\n".join([*problems[:SHOWN_PROBLEMS], *([f"and {more} more"] if more > 0 else [])]))
    for problem in problems:
        skip(problem)


def load_agencies(folder: Path = DOCUMENTS) -> tuple[Agency, ...]:
    """The agencies of a folder; none where it has no table of them."""
    path = folder / AGENCIES
    if not path.is_file():
        return ()
    try:
        return tuple(agency_from_json(entry) for entry in _json(path))
    except (KeyError, TypeError) as error:
        raise SourceUnreadable(f"{path}: not a table of agencies ({error})") from error


def _manifest(root: Path) -> list[dict[str, Any]]:
    path = root / MANIFEST
    if not path.is_file():
        return []
    entries = _json(path)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "file" in entry for entry in entries):
        raise SourceUnreadable(f"{path}: must be a list of documents, each with its file")
    return entries


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourceUnreadable(f"{path}: not JSON ({error})") from error


def _listed(root: Path, entry: dict[str, Any]) -> Source:
    text, digest = _read(root, entry["file"])
    if entry.get("sha256") != digest:
        raise SourceChanged(f"{entry['file']}: sha256 is {digest}, the manifest says {entry.get('sha256')}")
    plain = {key: value for key, value in entry.items() if key != "layout"}
    raw = dict(entry.get("layout", {}))
    raw |= {key: tuple(raw[key]) for key in ("stray", "notes") if key in raw}
    try:
        source = Source(info=document_from_json(plain), text=text, layout=Layout(**raw))
    except TypeError as error:
        raise SourceUnreadable(f"{root / MANIFEST}: entry {entry['file']}: {error}") from error
    if source.layout.kind not in get_args(Kind):
        raise SourceUnreadable(f"{root / MANIFEST}: entry {entry['file']}: no kind of layout {source.layout.kind!r}")
    if document_id(source.info.document) != source.info.document:
        raise SourceUnreadable(f"{root / MANIFEST}: {source.info.document!r} is no id of a document")
    return source


def _unlisted(root: Path, name: str) -> Source:
    text, digest = _read(root, name)
    return Source(info=describe(document_id(name), name, text, digest), text=text)


def document_id(name: str) -> str:
    """A file name as an id: without its suffix, NFKC, and everything but letters, digits, ``_ . -`` made one ``-``."""
    stem = unicodedata.normalize("NFKC", re.sub(r"\.[^./]*$", "", name))
    return re.sub(r"[^\w.]+", "-", stem).strip("-.") or "document"


def _read(root: Path, name: str) -> tuple[str, str]:
    """Text and sha256 of one file, which must be UTF-8 text and lie in the folder."""
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise SourceUnreadable(f"{name}: leaves the folder {root}")
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        raise SourceUnreadable(f"{name}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SourceUnreadable(f"{name}: not UTF-8 text (byte {error.start}){_encoding_of(raw, name)}") from error
    if "\0" in text:
        raise SourceUnreadable(f"{name}: not text (holds NUL characters)")
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise SourceUnreadable(f"{name}: empty")
    return text, hashlib.sha256(raw).hexdigest()


def _encoding_of(raw: bytes, name: str) -> str:
    """What to do about a text in another encoding, where it can be told which one."""
    for encoding, begins in (("UTF-16", (b"\xff\xfe", b"\xfe\xff")), ("GB18030", (b"",))):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if raw.startswith(begins) and sum("\u4e00" <= c <= "\u9fff" for c in text) > len(text) / 3:
            return f"; it is {encoding}: convert it with `iconv -f {encoding} -t UTF-8 {name}`"
    return ""


def _distinct(sources: list[Source]) -> None:
    seen: dict[str, str] = {}
    for source in sources:
        other = seen.setdefault(source.info.document, source.info.file)
        if other != source.info.file:
            raise SourceUnreadable(f"{source.info.file}: its id {source.info.document!r} is that of {other}")
