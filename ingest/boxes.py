"""Boxes (专栏): a heading and its entries, numbered or named by their first phrase.

Knows how entries are told apart and counted; refuses to know where a box stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.builder import Builder
from ingest.headings import Heading, clean, heading_of, split_title
from ingest.views import View


@dataclass(slots=True)
class Box:
    """One box with its entries as printed."""

    number: int
    frame: View
    title: str
    entries: list[View] = field(default_factory=list)
    path: tuple[str, ...] = ()
    parent: str | None = None

    @property
    def heading(self) -> str:
        """The heading in its clean form: 专栏3 服务业清洁生产重点工程."""
        return f"专栏{self.number} {self.title}"


def open_box(line: View, heading: Heading) -> Box:
    """A box from its heading line."""
    return Box(number=heading.number, frame=line, title=clean(heading.rest.text))


def write_box(builder: Builder, box: Box) -> None:
    """The records of a box: its heading as a section, each entry as an entry of the box."""
    above = (*box.path, box.heading)
    parent = builder.add(
        f"section/box-{box.number}",
        series="section",
        frame=box.frame,
        number=box.number,
        label=box.heading,
        path=above,
        title=box.title,
        parent=box.parent,
    )
    for count, entry in enumerate(box.entries, 1):
        heading = heading_of(entry)
        numbered = heading if heading and heading.level == "item" else None
        title, body = split_title(numbered.rest if numbered else entry)
        number = numbered.number if numbered else count
        printed = clean((numbered.mark.text if numbered else "") + title.text)
        builder.add(
            f"box/{box.number}-{number}",
            series="box",
            frame=entry,
            body=body,
            number=number,
            label=f"专栏{box.number}第{number}项",
            path=(*above, printed),
            title=title.text,
            parent=parent,
        )
