"""What an index is made of, before a byte is written: documents, records, agencies, chunks, and the version they give.

Knows how parts become files and what the version is a hash of; refuses to know folders, locks and stores.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.core import lineage as lineages
from assistant.core import manifest as layout
from assistant.core.indicators import Indicator, indicator_to_json
from assistant.core.lineage import Lineage, Uncarried
from assistant.core.manifest import SCHEMA_VERSION, sha256
from assistant.core.records import Agency, Record, to_json
from assistant.core.targets import Target, target_to_json
from assistant.errors import CheckFailed
from assistant.search.chunks import Chunk, dump_chunks
from assistant.search.fields import indexed_text, passage_text
from ingest.builder import Parsed
from ingest.chunk import chunk
from ingest.lineage import align


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """The parsed sources with their agencies, chunks, targets and indicators."""

    parsed: tuple[Parsed, ...]
    agencies: tuple[Agency, ...]
    chunks: tuple[Chunk, ...]
    targets: tuple[Target, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    lineage: tuple[Lineage | Uncarried, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, document by document."""
        return tuple(record for part in self.parsed for record in part.records)

    @property
    def sources(self) -> dict[str, str]:
        """The hash of each source."""
        return {part.info.document: sha256(part.text.encode("utf-8")) for part in self.parsed}

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, for the manifest."""
        return {
            "documents": len(self.parsed),
            "records": len(self.records),
            "agencies": len(self.agencies),
            "chunks": len(self.chunks),
            "targets": len(self.targets),
            "lineage": len(self.lineage),
        }

    def files(self) -> dict[str, bytes]:
        """The files of an index that the content alone determines; equal content gives equal bytes."""
        furniture = (
            {"document": part.info.document, **to_json(piece)} for part in self.parsed for piece in part.furniture
        )
        texts = {
            layout.DOCUMENTS: _json([to_json(part.info) for part in self.parsed]),
            layout.AGENCIES: _json([to_json(agency) for agency in self.agencies]),
            layout.RECORDS: _json_lines(to_json(record) for record in self.records),
            layout.FURNITURE: _json_lines(furniture),
            layout.LINEAGE: _json_lines(lineages.to_json(entry) for entry in self.lineage),
            layout.CHUNKS: dump_chunks(self.chunks),
            layout.TARGETS: _json_lines(target_to_json(target) for target in self.targets),
            layout.INDICATORS: _json([indicator_to_json(indicator) for indicator in self.indicators]),
            **{f"{layout.SOURCES}/{part.info.document}.txt": part.text for part in self.parsed},
        }
        return {name: text.encode("utf-8") for name, text in texts.items()}

    def version(self, encoder_fingerprint: str) -> str:
        """A hash of all that determines what the index answers: equal on every machine, at any time, in any folder."""
        digest = hashlib.sha256(f"{SCHEMA_VERSION}\0{encoder_fingerprint}\0".encode())
        for name, content in sorted(self.files().items()):
            digest.update(f"{name}\0{sha256(content)}\0".encode())
        for part in self.chunks:
            digest.update(f"{indexed_text(part)}\0{passage_text(part)}\0".encode())
        return digest.hexdigest()[:16]


def gather(
    parsed: Sequence[Parsed],
    agencies: Iterable[Agency],
    targets: Iterable[Target] = (),
    indicators: Iterable[Indicator] = (),
) -> Content:
    """The content of an index; ``CheckFailed`` where two bear one id or a record's words are not where it says."""
    for kind, ids in (
        ("documents", [part.info.document for part in parsed]),
        ("records", [record.record_id for part in parsed for record in part.records]),
    ):
        doubled = [name for name, count in Counter(ids).items() if count > 1]
        if doubled:
            raise CheckFailed(f"several {kind} bear the id {', '.join(doubled[:5])}")
    for part in parsed:
        for record in part.records:
            if record.text != "".join(part.text[span.start : span.end] for span in record.spans):
                raise CheckFailed(f"the text of {record.record_id} is not what stands at its place in the source")
    stated = tuple(targets)
    return Content(
        parsed=tuple(parsed),
        agencies=tuple(agencies),
        chunks=tuple(piece for part in parsed for piece in chunk(part.info, part.records)),
        targets=stated,
        indicators=tuple(_as_printed(indicator, stated) for indicator in indicators),
        lineage=align(parsed),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _json_lines(values: Iterable[object]) -> str:
    return "".join(_json(value) + "\n" for value in values)


def _as_printed(indicator: Indicator, targets: Iterable[Target]) -> Indicator:
    """An indicator with the names that the documents print for it."""
    own = (t.words for t in targets if t.indicator_id == indicator.indicator_id)
    return replace(indicator, printed=tuple(dict.fromkeys(own)))
