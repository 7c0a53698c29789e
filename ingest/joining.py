"""Which figure belongs to which name: one to one, one for several (均), several in order (分别), name after figure.

Knows how names and figures stand in a clause; refuses to know what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.amounts import Amount, amounts
from ingest.indicators import Entry, Table

SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_END = re.compile(r"[，；。：！？\n]|, ")
_LINK = re.compile(r"\s*(?:以及|[、和与及])\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """An indicator's name as printed."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """A name with its figure; without an amount, the words ``start``–``end`` stand for one (达到省要求)."""

    name: Name
    start: int
    end: int
    amount: Amount | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """What stands between two commas, with the figures that found a name and those that found none."""

    start: int
    end: int
    joined: tuple[Joined, ...]
    alone: tuple[Amount, ...]


def clauses(text: str, table: Table) -> Iterator[Clause]:
    """The clauses of a text that hold a figure or words that stand for one."""
    skipped = [(m.start(), m.end()) for e in table.excluded for m in e.pattern.finditer(text)]
    figures = [a for a in amounts(text) if not any(low < a.end and a.start < high for low, high in skipped)]
    names = _names(text, table.entries)
    earlier: list[Name] = []
    for start, end in _stretches(text, _CLAUSE_END):
        here = [n for n in names if start <= n.start < end]
        numbers = [a for a in figures if start <= a.start < end]
        if SENTENCE_END.search(text[:start][-1:]):
            earlier = []
        joined = [*_join(text, here, numbers), *_worded(text, here or earlier, start, end)]
        with_name = {j.start for j in joined}
        alone = tuple(a for a in numbers if a.start not in with_name)
        if joined or alone:
            yield Clause(start=start, end=end, joined=tuple(joined), alone=alone)
        earlier = here


def _stretches(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in ends.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _names(text: str, entries: Iterable[Entry]) -> list[Name]:
    """Printed names left to right; of overlapping ones the longest."""
    hits = [Name(start=m.start(), end=m.end(), entry=e) for e in entries for p in e.printed for m in p.finditer(text)]
    found: list[Name] = []
    for hit in sorted(hits, key=lambda n: (n.start - n.end, n.start)):
        if not any(n.start < hit.end and hit.start < n.end for n in found):
            found.append(hit)
    return sorted(found, key=lambda n: n.start)


def _join(text: str, names: Sequence[Name], figures: Sequence[Amount]) -> Iterator[Joined]:
    """Runs of names with the run of figures that follows; a figure without a name before it takes the next one."""
    used: set[int] = set()
    for run in _runs(text, figures):
        before = [n for n in names if n.end <= run[0].start and n.start not in used]
        subjects = _linked_tail(text, before)
        if not subjects:
            subjects = [n for n in names if n.start >= run[-1].end and n.start not in used][:1]
        used |= {n.start for n in subjects}
        for name, amount in _pairs(subjects, run):
            yield Joined(name=name, start=amount.start, end=amount.end, amount=amount)


def _pairs(subjects: Sequence[Name], run: Sequence[Amount]) -> Iterator[tuple[Name, Amount]]:
    if len(run) == 1:
        yield from ((name, run[0]) for name in subjects)
    elif len(subjects) >= len(run):
        yield from zip(subjects[-len(run) :], run, strict=True)


def _runs(text: str, figures: Sequence[Amount]) -> list[list[Amount]]:
    """Figures parted by nothing but 、 or 和; those after the first take over its words of comparison."""
    runs: list[list[Amount]] = []
    for figure in figures:
        if runs and _LINK.fullmatch(text, runs[-1][-1].end, figure.start):
            first = runs[-1][0]
            runs[-1].append(figure.compared_as(first) if first.compared_before else figure)
        else:
            runs.append([figure])
    return runs


def _linked_tail(text: str, names: Sequence[Name]) -> list[Name]:
    """The last names before a figure that are parted by nothing but 、 or 和."""
    tail = list(names[-1:])
    for name in reversed(names[:-1]):
        if not _LINK.fullmatch(text, name.end, tail[0].start):
            break
        tail.insert(0, name)
    return tail


def _worded(text: str, names: Sequence[Name], start: int, end: int) -> Iterator[Joined]:
    """Names whose value is said in words; they stand right before those words or in the clause before."""
    for name in names:
        for pattern in name.entry.stated:
            match = pattern.search(text, max(start, name.end), end)
            if match:
                yield Joined(name=name, start=match.start(), end=match.end())
                break
