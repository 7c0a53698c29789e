"""What a row carries out of another document, as JSON.

Knows the field names; refuses to know how rows and sentences were aligned.
"""

from __future__ import annotations

from assistant.core.lineage import EditKind, Lineage, LineageClass
from assistant.web.response import ResponseBody


class StretchBody(ResponseBody):
    """A stretch of one record's text, in code points of that text."""

    record_id: str
    start: int
    end: int


class EditBody(ResponseBody):
    """One difference: `before` in the plan carried out, `after` in the row."""

    kind: EditKind
    before: str
    after: str
    source: StretchBody
    row: StretchBody


class LineageBody(ResponseBody):
    """The sentences that a row carries out, and what it changed in them (blanks and punctuation aside)."""

    kind: LineageClass
    sources: list[StretchBody]
    edits: list[EditBody]


def lineage_body(found: Lineage | None) -> LineageBody | None:
    return (
        LineageBody(
            kind=found.kind,
            sources=[StretchBody.model_validate(source) for source in found.sources],
            edits=[EditBody.model_validate(edit) for edit in found.edits],
        )
        if found
        else None
    )
