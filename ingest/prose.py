"""Running texts: title, preamble, chapters 一、, sections （一）, items 1., boxes, sentences cut by a page break.

Reads a source line by line, first into blocks (a heading with the paragraphs under it), then into records. Knows the
outline of these plans; refuses to know any of them by name: what differs between them comes with the manifest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.core.records import Series
from ingest.annex import write_annex
from ingest.boxes import Box, open_box, write_box
from ingest.builder import Builder, Parsed
from ingest.clauses import write_clauses
from ingest.headings import Heading, clean, ends_sentence, heading_of, split_title
from ingest.sources import Source
from ingest.views import View, join, lines_of

_PERIOD = re.compile(r"[（(]\s*\d{4}.{0,12}年\s*[）)]")
_BLANK = re.compile(r"\s+")


@dataclass(slots=True)
class _Block:
    """A heading and the paragraphs under it."""

    heading: Heading
    title: View
    frame: View
    paragraphs: list[View] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """One text of the file: what stands before its first heading, its blocks and boxes in order."""

    number: int
    title: View | None = None
    opening: list[View] = field(default_factory=list)
    blocks: list[_Block | Box] = field(default_factory=list)


class _Prose:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.builder = Builder(info=source.info, source=source.text, expected=source.layout.expected)
        self.front: list[View] = []
        self.parts: list[_Part] = []
        self.annex: list[View] = []

    def read(self) -> None:
        titles = {_squeeze(title) for title in self.source.info.titles}
        if self.source.layout.annex:
            # Where the main text prints no title of its own, the first line opens it.
            self.parts.append(_Part(number=1))
        lines = list(lines_of(self.source.text))
        for at, line in enumerate(lines):
            if self.source.layout.annex and line.text == "附件":
                self.annex = lines[at:]
                return
            if _squeeze(line.text) in titles:
                self.parts.append(_Part(number=len(self.parts) + 1, title=line))
            elif not self.parts:
                self.front.append(line)
            else:
                self._line(self.parts[-1], line)

    def _line(self, part: _Part, line: View) -> None:
        if part.title and not part.opening and not part.blocks and _PERIOD.fullmatch(line.text):
            part.title = self.builder.between(part.title, line)
            return
        target = self._open(part)
        heading = heading_of(line)
        if target and heading is None and not ends_sentence(target[-1].text):
            target[-1] = target[-1] + line
            return
        box = part.blocks[-1] if part.blocks and isinstance(part.blocks[-1], Box) else None
        if heading is None or (box and heading.level == "item"):
            self._paragraphs(part).append(line)
        elif heading.level == "box":
            part.blocks.append(open_box(line, heading))
        else:
            title, body = split_title(heading.rest)
            block = _Block(heading=heading, title=title, frame=line)
            if body:
                block.paragraphs.append(body)
            part.blocks.append(block)

    def _paragraphs(self, part: _Part) -> list[View]:
        if not part.blocks:
            return part.opening
        last = part.blocks[-1]
        return last.entries if isinstance(last, Box) else last.paragraphs

    def _open(self, part: _Part) -> list[View] | None:
        """The paragraphs a line may go on with, if there is one already."""
        return self._paragraphs(part) or None

    def build(self) -> Parsed:
        self._write_front()
        for part in self.parts:
            self._write_part(part)
        if self.annex:
            write_annex(self.builder, self.annex, self.source.layout.annex)
        return self.builder.finish()

    def _write_front(self) -> None:
        """Letterhead: the document's own number, the note that sends it round, and the bodies that sign."""
        groups: dict[str, list[View]] = {}
        for line in self.front:
            if self.source.info.number and _squeeze(line.text) == _squeeze(self.source.info.number):
                groups.setdefault("文号", []).append(line)
            elif ends_sentence(line.text):
                groups.setdefault("印发通知", []).append(line)
            else:
                groups.setdefault("落款", []).append(line)
        for label, lines in groups.items():
            self.builder.add_text(label, self.builder.between(*lines))

    def _write_part(self, part: _Part) -> None:
        several = len(self.source.info.titles) > 1
        top: tuple[str, ...] = (clean(part.title.text.split("\n")[0]),) if part.title and several else ()
        if part.title:
            self.builder.add_text("标题", part.title, path=top, title=clean(part.title.text))
        if part.opening:
            self.builder.add_text("前言", self.builder.between(*part.opening), path=top)
        _Outline(self, part, top, f"{part.number}-" if several else "").write()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Above:
    """A heading in force."""

    number: int
    mark: str
    printed: str
    record_id: str


