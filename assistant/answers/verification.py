"""Verification of a text that a language model wrote: every mark, number, date and agency against the passages.

Knows how a text falls into statements and which of them the cited passages hold; refuses to know models and prompts.
What does not hold is removed: an answer is rather shorter than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answers.citations import MARK, canonical_marks, marks_of
from assistant.answers.claims import (
    Claims,
    Passage,
    claims_of,
    denies,
    lacking,
    misattributed,
    passage_of,
    plain,
    share_of_words,
)
from assistant.answers.quantities import Held, Value
from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Verification
from assistant.core.evidence import Evidence
from assistant.core.records import DocumentInfo

_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()]{0,900}\)|\[[^\[\]]{0,100}\])")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\((?:[a-z][a-z+.-]{0,20}:|/|#|www\.)[^()]{0,900}\)", re.IGNORECASE)
_DEFINITION = re.compile(r"(?mi)^[ \t]*\[[^\[\]]{1,100}\]:[ \t]*<?(?:[a-z][a-z+.-]{0,20}:|/|#|www\.).*$")
_ADDRESS = re.compile(r"<?\b(?:https?|ftp|data|javascript):[^\s<>）)】\]]+>?|\bwww\.[^\s<>）)】\]]+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,900}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]")
_MARKS = r"(?:\s*\[\d{1,3}\])*"
_STATEMENT_END = re.compile(
    rf"(?:[。！？!?；]+[”’」』）)\"*]*"
    rf"|(?<=[^\s.])(?<!\b[Nn]o)(?<!e\.g)(?<!i\.e)(?<!etc)(?<!\bvs)\.[”’\"*)]*(?=\s|$|\[)){_MARKS}"
)
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+•>]|#+)[ \t]+)*")
_COUNTER = re.compile(
    r"(?m)^[ \t>*\-+•#]*(?P<line>\d{1,2})[.、．)）](?!\d)|[(（](?P<inline>\d{1,2})[)）]|(?P<circled>[①-⑳])"
)
_FRAME = re.compile(r"[：:]\s*$|(?:未|没有|并未)(?:提及|涉及|提到|规定|明确|说明)")
"""Statements that announce a list or say that the documents are silent have nothing to stand on, and need nothing."""
_RELATED = 0.25
"""Share of a Chinese statement's bigrams that must stand in what it cites; a paraphrase has about twice as many."""
_JUDGED = 8
"""Statements with fewer bigrams say too little to be judged by their words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Ground:
    """All that a statement may stand on. ``computed`` holds what the rules' own answer adds to the passages."""

    passages: tuple[Passage, ...]
    computed: Passage
    regions: tuple[tuple[str, ...], ...]
    index: AgencyIndex

    def of(self, marks: Sequence[int]) -> tuple[Passage, ...]:
        return tuple(self.passages[n - 1] for n in marks)

    def valid(self, text: str) -> tuple[int, ...]:
        return tuple(n for n in marks_of(text) if 1 <= n <= len(self.passages))

    def knowing(self, given: str) -> _Ground:
        """The same ground with the numbers and agencies that this text states beyond the passages it cites."""
        amounts: set[Value] = set()
        agencies: set[str] = set()
        for line in _without_counters(given).split("\n"):
            for start, end in _statements(line, 0):
                marks = self.valid(line[start:end]) or self.valid(line)
                beyond = lacking(claims_of(MARK.sub("", line[start:end]), self.index), self.of(marks))
                amounts.update(*(quantity.readings for quantity in beyond.quantities))
                agencies.update(*beyond.agencies)
        rules = passage_of(MARK.sub("", given), self.index)
        computed = replace(rules, numbers=Held(amounts=frozenset(amounts)), agencies=frozenset(agencies))
        return replace(self, computed=computed)


def verify_model_text(
    text: str,
    evidence: Sequence[Evidence],
    *,
    agencies: AgencyIndex | None = None,
    documents: Sequence[DocumentInfo] = (),
    given: str = "",
) -> tuple[str, Verification]:
    """The part of a model's text that its evidence holds, with canonical marks, and how many checks it took.

    A check is a mark, or a statement that has facts but no mark. A mark that resolves to nothing or has nothing to do
    with its statement is removed; so is, with its marks, a statement with a number, date or agency that the passages
    it cites do not hold, that names another region than they are from, that turns the roles round, or that is about
    something else. A statement without marks stands on those of its line, else on all that the text cites. ``given``
    is the answer composed by rule: what it computed (a count) or denies (not this bureau) may be repeated.
    """
    index = agencies or AgencyIndex(())
    infos = {info.document: info for info in documents}
    ground = _Ground(
        passages=tuple(
            passage_of(_cited_words(one, infos.get(one.record.document)), index, one.record.responsibility)
            for one in evidence
        ),
        computed=passage_of("", index),
        regions=tuple(tuple(filter(None, (info.region.rstrip("省市"), info.region_en.lower()))) for info in documents),
        index=index,
    ).knowing(given)
    return _verified(canonical_marks(harmless(text)), ground)


