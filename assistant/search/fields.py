"""The words under which a chunk is found: its own text and the context in which it is read.

Knows which fields of a chunk are indexed and in which order; refuses to know how they are scored. Indexing and
retrieval tests use the same two functions, so that a passage is always found under the words it was indexed by.
"""

from __future__ import annotations

from assistant.search.chunks import Chunk


def indexed_text(chunk: Chunk) -> str:
    """What the lexical index holds: region and title, label, headings, words, and who is responsible."""
    agencies = "、".join(chunk.lead + chunk.support + chunk.joint)
    parts = (chunk.title, chunk.label, *chunk.path, chunk.text, agencies)
    return "\n".join(part for part in parts if part)


def passage_text(chunk: Chunk) -> str:
    """What the encoder reads: the nearest headings and the words; region and agencies are left to the filters."""
    return "\n".join(part for part in (*chunk.path[-2:], chunk.text) if part)
