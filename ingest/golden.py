"""Golden records, targets and lineage: everything known of each, as text read as a diff.

Regenerate with ``python -m ingest golden --write`` after a change that is meant; the diff is the review.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.core.lineage import CLASSES, Lineage
from assistant.core.records import ROLES, Record
from assistant.core.targets import Target
from ingest.builder import Parsed
from ingest.checks import counts
from ingest.lineage import align

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
TARGETS = "targets"
LINEAGE = "lineage"


def render_golden(parsed: Parsed) -> str:
    """All records of a document as text, then its furniture."""
    info = parsed.info
    head = [
        f"# {info.document}: {info.title}",
        f"# {len(parsed.text)} characters, " + ", ".join(f"{n} {series}" for series, n in counts(parsed).items()),
    ]
    blocks = [head, *map(_record, parsed.records), _furniture(parsed)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def render_lineage(parsed: Sequence[Parsed]) -> str:
    """Every row with the sentences it carries out and what it changed, then the sentences that no row carries."""
    records = {record.record_id: record for part in parsed for record in part.records}
    entries = align(parsed)
    kinds = Counter(e.kind if isinstance(e, Lineage) else "uncarried" for e in entries)
    blocks: list[list[str]] = [["# " + ", ".join(f"{kinds[k]} {k}" for k in (*CLASSES, "uncarried"))]]
    for entry in entries:
        if isinstance(entry, Lineage):
            blocks.append(list(_lineage(entry, records)))
        else:
            why = "" if entry.heading else " (no row stands under its heading)"
            place = entry.sentence
            words = records[place.record_id].text[place.start : place.end]
            blocks.append([f"[uncarried] {place.record_id} {place.start}-{place.end}{why}", f"  plan    {words}"])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _lineage(entry: Lineage, records: Mapping[str, Record]) -> Iterator[str]:
    yield f"[{entry.record_id}] {entry.kind}"
    for place in entry.sources:
        words = records[place.record_id].text[place.start : place.end]
        yield f"  plan    {place.record_id} {place.start}-{place.end} {words}"
    yield f"  row     {records[entry.record_id].text}"
    for edit in entry.edits:
        where = f"{edit.source.start}-{edit.source.end} > {edit.row.start}-{edit.row.end}"
        words = " → ".join(f"“{w}”" for w in (edit.before, edit.after) if w)
        yield f"  {edit.kind:<7} {where} {words}"


def write_golden(parsed: Parsed, folder: Path = GOLDEN) -> Path:
    """Write the golden file of a document and give its path."""
    return write(parsed.info.document, render_golden(parsed), folder)


def write(name: str, content: str, folder: Path = GOLDEN) -> Path:
    """Write one golden file and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(content, encoding="utf-8", newline="\n")
    return path


def _record(record: Record) -> Iterator[str]:
    yield f"[{record.record_id}] {record.label}"
    yield f"  at      {record.start}-{record.end}, text " + (
        " ".join(f"{span.start}-{span.end}" for span in record.spans) or "none"
    )
    if record.number is not None:
        yield f"  number  {record.number}"
    if record.path:
        yield "  path    " + " > ".join(record.path)
    if record.parent:
        yield f"  parent  {record.parent}"
    if record.title:
        yield f"  title   {record.title!r}" if "\n" in record.title else f"  title   {record.title}"
    for line in record.text.split("\n") if record.text else ():
        yield f"  text    {line}"
    if record.responsibility:
        yield f"  form    {record.responsibility.form}"
        for role in ROLES:
            names = record.responsibility.of(role)
            if names:
                yield f"  {role:<7} " + " | ".join(names)
        if record.responsibility.span:
            span = record.responsibility.span
            yield f"  cell    {span.start}-{span.end} {record.responsibility.raw}"


def _furniture(parsed: Parsed) -> Iterator[str]:
    yield "[furniture]"
    for piece in parsed.furniture:
        if piece.kind not in ("blank", "page_break"):
            yield f"  {piece.kind:<18} {piece.start}-{piece.end} {parsed.text[piece.start : piece.end]}"
    blank = sum(piece.end - piece.start for piece in parsed.furniture if piece.kind == "blank")
    broken = [f"{piece.start}-{piece.end}" for piece in parsed.furniture if piece.kind == "page_break"]
    yield f"  {'blank':<18} {blank} characters"
    yield f"  {'page_break':<18} " + (" ".join(broken) or "none")


def render_targets(targets: Iterable[Target]) -> str:
    """All targets as text, document by document."""
    return "\n\n".join("\n".join(_target(target)) for target in targets) + "\n"


def _target(target: Target) -> Iterator[str]:
    t = target
    amount = "none" if t.value is None else f"{t.value}{f'..{t.high}' if t.high else ''} {t.unit or '(no unit)'}"
    marks: list[str] = [t.kind, t.direction, t.comparator]
    marks += [word for word, here in (("力争", t.effort), ("每年", t.per_year)) if here]
    marks.append(f"year {t.year} ({t.year_basis}: {t.year_text})" if t.year else "no year")
    marks += [f"against {t.baseline}"] if t.baseline else []
    marks += [f"scope {t.scope}"] if t.scope else []
    yield f"[{t.target_id}] {t.indicator} ({t.indicator_id})"
    yield f"  printed  {t.words}: {t.value_text}"
    yield f"  value    {amount}"
    yield f"  marks    {', '.join(marks)}"
    yield (
        f"  at       {t.record_id} {t.start}-{t.end}, figure {t.value_start}-{t.value_end}, "
        f"sentence {t.sentence_start}-{t.sentence_end}, source {t.source_start}-{t.source_end}"
    )
    yield "  sentence " + re.sub(r"\s+", "", t.sentence)
