"""The topic of a question: the content words left when everything that was recognised is blanked out.

Knows words without content; refuses to know what a topic matches.
"""

from __future__ import annotations

import re

from assistant.dialogue import lexicon

_PUNCTUATION = re.compile(r"[\s,.;:!?\"'“”‘’《》〈〉<>()\[\]{}、。，；：！？…—~·/\\|*_=+#@&^%$-]+")


def topic_of(rest: str, normal: str) -> tuple[str, ...]:
    """Content words in the order of the question, in the spelling of the question."""
    bare = lexicon.STOPWORDS_EN.sub(lambda m: " " * len(m.group()), rest)
    bare = re.sub(r"(?<![a-z])(?:key|leads?)(?![a-z])", lambda m: " " * len(m.group()), bare)
    bare = lexicon.STOPWORDS.sub(lambda m: " " * len(m.group()), bare)
    pieces = []
    for match in re.finditer(r"[^\s]+", _PUNCTUATION.sub(lambda m: " " * len(m.group()), bare)):
        piece, before = normal[match.start() : match.end()], ""
        while piece != before:
            before = piece
            piece = lexicon.TOPIC_EDGES.sub("", lexicon.EDGE_WORDS.sub("", piece))
        if len(piece) >= 2 and not piece.isdigit():
            pieces.append(piece)
    return tuple(pieces)
