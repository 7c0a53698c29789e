"""Term vectors as a folder that plain ``SentenceTransformer(folder)`` loads: tokenizer, int8 weights, card.

Knows the files of a static sentence-transformers model and how characters and bigrams fit its tokenizer; refuses to
know how the vectors were made.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MARK = "\ue000"
"""A private-use character that parts the pieces of the doubled text: 深圳 is read as 深, 深圳, 圳."""
UNKNOWN = "[UNK]"
CARD = """---
language: [zh]
library_name: sentence-transformers
tags: [static-embeddings]
---
# The bundled encoder

A static embedding over Chinese characters and character bigrams: latent semantic analysis of {contexts} contexts,
{terms} terms, {dimension} dimensions, stored as int8 with one scale for each term. It finds passages that share few
words with a question a little better than words alone do, and is meant to be added to BM25 with a small weight, not to
be used by itself.

Made by `{command}` (seed {seed}) from:

{sources}

The policy documents are official documents of Chinese authorities, not subject to copyright in China (Copyright Law,
article 5). Where text pairs are listed, their own licences apply to them: CMRC2018 and XQuAD CC BY-SA 4.0, DRCD
CC BY-SA 3.0, Chinese-medical-dialogue-data MIT, NTREX-128 CC BY-SA 4.0, Tatoeba CC BY 2.0 FR, CC-CEDICT CC BY-SA 4.0;
statutes of the PRC are not subject to copyright there.
"""


def write_model(folder: Path, terms: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Write a model into a folder; what it held of an earlier model is replaced."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    folder.mkdir(parents=True, exist_ok=True)
    weights = np.vstack([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors])
    static = StaticEmbedding(tokenizer(terms), embedding_weights=weights)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder), create_model_card=False)
    _quantise(folder / "model.safetensors", weights)


def write_card(folder: Path, text: str) -> None:
    (folder / "README.md").write_text(text, encoding="utf-8")


def tokenizer(terms: Sequence[str]) -> Any:
    """A stock tokenizer that gives the characters and bigrams of a text, lower case, any width and script."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = {UNKNOWN: 0} | {term: number for number, term in enumerate(terms, start=1)}
    found = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    found.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\s+"), ""),
            normalizers.Precompiled(_doubling(sorted({char for term in terms for char in term}))),
            # The outermost halves have no neighbour: without this the first and last character would count twice.
            normalizers.Replace(Regex(f"^[^{MARK}]{MARK}"), ""),
            normalizers.Replace(Regex(f"{MARK}[^{MARK}]$"), ""),
        ]
    )
    found.pre_tokenizer = pre_tokenizers.Split(MARK, behavior="removed")
    return found


def _doubling(characters: Sequence[str]) -> bytes:
    """A compiled character map c -> c␟c␟c, so that after splitting at ␟ neighbours meet in a bigram.

    Traditional characters are mapped like their simplified forms.
    """
    import sentencepiece

    rules = {char: MARK.join(char * 3) for char in characters if not char.isspace()}
    for traditional, simplified in _traditional(set(rules)).items():
        rules.setdefault(traditional, rules[simplified])
    spec = sentencepiece.SentencePieceNormalizer(norm_map=list(rules.items())).serialized_normalizer_spec()
    return _field(spec, 2)


def _traditional(known: set[str]) -> dict[str, str]:
    import opencc

    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for code in range(0x4E00, 0xA000))
    return {char: simple for char, simple in pairs if char != simple and simple in known}


def _field(message: bytes, number: int) -> bytes:
    """A length-delimited field of a serialised protocol buffer message."""
    position = 0
    while position < len(message):
        key, position = _varint(message, position)
        if key & 7 == 0:
            _, position = _varint(message, position)
        elif key & 7 == 2:
            size, position = _varint(message, position)
            if key >> 3 == number:
                return message[position : position + size]
            position += size
        else:
            raise ValueError(f"unexpected wire type {key & 7}")
    raise ValueError(f"no field {number}")


def _varint(message: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7


def _quantise(path: Path, weights: NDArray[np.float32]) -> None:
    """Rewrite the weights as int8 rows with a scale each, a form sentence-transformers loads by itself."""
    from safetensors.numpy import save_file

    scales = np.abs(weights).max(axis=1) / 127.0
    rows = np.rint(weights / np.where(scales > 0, scales, 1.0)[:, None]).astype(np.int8)
    save_file({"embeddings": rows, "weights": scales.astype(np.float32)}, str(path))
    path.chmod(0o644)
