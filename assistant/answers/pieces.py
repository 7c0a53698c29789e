"""A term of a question parted into the pieces of it that stand in a text.

Knows how words are cut, and that two words may be turned round; refuses to weigh them. Pure functions.
"""

from __future__ import annotations

from assistant.core.wording import question_words

Groups = tuple[tuple[str, ...], ...]


def groups_of(term: tuple[str, ...], hay: str, *, said: bool) -> Groups:
    """A term as groups of alternatives. A term that occurs nowhere is parted into the pieces that do occur, each a
    group of its own; where two characters or more occur nowhere, an empty group stands for them. Of a term as it was
    ``said`` in Chinese, the spelling of which most occurs is parted.
    """
    present = tuple(a for a in term if a in hay)
    if present:
        return (present,)
    own = term if said else term[:1]
    pieces, missing = min(((p, len(a) - sum(map(len, p))) for a in own for p in (pieces_in(a, hay),)), key=_missing)
    return (*(_either_way(piece, hay) for piece in pieces), *([()] if missing >= 2 else []))


def _missing(parted: tuple[tuple[str, ...], int]) -> int:
    return parted[1]


def _either_way(piece: str, hay: str) -> tuple[str, ...]:
    """A piece of two words, and the same turned round where that occurs too (改造升级, 升级改造)."""
    turned = piece[2:] + piece[:2]
    return (piece, turned) if len(piece) == 4 and turned in hay else (piece,)


def pieces_in(word: str, hay: str) -> tuple[str, ...]:
    """The longest stretch (two characters or more) that occurs, and those of what stands before and after it: 推广 and
    高效节能电机 rather than 推广高效 and 节能电机.
    """
    for length in range(len(word), 1, -1):
        starts = [n for n in range(len(word) - length + 1) if word[n : n + length] in hay]
        if starts:
            # 推广机制砂 is 推广 and 机制砂, not 推广机 and 制砂: a word that says little is not cut.
            start = next((n for n in starts if word[:n] in question_words()["light"]), starts[0])
            piece = word[start : start + length]
            return (*pieces_in(word[:start], hay), piece, *pieces_in(word[start + length :], hay))
    return ()
