"""The differences between a row and the sentences it carries out, as typed edits with their places in both texts.

Knows how differences are put so that a reader understands them; refuses to know how rows found their sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.core.lineage import Edit, EditKind, Stretch
from assistant.core.records import Record
from ingest.wording_diff import Difference, Token, at_entry, differences, entry_around, paired, short

_ALIKE = 0.4
"""Below this likeness the sentence was written anew, and is told as a whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A sentence and the record it stands in."""

    record: Record
    start: int
    end: int

    @property
    def stretch(self) -> Stretch:
        return Stretch(record_id=self.record.record_id, start=self.start, end=self.end)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Sentences of a row that go with sentences of the plan; one of the two sides may be empty."""

    after: tuple[Place, ...]
    after_tokens: tuple[Token, ...]
    before: tuple[Place, ...]
    before_tokens: tuple[tuple[Place, Token], ...]

    def longer(self, place: Place, words: tuple[Token, ...]) -> Piece:
        """The piece with one more sentence of the row."""
        return replace(self, after=(*self.after, place), after_tokens=self.after_tokens + words)


def told(row: Record, pieces: Sequence[Piece]) -> list[Edit]:
    """All edits of a row, in the order of its words."""
    found: list[Edit] = []
    home = next(p.before[0].record for p in pieces if p.before)
    row_at, plan_at = 0, Stretch(record_id=home.record_id, start=0, end=0)
    for piece in pieces:
        found += _Teller(row, piece, row_at, plan_at).edits()
        if piece.after:
            row_at = piece.after[-1].end
        if piece.before:
            last = piece.before[-1]
            plan_at = Stretch(record_id=last.record.record_id, start=last.end, end=last.end)
    return found


class _Teller:
    """Tells the edits of one piece."""

    def __init__(self, row: Record, piece: Piece, row_at: int, plan_at: Stretch) -> None:
        self.row, self.piece = row, piece
        self.row_at, self.plan_at = row_at, plan_at
        self.before = [token for _, token in piece.before_tokens]
        self.after = list(piece.after_tokens)

    def edits(self) -> list[Edit]:
        if not self.before or not self.after:
            whole = [Difference(i1=0, i2=len(self.before), j1=0, j2=len(self.after))]
            return [e for d in whole for e in self._edits(d)]
        keys = [t.key for t in self.before], [t.key for t in self.after]
        if SequenceMatcher(None, *keys, autojunk=False).ratio() < _ALIKE:
            return self._edits(Difference(i1=0, i2=len(self.before), j1=0, j2=len(self.after)))
        shown: list[Difference] = []
        for one in map(self._readable, differences(self.before, self.after)):
            if shown and (one.i1 < shown[-1].i2 or one.j1 < shown[-1].j2):
                one = replace(shown.pop(), i2=one.i2, j2=one.j2)
            shown.append(one)
        return [edit for one in shown for edit in self._edits(one)]

    def _readable(self, one: Difference) -> Difference:
        """The same difference at the place and in the width in which a person would tell it."""
        if one.i1 < one.i2 and one.j1 < one.j2:
            return self._as_entry(one)
        if one.i1 < one.i2:
            text = self.piece.before_tokens[one.i1][0].record.text
            i1, i2 = at_entry(text, self.before, one.i1, one.i2)
            return Difference(i1=i1, i2=i2, j1=one.j1 + i1 - one.i1, j2=one.j2 + i1 - one.i1)
        j1, j2 = at_entry(self.row.text, self.after, one.j1, one.j2)
        return Difference(i1=one.i1 + j1 - one.j1, i2=one.i2 + j1 - one.j1, j1=j1, j2=j2)

    def _as_entry(self, one: Difference) -> Difference:
        """A change inside a short entry of an enumeration, as that entry: 商务厅→商务局 and not 厅→局."""
        left, right = self._reach(one)
        if left is None or right is None:
            return one
        same_left = self._keys(self.before, one.i1 - left, one.i1) == self._keys(self.after, one.j1 - left, one.j1)
        same_right = self._keys(self.before, one.i2, one.i2 + right) == self._keys(self.after, one.j2, one.j2 + right)
        if not (same_left and same_right):
            return one
        return Difference(i1=one.i1 - left, i2=one.i2 + right, j1=one.j1 - left, j2=one.j2 + right)

    @staticmethod
    def _keys(tokens: Sequence[Token], start: int, end: int) -> list[str]:
        return [t.key for t in tokens[max(start, 0) : end]]

    def _reach(self, one: Difference) -> tuple[int | None, int | None]:
        """How many tokens of the entry stand before and after a change, if both texts agree and it is short."""
        if one.i1 == one.i2 or one.j1 == one.j2:
            return None, None
        record = self.piece.before_tokens[one.i1][0].record
        reaches = []
        for text, words, first, last in (
            (record.text, self.before, one.i1, one.i2),
            (self.row.text, self.after, one.j1, one.j2),
        ):
            start, end = entry_around(text, words[first].start, words[last - 1].end)
            if not short(text, start, end):
                return None, None
            ahead = sum(start <= t.start for t in words[:first])
            behind = sum(t.end <= end for t in words[last:])
            reaches.append((ahead, behind))
        return reaches[0] if reaches[0] == reaches[1] else (None, None)

    def _edits(self, one: Difference) -> list[Edit]:
        """A difference as edits: one, unless its words of the plan stand in several places."""
        groups = self._sources(one)
        after = self._row_stretch(one)
        found = []
        for number, (record, start, end) in enumerate(groups):
            here = after if number == 0 else Stretch(record_id=after.record_id, start=after.end, end=after.end)
            words = self.row.text[here.start : here.end]
            kind: EditKind = "changed" if start < end and words else "added" if words else "dropped"
            source = Stretch(record_id=record.record_id, start=start, end=end)
            found.append(Edit(kind=kind, before=record.text[start:end], after=words, source=source, row=here))
        if not groups:
            words = self.row.text[after.start : after.end]
            found.append(Edit(kind="added", before="", after=words, source=self._plan_gap(one), row=after))
        return found

    def _sources(self, one: Difference) -> list[tuple[Record, int, int]]:
        """The words of the plan in a difference: one stretch for each run of sentences that follow one another."""
        if not self.after:
            return [(place.record, place.start, place.end) for place in self.piece.before]
        found: list[tuple[Record, int, int]] = []
        last: Place | None = None
        for place, token in self.piece.before_tokens[one.i1 : one.i2]:
            if last is not None and (place is last or _follows(last, place)):
                found[-1] = (found[-1][0], found[-1][1], token.end)
            else:
                found.append((place.record, token.start, token.end))
            last = place
        return [(record, *paired(record.text, start, end)) for record, start, end in found]

    def _row_stretch(self, one: Difference) -> Stretch:
        text, words = self.row.text, self.after
        if one.j1 < one.j2:
            start, end = paired(text, words[one.j1].start, words[one.j2 - 1].end)
        else:
            start = end = words[one.j1 - 1].end if one.j1 else words[0].start if words else self.row_at
        return Stretch(record_id=self.row.record_id, start=start, end=end)

    def _plan_gap(self, one: Difference) -> Stretch:
        """Where words that were added would stand in the plan."""
        if not self.piece.before_tokens:
            return self.plan_at
        place, token = self.piece.before_tokens[one.i1 - 1 if one.i1 else 0]
        at = token.end if one.i1 else token.start
        return Stretch(record_id=place.record.record_id, start=at, end=at)


def _follows(one: Place, two: Place) -> bool:
    between = one.record.text[one.end : two.start]
    return one.record.record_id == two.record.record_id and one.end <= two.start and not between.strip()
