"""The manifest of an index: what was built, from what, with which encoder, and the files it consists of.

Knows the layout of an index folder (``builds/<name>/…`` and the pointer ``current``) and how a build is told to be
whole; refuses to know what stands in the files.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import IndexDamaged, IndexForeign, IndexMissing

SCHEMA_VERSION = 2
"""Raised whenever the files of an index change their shape or meaning."""

BUILDS = "builds"
POINTER = "current"
MANIFEST = "manifest.json"
RECORDS = "records.jsonl"
DOCUMENTS = "documents.json"
AGENCIES = "agencies.json"
FURNITURE = "furniture.jsonl"
TARGETS = "targets.jsonl"
INDICATORS = "indicators.json"
LINEAGE = "lineage.jsonl"
SOURCES = "sources"
CHUNKS = "chunks.jsonl"
LEXICAL = "bm25"
VECTORS = "chroma"

BUILD_NAME = re.compile(r"[0-9a-f]{16}(-[0-9]+)?")
"""A build folder is named by its index version; a number follows where that name is taken."""
MEND = "run `make ingest` or `python -m ingest build`"


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What one build says of itself. ``files`` gives the sha256 of every file but those of the vector store.

    The vector store writes into its own files when it is opened, so of them only the sizes are recorded (``stores``).
    """

    schema_version: int
    index_version: str
    encoder: str
    encoder_fingerprint: str
    dimension: int
    built_at: str
    sources: Mapping[str, str]
    counts: Mapping[str, int]
    files: Mapping[str, str] = field(default_factory=dict)
    stores: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def manifest_from_json(data: object) -> Manifest:
    """The manifest in parsed JSON; ``IndexForeign`` for another schema, ``ValueError`` for anything else wrong."""
    if not isinstance(data, dict) or not isinstance(data.get("schema_version"), int):
        raise ValueError("no schema_version")
    if data["schema_version"] != SCHEMA_VERSION:
        raise IndexForeign(
            f"the index has schema version {data['schema_version']}, this program reads {SCHEMA_VERSION}; "
            f"{MEND} to build it anew"
        )
    try:
        manifest = Manifest(**data)
    except TypeError as error:
        raise ValueError(str(error)) from error
    for mapping in (manifest.sources, manifest.counts, manifest.files, manifest.stores):
        if not isinstance(mapping, dict):
            raise ValueError("sources, counts, files and stores must be objects")
    return manifest


def current_build(index_dir: Path) -> Path:
    """Folder of the build in force; ``IndexMissing`` where nothing was built, ``IndexDamaged`` where it is gone."""
    pointer = index_dir / POINTER
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing(f"no index in {index_dir}: {MEND}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"{pointer} cannot be read ({error}); {MEND}") from error
    if not BUILD_NAME.fullmatch(name):
        raise IndexDamaged(f"{pointer} names no build ({name[:40]!r}); {MEND}")
    build = index_dir / BUILDS / name
    if not build.is_dir():
        raise IndexDamaged(f"{pointer} names {name}, but {build} is not there; {MEND}")
    return build


def read_manifest(build: Path) -> Manifest:
    """The manifest of a build; ``IndexDamaged`` where it is absent or garbled."""
    path = build / MANIFEST
    try:
        return manifest_from_json(json.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise IndexDamaged(f"{path} is missing, so the build is not complete; {MEND}") from error
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"{path} cannot be read ({error}); {MEND}") from error


def read_files(build: Path, manifest: Manifest) -> dict[str, bytes]:
    """The bytes of the files in the manifest, each compared with its hash; ``IndexDamaged`` names the first misfit.

    Those that are memory-mapped when they are used, the words and the passages, are compared but not kept.
    """
    found: dict[str, bytes] = {}
    for name, expected in manifest.files.items():
        mapped = name == CHUNKS or name.startswith(f"{LEXICAL}/")
        try:
            content = b"" if mapped else (build / name).read_bytes()
            digest = sha256_of(build / name) if mapped else sha256(content)
        except OSError as error:
            raise IndexDamaged(f"{build / name} cannot be read ({error.strerror}); {MEND}") from error
        if digest != expected:
            raise IndexDamaged(f"{build / name} does not match the manifest; {MEND}")
        if not mapped:
            found[name] = content
    for name, size in manifest.stores.items():
        path = build / name
        if not path.is_file() or path.stat().st_size < size:
            raise IndexDamaged(f"{path} is missing or cut short; {MEND}")
    return found


def require_encoder(manifest: Manifest, *, name: str, fingerprint: str) -> None:
    """``IndexForeign`` unless the index was built with this very encoder."""
    if manifest.encoder_fingerprint != fingerprint:
        raise IndexForeign(
            f"the index was built with the encoder {manifest.encoder} ({manifest.encoder_fingerprint[:12]}), "
            f"the settings name {name} ({fingerprint[:12]}); set ASSISTANT_ENCODER and its prompts back or {MEND}"
        )


def sha256_of(path: Path) -> str:
    """Hexadecimal sha256 of a file, which is read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256(content: bytes) -> str:
    """Hexadecimal sha256."""
    return hashlib.sha256(content).hexdigest()