def harmless(text: str) -> str:
    """Markdown without anything a page would fetch or run: images, links, addresses, tags and control characters."""
    text = _IMAGE.sub(r"\1", _CONTROL.sub("", text))
    text = _LINK.sub(lambda m: f"[{m.group(1)}]" if m.group(1).isdigit() else m.group(1), text)
    text = _DEFINITION.sub("", text)
    return _ADDRESS.sub("", _TAG.sub(lambda m: m.group() if m.group().lower() in ("<sup>", "</sup>") else "", text))


def _cited_words(evidence: Evidence, info: DocumentInfo | None) -> str:
    """All that a citation shows: the quotation, its place, and the document's title, number and period."""
    record = evidence.record
    document = _words_of(info) if info else ()
    return "\n".join((evidence.quote, record.label, record.title, *record.path, *document))


def _words_of(info: DocumentInfo) -> tuple[str, ...]:
    return (info.title, *info.titles, info.region, info.region_en.lower(), info.number or "", info.period or "")


def _verified(text: str, ground: _Ground) -> tuple[str, Verification]:
    bare = _without_counters(text)
    everywhere = ground.valid(text)
    lines: list[str] = []
    supported = removed = offset = 0
    for line in text.split("\n"):
        kept, held, lost = _line(line, bare[offset : offset + len(line)], everywhere, ground)
        offset += len(line) + 1
        supported, removed = supported + held, removed + lost
        if kept is not None:
            lines.append(kept)
    shown = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return shown, Verification(checked=supported + removed, supported=supported, removed=removed)


def _line(line: str, bare: str, everywhere: Sequence[int], ground: _Ground) -> tuple[str | None, int, int]:
    """One line with what holds of it (``None`` when nothing does), checks that held, checks that failed."""
    lead = _LEAD.match(bare)  # with the counter, which is blank here
    begin = lead.end() if lead else 0
    if not bare[begin:].strip():
        return line, 0, 0
    fallback = ground.valid(line) or everywhere
    kept, held, lost = [], 0, 0
    for start, end in _statements(bare, begin):
        text, good, bad = _statement(line[start:end], bare[start:end], fallback, ground)
        kept.append(text)
        held, lost = held + good, lost + bad
    if not "".join(kept).strip():
        return None, held, lost
    text = line[:begin] + "".join(kept)
    return text.rstrip() if lost else text, held, lost


def _statement(text: str, bare: str, fallback: Sequence[int], ground: _Ground) -> tuple[str, int, int]:
    """One statement with the marks that hold, or nothing; and its checks."""
    written = [int(n) for n in MARK.findall(text)]
    words = MARK.sub("", bare)
    claims = claims_of(words, ground.index)
    resolved = ground.valid(text)
    own = tuple(n for n in resolved if ground.passages[n - 1].bears_on(claims))
    if resolved and not own:
        return "", 0, len(written)
    if not written and not claims.checkable and (len(claims.bigrams) < _JUDGED or _FRAME.search(words)):
        return text, 0, 0
    if not _holds(words, claims, own or fallback, ground):
        return "", 0, max(len(written), 1)
    held = sum(n in own for n in written)
    unmarked = int(not written and claims.checkable)
    return _with_marks(text, own), held + unmarked, len(written) - held


def _holds(words: str, claims: Claims, marks: Sequence[int], ground: _Ground) -> bool:
    passages = ground.of(marks)
    # How many things a statement cites can be seen from its marks: that count needs no source.
    cited = (Decimal(len(marks)), False)
    stated = replace(claims, quantities=tuple(q for q in claims.quantities if not (q.counts and cited in q.readings)))
    if lacking(stated, (*passages, ground.computed)).checkable or misattributed(words, passages, ground.index):
        return False
    if not denies(words) and _of_another_region(words, passages, ground):
        return False
    known = ground.computed.bigrams.union(*(p.bigrams for p in passages))
    return len(claims.bigrams) < _JUDGED or share_of_words(claims, known) >= _RELATED


def _of_another_region(words: str, passages: Sequence[Passage], ground: _Ground) -> bool:
    """Whether a statement names a region that none of the passages it cites is from or speaks of."""
    lowered = plain(words).lower()
    named = [names for names in ground.regions if any(name in lowered for name in names)]
    return any(not any(name in p.words for p in passages for name in names) for names in named)


def _with_marks(text: str, own: Sequence[int]) -> str:
    """The statement with only these marks."""
    return MARK.sub(lambda m: m.group() if int(m.group(1)) in own else "", text)


def _statements(bare: str, begin: int) -> Iterator[tuple[int, int]]:
    """Spans of the statements of a line; marks that follow a full stop belong to the statement before it."""
    if bare.lstrip().startswith("|"):
        yield begin, len(bare)  # a row of a table is one statement
        return
    start = begin
    for match in _STATEMENT_END.finditer(bare, begin):
        yield start, match.end()
        start = match.end()
    if start < len(bare):
        yield start, len(bare)


def _without_counters(text: str) -> str:
    """The text with the counters of its lists blanked out: they are no facts, as long as they count from one."""
    seen: set[tuple[str, int]] = set()

    def blank(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        written = match[kind]
        number = ord(written) - ord("①") + 1 if kind == "circled" else int(written)
        if number != 1 and (kind, number - 1) not in seen:
            return match.group()
        seen.add((kind, number))
        return " " * len(match.group())

    return _COUNTER.sub(blank, text)
