"""Words that a question quotes: where they stand, and whether they are pasted from a text rather than named.

Knows quotation marks; refuses to know where words stand. Pasted words are
mentioned and not used: what they seem to ask, name or number is no part of the question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.dialogue import lexicon

_QUOTED = re.compile(
    r"“(?P<a>[^“”]+(?:“[^“”]*”[^“”]*)*)”|「(?P<b>[^「」]+)」|『(?P<c>[^『』]+)』|\"(?P<d>[^\"]+)\"|(?<![a-z])['‘](?P<e>[^'‘’]+)['’]"
    r"|(?<=[A-Za-z\"”'’])s? ?\((?P<gloss>[\u3400-\u9fff、·“”]{2,20})\)"
)
_RUN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、，,]*[\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_FRAME = 4
"""So many English words make an English sentence."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_ASKS = re.compile(r"[?？谁哪]|什么|多少|几[家个项条种台座类处份]|怎么|如何|是否|有没有|吗")
_PASTED = 8
"""Chinese characters from which quoted words are a sentence or a part of one rather than a term."""
_ROW = re.compile(r"\d|[第项条款]|任务|工程|专栏|附件")
_UNDER = re.compile(
    r"[”\"'’」』\s]*(?:这|那)?(?:一|个)*(?:部分|章|节|小标题|大标题|标题|小节|小项|板块|大类|块)?的?(?:下面?|之下|底下|名下|项下|下辖|下属|下边)"
    r"(?![降达发放调])(?=.{0,12}[几哪多])"
)
_UNDER_AHEAD = re.compile(
    r"(?:how many|which|what|list|all|count)\b[^?.]{0,60}\b(?:under|below|beneath)"
    r"(?: the)?(?: (?:heading|title|section|part))?[\s“\"'‘「『]*$"
)
_YEAR = re.compile(r"20\d\d年?")
_OF_TEXTS = re.compile(r"(?:工作)?(?:实施)?(?:方案|意见)")
"""What a text is called for short: it tells where to look and not what for."""
_SENTENCE = 10
"""Characters of a topic in one piece that may be pasted from a text without quotation marks."""
_AT_LENGTH = 6
"""Characters of words quoted at length, as somebody does who looks for their place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """A quoted stretch without its marks; ``pasted`` where it is longer than a term.

    ``gloss``: the Chinese words in parentheses behind what an English question calls them.
    """

    start: int
    end: int
    words: str
    pasted: bool
    gloss: bool = False

    @property
    def is_term(self) -> bool:
        """Whether the words name a thing, and so no number of a row: “一行一策”; a year is none either."""
        return not self.pasted and not _ROW.search(_YEAR.sub("", self.words))


def quotations(text: str, names: Callable[[str], int]) -> tuple[Quotation, ...]:
    """The Chinese words a normalised question quotes; ``names`` tells how many characters of a text name bodies."""
    found = []
    for match in _QUOTED.finditer(text):
        kind = match.lastgroup or "a"
        words, han = match.group(kind), len(_HAN.findall(match.group(kind)))
        if han < 2 or _ASKS.search(words) or _OF_TEXTS.fullmatch(words):
            continue
        gloss = kind == "gloss"
        pasted = not gloss and han >= _PASTED and 2 * names(words) <= len(words)
        found.append(Quotation(start=match.start(kind), end=match.end(kind), words=words, pasted=pasted, gloss=gloss))
    return tuple(found) or _in_english(text, names)


def _in_english(text: str, names: Callable[[str], int]) -> tuple[Quotation, ...]:
    """A long stretch of Chinese in an English sentence is quoted even without marks."""
    runs = list(_RUN.finditer(text))
    if len(runs) != 1 or len(_LATIN_WORD.findall(text)) < _FRAME:
        return ()
    words = runs[0].group()
    if len(words) < _PASTED or _ASKS.search(words) or names(words):
        return ()
    return (Quotation(start=runs[0].start(), end=runs[0].end(), words=words, pasted=True),)


def quote_flags(quoted: tuple[Quotation, ...], topic: tuple[str, ...], frame: str) -> frozenset[str]:
    """Whether words are quoted, at length or as a term, and whether the frame around them looks for their place."""
    if any(_UNDER.match(frame[q.end :]) or _UNDER_AHEAD.search(frame[: q.start]) for q in quoted):
        return frozenset({"s_heading", "term"})  # a heading under which something is asked for
    present = {
        "quoted": any(len(q.words) >= _AT_LENGTH for q in quoted),
        "pasted": any(q.pasted for q in quoted),
        "term": bool(quoted),
        "gloss": any(q.gloss for q in quoted),
        "sentence": any(len(piece) >= _SENTENCE for piece in topic),
        "whence": bool(lexicon.WHENCE.search(frame)),
    }
    return frozenset(name for name, here in present.items() if here)
