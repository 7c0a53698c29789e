"""The records in force: opens the index on disk and answers what stands in it, and where.

Knows records, documents, agencies, lineage, sources and page furniture, and cuts evidence out of them; refuses to
know search, vectors or questions. A corpus never changes once opened, so any number of threads may read it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.core import manifest as layout
from assistant.core.evidence import Evidence, quote_span, squeeze, text_to_source
from assistant.core.indicators import Indicator, indicator_from_json
from assistant.core.lineage import Lineage, Uncarried, from_json
from assistant.core.manifest import Manifest, current_build, read_files, read_manifest
from assistant.core.records import (
    SERIES,
    Agency,
    DocumentInfo,
    Furniture,
    Record,
    Series,
    Span,
    agency_from_json,
    document_from_json,
    furniture_from_json,
    record_from_json,
)
from assistant.core.targets import Target, target_from_json
from assistant.errors import IndexDamaged, IndexProblem, UnknownDocument, UnknownRecord, UnknownSeries

__all__ = ["Corpus", "Manifest", "current_build", "open_corpus"]

_Key = TypeVar("_Key", str, int)
_Entry = TypeVar("_Entry", Record, Target)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Corpus:
    """Everything the documents say, in source order, document by document."""

    root: Path
    manifest: Manifest
    documents: tuple[DocumentInfo, ...]
    records: tuple[Record, ...]
    agencies: tuple[Agency, ...]
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    _sources: Mapping[str, str]
    _furniture: Mapping[str, tuple[Furniture, ...]]
    _infos: Mapping[str, DocumentInfo]
    _by_id: Mapping[str, Record]
    _by_document: Mapping[str, tuple[Record, ...]]
    _by_number: Mapping[int, tuple[Record, ...]]
    _by_parent: Mapping[str, tuple[Record, ...]]
    _targets_by_document: Mapping[str, tuple[Target, ...]]
    _lineage: Mapping[str, Lineage]
    _uncarried: tuple[Uncarried, ...]

    @classmethod
    def assemble(
        cls,
        *,
        root: Path,
        manifest: Manifest,
        documents: Iterable[DocumentInfo],
        records: Iterable[Record],
        agencies: Iterable[Agency],
        sources: Mapping[str, str],
        furniture: Mapping[str, Iterable[Furniture]],
        targets: Iterable[Target] = (),
        indicators: Iterable[Indicator] = (),
        lineage: Iterable[Lineage | Uncarried] = (),
    ) -> Corpus:
        """A corpus of its parts; documents keep their order, records are put into source order within each."""
        infos = tuple(documents)
        by_document: dict[str, list[Record]] = {info.document: [] for info in infos}
        for record in records:
            by_document[record.document].append(record)
        # Wider before narrower: a section stands before the clauses that begin where it begins.
        ordered = tuple(
            record for info in infos for record in sorted(by_document[info.document], key=lambda r: (r.start, -r.end))
        )
        entries, figures = tuple(lineage), tuple(targets)
        return cls(
            root=root,
            manifest=manifest,
            documents=infos,
            records=ordered,
            agencies=tuple(agencies),
            targets=figures,
            indicators=tuple(indicators),
            _sources=dict(sources),
            _furniture={
                info.document: tuple(sorted(furniture.get(info.document, ()), key=lambda f: f.start)) for info in infos
            },
            _infos={info.document: info for info in infos},
            _by_id={record.record_id: record for record in ordered},
            _by_document=_grouped((record.document, record) for record in ordered),
            _by_number=_grouped((record.number, record) for record in ordered if record.number is not None),
            _by_parent=_grouped((record.parent, record) for record in ordered if record.parent is not None),
            _targets_by_document=_grouped((target.document, target) for target in figures),
            _lineage={entry.record_id: entry for entry in entries if isinstance(entry, Lineage)},
            _uncarried=tuple(entry for entry in entries if isinstance(entry, Uncarried)),
        )

    def document(self, document: str) -> DocumentInfo:
        """What is known about a document; ``UnknownDocument`` names the known ones."""
        try:
            return self._infos[document]
        except KeyError:
            known = ", ".join(self._infos)
            raise UnknownDocument(f"no document {document!r}; the known ones are {known}") from None

    def alone(self, document: str) -> bool:
        """Whether a document is the only one of its region, so that the region names it."""
        region = self.document(document).region
        return bool(region) and sum(info.region == region for info in self.documents) == 1

    def together(self, documents: Iterable[str]) -> bool:
        """Whether documents are all those of some region that has several, so that one of them may speak for it."""
        wanted = set(documents)
        regions = {self._infos[d].region for d in wanted if d in self._infos}
        shared = [{i.document for i in self.documents if i.region == region} for region in regions if region]
        return any(len(group) > 1 and group <= wanted for group in shared)

    def record(self, record_id: str) -> Record:
        """The record of that id; ``UnknownRecord`` tells how ids are listed."""
        try:
            return self._by_id[record_id]
        except KeyError:
            raise UnknownRecord(
                f"no record {record_id!r}; /api/v1/tasks and `assistant tasks --json` list the ids"
            ) from None

    def source(self, document: str) -> str:
        """The source file decoded as UTF-8, line ends as they are: offsets count its code points."""
        return self._sources[self.document(document).document]

    def furniture(self, document: str) -> tuple[Furniture, ...]:
        """Characters of a source that belong to no record, in order."""
        return self._furniture[self.document(document).document]

    def of(self, document: str | None = None, series: Series | None = None) -> tuple[Record, ...]:
        """Records of a document, of a series, of both, or all."""
        records = self.records
        if document is not None:
            records = self._by_document.get(self.document(document).document, ())
        if series is None:
            return records
        wanted = _known(series)
        return tuple(record for record in records if record.series == wanted)

    def numbered(self, document: str | None, series: Series | None, number: int) -> tuple[Record, ...]:
        """Records that bear a number; several where numbering restarts or series overlap."""
        documents = self._infos if document is None else {self.document(document).document}
        allowed = SERIES if series is None else (_known(series),)
        return tuple(r for r in self._by_number.get(number, ()) if r.document in documents and r.series in allowed)

    def targets_of(self, document: str | None = None) -> tuple[Target, ...]:
        """Figures that a document sets, or that all set, in source order."""
        if document is None:
            return self.targets
        return self._targets_by_document.get(self.document(document).document, ())

    def children(self, record_id: str) -> tuple[Record, ...]:
        """Records directly under a section or item, in source order."""
        return self._by_parent.get(self.record(record_id).record_id, ())

    def lineage_of(self, record_id: str) -> Lineage | None:
        """What a row carries out of the document that its own breaks down; ``None`` where none does."""
        return self._lineage.get(self.record(record_id).record_id)

    def uncarried(self, document: str) -> tuple[Uncarried, ...]:
        """The sentences of a document that no row of the document breaking it down carries out."""
        known = self.document(document).document
        return tuple(u for u in self._uncarried if self._by_id[u.sentence.record_id].document == known)

    def evidence(self, record: Record) -> tuple[Evidence, ...]:
        """The whole record with number and agencies, parted where page furniture stands inside it."""
        source = self.source(record.document)
        parts = [
            quote_span(record, source, span.start, span.end)
            for span in self._without_furniture(record.document, record.start, record.end)
        ]
        return tuple(part for part in parts if squeeze(part.quote))

    def quote(self, record: Record, start: int, end: int) -> tuple[Evidence, ...]:
        """Evidence for ``record.text[start:end]``; one piece unless a page break parts the words."""
        source = self.source(record.document)
        merged: list[Span] = []
        for span in text_to_source(record, start, end):
            if merged and not squeeze(source[merged[-1].end : span.start]):
                merged[-1] = Span(start=merged[-1].start, end=span.end)
            else:
                merged.append(span)
        parts = (quote_span(record, source, span.start, span.end) for span in merged)
        return tuple(part for part in parts if squeeze(part.quote))

    def _without_furniture(self, document: str, start: int, end: int) -> Iterator[Span]:
        """``start``–``end`` less the furniture in it that may not stand inside a quotation."""
        source, pieces = self._sources[document], self._furniture[document]
        first = max(bisect_left(pieces, start, key=lambda f: f.start) - 1, 0)
        for piece in pieces[first:]:
            if piece.start >= end:
                break
            if piece.end <= start or not squeeze(source[piece.start : piece.end]):
                continue
            if start < piece.start:
                yield Span(start=start, end=piece.start)
            start = max(start, piece.end)
        if start < end:
            yield Span(start=start, end=end)


def _known(series: Series) -> Series:
    if series not in SERIES:
        raise UnknownSeries(f"no series {series!r}; the known ones are {', '.join(SERIES)}")
    return series


def _grouped(pairs: Iterable[tuple[_Key, _Entry]]) -> dict[_Key, tuple[_Entry, ...]]:
    groups: defaultdict[_Key, list[_Entry]] = defaultdict(list)
    for key, entry in pairs:
        groups[key].append(entry)
    return {key: tuple(entries) for key, entries in groups.items()}


def open_corpus(index_dir: Path) -> Corpus:
    """The corpus in force. ``IndexMissing``, ``IndexDamaged`` or ``IndexForeign`` say how to mend the index."""
    build = current_build(index_dir)
    try:
        return open_build(build)
    except IndexProblem:
        # Two rebuilds may have passed since the pointer was read, and the folder with them.
        latest = current_build(index_dir)
        if latest == build:
            raise
        return open_build(latest)


def open_build(build: Path) -> Corpus:
    """The corpus of one build folder, every file compared with the manifest."""
    manifest = read_manifest(build)
    files = read_files(build, manifest)
    try:
        documents = [document_from_json(data) for data in json.loads(files[layout.DOCUMENTS])]
        furniture: dict[str, list[Furniture]] = {info.document: [] for info in documents}
        for data in _lines(files[layout.FURNITURE]):
            furniture[data.pop("document")].append(furniture_from_json(data))
        corpus = Corpus.assemble(
            root=build,
            manifest=manifest,
            documents=documents,
            records=[record_from_json(data) for data in _lines(files[layout.RECORDS])],
            agencies=[agency_from_json(data) for data in json.loads(files[layout.AGENCIES])],
            sources={i.document: files[f"{layout.SOURCES}/{i.document}.txt"].decode("utf-8") for i in documents},
            furniture=furniture,
            targets=[target_from_json(data) for data in _lines(files[layout.TARGETS])],
            indicators=[indicator_from_json(data) for data in json.loads(files[layout.INDICATORS])],
            lineage=[from_json(data) for data in _lines(files[layout.LINEAGE])],
        )
    except (KeyError, ValueError, TypeError) as error:
        raise IndexDamaged(f"{build} does not hold what its manifest promises ({error!r}); {layout.MEND}") from error
    found = {"documents": len(corpus.documents), "records": len(corpus.records), "agencies": len(corpus.agencies)}
    found["targets"] = len(corpus.targets)
    for name, count in found.items():
        if manifest.counts.get(name) != count:
            raise IndexDamaged(
                f"{build} holds {count} {name}, its manifest says {manifest.counts.get(name)}; {layout.MEND}"
            )
    return corpus


def _lines(content: bytes) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in content.splitlines() if line)
