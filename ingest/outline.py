"""Any UTF-8 text or markdown file: headings by their numbers or marks, everything else by paragraphs.

Numbers outrank marks: 部分, 章 and 一、, 节 and （一）, 条 and 1. give a heading its rank whatever its number of
``#``; a marked heading without a number ranks by its marks among those around it. Within an article (第X条) the numbers
（一） and 1. only count its paragraphs. Knows no document, and never fails on one: what is no heading is text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from assistant.core.records import Series
from assistant.core.text import parse_numeral
from assistant.errors import SourceUnreadable
from ingest.builder import Builder, Parsed
from ingest.described import LONGEST_TITLE
from ingest.duties import duties
from ingest.grid import write_parts
from ingest.headings import clean, ends_sentence, heading_of, split_title
from ingest.sources import Source
from ingest.views import View, join, lines_of

_ORDINAL = re.compile(r"第\s*(?P<n>[〇零一二三四五六七八九十百千\d]{1,8})\s*(?P<unit>部分|编|章|节|条)(?:\s+|(?=\S)|$)")
_UNIT_RANKS = {"部分": 0, "编": 0, "章": 1, "节": 2, "条": 4}
_RANKS = {"chapter": 1, "section": 2, "box": 3, "item": 4}
_BOX, _ITEM = 3, 4
_MARKS = re.compile(r"[ \t]*(#{1,6})[ \t]*$")
_HAN_END = re.compile(r"[\u3400-\u9fff，、]$")
_HAN_START = re.compile(r"[\u3400-\u9fff，、。；”）]")
_MAX_HEADING = 40
_STATES = re.compile(r"[，,；;：:%％]|\d|应当|不得|必须|可以|是指|(?:为|达到|有)[^，]*[0-9一二三四五六七八九十]")
_PARENTHESIS = re.compile(r"[（(【\[].*[】\])）]\s*[。；;]?", re.DOTALL)
_OWN_LINE = re.compile(r"[\t|]|\n[^，。：:]{2,8}(?:单位|部门|主体|时限)\s*[:：]")
"""Cells of a table, and a line that begins with its own label, are no second half of a sentence."""
_MIN_BROKEN = 20
"""A line shorter than this is a line of its own, not the first half of a sentence that a page break parted."""


@dataclass(slots=True)
class _Node:
    """A heading or numbered item with the paragraphs right under it."""

    frame: View
    mark: View
    rest: View
    rank: int | None
    marks: int | None
    number: int | None
    article: bool = False
    paragraphs: list[View] = field(default_factory=list)
    parent: _Node | None = None
    own: str = ""
    record_id: str = ""
    printed: str = ""

    def above(self) -> tuple[_Node, ...]:
        """The headings over this one, the widest first."""
        return (*self.parent.above(), self.parent) if self.parent else ()

    def under(self, other: _Node) -> bool:
        """Whether this heading stands below another one that is open."""
        if self.rank is not None and other.rank is not None:
            return self.rank > other.rank
        if self.marks is not None and other.marks is not None:
            return self.marks > other.marks
        # A numbered line without marks under a marked heading without a number, or the other way round.
        return other.rank is None


class _Outline:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.builder = Builder(info=source.info, source=source.text, expected=source.layout.expected)
        self.opening: list[View] = []
        self.title: View | None = None
        self.nodes: list[_Node] = []

    def read(self) -> None:
        lines = lines_of(self.source.text)
        if not lines:
            raise SourceUnreadable(f"{self.source.info.file}: empty (holds nothing but marks)")
        first = self._node(lines[0])
        tops = [node for node in map(self._node, lines) if node and node.rank is None and node.marks == 1]
        lone = len(tops) == 1 and first is not None and first.rank is None and first.marks == 1
        plain = first is None and len(lines[0].text) <= LONGEST_TITLE and not ends_sentence(lines[0].text)
        if lone or plain:
            self.title, lines = lines[0], lines[1:]
        for line in lines:
            node = self._node(line)
            article = bool(self.nodes) and self.nodes[-1].article
            if node and article and not node.article and node.marks is None and not _ORDINAL.match(line.text):
                node = None
            if node:
                self.nodes.append(node)
            else:
                self._paragraph(self.nodes[-1].paragraphs if self.nodes else self.opening, line)

    def _marks(self, line: View) -> int | None:
        """How many ``#`` stand before a line."""
        begin = self.source.text.rfind("\n", 0, line.start) + 1
        match = _MARKS.search(self.source.text[begin : line.start].replace("**", ""))
        return len(match[1]) if match else None

    def _node(self, line: View) -> _Node | None:
        marks = self._marks(line)
        ordinal = _ORDINAL.match(line.text)
        number = parse_numeral(ordinal["n"]) if ordinal else None
        if ordinal and number is not None:
            article = ordinal["unit"] == "条"
            return _Node(
                frame=line,
                mark=line[: ordinal.end()],
                rest=line[ordinal.end() :],
                rank=_UNIT_RANKS[ordinal["unit"]],
                marks=marks,
                number=number,
                article=article,
            )
        heading = heading_of(line)
        if heading:
            rank = _RANKS[heading.level]
            return _Node(
                frame=line, mark=heading.mark, rest=heading.rest, rank=rank, marks=marks, number=heading.number
            )
        if marks:
            return _Node(frame=line, mark=line[:0], rest=line, rank=None, marks=marks, number=None)
        return None

    @staticmethod
    def _paragraph(paragraphs: list[View], line: View) -> None:
        """Add a line: to the last paragraph where a page break parted a sentence, else as its own."""
        if paragraphs:
            last = paragraphs[-1].text
            broken = (
                len(last) >= _MIN_BROKEN and not ends_sentence(last) and not _OWN_LINE.search(f"{last}\n{line.text}")
            )
            if broken and _HAN_END.search(last) and _HAN_START.match(line.text):
                paragraphs[-1] = paragraphs[-1] + line
                return
        paragraphs.append(line)

    def write(self) -> Parsed:
        if self.title:
            self.builder.add_text("标题", self.title, title=clean(self.title.text))
        for count, paragraph in enumerate(self.opening, 1):
            self.builder.add_text(f"第{count}段", paragraph)
        stack: list[_Node] = []
        for node in self.nodes:
            while stack and not node.under(stack[-1]):
                stack.pop()
            node.parent = stack[-1] if stack else None
            stack.append(node)
        self._name()
        parents = {id(node.parent) for node in self.nodes}
        for node in self.nodes:
            self._write_node(node, leaf=id(node) not in parents)
        return self.builder.finish()

    def _name(self) -> None:
        """Give every heading its key: the numbers above it and its own, or its place where it bears none."""
        groups: dict[int, list[_Node]] = {}
        for node in self.nodes:
            groups.setdefault(id(node.parent), []).append(node)
        for siblings in groups.values():
            prefix = "h" if any(node.number is not None for node in siblings) else ""
            taken: Counter[str] = Counter()
            for place, node in enumerate(siblings, 1):
                kind = "box-" if node.rank == _BOX else ""
                own = f"{prefix}{place}" if node.number is None else f"{kind}{node.number}"
                taken[own] += 1
                # Where a number stands twice under one heading, the second is 3~2.
                node.own = own if taken[own] == 1 else f"{own}~{taken[own]}"

    def _write_node(self, node: _Node, *, leaf: bool) -> None:
        title, body = self._title_and_body(node, leaf=leaf)
        found = [] if body is None else list(duties(body))
        own = found[0] if body and len(found) == 1 and not body.text[found[0].end :].strip("。；; \n") else None
        if body and own:
            body = body[: own.start].strip() or None
            if body is None:  # a heading and who is responsible: its words are all there is to find
                title, body = title[:0] if title else None, node.rest
        series: Series = "item" if node.rank == _ITEM or own else "section"
        if title or node.article or node.rank != _ITEM:
            words = title.text if title else ""
            # 第一章 keeps its distance from the name of the chapter; the other marks bring their own.
            distant = _ORDINAL.fullmatch(node.mark.text) is not None and bool(words)
            node.printed = f"{clean(node.mark.text)} {clean(words)}" if distant else clean(node.mark.text + words)
        titled = bool(title) and node.rank != _ITEM
        above = list(node.above())
        node.record_id = self.builder.add(
            f"{series}/{'-'.join(n.own for n in (*above, node))}",
            series=series,
            frame=join((node.frame, *node.paragraphs[-1:])),
            body=body,
            number=node.number,
            label=node.printed if series == "section" or node.article or titled else f"第{node.number}项",
            path=tuple(n.printed for n in (*above, node) if n.printed),
            title=clean(title.text) if title else "",
            responsibility=own.responsibility if own else None,
            parent=node.parent.record_id if node.parent else None,
        )
        if body and not own:
            write_parts(self.builder, node.record_id, body, found, self.builder.records[-1])

    def _title_and_body(self, node: _Node, *, leaf: bool) -> tuple[View | None, View | None]:
        """Heading and text of a node. An article, and an item whose first sentence states something, are all text."""
        title, rest = split_title(node.rest)
        paragraphs = [rest] if rest else []
        if not node.rest:
            title = node.rest
        elif node.article or ((rest or node.rank == _ITEM) and not _is_heading(title.text, rest)):
            title, paragraphs = node.rest[:0], [node.rest]
        elif not rest and not node.paragraphs and leaf:
            # A heading with nothing under it: its words are all there is to find.
            paragraphs = [node.rest]
        paragraphs += node.paragraphs
        return title or None, self.builder.between(*paragraphs) if paragraphs else None


def _is_heading(words: str, rest: View) -> bool:
    """Whether the first sentence of a numbered line is its heading: it names what follows and states nothing itself."""
    follows = rest.text and not _PARENTHESIS.fullmatch(rest.text)
    return bool(follows) and len(words) <= _MAX_HEADING and not _STATES.search(words)


def parse_outline(source: Source) -> Parsed:
    """Records of a document about which nothing is known beforehand."""
    outline = _Outline(source)
    outline.read()
    return outline.write()
