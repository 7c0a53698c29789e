"""Text pairs the bundled encoder learns from: which kinds of lines there are, and what is paired with what.

Knows the files of a training folder (gzipped JSON lines) and the project's own word lists; refuses to know terms and
vectors. The same folder gives the same pairs in the same order.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.core.glossary import DEFAULT_FILE
from assistant.core.wording import EVERYDAY_FILE
from assistant.errors import IngestProblem

Pair = tuple[str, str]
_LONGEST = 400
"""Characters of a Chinese passage that are read; English ones take about twice as many for the same."""
_SHORTEST = 7
_MOST_SYNONYMS = 12
"""A sense that more words share says too little about each of them."""
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_PART = re.compile(r"[，、：]")
_NO_SENSE = ("surname", "variant of", "CL:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairs:
    """Pairs by family, the files they came from (name, sha256) and how many lines each source gave."""

    families: Mapping[str, tuple[Pair, ...]]
    files: tuple[tuple[str, str], ...]
    lines: Mapping[str, int]


def read_pairs(folder: Path, seed: int) -> Pairs:
    """The pairs of every ``*.jsonl.gz`` file in a folder, and those of the glossary and the everyday words.

    ``IngestProblem`` names a file that cannot be read and a line that is none of the known kinds.
    """
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        raise IngestProblem(f"{folder} holds no .jsonl.gz file of text pairs to train on")
    chance = random.Random(seed)
    families: defaultdict[str, dict[Pair, None]] = defaultdict(dict)
    lines: Counter[str] = Counter()
    for path in files:
        for row in _rows(path):
            source, found = _read(row, path, chance)
            lines[source] += 1
            for family, first, second in found:
                if first and second:
                    families[family][first, second] = None
    families["synonym"].update(dict.fromkeys(_synonyms(families["dictionary"], chance)))
    for family, table in (("glossary", DEFAULT_FILE), ("everyday", EVERYDAY_FILE)):
        families[family].update(dict.fromkeys(_word_list(table)))
    return Pairs(
        families={name: tuple(pairs) for name, pairs in sorted(families.items()) if pairs},
        files=tuple(
            (p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in (*files, DEFAULT_FILE, EVERYDAY_FILE)
        ),
        lines=dict(sorted(lines.items())),
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        raise IngestProblem(f"{path} is no gzipped file of JSON lines: {error}") from error


def _read(row: dict[str, Any], path: Path, chance: random.Random) -> tuple[str, Iterable[tuple[str, str, str]]]:
    """The source of a line and what it pairs."""
    for keys, source, pairs_of in _KINDS:
        if all(key in row for key in keys):
            return str(row.get("s", source)), pairs_of(row, chance)
    raise IngestProblem(
        f"{path} holds a line with the keys {', '.join(sorted(row))}; known are "
        + ", ".join("+".join(keys) for keys, _, _ in _KINDS)
    )


def _question(row: dict[str, Any], _: random.Random) -> Iterator[tuple[str, str, str]]:
    english = row["p"][:40].isascii()
    yield ("question_en" if english else "question"), row["q"], row["p"][: 2 * _LONGEST if english else _LONGEST]


def _translation(row: dict[str, Any], _: random.Random) -> Iterator[tuple[str, str, str]]:
    yield "translation", row["en"][: 2 * _LONGEST], row["zh"][:_LONGEST]


def _dictionary(row: dict[str, Any], _: random.Random) -> Iterator[tuple[str, str, str]]:
    """A word with each of its senses; what is said in brackets about a sense is left out."""
    for sense in ";".join(row["d"]).split(";"):
        plain = re.sub(r"\([^)]*\)", "", sense).strip().removeprefix("to ")
        if not any(mark in plain for mark in _NO_SENSE):
            yield "dictionary", row["z"], plain


def _article(row: dict[str, Any], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """An article under its headings, and one of its sentences (or its first half) with the rest.

    The second is the inverse cloze task of Lee, Chang and Toutanova (2019), which needs no questions.
    """
    text = row["x"]
    chapter = str(row.get("h", "")).split("\u3000")[-1]
    yield "heading", f"{row['t']} {chapter}", text[:_LONGEST]
    sentences = [s for s in _SENTENCE.findall(text) if len(s) >= _SHORTEST]
    if len(sentences) > 1:
        taken = chance.randrange(len(sentences))
        yield "article", sentences[taken], "".join(sentences[:taken] + sentences[taken + 1 :])[:_LONGEST]
    elif len(parts := [part for part in _PART.split(text) if len(part) > 3]) > 1:
        half = len(parts) // 2
        yield "article", "，".join(parts[:half]), "，".join(parts[half:])[:_LONGEST]


_KINDS: tuple[
    tuple[tuple[str, ...], str, Callable[[dict[str, Any], random.Random], Iterator[tuple[str, str, str]]]], ...
] = (
    (("q", "p"), "questions", _question),
    (("en", "zh"), "translations", _translation),
    (("z", "d"), "cedict", _dictionary),
    (("t", "x"), "laws", _article),
)
"""The keys by which a kind of line is told, its source where the line names none, and what it pairs."""


def _synonyms(dictionary: Iterable[Pair], chance: random.Random) -> Iterator[Pair]:
    """Words that share a sense, each with the next one in a random order."""
    by_sense: defaultdict[str, list[str]] = defaultdict(list)
    for word, sense in dictionary:
        by_sense[sense.lower()].append(word)
    for words in by_sense.values():
        if 2 <= len(words) <= _MOST_SYNONYMS:
            mixed: Sequence[str] = chance.sample(words, len(words))
            yield from pairwise(mixed)


def _word_list(path: Path) -> Iterator[Pair]:
    """Term and translations, or everyday word and official ones, of a table of the project."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            term, words = line.split("\t")[:2]
            for word in words.split("|"):
                yield term, word.strip()
