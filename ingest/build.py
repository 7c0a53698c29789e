"""Documents to an index: read, parse, check, chunk, embed, write beside, swap in.

Knows the order of the steps and when there is nothing to do; refuses to know how a document is parsed, a vector made
or a folder made durable.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.core import manifest as layout
from assistant.core.manifest import SCHEMA_VERSION, Manifest, current_build, read_files, read_manifest, sha256
from assistant.errors import CheckFailed, IndexProblem
from assistant.search.fields import indexed_text, passage_text
from assistant.settings import BUNDLED_ENCODER
from ingest import publish
from ingest.bodies import bodies_named
from ingest.checks import Finding, check
from ingest.content import Content, gather
from ingest.figures import extract
from ingest.indicators import load_indicators
from ingest.lineage_checks import check_lineage
from ingest.lock import writer_lock
from ingest.parse import parse
from ingest.sources import DOCUMENTS, load_agencies, load_sources

Progress = Callable[[str], None]
SHOWN_FINDINGS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a run came to: the build in force, and whether it is a new one."""

    folder: Path
    manifest: Manifest
    changed: bool


def build(
    index_dir: Path,
    *,
    documents: Path = DOCUMENTS,
    encoder: str = BUNDLED_ENCODER,
    force: bool = False,
    skip_unreadable: bool = False,
    progress: Progress = lambda message: None,
) -> Outcome:
    """Bring the index up to the documents. On any failure the old index stays in force as it was."""
    from assistant.search.embedder import fingerprint_of

    index_dir.mkdir(parents=True, exist_ok=True)
    with writer_lock(index_dir):
        publish.sweep(index_dir)
        content = read_content(documents, progress, skip_unreadable=skip_unreadable)
        version = content.version(fingerprint_of(encoder))
        present = whole_build(index_dir)
        if present and present[1].index_version == version and not force:
            return Outcome(folder=present[0], manifest=present[1], changed=False)
        with publish.workplace(index_dir) as work:
            manifest = _fill(work, content, version, encoder, progress)
            folder = publish.swap_in(index_dir, work, version)
        return Outcome(folder=folder, manifest=manifest, changed=True)


def read_content(
    documents: Path, progress: Progress = lambda message: None, *, skip_unreadable: bool = False
) -> Content:
    """The content of a folder of documents; ``CheckFailed`` where an invariant of its records does not hold.

    Documents that the folder's manifest describes must satisfy every check. What the generic reader makes of any other
    file is told and taken as it is: a text with odd numbering is still worth finding.
    """
    progress(f"reading {documents}")
    skip = (lambda problem: progress(f"left out: {problem}")) if skip_unreadable else None
    parsed = [parse(source) for source in load_sources(documents, skip)]
    agencies = load_agencies(documents)
    table = load_indicators(documents)
    extracted = [extract(part, table) for part in parsed]
    findings = check([part for part in parsed if part.expected], agencies)
    findings += [f for part, found in zip(parsed, extracted, strict=True) if part.expected for f in found.findings]
    if findings:
        raise CheckFailed(f"the records do not hold together:\n{_listed(findings)}")
    doubts = check([part for part in parsed if not part.expected], ())
    if doubts:
        progress(f"read with doubts:\n{_listed(doubts)}")
    targets = [target for found in extracted for target in found.targets]
    bodies = bodies_named(part for part in parsed if not part.expected)
    content = gather(parsed, (*agencies, *bodies), targets, table.indicators)
    findings = check_lineage(parsed, content.lineage)
    if findings:
        raise CheckFailed(f"the lineage does not hold together:\n{_listed(findings)}")
    progress(", ".join(f"{count:,} {name}" for name, count in content.counts.items()))
    return content


def _listed(findings: Sequence[Finding]) -> str:
    more = len(findings) - SHOWN_FINDINGS
    return "\n".join([*map(str, findings[:SHOWN_FINDINGS]), *([f"and {more} more"] if more > 0 else [])])


def whole_build(index_dir: Path) -> tuple[Path, Manifest] | None:
    """The build in force if every file of it is as its manifest says."""
    try:
        folder = current_build(index_dir)
        manifest = read_manifest(folder)
        read_files(folder, manifest)
    except IndexProblem:
        return None
    return (folder, manifest) if all(_sound(folder / n) for n in manifest.stores if n.endswith(".sqlite3")) else None


def _sound(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _fill(work: Path, content: Content, version: str, encoder: str, progress: Progress) -> Manifest:
    """Write a whole build into an empty folder, the manifest last."""
    # Imported here: together they take seconds, and a run with nothing to do needs none of them.
    from assistant.search.embedder import Embedder
    from assistant.search.lexical import LexicalIndex
    from assistant.search.vectors import VectorStore

    for name, data in content.files().items():
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_bytes(data)
    progress("indexing words")
    LexicalIndex.build([indexed_text(part) for part in content.chunks]).save(work / layout.LEXICAL)
    progress(f"loading the encoder {encoder}")
    embedder = Embedder.load(encoder)
    vectors = embedder.encode_passages(
        [passage_text(part) for part in content.chunks], progress=_every_second("embedding", progress)
    )
    progress("writing vectors")
    VectorStore.create(work / layout.VECTORS, content.chunks, vectors).close()
    progress("making durable")
    publish.settle(work)
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        index_version=version,
        encoder=embedder.name,
        encoder_fingerprint=embedder.fingerprint,
        dimension=embedder.dimension,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=content.sources,
        counts=content.counts,
        files={name: sha256((work / name).read_bytes()) for name in _names(work) if not _is_store(name)},
        stores={name: (work / name).stat().st_size for name in _names(work) if _is_store(name)},
    )
    publish.write(work / layout.MANIFEST, json.dumps(manifest.to_json(), ensure_ascii=False, indent=1).encode("utf-8"))
    publish.settle_folder(work)
    progress("swapping in")
    return manifest


def _names(work: Path) -> list[str]:
    return sorted(path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file())


def _is_store(name: str) -> bool:
    return name.startswith(f"{layout.VECTORS}/")


def _every_second(what: str, progress: Progress) -> Callable[[int, int], None]:
    """Progress of a long step, told at most once a second."""
    last = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if done == total or time.monotonic() - last >= 1:
            last = time.monotonic()
            progress(f"{what} {done:,} of {total:,}")

    return tell
