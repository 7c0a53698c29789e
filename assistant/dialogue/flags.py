"""What the table of intents is told of a question beside its cues: which slots are filled, and how rows are narrowed.

Knows slots; refuses to know wordings.
"""

from __future__ import annotations

from assistant.dialogue import lexicon
from assistant.dialogue.bodies import Condition
from assistant.dialogue.numbers import NumberRef

_STRETCH = 4
"""So many numbers in a row are a stretch that rows are counted in."""


def row_flags(
    cues: frozenset[str], refs: tuple[NumberRef, ...], wanted: tuple[Condition, ...], lowered: str
) -> frozenset[str]:
    """How rows are narrowed: by a stretch of numbers, by dates, and whether every body named is set aside."""
    rows = [r for r in refs if r.kind not in ("section", "chapter")]
    numbers = sorted({r.number for r in rows})
    stretch = len(numbers) >= _STRETCH and numbers[-1] - numbers[0] == len(numbers) - 1
    present = {
        "negated": any(c.negated for c in wanted),
        "all_negated": bool(wanted) and all(c.negated for c in wanted),
        "ref": bool(refs),
        "firm_ref": any(not r.bare for r in refs),
        "row_ref": bool(rows),
        "span": stretch,
        "dated": "deadline" in cues or bool(lexicon.DATED.search(lowered)),
    }
    return frozenset(name for name, here in present.items() if here)


def slot_flags(lowered: str, **slots: object) -> frozenset[str]:
    """The names of the slots that are filled, and what kind of thing the question speaks of."""
    present = {
        **slots,
        "item_word": lexicon.ITEM_WORDS.search(lowered),
        "row_word": lexicon.ROW_WORDS.search(lowered),
    }
    return frozenset(name for name, here in present.items() if here)
