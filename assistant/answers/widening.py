"""More of a section where one sentence of it is not the whole answer: a section asked for by its heading, and lists.

Knows sections and their parts; refuses to decide whether a document answers at all, which is settled before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.asking import Asked
from assistant.answers.coverage import squeezed
from assistant.answers.evidence_check import Checker, Fit
from assistant.answers.passages import sentences_of
from assistant.answers.selection import Choice, holds, strength
from assistant.core.corpus import Corpus
from assistant.core.records import Record

_BY_HEADING = 0.8
"""Share of a question's words that a heading holds where the question asks for what stands under it."""
_OF_HEADING = 0.5
"""Share of the heading's characters that the question then has."""
_MOST_WORDS = 900
_MOST = 8
_NEAR = 0.42
_WITHIN = 0.4
"""How far behind the best an excerpt may be that is listed beside it."""
_PARTS = 3
"""Parts of a section that must answer a question for a list before the other parts are taken to belong to it."""


def widened(choice: Choice, fits: Sequence[Fit], checker: Checker, question: str) -> Choice:
    """A document's excerpts with those that make them complete."""
    asked, corpus = checker.asked, checker.corpus
    if asked.kind not in ("open", "list") or asked.yes_no or asked.claims or asked.amounts:
        return choice
    own = [fit for fit in fits if fit.sentence.record.document == choice.document]
    section = _section(corpus, choice.best.sentence.record)
    if _asked_by_heading(checker, choice.best.sentence.record, question):
        whole = [_excerpt(checker, record, own) for record in section]
        found = tuple(fit for parts in whole for fit in parts)
        if sum(fit.end - fit.start for fit in found) <= _MOST_WORDS:
            return replace(choice, fits=found or choice.fits)
    if asked.kind != "list":
        return choice
    return replace(choice, fits=_listed(choice, own, checker))


def _asked_by_heading(checker: Checker, record: Record, question: str) -> bool:
    heading = squeezed(record.path[-1] if record.path else "")
    above = heading + squeezed(checker.corpus.document(record.document).title)
    if not heading or checker.share(above) < _BY_HEADING:
        return False
    words = [c for c in heading if "\u4e00" <= c <= "\u9fff"]
    return sum(c in question for c in words) >= _OF_HEADING * len(words)


def _section(corpus: Corpus, record: Record) -> list[Record]:
    """The records that make up the section a record belongs to: its clauses, or the record itself."""
    if record.series != "clause" or record.parent is None:
        return [record]
    return [r for r in corpus.children(record.parent) if r.series == "clause"]


def _excerpt(checker: Checker, record: Record, own: Sequence[Fit]) -> list[Fit]:
    """Every sentence of a record, with the hit it was found by where there is one."""
    known = {(fit.sentence.record.record_id, fit.sentence.start): fit for fit in own}
    hits = checker.corpus.quote(record, 0, len(record.text))
    found = [checker.best_excerpt(sentence) for sentence in sentences_of(hits, checker.corpus)]
    return [known.get((fit.sentence.record.record_id, fit.sentence.start), fit) for fit in found]


def _listed(choice: Choice, own: Sequence[Fit], checker: Checker) -> tuple[Fit, ...]:
    """All excerpts that answer a question for several things, and the other parts of a section most of which do."""
    asked: Asked = checker.asked
    best = max(strength(fit, asked) for fit in choice.fits)
    least = max(_NEAR * best, best - _WITHIN)
    near = sorted(
        (fit for fit in own if holds(fit, asked) and strength(fit, asked) >= least),
        key=lambda fit: -strength(fit, asked),
    )
    kept = list(choice.fits) + [fit for fit in near if fit not in choice.fits]
    kept = kept[:_MOST]
    for record in {fit.sentence.record.parent: fit.sentence.record for fit in kept}.values():
        parts = _section(checker.corpus, record)
        held = {fit.sentence.record.record_id for fit in kept}
        missing = [part for part in parts if part.record_id not in held]
        if len(parts) - len(missing) >= _PARTS and len(missing) < _PARTS:
            kept += [fit for part in missing for fit in _excerpt(checker, part, own)[:1]]
    return tuple(kept)
