"""English sentences in which askers only tell who they are, before another that asks something by itself.

Knows how people introduce themselves; refuses to drop what the question needs: a place only named there stays, and
nothing is dropped where the question points back (do we have to be audited?).
"""

from __future__ import annotations

import re

from assistant.dialogue.question import Vocabulary, understand

_SENTENCES = re.compile(r"(?<=[a-z0-9)][.!])\s+(?=[A-Z])")
_FIRST_PERSON = re.compile(
    r"(?:(?:hi|hello|hey|dear [a-z]+|good (?:morning|afternoon|evening))\b[^.!?]{0,20}[,!.]? )?"
    r"(?:i|we|my|our|i'm|we're|i am|we are|as an?|this is|here is|it's|speaking)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:who|what|which|whose|how|when|where|why|whether)\b|\b(?:tell|list|show|give|name|find)\b", re.I
)
_POINTS_BACK = re.compile(
    r"\b(?:we|us|our|ours|i|me|my|mine|it|its|this|that|these|those|they|them|their|such|there|same)\b", re.IGNORECASE
)
_CHATTER = re.compile(
    r"\b(?:is (?:it|this|that) (?:so|true|right|correct)(?: that)?|could you tell me|tell me)\b", re.I
)
_ENOUGH = 2
"""So many words of a subject stand by themselves."""


def without_introduction(text: str, vocabulary: Vocabulary) -> str:
    """A text without its first sentences, where these only say who asks; places named only there are kept."""
    pieces = _SENTENCES.split(text.strip())
    ahead = 0
    while ahead < len(pieces) - 1 and _FIRST_PERSON.match(pieces[ahead]) and not _ASKS.search(pieces[ahead]):
        ahead += 1
    rest = " ".join(pieces[ahead:])
    if not ahead or _POINTS_BACK.search(_CHATTER.sub(" ", rest)):
        return text
    asked = understand(rest, vocabulary)
    if len(asked.subject) < _ENOUGH and not asked.refs and not asked.target.mentions:
        return text
    said = understand(" ".join(pieces[:ahead]), vocabulary)
    if said.refs or said.target.mentions:
        return text
    places = () if asked.documents and asked.level is None else said.words.get("documents", ())
    return f"{', '.join(dict.fromkeys(p.capitalize() for p in places))}: {rest}" if places else rest
