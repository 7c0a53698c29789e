"""A view of a source: its characters without inline furniture, each with its place in the file.

Patterns are matched against the clean characters and every match can still say where it stands, so that tags, bold
marks and page breaks never have to be thought of again. Knows nothing of headings or documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.core.records import Furniture, Span

_TAG = re.compile(r"\[bookmark:[^\]\n]*\]|</?p>")
_MARK = re.compile(r"\*\*|^[ \t]*#{1,6}(?=[ \t])|^[ \t]*#{1,6}(?=[*第（(一二三四五六七八九十])", re.MULTILINE)
BLANK = re.compile(r"[\s\ufeff]+")
"""White space, and the byte order mark some editors leave."""


@dataclass(frozen=True, slots=True)
class View:
    """Characters with their offsets in the source; cut and joined like a string."""

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters but {len(self.offsets)} offsets")

    def __getitem__(self, part: slice) -> View:
        return View(self.text[part], self.offsets[part])

    def __add__(self, other: View) -> View:
        return View(self.text + other.text, self.offsets + other.offsets)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.offsets[-1] + 1

    def strip(self) -> View:
        """Without the blanks (and byte order mark) at both ends."""
        left = BLANK.match(self.text)
        start = left.end() if left else 0
        end = len(self.text)
        while end > start and BLANK.fullmatch(self.text[end - 1]):
            end -= 1
        return self[start:end]

    def spans(self) -> tuple[Span, ...]:
        """The stretches of the source these characters come from, neighbours merged."""
        found: list[Span] = []
        first = previous = -2
        for offset in self.offsets:
            if offset != previous + 1:
                if first >= 0:
                    found.append(Span(start=first, end=previous + 1))
                first = offset
            previous = offset
        if first >= 0:
            found.append(Span(start=first, end=previous + 1))
        return tuple(found)

    def split(self, separator: str) -> Iterator[View]:
        """The parts between separators of one character, the empty ones included."""
        start = 0
        for at, character in enumerate(self.text):
            if character == separator:
                yield self[start:at]
                start = at + 1
        yield self[start:]


def join(views: Iterable[View]) -> View:
    """Views one after the other."""
    text: list[str] = []
    offsets: list[int] = []
    for view in views:
        text.append(view.text)
        offsets.extend(view.offsets)
    return View("".join(text), tuple(offsets))


def inline_furniture(source: str) -> tuple[Furniture, ...]:
    """Tags and markdown marks of a source."""
    found = [Furniture(start=m.start(), end=m.end(), kind="tag") for m in _TAG.finditer(source)]
    for match in _MARK.finditer(source):
        start = match.end() - len(match.group().lstrip())
        found.append(Furniture(start=start, end=match.end(), kind="mark"))
    return tuple(sorted(found, key=lambda f: f.start))


def view_of(source: str) -> View:
    """A whole source without its inline furniture."""
    hidden = {at for f in inline_furniture(source) for at in range(f.start, f.end)}
    kept = tuple(at for at in range(len(source)) if at not in hidden)
    return View("".join(source[at] for at in kept), kept)


def lines_of(source: str) -> tuple[View, ...]:
    """The lines of a source that hold more than blanks and inline furniture, stripped."""
    stripped = (line.strip() for line in view_of(source).split("\n"))
    return tuple(line for line in stripped if line)
