"""Aligns the rows of a document with the sentences of the plan that it breaks down.

Which document breaks down which stands in the manifest (``carries_out``); the heading that a row and a sentence share
is found by its title. Knows records; refuses to know any document, number or name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from assistant.core.lineage import Lineage, Stretch, Uncarried
from assistant.core.records import LISTED_SERIES, Record
from assistant.core.text import sentences
from ingest.builder import Parsed
from ingest.lineage_edits import Piece, Place, told
from ingest.wording_diff import Token, plain_key, tokens

LEAST = 0.5
"""Share of the shorter sentence found in the other, from which a row carries a sentence of its heading out.

In the table and the plan at hand, sentences that belong together share 0.62 and more, all others 0.33 at most."""
LEAST_NAMED = 0.2
"""The same where row and entry bear one title, so that only the sentence has to be told: 0.25 against 0.07."""
LEAST_ELSEWHERE = 0.8
"""For a sentence under another heading, share of the longer sentence: it must be all but the same."""
_RUN = 2
"""Single characters in common say nothing."""
_NUMBERING = re.compile(
    r"^\s*(?:专栏\s*\d+|[(（]\s*[一二三四五六七八九十]+\s*[)）]|\d+\s*[.．、]|[一二三四五六七八九十]+、)\s*"
)


@dataclass(slots=True, eq=False)
class _Sentence:
    """One sentence, its tokens, and which row each of them was claimed for (of a plan's sentence), or whether."""

    place: Place
    tokens: tuple[Token, ...]
    claims: list[str] = field(default_factory=list)

    @classmethod
    def all_of(cls, record: Record) -> list[_Sentence]:
        found = []
        for span in sentences(record.text):
            words = tokens(record.text, span.start, span.end)
            place = Place(record=record, start=span.start, end=span.end)
            found.append(cls(place=place, tokens=words, claims=[""] * len(words)))
        return found

    @property
    def keys(self) -> list[str]:
        """The tokens still free; a claimed one is like no other."""
        return [
            t.key if not c else f"{id(self)} {n}" for n, (t, c) in enumerate(zip(self.tokens, self.claims, strict=True))
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Rows under one heading, and the sentences of the plan under the heading of the same title."""

    rows: list[Record]
    plan: list[_Sentence]
    named: bool


_Pairs = list[tuple[_Sentence, _Sentence]]


def align(parsed: Sequence[Parsed]) -> tuple[Lineage | Uncarried, ...]:
    """One entry for every row of a document that carries another one out, then the sentences that no row carries."""
    known = {part.info.document: part for part in parsed}
    found: list[Lineage | Uncarried] = []
    for part in parsed:
        if part.info.carries_out in known:
            found.extend(_aligned(part.records, known[part.info.carries_out].records))
    return tuple(found)


def rows_of(records: Iterable[Record]) -> list[Record]:
    """The rows of a table, which are what carries a plan out."""
    return [r for r in records if r.series in LISTED_SERIES and r.text.strip()]


def _aligned(records: Sequence[Record], plan: Sequence[Record]) -> list[Lineage | Uncarried]:
    parts = {r.record_id: _Sentence.all_of(r) for r in _told_once(plan)}
    rows = rows_of(records)
    mine = {r.record_id: _Sentence.all_of(r) for r in rows}
    groups = _groups(rows, plan, parts)
    pairs: _Pairs = []
    for group in groups:
        own = [s for row in group.rows for s in mine[row.record_id]]
        pairs += _matched(own, group.plan, LEAST_NAMED if group.named else LEAST)
    taken, carried = {id(s) for s, _ in pairs}, {id(s) for _, s in pairs}
    everything = [s for part in parts.values() for s in part]
    pairs += _matched(
        [s for own in mine.values() for s in own if id(s) not in taken],
        [s for s in everything if id(s) not in carried],
        LEAST_ELSEWHERE,
        whole=True,
    )
    carried = {id(s) for _, s in pairs}
    under = {id(s) for group in groups for s in group.plan}
    named = {row.record_id: group.plan for group in groups if group.named for row in group.rows}
    return [
        *(_entry(row, mine[row.record_id], pairs, named.get(row.record_id, [])) for row in rows),
        *(Uncarried(sentence=s.place.stretch, heading=id(s) in under) for s in everything if id(s) not in carried),
    ]


def _told_once(plan: Sequence[Record]) -> list[Record]:
    """The plan's numbered records with words of their own; a section whose words are parted into clauses has none."""
    parted = {r.parent for r in plan if r.series == "clause"}
    return [r for r in plan if r.series != "text" and r.text.strip() and r.record_id not in parted]


def _groups(rows: Sequence[Record], plan: Sequence[Record], parts: dict[str, list[_Sentence]]) -> list[_Group]:
    """Rows by the innermost heading, or own title, that the plan has as well."""
    titled: defaultdict[str, list[Record]] = defaultdict(list)
    below: defaultdict[str | None, list[Record]] = defaultdict(list)
    for record in plan:
        if record.title:
            titled[_title_key(record.title)].append(record)
        below[record.parent].append(record)
    found: dict[tuple[str, ...], _Group] = {}
    for row in rows:
        headings = [h for h in (row.title, *reversed(row.path)) if h]
        for heading in headings:
            homes = [r for r in titled[_title_key(heading)] if r.series != "text"]
            home = list(dict.fromkeys(r.record_id for top in homes for r in _under(top, below) if r.record_id in parts))
            if home:
                break
        else:
            home = []
        named = bool(row.title) and bool(home) and _title_key(heading) == _title_key(row.title)
        key = (row.record_id,) if named else tuple(home)
        group = _Group(rows=[], plan=[s for i in home for s in parts[i]], named=named)
        found.setdefault(key, group).rows.append(row)
    return list(found.values())


def _under(record: Record, below: dict[str | None, list[Record]]) -> list[Record]:
    return [record, *(deeper for child in below[record.record_id] for deeper in _under(child, below))]


def _title_key(title: str) -> str:
    return plain_key(_NUMBERING.sub("", title))


def _matched(own: list[_Sentence], plan: list[_Sentence], least: float, whole: bool = False) -> _Pairs:
    """Pairs of sentences, best first; words once claimed for a pair count for no other, so that a sentence which is
    carried out word for word is not also the source of a row that merely sounds like it.
    """
    scores: dict[tuple[int, int], tuple[float, float]] = {}
    found: _Pairs = []
    while True:
        for i, row in enumerate(own):
            for j, source in enumerate(plan):
                if (i, j) not in scores:
                    scores[i, j] = _alike(row, source, whole)
        fitting = [pair for pair, (share, _) in scores.items() if share >= least]
        if not fitting:
            return found
        i, j = best = max(fitting, key=lambda pair: scores[pair][1])
        _claim(own[i], plan[j])
        found.append((own[i], plan[j]))
        for pair in [p for p in scores if p[0] == i or p[1] == j]:
            del scores[pair]
        scores[best] = (0.0, 0.0)


def _runs(row: _Sentence, source: _Sentence) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, source.keys, row.keys, autojunk=False)
    return [(b.a, b.b, b.size) for b in matcher.get_matching_blocks() if b.size >= _RUN]


def _alike(row: _Sentence, source: _Sentence, whole: bool) -> tuple[float, float]:
    """The share in common of the shorter sentence (the longer one if ``whole``), and of both together."""
    lengths = len(row.tokens), len(source.tokens)
    if not min(lengths) or min(row.claims.count(""), source.claims.count("")) < _RUN:
        return 0.0, 0.0
    common = sum(size for _, _, size in _runs(row, source))
    return common / (max if whole else min)(lengths), 2 * common / sum(lengths)


def _claim(row: _Sentence, source: _Sentence) -> None:
    for a, b, size in _runs(row, source):
        source.claims[a : a + size] = [row.place.record.record_id] * size
        row.claims[b : b + size] = [row.place.record.record_id] * size


def _entry(row: Record, own: list[_Sentence], pairs: _Pairs, whole: list[_Sentence]) -> Lineage:
    """The entry of one row. ``whole`` are all sentences of the entry that bears its title."""
    sources = [[s for r, s in pairs if r is sentence] for sentence in own]
    if not any(sources):
        return Lineage(record_id=row.record_id, kind="new")
    pieces: list[Piece] = []
    seen: set[int] = set()
    for sentence, found in zip(own, sources, strict=True):
        fresh = [s for s in found if id(s) not in seen]
        if found and not fresh:  # goes on with the sentence of the plan that the one before began with
            pieces[-1] = pieces[-1].longer(sentence.place, sentence.tokens)
        else:
            pieces.append(_piece([sentence], fresh))
        seen.update(map(id, found))
    pieces += [_piece([], [s]) for s in whole if id(s) not in seen and not any(s.claims)]
    carried = sorted(
        {id(s): s for found in sources for s in found}.values(), key=lambda s: (s.place.record.start, s.place.start)
    )
    edits = told(row, pieces)
    stretches: tuple[Stretch, ...] = tuple(s.place.stretch for s in carried)
    return Lineage(
        record_id=row.record_id, kind="adapted" if edits else "copied", sources=stretches, edits=tuple(edits)
    )


def _piece(own: list[_Sentence], found: list[_Sentence]) -> Piece:
    """Sentences of a row with those of the plan; words of the plan that another row carries are not told again."""
    row = {s.place.record.record_id for s in own}
    found = sorted(found, key=lambda s: (s.place.record.start, s.place.start))
    return Piece(
        after=tuple(s.place for s in own),
        after_tokens=tuple(t for s in own for t in s.tokens),
        before=tuple(s.place for s in found),
        before_tokens=tuple(
            (s.place, t)
            for s in found
            for t, claim in zip(s.tokens, s.claims, strict=True)
            if not row or not claim or claim in row
        ),
    )
