"""Documents to an index: read, parse, check, chunk, embed, write beside, swap in.

Knows the order of the steps and when there is nothing to do; refuses to know how a document is parsed, a vector made
or a folder made durable.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.core import manifest as layout
from assistant.core.manifest import SCHEMA_VERSION, Manifest, current_build, read_files, read_manifest, sha256_of
from assistant.errors import CheckFailed, IndexProblem
from assistant.search.fields import indexed_text, passage_text
from assistant.settings import BUNDLED_ENCODER, DEFAULTS, ModelOptions
from ingest import embedding, publish
from ingest.bodies import bodies_named
from ingest.checks import Finding, check
from ingest.content import Content, gather
from ingest.embedding import Made
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """What to build with, and under which version."""

    encoder: str
    options: ModelOptions
    made: Made
    version: str


def build(
    index_dir: Path,
    *,
    documents: Path = DOCUMENTS,
    encoder: str = BUNDLED_ENCODER,
    options: ModelOptions = DEFAULTS,
    force: bool = False,
    skip_unreadable: bool = False,
    progress: Progress = lambda message: None,
) -> Outcome:
    """Bring the index up to the documents. On any failure the old index stays in force as it was.

    Passages that the build in force holds keep their vectors if they were made by the same encoder in the same way;
    with ``force`` all are made anew.
    """
    from assistant.search.embedder import fingerprint_of

    index_dir.mkdir(parents=True, exist_ok=True)
    with writer_lock(index_dir):
        publish.sweep(index_dir)
        content = read_content(documents, progress, skip_unreadable=skip_unreadable)
        made = Made(encoder=fingerprint_of(encoder, options), precision=options.precision)
        version = content.version(_identity(made))
        present = whole_build(index_dir)
        if present and present[1].index_version == version and not force:
            return Outcome(folder=present[0], manifest=present[1], changed=False)
        with publish.workplace(index_dir) as work:
            plan = _Plan(encoder=encoder, options=options, made=made, version=version)
            manifest = _fill(work, content, plan, present[0] if present and not force else None, progress)
            folder = publish.swap_in(index_dir, work, version)
        return Outcome(folder=folder, manifest=manifest, changed=True)


def _identity(made: Made) -> str:
    """What vectors are told apart by in the version of an index: other than in the encoder's own, precision counts."""
    return made.encoder if made.precision == DEFAULTS.precision else f"{made.encoder} {made.precision}"


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


def _fill(work: Path, content: Content, plan: _Plan, before: Path | None, progress: Progress) -> Manifest:
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
    progress(f"loading the encoder {plan.encoder}")
    embedder = Embedder.load(plan.encoder, plan.options)
    passages = [passage_text(part) for part in content.chunks]
    vectors = embedding.embed(embedder, plan.made, passages, before, progress)
    embedding.save(work, plan.made, passages, vectors)
    progress("writing vectors")
    VectorStore.create(work / layout.VECTORS, content.chunks, vectors).close()
    progress("making durable")
    publish.settle(work)
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        index_version=plan.version,
        encoder=embedder.name,
        encoder_fingerprint=embedder.fingerprint,
        dimension=embedder.dimension,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=content.sources,
        counts=content.counts,
        files={name: sha256_of(work / name) for name in _names(work) if not _is_store(name)},
        stores={name: (work / name).stat().st_size for name in _names(work) if _is_store(name)},
    )
    publish.write(work / layout.MANIFEST, json.dumps(manifest.to_json(), ensure_ascii=False, indent=1).encode("utf-8"))
    publish.settle_folder(work)
    progress("swapping in")
    return manifest


def _names(work: Path) -> list[str]:
    return sorted(path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file())


def _is_store(name: str) -> bool:
    return name.startswith(f"{layout.VECTORS}/") or name in embedding.ARRAYS.values()