class _Outline:
    """Writes the blocks of one text, keeping the headings in force."""

    def __init__(self, prose: _Prose, part: _Part, top: tuple[str, ...], prefix: str) -> None:
        self.prose, self.part, self.top, self.prefix = prose, part, top, prefix
        self.layout = prose.source.layout
        self.chapter: _Above | None = None
        self.section: _Above | None = None
        self.lone = _lone_boxes(part)
        self.restarting = _restarting(part)

    def write(self) -> None:
        for block in self.part.blocks:
            if isinstance(block, Box):
                above = [h for h in (self.chapter, None if id(block) in self.lone else self.section) if h]
                block.path = (*self.top, *(h.printed for h in above))
                block.parent = above[-1].record_id if above else None
                write_box(self.prose.builder, block)
            else:
                self._block(block)

    def _block(self, block: _Block) -> None:
        level, number = block.heading.level, block.heading.number
        if level == "chapter":
            self.chapter = self.section = None
        elif level == "section":
            self.section = None
        above = [h for h in (self.chapter, self.section) if h]
        printed = clean(block.heading.mark.text + block.title.text)
        body = self.prose.builder.between(*block.paragraphs) if block.paragraphs else None
        series: Series = "item" if level == "item" else "section"
        path = (*self.top, *(h.printed for h in above), printed)
        record_id = self.prose.builder.add(
            f"{series}/{self._id(level, number)}",
            series=series,
            frame=join((block.frame, *block.paragraphs[-1:])),
            body=body,
            number=number,
            label=self._label(level, number, printed),
            path=path,
            title=clean(block.title.text),
            parent=above[-1].record_id if above else None,
        )
        here = _Above(number=number, mark=clean(block.heading.mark.text), printed=printed, record_id=record_id)
        if level == "chapter":
            self.chapter = here
        elif level == "section":
            self.section = here
            if self.layout.clauses and body:
                write_clauses(self.prose.builder, body, block.heading, path, record_id)

    def _id(self, level: str, number: int) -> str:
        """The number with as many numbers above it as are needed to tell it from others."""
        chapter = self.chapter.number if self.chapter else 0
        section = self.section.number if self.section else 0
        if level == "chapter":
            # Bare where the sections carry the chapter's number, so that both kinds of id stay apart.
            return f"{self.prefix}{'' if 'section' in self.restarting else 'chapter-'}{number}"
        if level == "section":
            return f"{self.prefix}{chapter}-{number}" if level in self.restarting else f"{self.prefix}{number}"
        return f"{self.prefix}{chapter}-{section}-{number}" if level in self.restarting else f"{self.prefix}{number}"

    def _label(self, level: str, number: int, printed: str) -> str:
        if level != "item":
            return printed
        return f"{self.section.mark if level in self.restarting and self.section else ''}第{number}项"


def _restarting(part: _Part) -> set[str]:
    """Levels whose numbers start again further down, told by the numbers themselves."""
    seen: set[tuple[str, int]] = set()
    levels: set[str] = set()
    for block in part.blocks:
        if isinstance(block, _Block):
            key = (block.heading.level, block.heading.number)
            if key in seen:
                levels.add(block.heading.level)
            seen.add(key)
    return levels


def _lone_boxes(part: _Part) -> set[int]:
    """Boxes that close a chapter of several sections alone: they belong to the chapter, not to its last section."""
    lone: set[int] = set()
    chapter: list[_Block | Box] = []
    for block in [*part.blocks, None]:
        if block is None or (isinstance(block, _Block) and block.heading.level == "chapter"):
            boxes = [b for b in chapter if isinstance(b, Box)]
            sections = [b for b in chapter if isinstance(b, _Block) and b.heading.level == "section"]
            if len(boxes) == 1 and len(sections) > 1:
                lone.add(id(boxes[0]))
            chapter = []
        else:
            chapter.append(block)
    return lone


def _squeeze(text: str) -> str:
    return _BLANK.sub("", text)


def parse_prose(source: Source) -> Parsed:
    """Records of a running text."""
    prose = _Prose(source)
    prose.read()
    return prose.build()
