"""Words that a question quotes: where they stand, and whether they are pasted from a text rather than named.

Knows quotation marks and the wordings that look for a place; refuses to know where words stand. Pasted words are
mentioned and not used: what they seem to ask, name or number is no part of the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_QUOTED = re.compile(
    r"“(?P<a>[^“”]+(?:“[^“”]*”[^“”]*)*)”|「(?P<b>[^「」]+)」|『(?P<c>[^『』]+)』|\"(?P<d>[^\"]+)\"|(?<![a-z])['‘](?P<e>[^'‘’]+)['’]"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_ASKS = re.compile(r"[?？谁哪]|什么|多少|怎么|如何|是否|有没有|吗")
_PASTED = 8
"""Chinese characters from which quoted words are a sentence or a part of one rather than a term."""
_ROW = re.compile(r"\d|[第项条款]|任务|工程|专栏|附件")
_SENTENCE = 10
"""Characters of a topic in one piece that may be pasted from a text without quotation marks."""
_AT_LENGTH = 6
"""Characters of words quoted at length, as somebody does who looks for their place."""

WHENCE = re.compile(
    r"出自|出处|来源|来自哪|源自|原文(?:位置|在|是哪|出现|所在)?|(?:哪|什么|几)(?:一|些|几)?(?:份|个|部|篇)?(?:文件|方案|文本|材料)"
    r"|哪(?:一|些|几)?(?:条|款|页|句|段|节|章|处|儿|里)|何处|第几|什么(?:地方|位置)|定位|查到|位置|在哪"
    r"|\bwhere\b|\bcomes? from\b|\bsource\b|\bwhich (?:documents?|plans?|files?|texts?|sections?|chapters?|parts?|boxes?|items?)\b"
    r"|\bwhat (?:document|section|part|chapter)\b|\blocate\b|\bfind\b|\boriginates?\b|\b(?:quoted|taken) from\b"
)
"""How the place of quoted words is asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """A quoted stretch without its marks; ``pasted`` where it is longer than a term."""

    start: int
    end: int
    words: str
    pasted: bool

    @property
    def is_term(self) -> bool:
        """Whether the words name a thing, and so no number of a row: “一行一策”."""
        return not self.pasted and not _ROW.search(self.words)


def quotations(text: str, names: Callable[[str], int]) -> tuple[Quotation, ...]:
    """The Chinese words a normalised question quotes; ``names`` tells how many characters of a text name bodies."""
    found = []
    for match in _QUOTED.finditer(text):
        kind = match.lastgroup or "a"
        words, han = match.group(kind), len(_HAN.findall(match.group(kind)))
        if han < 2 or _ASKS.search(words):
            continue
        pasted = han >= _PASTED and 2 * names(words) <= len(words)
        found.append(Quotation(start=match.start(kind), end=match.end(kind), words=words, pasted=pasted))
    return tuple(found)


def quote_flags(quoted: tuple[Quotation, ...], topic: tuple[str, ...], frame: str) -> frozenset[str]:
    """Whether words are quoted, at length or as a term, and whether the frame around them looks for their place."""
    present = {
        "quoted": any(len(q.words) >= _AT_LENGTH for q in quoted),
        "pasted": any(q.pasted for q in quoted),
        "term": bool(quoted),
        "sentence": any(len(piece) >= _SENTENCE for piece in topic),
        "whence": bool(WHENCE.search(frame)),
    }
    return frozenset(name for name, here in present.items() if here)
