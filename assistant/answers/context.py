"""What every exact answer is composed from: the question, the corpus, the agencies, and a sheet that numbers evidence.

Knows how sentences get their citation marks; refuses to know any intent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from assistant.answers import wording
from assistant.answers.draft import Draft
from assistant.core.agencies import AgencyIndex
from assistant.core.answer import Language
from assistant.core.corpus import Corpus
from assistant.core.evidence import Evidence
from assistant.core.records import LISTED_SERIES, DocumentInfo, Record, Series
from assistant.dialogue.question import Question

_ARTICLE = re.compile(r"第\s*[〇零一二三四五六七八九十百千\d]+\s*条")

Translate = Callable[[str], tuple[tuple[str, ...], ...]]
"""English words to alternatives in Chinese, one tuple for each term; empty for words it does not know."""


def no_translation(_: str) -> tuple[tuple[str, ...], ...]:
    """The translator of an index without one."""
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """One question against one corpus. ``at_last``: nothing better was found; what comes close will do."""

    question: Question
    corpus: Corpus
    agencies: AgencyIndex
    translate: Translate = no_translation
    cited_before: tuple[Evidence, ...] = ()
    at_last: bool = False

    @property
    def language(self) -> Language:
        return self.question.language

    @property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents asked about; all of them when the question names none."""
        wanted = self.question.documents
        return tuple(d for d in self.corpus.documents if not wanted or d.document in wanted)

    def having(self, series: tuple[Series, ...]) -> tuple[DocumentInfo, ...]:
        """The documents asked about; when none is named, those that have the series asked for, if any has."""
        having = tuple(d for d in self.documents if any(r.series in series for r in self.corpus.of(d.document)))
        return having if having and not self.question.documents else self.documents

    def say(self, key: str, **values: object) -> str:
        return wording.say(key, self.language, **values)

    def name(self, record: Record) -> str:
        info = self.corpus.document(record.document)
        return wording.item_name(record, info, self.language, self.region(record.document))

    def title(self, document: str) -> str:
        return wording.document_title(self.corpus.document(document), self.language)

    def region(self, document: str) -> str:
        """What a document is called for short: its region where that has no other, else its title."""
        info = self.corpus.document(document)
        region = info.region if self.language == "zh" else info.region_en
        return region if region and self.corpus.alone(document) else wording.titled(info, self.language)

    def names(self, printed: Iterable[str], document: str) -> str:
        return wording.agency_names(printed, document, self.agencies, self.language)

    def rows(self, document: str, series: tuple[Series, ...] = ()) -> tuple[Record, ...]:
        """Rows, items and clauses of a document, restricted to series when given."""
        allowed = tuple(s for s in (series or LISTED_SERIES) if s in LISTED_SERIES)
        within = self.question.within
        rows = (r for r in self.corpus.of(document) if r.series in allowed)
        return tuple(r for r in rows if not within or r.record_id in within)

    def enacts(self, document: str) -> bool:
        """Whether a document is a statute: its items are articles, which set rules and hand out no tasks."""
        return document in statutes(self.corpus)

    def assigns(self, document: str) -> bool:
        """Whether a document assigns agencies at all."""
        return any(r.responsibility is not None for r in self.corpus.of(document))


@lru_cache(maxsize=2)
def statutes(corpus: Corpus) -> frozenset[str]:
    """The documents whose items are mostly articles."""
    found = set()
    for info in corpus.documents:
        items = corpus.of(info.document, "item")
        articles = sum(bool(_ARTICLE.match(record.label)) for record in items)
        if articles > len(items) / 2 and not any(record.responsibility for record in items):
            found.add(info.document)
    return frozenset(found)


@dataclass(slots=True)
class Sheet:
    """Collects lines and evidence; ``mark`` gives the citation marks of a record's evidence."""

    context: Context
    lines: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    def assume_closest(self) -> None:
        """Says that the rows shown only come closest to the topic."""
        self.assumptions.append(self.context.say("closest", topic=" ".join(self.context.question.topic)))

    def mark(self, evidence: Iterable[Evidence]) -> str:
        marks = []
        for piece in evidence:
            known = next(
                (
                    i
                    for i, e in enumerate(self.evidence)
                    if (e.record.record_id, e.start, e.end) == (piece.record.record_id, piece.start, piece.end)
                ),
                None,
            )
            if known is None:
                self.evidence.append(piece)
                known = len(self.evidence) - 1
            marks.append(f"[{known + 1}]")
        return "".join(marks)

    def cite(self, record: Record) -> str:
        """Marks for a whole record."""
        return self.mark(self.context.corpus.evidence(record))

    def cite_text(self, record: Record) -> str:
        """Marks for a record's own words."""
        return self.mark(self.context.corpus.quote(record, 0, len(record.text)))

    def add(self, line: str) -> None:
        if line:
            self.lines.append(line)

    def draft(self, **fields: Any) -> Draft:
        """The answer so far; ``fields`` are those of ``Draft``."""
        text = fields.pop(
            "text", "\n\n".join(self.lines) if not any(x.startswith("- ") for x in self.lines) else _blocks(self.lines)
        )
        assumptions = (*self.assumptions, *fields.pop("assumptions", ()))
        return Draft(text=text, evidence=tuple(self.evidence), assumptions=tuple(dict.fromkeys(assumptions)), **fields)


def _blocks(lines: list[str]) -> str:
    """Lines as Markdown: list entries close together, everything else as paragraphs."""
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        gap = "\n" if before.startswith("- ") and line.startswith("- ") else "\n\n"
        text += (gap if text else "") + line
    return text
