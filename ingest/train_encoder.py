"""Trains the encoder that travels with the package: ``python -m ingest.train_encoder``.

Latent semantic analysis over Chinese characters and character bigrams, written as a stock static sentence-transformers
model. Knows how texts become a table of terms and contexts, and how that becomes a model; refuses to know the index.
The same texts, seed and library versions give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.text import sentences
from assistant.errors import IngestProblem
from assistant.search.embedder import BUNDLED_FOLDER
from ingest.encoder_files import CARD, write_card, write_model

DOCUMENTS = Path(__file__).resolve().parent / "documents"
DIMENSION = 128
SEED = 20240601
EXTRA_TERMS = 40_000
"""Terms taken from pairs beside those of the documents."""
_MARKS = re.compile(r"\[bookmark:[^\]]*\]|</?p>|\*\*|#+")
_SHORTEST = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Corpus:
    """What is trained on: contexts (words that stand together), and where they come from (name, sha256)."""

    contexts: tuple[str, ...]
    documents: int
    sources: tuple[tuple[str, str], ...]


def fold(text: str) -> str:
    """Text as the model's tokenizer reads it, before its characters are doubled."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


def terms(text: str) -> list[str]:
    """Characters and neighbouring pairs of characters."""
    folded = fold(text)
    return [*folded, *(folded[i : i + 2] for i in range(len(folded) - 1))]


def read_documents(folder: Path) -> Corpus:
    """Every sentence of the text files in a folder, each once."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".md"))
    if not files:
        raise IngestProblem(f"{folder} holds no .txt or .md file to train on")
    found: dict[str, None] = {}
    for path in files:
        for line in re.split(r"[\n\t]+", _MARKS.sub("", path.read_text(encoding="utf-8"))):
            for span in sentences(line):
                sentence = line[span.start : span.end].strip()
                if len(sentence) >= _SHORTEST:
                    found[sentence] = None
    return Corpus(contexts=tuple(found), documents=len(found), sources=tuple(_source(path) for path in files))


def read_pairs(folder: Path) -> Corpus:
    """The Chinese texts of every ``*.jsonl.gz`` file in a folder: question and passage, or heading and article."""
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        raise IngestProblem(f"{folder} holds no .jsonl.gz file of pairs")
    contexts: list[str] = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            contexts.extend(_pair_text(json.loads(line)) for line in lines if line.strip())
    kept = tuple(dict.fromkeys(text for text in contexts if len(text) >= _SHORTEST))
    return Corpus(contexts=kept, documents=0, sources=tuple(_source(path) for path in files))


def _pair_text(row: dict[str, Any]) -> str:
    """What stands together in one line; the English of a translation pair is left out."""
    return " ".join(str(row[key]) for key in ("q", "p", "t", "h", "x", "zh") if key in row)[:600]


def _source(path: Path) -> tuple[str, str]:
    return path.name, hashlib.sha256(path.read_bytes()).hexdigest()


def vocabulary(corpus: Corpus, extra: int = EXTRA_TERMS) -> tuple[str, ...]:
    """All terms of the documents and the most frequent ones of the pairs, in code point order."""
    chosen = {term for text in corpus.contexts[: corpus.documents] for term in terms(text)}
    counts = Counter(term for text in corpus.contexts[corpus.documents :] for term in set(terms(text)))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    chosen.update(term for term, _ in ranked[:extra])
    return tuple(sorted(chosen))


def factorise(contexts: Sequence[str], terms_known: Sequence[str], dimension: int, seed: int) -> NDArray[np.float32]:
    """One vector for each term: its place in the singular vectors of the tf-idf table, times its idf."""
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    place = {term: number for number, term in enumerate(terms_known)}
    rows, columns, values = [], [], []
    frequency = np.zeros(len(terms_known))
    for row, text in enumerate(contexts):
        for term, count in Counter(terms(text)).items():
            if term in place:
                rows.append(row)
                columns.append(place[term])
                values.append(1.0 + math.log(count))
                frequency[place[term]] += 1
    idf = np.log1p(len(contexts) / np.maximum(frequency, 1.0))
    data = np.asarray(values) * idf[columns]
    table = csr_matrix((data, (rows, columns)), shape=(len(contexts), len(terms_known)))
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    table = csr_matrix(table.multiply((1.0 / np.maximum(lengths, 1e-9))[:, None]))
    size = min(dimension, min(table.shape) - 1)
    _, _, directions = randomized_svd(table, size, random_state=seed)
    vectors = np.zeros((len(terms_known), dimension), dtype=np.float32)
    vectors[:, :size] = (directions * idf).T
    return vectors


def train(corpus: Corpus, output: Path, *, dimension: int = DIMENSION, seed: int = SEED, command: str = "") -> None:
    """Train on a corpus and write the model with its card into a folder."""
    known = vocabulary(corpus)
    _log.info("%s contexts, %s terms", f"{len(corpus.contexts):,}", f"{len(known):,}")
    vectors = factorise(corpus.contexts, known, dimension, seed)
    write_model(output, known, vectors)
    write_card(
        output,
        CARD.format(
            dimension=dimension,
            terms=f"{len(known):,}",
            contexts=f"{len(corpus.contexts):,}",
            seed=seed,
            command=command or "python -m ingest.train_encoder",
            sources="\n".join(f"- `{name}` (sha256 `{digest}`)" for name, digest in corpus.sources),
        ),
    )


def _joined(parts: Iterable[Corpus]) -> Corpus:
    found = list(parts)
    return Corpus(
        contexts=tuple(text for part in found for text in part.contexts),
        documents=sum(part.documents for part in found),
        sources=tuple(source for part in found for source in part.sources),
    )


def _corpora(arguments: argparse.Namespace) -> Iterator[Corpus]:
    yield read_documents(arguments.documents)
    if arguments.pairs is not None:
        yield read_pairs(arguments.pairs)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; exit code 1 with a line on standard error where the texts cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m ingest.train_encoder", description="Train the bundled encoder.")
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="folder of text files to train on")
    parser.add_argument("--pairs", type=Path, help="folder of *.jsonl.gz text pairs to train on as well")
    parser.add_argument("--output", type=Path, default=BUNDLED_FOLDER, help="folder to write the model into")
    parser.add_argument("--dimension", type=int, default=DIMENSION, help="length of a vector")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the factorisation")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    command = f"python -m ingest.train_encoder --dimension {arguments.dimension} --seed {arguments.seed}"
    command += f" --pairs {arguments.pairs.name}" if arguments.pairs is not None else ""
    try:
        corpus = _joined(_corpora(arguments))
        train(corpus, arguments.output, dimension=arguments.dimension, seed=arguments.seed, command=command)
    except (IngestProblem, OSError, UnicodeDecodeError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    size = sum(path.stat().st_size for path in arguments.output.iterdir())
    _log.info("%s written, %.1f MB", arguments.output, size / 1e6)
    return 0


if __name__ == "__main__":
    sys.exit(main())
