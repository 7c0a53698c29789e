"""The entries of a box (专栏) that is named by what it is about rather than by its number.

Knows what the headings of boxes have in common; refuses to know any single one.
"""

from __future__ import annotations

import re

from assistant.answers.chatter import is_chatter
from assistant.answers.context import Context, Sheet
from assistant.answers.draft import Draft
from assistant.answers.topic_words import topic_terms
from assistant.core.answer import Coverage
from assistant.core.records import Record
from assistant.core.text import has_han

_COMMON = re.compile(r"专栏\s*\d*|清洁生产|重点|工程|推行|改造|提升|[、和与\s]")
_KIND = re.compile(r"(?:行业|工程|行动|项目)$")
"""What the names of entries end in."""
_ASKS_WHO = frozenset({"who", "lead", "support", "responsible", "joint"})


def box_entries(context: Context, sheet: Sheet) -> Draft | None:
    """The names of the entries of the box that the topic names, or the words of those entries that it names as well;
    ``None`` where it names no box, or is about more.
    """
    question = context.question
    if "box" not in question.series or question.refs or question.cues & _ASKS_WHO:
        return None
    words = "".join(alternative for term in topic_terms(context) for alternative in term)
    for info in context.documents:
        entries: dict[str, list[Record]] = {}
        for record in context.corpus.of(info.document, "box"):
            entries.setdefault(record.path[-2], []).append(record)
        named = [heading for heading in entries if _names(words, heading)]
        for heading in named if len(named) == 1 and is_chatter(context, _beside(context, named[0])) else ():
            region, held = context.region(info.document), entries[heading]
            own = [r for r in held if _KIND.sub("", r.title or "") in words] if all(r.title for r in held) else []
            if 0 < len(own) < len(held):
                for record in own:
                    text = " ".join(record.text.split())
                    sheet.add(context.say("text", item=context.name(record), words=text) + sheet.cite_text(record))
                continue
            sheet.add(context.say("box_holds", region=region, box=heading, count=len(held)))
            for record in held:
                sheet.add(f"- {record.title or record.path[-1]}{sheet.cite(record)}")
    listed = len({piece.record.record_id for piece in sheet.evidence})
    return sheet.draft(coverage=Coverage(scanned=listed, matched=listed, listed=listed)) if listed else None


def _beside(context: Context, heading: str) -> list[str]:
    """What the topic says beside the name of the box."""
    own = _COMMON.sub("", heading)
    name = re.compile(f"{re.escape(own)}|{re.escape(own.rstrip('业类'))}|[业类那个这下面里的]|名称?|{_COMMON.pattern}")
    pieces = [name.sub(" ", piece) for piece in context.question.topic if has_han(piece)]
    return [word for piece in pieces for word in piece.split() if len(word) > 1]


def _names(words: str, heading: str) -> bool:
    """Whether words name the box by what its heading has of its own: 建筑业 or 建筑 of 建筑业清洁生产重点工程."""
    own = _COMMON.sub("", heading)
    return len(own) >= 2 and (own in words or (len(own) > 2 and own[-1] in "业类" and own[:-1] in words))
