"""Corpora of any size for measuring growth: the passages of the documents varied by a seeded generator.

Knows how a made-up passage is put together from real ones; refuses to know what is measured with it. The same seed and
size give the same corpus, and a smaller one is the beginning of a larger one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from random import Random

from assistant.core.text import to_chinese
from assistant.search.chunks import Chunk

PER_DOCUMENT = 80
"""Passages of one made-up document: about as many as a document that is held has."""
PER_SECTION = 10
BORROWED = 0.35
"""Share of the clauses of a passage that come from another one, so that no two passages say the same."""
COINED = 0.15
"""Share of the clauses with a word that no document has, as the vocabulary of real texts keeps growing."""
_CLAUSE = re.compile(r"[^，。；、：]+[，。；、：]*")
_NUMBER = re.compile(r"(?<![\d.])\d{1,4}(?![\d.])")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_PLACES = "东南西北安平宁远清永新长兴和定泰阳德江河海山川林州城"


@dataclass(frozen=True, kw_only=True, slots=True)
class Templates:
    """What passages are made of: whole passages, their clauses, and pairs of characters to coin words from."""

    chunks: tuple[Chunk, ...]
    clauses: tuple[str, ...]
    pairs: tuple[str, ...]

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> Templates:
        """The templates that real passages give."""
        clauses = tuple(dict.fromkeys(clause for chunk in chunks for clause in _CLAUSE.findall(chunk.text)))
        runs = (run for clause in clauses for run in _HAN.findall(clause))
        pairs = tuple(dict.fromkeys(run[at : at + 2] for run in runs for at in range(0, len(run) - 1, 2)))
        return cls(chunks=tuple(chunks), clauses=clauses, pairs=pairs)


def passages(templates: Templates, size: int, seed: int = 0) -> Iterator[Chunk]:
    """``size`` passages, document by document."""
    for number in range(-(-size // PER_DOCUMENT)):
        # Each document has a generator of its own: any of them can be made without those before it.
        random = Random(f"{seed}/{number}")
        yield from _document(templates, number, random, min(PER_DOCUMENT, size - number * PER_DOCUMENT))


def texts(templates: Templates, size: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """The same passages as whole texts with numbered headings, each with its name, as a folder to ingest."""
    for document, held in groupby(passages(templates, size, seed), key=lambda chunk: chunk.document):
        chunks = list(held)
        lines = [chunks[0].title, ""]
        for number, start in enumerate(range(0, len(chunks), PER_SECTION), 1):
            lines += [f"{to_chinese(number)}、{chunks[start].label or chunks[start].document}", ""]
            lines += [line for c in chunks[start : start + PER_SECTION] for line in (" ".join(c.text.split()), "")]
        yield document, "\n".join(lines)


def _document(templates: Templates, number: int, random: Random, count: int) -> Iterator[Chunk]:
    region = "".join(random.choices(_PLACES, k=2)) + random.choice("省市县")
    year = random.randint(2016, 2035)
    document = f"made-{number}"
    for place in range(count):
        chunk = random.choice(templates.chunks)
        text = _varied(chunk.text, templates, random)
        record = f"{document}/{chunk.series}/{place + 1}"
        yield replace(
            chunk,
            chunk_id=f"{record}#1",
            record_id=record,
            document=document,
            title=f"{region} {region}{chunk.title.split(' ')[-1]}（{year}—{year + 3}年）",
            text=text,
            text_start=0,
            text_end=len(text),
        )


def _varied(text: str, templates: Templates, random: Random) -> str:
    """A text of the same length or so: clauses of other passages, other numbers, and now and then a new word."""
    parts = []
    for clause in _CLAUSE.findall(text):
        part = random.choice(templates.clauses) if random.random() < BORROWED else clause
        if random.random() < COINED:
            part = random.choice(templates.pairs) + random.choice(templates.pairs) + part
        parts.append(_NUMBER.sub(lambda found: str(random.randint(1, 10 ** len(found.group()))), part))
    return "".join(parts) or text
