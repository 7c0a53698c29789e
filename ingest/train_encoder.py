"""Trains the encoder that travels with the package: ``python -m ingest.train_encoder FOLDER``.

Knows which terms get a vector, where training starts, and what is written at the end; refuses to know the index. The
same folder, word lists, seed and library versions give the same bytes.
"""

from __future__ import annotations

import argparse
import logging
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IngestProblem
from assistant.search.embedder import BUNDLED_FOLDER
from ingest.encoder_files import LICENCES, write_card, write_model
from ingest.encoder_loop import Family, Plan, fit
from ingest.encoder_pairs import Pair, Pairs, read_pairs
from ingest.encoder_terms import terms

DIMENSION = 384
SEED = 20240601
STEPS = 600
BATCH = 512
RATE = 0.005
CHINESE_TERMS = 40_000
OTHER_TERMS = 9_000
"""The most frequent terms of the pairs get a vector: so many Chinese ones, so many English words and numbers."""
SHARES = {
    "article": 2.0,
    "dictionary": 3.0,
    "everyday": 0.3,
    "glossary": 0.5,
    "heading": 1.0,
    "question": 2.0,
    "question_en": 0.3,
    "synonym": 1.0,
    "translation": 2.0,
}
"""How often a batch is drawn from each family of pairs, as measured on this project's questions."""
IN_RUNS = frozenset({"article", "heading", "question"})
_NATURAL = ("heading", "question", "question_en", "translation")
"""Families of running text, which tell how common a term is; word lists do not."""
_log = logging.getLogger(__name__)

Split = Mapping[str, Sequence[tuple[list[str], list[str]]]]


def split(families: Mapping[str, Sequence[Pair]]) -> Split:
    """The terms of every pair; texts that recur are cut once."""
    known: dict[str, list[str]] = {}

    def of(text: str) -> list[str]:
        if text not in known:
            known[text] = terms(text)
        return known[text]

    return {name: [(of(first), of(second)) for first, second in pairs] for name, pairs in families.items()}


def vocabulary(families: Split, chinese: int = CHINESE_TERMS, other: int = OTHER_TERMS) -> tuple[str, ...]:
    """The most frequent terms, in code point order."""
    counts = _frequencies(_texts(families, families))
    ranked = sorted(counts, key=lambda term: (-counts[term], term))
    han = [term for term in ranked if term >= "\u3400"]
    rest = [term for term in ranked if term < "\u3400"]
    return tuple(sorted(han[:chinese] + rest[:other]))


def _texts(families: Split, names: Iterable[str]) -> list[list[str]]:
    """The different texts of some families; ``split`` gives the same list for the same text."""
    return list({id(text): text for name in names for pair in families.get(name, ()) for text in pair}.values())


def _frequencies(texts: Iterable[list[str]]) -> Counter[str]:
    """In how many texts a term stands."""
    return Counter(term for text in texts for term in set(text))


def start_vectors(families: Split, known: Sequence[str], dimension: int, seed: int) -> NDArray[np.float32]:
    """Random directions as long as their terms are rare; row 0 is that of unknown terms.

    Cosines of their sums are near those of tf-idf vectors (random projection), so training starts from the words.
    """
    texts = _texts(families, _NATURAL)
    frequency = _frequencies(texts)
    rarity = np.array([math.log1p((len(texts) + 1.0) / (frequency[term] + 1.0)) for term in known], dtype=np.float32)
    directions = np.random.default_rng(seed).standard_normal((len(known), dimension), dtype=np.float32)
    vectors = np.zeros((len(known) + 1, dimension), dtype=np.float32)
    vectors[1:] = directions * (rarity / (8.0 * math.sqrt(dimension)))[:, None]
    return vectors


def rows_of(families: Split, known: Iterable[str]) -> dict[str, Family]:
    """The pairs by the rows of their terms; pairs of which one side has no known term are left out."""
    place = {term: row for row, term in enumerate(known, start=1)}

    def rows(text: Sequence[str]) -> NDArray[np.int32]:
        return np.array([place[term] for term in text if term in place], dtype=np.int32)

    found = {name: [(rows(first), rows(second)) for first, second in pairs] for name, pairs in families.items()}
    return {name: [pair for pair in pairs if len(pair[0]) and len(pair[1])] for name, pairs in found.items()}


def check_licences(pairs: Pairs) -> None:
    """``IngestProblem`` where a source's licence is not on record, since the card could not name it."""
    unknown = [source for source in pairs.lines if source not in LICENCES]
    if unknown:
        raise IngestProblem(
            f"no licence is on record for {', '.join(unknown)}; leave those lines out, or add the licence to LICENCES "
            "in ingest/encoder_files.py if it allows sharing what was trained"
        )


def train(pairs: Pairs, output: Path, *, dimension: int, steps: int, seed: int, command: str) -> None:
    """Train on pairs and write the model with its card into a folder."""
    check_licences(pairs)
    families = split(pairs.families)
    known = vocabulary(families)
    _log.info("%s pairs, %s terms", f"{sum(map(len, families.values())):,}", f"{len(known):,}")
    plan = Plan(shares=SHARES, steps=steps, batch=BATCH, rate=RATE, seed=seed, in_runs=IN_RUNS)
    vectors = fit(rows_of(families, known), start_vectors(families, known, dimension, seed), plan)
    write_model(output, known, vectors)
    write_card(output, pairs, terms=len(known), dimension=dimension, seed=seed, command=command)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; exit code 1 with a line on standard error where the pairs cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m ingest.train_encoder", description="Train the bundled encoder.")
    parser.add_argument("folder", type=Path, help="folder of *.jsonl.gz text pairs to train on")
    parser.add_argument("--output", type=Path, default=BUNDLED_FOLDER, help="folder to write the model into")
    parser.add_argument("--dimension", type=int, default=DIMENSION, help="length of a vector")
    parser.add_argument("--steps", type=int, default=STEPS, help="batches to train on")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the start and of the order of batches")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    command = (
        f"python -m ingest.train_encoder {arguments.folder.name} --dimension {arguments.dimension} "
        f"--steps {arguments.steps} --seed {arguments.seed}"
    )
    try:
        train(
            read_pairs(arguments.folder, arguments.seed),
            arguments.output,
            dimension=arguments.dimension,
            steps=arguments.steps,
            seed=arguments.seed,
            command=command,
        )
    except (IngestProblem, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    size = sum(path.stat().st_size for path in arguments.output.iterdir())
    _log.info("%s written, %.1f MB", arguments.output, size / 1e6)
    return 0


if __name__ == "__main__":
    sys.exit(main())
