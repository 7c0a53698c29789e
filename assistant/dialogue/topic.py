"""The topic of a question: the content words left when everything that was recognised is blanked out.

Knows words without content; refuses to know what a topic matches.
"""

from __future__ import annotations

import itertools
import re

from assistant.dialogue import lexicon

_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_LATIN_COMMA = re.compile(r"(?<=[A-Za-z])\s*,\s*(?=[A-Za-z])")
_PUNCTUATION = re.compile(r"[\s,.;:!?\"'“”‘’《》〈〉<>()\[\]{}、。，；：！？…—~·/\\|*_=+#@&^%$-]+")


def without_gaps(normal: str) -> tuple[str, frozenset[int]]:
    """A text without blanks between Chinese characters, and where they stood: 哪 个局 is read as 哪个局.

    Commas between Latin words are written as English writes them.
    """
    parts = _GAP.split(_LATIN_COMMA.sub(", ", normal))
    ends = itertools.accumulate(map(len, parts))
    return "".join(parts), frozenset(ends) - {sum(map(len, parts))}


def topic_of(rest: str, normal: str, gaps: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Content words in the order of the question, in the spelling of the question; ``gaps`` part words from words."""
    bare = lexicon.STOPWORDS_EN.sub(lambda m: " " * len(m.group()), rest)
    bare = re.sub(r"(?<![a-z])(?:key|leads?)(?![a-z])", lambda m: " " * len(m.group()), bare)
    bare = lexicon.STOPWORDS.sub(lambda m: " " * len(m.group()), bare)
    pieces = []
    for match in re.finditer(r"[^\s]+", _PUNCTUATION.sub(lambda m: " " * len(m.group()), bare)):
        for start, end in _parted(match.start(), match.end(), gaps):
            piece, before = normal[start:end], ""
            while piece != before:
                before = piece
                piece = lexicon.EDGE_WORDS.sub("", lexicon.TOPIC_EDGES.sub("", piece))
            if len(piece) >= 2 and not piece.isdigit():
                pieces.append(piece)
    return tuple(pieces)


def _parted(start: int, end: int, gaps: frozenset[int]) -> list[tuple[int, int]]:
    """A stretch cut where blanks stood between words; a blank beside a single character is within a word."""
    bounds = [start, *sorted(g for g in gaps if start < g < end), end]
    cuts = [b for a, b, c in zip(bounds, bounds[1:], bounds[2:], strict=False) if b - a >= 2 and c - b >= 2]
    return list(itertools.pairwise([start, *cuts, end]))
