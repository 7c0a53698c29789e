"""The part of a topic that the documents know: what is left of a long sentence when its chatter is dropped.

Knows that chatter stands nowhere in the documents; refuses to know what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.context import Context
from assistant.answers.pieces import pieces_in
from assistant.core.records import Record
from assistant.core.text import has_han, normalise

_LONG = 4
"""So long a stretch that stands in a document is no chance."""


def focused(context: Context, records: Sequence[Record]) -> Context | None:
    """The context with the topic cut down to what stands in the records; ``None`` where that changes nothing."""
    hay = "\n".join(normalise("\n".join((r.title, *r.path, r.text))).lower() for r in records)
    kept: list[str] = []
    for piece in context.question.topic:
        if not has_han(piece):
            kept.append(piece)
            continue
        found = pieces_in(normalise(piece).lower(), hay)
        long = [p for p in found if len(p) >= _LONG]
        whole = sum(map(len, found)) >= len(piece) - 1
        kept.extend(found if whole else long)
    topic = tuple(dict.fromkeys(kept))
    if not topic or topic == context.question.topic:
        return None
    return replace(context, question=replace(context.question, topic=topic))
