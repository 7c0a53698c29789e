"""Clauses: stretches of a section that end in their own parenthesis of agencies.

A parenthesis names agencies when it stands right after a full stop; any other is part of a sentence.
"""

from __future__ import annotations

import re

from ingest.builder import Builder
from ingest.headings import Heading
from ingest.responsibility import split_first_listed
from ingest.views import View

_AGENCIES = re.compile(r"(?<=。)（[^（）]*）")


def write_clauses(builder: Builder, body: View, heading: Heading, path: tuple[str, ...], parent: str) -> int:
    """Cut a section into its clauses; gives how many there are."""
    start = count = 0
    for match in _AGENCIES.finditer(body.text):
        count += 1
        words = body[start : match.start()].strip()
        builder.add(
            f"clause/{heading.number}-{count}",
            series="clause",
            frame=body[start : match.end()].strip(),
            body=words,
            number=count,
            label=f"{heading.mark.text.strip()}第{count}款",
            path=path,
            responsibility=split_first_listed(body[match.start() : match.end()]),
            parent=parent,
        )
        start = match.end()
    return count
