"""Whether words beside what was recognised say anything a document speaks of, or only keep the talk going.

Knows how words stand in the documents; refuses to know what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.context import Context
from assistant.answers.coverage import rarity_of
from assistant.core.text import has_han

_KNOWN_AT_MOST = 0.5
"""Share of words that documents may hold where these are chatter."""


def is_chatter(context: Context, pieces: Sequence[str]) -> bool:
    """Whether at most half of the words occur in the documents."""
    rarity = rarity_of(context.corpus)
    pairs = [piece[i : i + 2] for piece in pieces if has_han(piece) for i in range(len(piece) - 1)]
    english = " ".join(piece for piece in pieces if not has_han(piece))
    known = sum(rarity.joined(pair) for pair in pairs) + len(context.translate(english) if english else ())
    return known <= _KNOWN_AT_MOST * (len(pairs) + len(english.split()))
