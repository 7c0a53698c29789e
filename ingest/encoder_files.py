"""Term vectors as a folder that plain ``SentenceTransformer(folder)`` loads: tokenizer, int8 weights, model card.

Knows the files of a static sentence-transformers model and what the card must say; refuses to know how vectors were
made.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.encoder_pairs import Pairs
from ingest.encoder_terms import tokenizer

LICENCES = {
    "cedict": "CC-CEDICT, CC BY-SA 4.0",
    "cmrc_trial": "CMRC2018 (trial), CC BY-SA 4.0",
    "drcd_test": "DRCD (test), CC BY-SA 3.0, converted to simplified script",
    "laws": "statutes of the PRC, not subject to copyright there (Copyright Law, article 5)",
    "med": "Chinese-medical-dialogue-data, MIT",
    "ntrex": "NTREX-128, CC BY-SA 4.0",
    "tatoeba": "Tatoeba, CC BY 2.0 FR",
    "xquad_ctx": "XQuAD, CC BY-SA 4.0",
    "xquad_en": "XQuAD, CC BY-SA 4.0",
    "xquad_q": "XQuAD, CC BY-SA 4.0",
    "xquad_q2p": "XQuAD, CC BY-SA 4.0",
    "xquad_zh": "XQuAD, CC BY-SA 4.0",
}
"""Source by source what may be trained on and shared, and under which licence."""
CARD = """---
language: [zh, en]
library_name: sentence-transformers
license: cc-by-sa-4.0
tags: [static-embeddings]
---
# The bundled encoder

A static embedding over Chinese characters, pairs of characters, numbers and English words in two pieces: {terms} terms,
{dimension} dimensions, stored as int8 with one scale for each term. Trained contrastively (MultipleNegativesRankingLoss
in both directions) on questions with passages, statutes under their headings, translations and dictionary entries. It
finds passages that share few words with a question, in Chinese and English, and is meant to be added to BM25, not to be
used by itself: it knows no word order, and words it never met only by their characters.

Made by `{command}` (seed {seed}) from

{sources}

and from the project's own glossary and list of everyday words. Files (sha256):

{files}

The five policy documents were not trained on. Several sources are under share-alike licences, so the weights are given
under CC BY-SA 4.0, with thanks to the authors named above.
"""


def write_model(folder: Path, terms: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Write a model into a folder; ``vectors`` has a row for unknown terms first. An earlier model is replaced."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    folder.mkdir(parents=True, exist_ok=True)
    static = StaticEmbedding(tokenizer(terms), embedding_weights=vectors)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder), create_model_card=False)
    _quantise(folder / "model.safetensors", vectors)


def write_card(folder: Path, pairs: Pairs, *, terms: int, dimension: int, seed: int, command: str) -> None:
    """The model card: what the vectors are, and from which texts under which licences they were made."""
    sources = (f"- {source}: {LICENCES[source]} ({count:,} lines)" for source, count in pairs.lines.items())
    text = CARD.format(
        terms=f"{terms:,}",
        dimension=dimension,
        seed=seed,
        command=command,
        sources="\n".join(sources),
        files="\n".join(f"- `{name}` `{digest}`" for name, digest in pairs.files),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _quantise(path: Path, weights: NDArray[np.float32]) -> None:
    """Rewrite the weights as int8 rows with a scale each, a form sentence-transformers loads by itself."""
    from safetensors.numpy import save_file

    scales = np.abs(weights).max(axis=1) / 127.0
    rows = np.rint(weights / np.where(scales > 0, scales, 1.0)[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scales.astype(np.float32)}, str(path))
    path.chmod(0o644)
