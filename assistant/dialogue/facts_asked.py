"""Facts about a document as such that a question asks for, and whether it can ask for nothing else.

Knows the wordings of ``cues.toml`` for them; refuses to know any document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.dialogue import lexicon

_DOCUMENT_WORDS = re.compile(
    r"(?:那份|这份|那个|这个|清洁生产|推行|实施|工作|审核|全面|重点|深圳|浙江|意见|方案|通知|办法|文件|文本|cleaner|production|clean"
    r"|implementation|implementing|audits?|programme|scheme|opinions?|promot(?:ion|ing)|comprehensive(?:ly)?|work|materials?|papers?|polic(?:y|ies)|texts?|single|your)+"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FactsAsked:
    """Facts by name, the words that ask for them, and whether these can only be about a document named."""

    facts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sure: bool


def facts_asked(text: str, named: bool) -> FactsAsked:
    """What a question, its names blanked out, asks about documents; ``named`` tells whether it names one."""
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for name, pattern in lexicon.FACTS.items():
        matches = [(m.start(), m.end()) for m in pattern.finditer(text) if m.end() > m.start()]
        matches = [(a, b) for a, b in matches if not any(a < end and start < b for start, end in spans)]
        if matches:
            found.append(name)
            spans.extend(matches)
    sure = named and not lexicon.OTHER_DOCUMENT.search(text)
    sure = sure and any(lexicon.FACTS_SURE[name].search(text) for name in found if name in lexicon.FACTS_SURE)
    return FactsAsked(facts=tuple(found), spans=tuple(spans), sure=sure)


def only_document_words(topic: tuple[str, ...]) -> bool:
    """Whether a topic only repeats what every one of the documents is called."""
    return all(_DOCUMENT_WORDS.fullmatch(piece.lower()) for piece in topic)
