"""Whether an answer names anything that neither its citations nor the question hold, nor a count of what it cites.

Knows what may be said without a quotation: counts over cited records, the numbers that exist, names of documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.answers.draft import Draft
from assistant.answers.quantities import held_in
from assistant.core.answer import Citation
from assistant.core.corpus import Corpus
from assistant.core.records import ROLES, Record
from assistant.core.text import normalise
from assistant.dialogue.question import Question

_MARK = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PERCENT = re.compile(r"\d+(?:\.\d+)?\s*%")


class Grounds:
    """What the records of one corpus allow an answer to name."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        printed = {name for agency in corpus.agencies for name in agency.printed}
        self._names = re.compile("|".join(map(re.escape, sorted(printed, key=len, reverse=True))))
        self._english = {name: {a.english for a in corpus.agencies if name in a.printed} for name in printed}
        self._titles = [t for d in corpus.documents for t in (*d.titles, d.title, d.title_en, d.period or "") if t]
        self._ranges = _numbers(
            str(bound)
            for document in corpus.documents
            for series in ("task", "project", "annex", "item", "box", "section", "clause")
            for bound in _bounds(corpus.of(document.document, series))
        )

    def inventions(self, text: str, citations: Iterable[Citation], draft: Draft, question: Question) -> list[str]:
        """Numbers, percentages and agencies of an answer that stand on nothing."""
        cited = list(citations)
        said = normalise(_MARK.sub("", self._without_titles(text)))
        held = normalise(" ".join([*(f"{c.quote} {c.label} {' '.join(c.path)}" for c in cited), question.text]))
        records = [self._corpus.record(c.record_id) for c in cited]
        found = [p for p in _PERCENT.findall(said) if "".join(p.split()) not in "".join(held.split())]
        allowed = _numbers([held]) | self._counts(records, draft, question)
        # 600,000 mu is 60万亩 written out.
        written_out = {f"{value.normalize():f}" for value, percent in held_in(held).amounts if not percent}
        said = _THOUSANDS.sub("", said)
        found.extend(n for n in _NUMBER.findall(said) if n not in allowed | written_out)
        found.extend(self._strangers(said, held, records, question))
        return found

    def _without_titles(self, text: str) -> str:
        for title in sorted(self._titles, key=len, reverse=True):
            text = text.replace(title, "")
        return text

    def _counts(self, records: list[Record], draft: Draft, question: Question) -> set[str]:
        """Counts that a reader can make from the records cited, from coverage and from the parts of both."""
        distinct = list({r.record_id: r for r in records}.values())
        groups: Counter[tuple[str, str]] = Counter()
        for record in distinct:
            groups["document", record.document] += 1
            groups["series", record.document + record.series] += 1
            groups["number", record.document + record.series + str(record.number)] = record.number or 0
            duty = record.responsibility
            groups["form", duty.form if duty else ""] += 1
            for role in ROLES:
                groups["size", record.record_id + role] = len(record.agencies(role))
                for name in record.agencies(role):
                    groups["name", name] += 1
                    for body in self._corpus.agencies:
                        if name in body.printed and record.document in body.documents:
                            groups["held", body.agency_id + role] += 1
        counts = {str(n) for n in groups.values()} | {str(len(distinct))}
        if question.intent == "agency_tally":
            counts |= self._tallies(records)
        counts |= {str(len(self._corpus.documents))} | {str(n) for n in question.numbers}
        if draft.coverage:
            counts |= {str(n) for n in (draft.coverage.scanned, draft.coverage.matched, draft.coverage.listed)}
        return counts | self._ranges if draft.status != "answered" else counts | self._sizes()

    def _tallies(self, records: list[Record]) -> set[str]:
        """How many rows of a series a cited body holds in a role: lists that are too long are not cited whole."""
        cited = {(r.document, n) for r in records if r.responsibility for n in r.responsibility.everyone}
        bodies = {
            a.agency_id: a for d, n in cited for a in self._corpus.agencies if d in a.documents and n in a.printed
        }
        held: Counter[tuple[str, str, str]] = Counter()
        for record in self._corpus.records:
            for body in bodies.values():
                for role in ROLES:
                    if record.document in body.documents and set(body.printed) & set(record.agencies(role)):
                        held[body.agency_id, record.series, role] += 1
                        held[body.agency_id, record.series, "any"] += 1
        return {str(n) for n in held.values()}

    def _sizes(self) -> set[str]:
        """How many rows each series of each document has: what a list was drawn from."""
        return {str(n) for n in Counter((r.document, r.series) for r in self._corpus.records).values()}

    def _strangers(self, said: str, held: str, records: list[Record], question: Question) -> Iterable[str]:
        asked = {n for m in (*question.agencies, *question.excluded) for a in m.agencies for n in (*a.printed, a.name)}
        near = {name for unknown in question.unknown_agencies for name in unknown.nearest}
        known = set(self._names.findall(held)) | asked | near
        known |= {n for r in records if r.responsibility for n in r.responsibility.everyone}
        bodies = [a for a in self._corpus.agencies if known & {*a.printed, a.name}]
        for name in set(self._names.findall(said)) - known:
            if not any(name in (*body.printed, body.name) for body in bodies):
                yield name
        for body in self._corpus.agencies:
            for name in body.printed:
                if f" ({name})" in said and not any(f"{one} ({name})" in said for one in self._english[name]):
                    yield f"another English name of {name}"


def _bounds(records: Iterable[Record]) -> tuple[int, ...]:
    numbers = [r.number for r in records if r.number is not None]
    return (min(numbers), max(numbers)) if numbers else ()


def _numbers(texts: Iterable[str]) -> set[str]:
    return {number for text in texts for number in _NUMBER.findall(text)}
