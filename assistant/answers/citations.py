"""Citations: marks in a text, the evidence each stands for, and the proof that every quotation holds.

Knows how ``[n]`` is written and resolved, for every composer alike; refuses to know how a text came about. A citation
whose words do not stand at its place in the source is an error of this program and is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answers.draft import Draft
from assistant.core.answer import Citation
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence, squeeze
from assistant.errors import CitationProblem

MARK = re.compile(r"\[(\d{1,3})\]")
"""The one form of a mark inside this program."""
_RUN = re.compile(r"(?:\[\d{1,3}\]\s*)*\[\d{1,3}\]")
_NAME = r"(?:(?:来源|证据|引用|文献|段落|资料|sources?|refs?|passages?|citations?|evidence)\s*[:：#]?\s*)?"
_JOIN = r"\s{0,3}(?:[,，、;；/&和及]|-|–|—|~|～|至|到|to\b|and\b)\s{0,3}"
_NUMBERS = rf"{_NAME}\d{{1,3}}(?:{_JOIN}\^?{_NAME}\d{{1,3}}){{0,40}}"
_ANY_MARK = re.compile(
    rf"\\?[\[［【〖]{{1,2}}\s*\^?({_NUMBERS})\s*(?:†[^\]］】〗\[]{{0,80}})?\\?[\]］】〗]{{1,2}}"
    rf"|<sup>\s*\[?({_NUMBERS})\s*\]?\s*</sup>",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{1,3})(?:\s*(?:-|–|—|~|～|至|到|to\b)\s*\D*?(\d{1,3}))?", re.IGNORECASE)
_LONGEST_SPAN = 100


def canonical_marks(text: str) -> str:
    """The text with marks of every common kind ([1,2], [1-3], 【1】, ［1］, [^1], [来源1]) written as ``[n]``."""
    return _ANY_MARK.sub(lambda m: "".join(f"[{n}]" for n in _numbers(m.group(1) or m.group(2))), text)


def marks_of(text: str) -> tuple[int, ...]:
    """The numbers of the canonical marks in a text, in order, each once."""
    return tuple(dict.fromkeys(int(m.group(1)) for m in MARK.finditer(text)))


def _numbers(listed: str) -> Iterable[int]:
    found: dict[int, None] = {}
    for match in _SPAN.finditer(listed):
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        whole = range(first, last + 1) if first <= last <= first + _LONGEST_SPAN else (first, last)
        found.update(dict.fromkeys(whole))
    return found


def cite(draft: Draft, corpus: Corpus) -> tuple[str, tuple[Citation, ...]]:
    """The draft's text with marks numbered 1… in order of appearance, and the citations they stand for.

    Evidence that no mark refers to is left out, unless the text has no marks at all: then all of it is cited. The
    same words of the same record are one citation. A number in brackets that is no mark of this draft (a footnote
    sign inside quoted words) is shown in full-width brackets, so that no reader takes it for a citation.
    """
    chosen: dict[tuple[str, int, int], Evidence] = {}

    def renumber(match: re.Match[str]) -> str:
        marked = int(match.group(1))
        if not 1 <= marked <= len(draft.evidence):
            return f"［{marked}］"
        evidence = draft.evidence[marked - 1]
        chosen.setdefault(_key(evidence), evidence)
        return f"[{list(chosen).index(_key(evidence)) + 1}]"

    text = _RUN.sub(_tidy, MARK.sub(renumber, draft.text))
    return text, resolve(tuple(chosen.values()) or draft.evidence, corpus)


def resolve(evidence: Sequence[Evidence], corpus: Corpus) -> tuple[Citation, ...]:
    """Citations 1… of this evidence, repetitions left out; ``CitationProblem`` if a quotation does not hold."""
    distinct = {_key(one): one for one in reversed(evidence)}
    ordered = [distinct.pop(_key(one)) for one in evidence if _key(one) in distinct]
    return tuple(_citation(marker, one, corpus) for marker, one in enumerate(ordered, start=1))


def _key(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.record.record_id, evidence.start, evidence.end


def _tidy(run: re.Match[str]) -> str:
    """Neighbouring marks once each, in rising order."""
    return "".join(f"[{n}]" for n in sorted(set(marks_of(run.group()))))


def _citation(marker: int, evidence: Evidence, corpus: Corpus) -> Citation:
    record = evidence.record
    info = corpus.document(record.document)
    source = corpus.source(record.document)
    words = squeeze(evidence.quote)
    inside = 0 <= evidence.start < evidence.end <= len(source)
    if not words or not inside or squeeze(source[evidence.start : evidence.end]) != words:
        raise CitationProblem(
            f"the quotation of {record.record_id} is not what stands at {evidence.start}–{evidence.end} "
            f"of {record.document}: {evidence.quote[:60]!r}"
        )
    # One file may hold several texts: a citation names the one it is from.
    title = record.path[0] if record.path and record.path[0] in info.titles else info.title
    return Citation(
        marker=marker,
        record_id=record.record_id,
        document=record.document,
        title=title,
        region=info.region,
        series=record.series,
        number=record.number,
        path=record.path,
        label=record.label,
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
    )
