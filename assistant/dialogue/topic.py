"""The topic of a question: the content words left when everything that was recognised is blanked out.

Knows words without content; refuses to know what a topic matches.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

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


@lru_cache(maxsize=64)
def topic_of(rest: str, normal: str, gaps: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Content words in the order of the question, in the spelling of the question; ``gaps`` part words from words."""
    bare = lexicon.STOPWORDS_EN.sub(lambda m: m.group() if _in_compound(m) else " " * len(m.group()), rest)
    bare = re.sub(r"(?<![a-z])(?:key|leads?)(?![a-z])", lambda m: " " * len(m.group()), bare)
    bare = lexicon.STOPWORDS.sub(lambda m: " " * len(m.group()), bare)
    pieces: list[str] = []
    for match in re.finditer(r"[^\s]+", _PUNCTUATION.sub(lambda m: " " * len(m.group()), bare)):
        pieces.extend(_stripped(normal[start:end]) for start, end in _parted(normal, match.start(), match.end(), gaps))
    return tuple(piece for piece in pieces if (len(piece) >= 2 and not piece.isdigit()) or piece in lexicon.ELEMENTS)


def _in_compound(match: re.Match[str]) -> bool:
    """Whether a word is a part of one with a hyphen (one-stop, on-site)."""
    before, after = match.string[: match.start()][-2:], match.string[match.end() :][:2]
    return bool(re.match(r"-[a-z]", after) or re.match(r"[a-z]-", before))


def _stripped(piece: str) -> str:
    """A stretch without the words at its edges that carry no content."""
    before = ""
    while piece != before:
        before = piece
        piece = lexicon.EDGE_WORDS.sub("", lexicon.TOPIC_EDGES.sub("", piece))
    return piece


def _parted(text: str, start: int, end: int, gaps: frozenset[int]) -> list[tuple[int, int]]:
    """A stretch cut where blanks stood between words; a blank that leaves no word beside it is within one."""
    found, last = [], start
    for gap in sorted(g for g in gaps if start < g < end):
        left, right = text[last:gap], text[gap : min((g for g in gaps if gap < g < end), default=end)]
        if _is_word(left, at_end=True) and _is_word(right, at_end=False):
            found.append((last, gap))
            last = gap
    return [*found, (last, end)]


def _is_word(piece: str, *, at_end: bool) -> bool:
    """Whether content of two characters or more reaches up to the cut."""
    bare = _stripped(piece)
    return len(bare) >= 2 and (piece.endswith(bare) if at_end else piece.startswith(bare))
