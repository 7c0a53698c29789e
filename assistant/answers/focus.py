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
from assistant.core.wording import Everyday, everyday_words

_LONG = 4
"""So long a stretch that stands in a document is no chance."""


def told_apart(context: Context, records: Sequence[Record]) -> list[Record]:
    """Of rows that hold the subject alike, those that also hold what else is said in everyday words (本地的料)."""
    said = "".join(context.question.subject)
    beside = [w.official for w in everyday_words(context.question.normal.lower()) if _beside(w, said, context)]
    if len(records) < 2 or not beside:
        return list(records)
    hay = [normalise("\n".join((*r.path, r.text))).lower() for r in records]
    held = [sum(any(o in h for o in official) for official in beside) for h in hay]
    return [r for r, count in zip(records, held, strict=True) if count == max(held)]


def _beside(word: Everyday, said: str, context: Context) -> bool:
    """Whether an everyday word stands beside the subject, and says so much that no row has it by chance."""
    words = context.question.normal[word.start : word.end].lower()
    return words not in said and all(len(official) >= _LONG for official in word.official)


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
