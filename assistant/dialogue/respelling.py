"""What was changed in the spelling of a question before it was read, so that the answer can say so.

Knows how two spellings of one text differ; refuses to know which is right.
"""

from __future__ import annotations

import re
from itertools import groupby

from rapidfuzz.distance import Levenshtein

_PIECE = re.compile(r"[A-Za-z0-9]+|[\u4e00-\u9fff]|\S|\s+")
_AROUND = 2
"""Characters shown on either side of a changed Chinese one."""


def changes(written: str, read: str) -> tuple[tuple[str, str], ...]:
    """The words that differ, as written and as read, each with a little around it."""
    if written == read:
        return ()
    old, new = _PIECE.findall(written), _PIECE.findall(read)
    found = []
    for same, steps in groupby(Levenshtein.opcodes(old, new), key=lambda step: step.tag == "equal"):
        edits = list(steps)
        a, b, c, d = edits[0].src_start, edits[-1].src_end, edits[0].dest_start, edits[-1].dest_end
        if same or a == b or c == d or (not old[a].isascii() and b - a != d - c):
            continue  # 粤苏 put in full is no mistake
        wide = 0 if old[a].isascii() else _AROUND
        found.append((_words(old, a - wide, b + wide), _words(new, c - wide, d + wide)))
    return tuple(found)


def _words(pieces: list[str], start: int, end: int) -> str:
    """Pieces from ``start`` to ``end``, kept to one run of Chinese characters."""
    words = "".join(pieces[max(start, 0) : end])
    return re.sub(r"^[^\u4e00-\u9fffA-Za-z]+|[^\u4e00-\u9fffA-Za-z0-9]+$", "", words)
