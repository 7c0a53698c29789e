"""Text to vectors with a sentence-transformers model: the one that travels with the package, or any other by setting.

Knows prompts, batches and lengths, and by what vectors of one encoder are told from those of another; refuses to know
where models come from, what is encoded and where vectors go.
"""

from __future__ import annotations

import hashlib
import json
import math
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import EncoderProblem
from assistant.search.models import Origin, failed, fingerprint, folder_of, loaded
from assistant.settings import BUNDLED_ENCODER, DEFAULTS, ModelOptions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BUNDLED_FOLDER = Path(__file__).resolve().parent / "model"
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
"""The names models use, as in sentence-transformers; an empty prompt there hides a filled one behind it."""
_CLASSIFIER = "ForSequenceClassification"
_PROBE = "清洁生产"


class Embedder:
    """A loaded encoder. Vectors are float32, of length one, one row each. May be used from any thread."""

    def __init__(self, model: Any, origin: Origin, options: ModelOptions = DEFAULTS) -> None:
        self._model = model
        self._origin = origin
        self._options = options
        # Tokenizers change their settings at every call, which two threads at once must not do.
        self._one_at_a_time = threading.Lock()
        prompts: Mapping[str, str] = model.prompts
        own = next((prompts[name] for name in _PASSAGE_PROMPTS if prompts.get(name)), "")
        self.query_prompt = options.query_prompt if options.query_prompt is not None else prompts.get("query", "")
        self.passage_prompt = options.passage_prompt if options.passage_prompt is not None else own
        self.name = origin.name
        self.fingerprint = _fingerprint(origin, options)
        self.dimension = 0
        self.dimension = len(self.encode_query(_PROBE))

    @classmethod
    def load(cls, name: str = BUNDLED_ENCODER, options: ModelOptions = DEFAULTS) -> Embedder:
        """The encoder of that name or folder; ``EncoderProblem`` says why it cannot be had and what to do."""
        origin = _origin(name)
        model = loaded(origin, "SentenceTransformer", options)
        kinds = getattr(model.config, "architectures", None) or ()
        if any(kind.endswith(_CLASSIFIER) for kind in kinds):
            raise EncoderProblem(f"{name} is no encoder but a cross-encoder; that is what ASSISTANT_RERANKER takes")
        return cls(model, origin, options)

    @property
    def max_length(self) -> int | None:
        """How many tokens it reads of a text, with its prompt; ``None`` where there is no limit."""
        limit = self._model.max_seq_length
        return None if limit is None or math.isinf(limit) else int(limit)

    def cut(self, texts: Sequence[str]) -> int:
        """How many passages are longer than the encoder reads."""
        limit, tokenizer = self.max_length, getattr(self._model, "tokenizer", None)
        if limit is None or not callable(tokenizer):
            return 0
        # No tokenizer makes more tokens than bytes, so most texts need not be counted.
        doubtful = [t for t in (self.passage_prompt + text for text in texts) if len(t.encode()) + 2 > limit]
        with self._one_at_a_time:
            counted = (
                len(ids)
                for start in range(0, len(doubtful), self._options.batch_size)
                for ids in tokenizer(
                    doubtful[start : start + self._options.batch_size], truncation=False, padding=False, verbose=False
                )["input_ids"]
            )
            return sum(count > limit for count in counted)

    def encode_passages(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Vectors:
        """One vector per passage; ``progress`` is told how many of how many are done."""
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of one length in a batch need no padding; the longest first, so that memory runs out at once or never.
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        for start in range(0, len(texts), self._options.batch_size):
            places = order[start : start + self._options.batch_size]
            batch = [texts[place] or " " for place in places]
            found[places] = self._encoded(self._model.encode_document, batch, self.passage_prompt)
            if progress is not None:
                progress(start + len(places), len(texts))
        return found

    def encode_query(self, text: str) -> Vectors:
        """The vector of a question."""
        vector: Vectors = self._encoded(self._model.encode_query, [text or " "], self.query_prompt)[0]
        return vector

    def _encoded(self, encode: Callable[..., Any], texts: list[str], prompt: str) -> Vectors:
        try:
            with self._one_at_a_time:
                found = encode(texts, prompt=prompt, batch_size=len(texts), show_progress_bar=False)
            vectors = np.asarray(found, dtype=np.float32)
            if not np.isfinite(vectors).all():
                raise ArithmeticError("its vectors hold values that are no numbers")
            return _unit(vectors)
        except Exception as error:
            # Devices and models fail in ways of their own: out of memory, an operation that a precision lacks.
            raise failed(self._origin, self._options, error) from error


def fingerprint_of(name: str = BUNDLED_ENCODER, options: ModelOptions = DEFAULTS) -> str:
    """What tells the vectors of an encoder apart, without loading it: its files or revision, and prompts that are set.

    Device, batch size and precision are no part of it: an index made on an accelerator serves on any machine.
    """
    return _fingerprint(_origin(name), options)


def _origin(name: str) -> Origin:
    folder = BUNDLED_FOLDER if name == BUNDLED_ENCODER else folder_of(name)
    return Origin(name=name, folder=folder, what="encoder", setting="ASSISTANT_ENCODER", marker="modules.json")


def _fingerprint(origin: Origin, options: ModelOptions) -> str:
    files = fingerprint(origin)
    prompts = (options.query_prompt, options.passage_prompt)
    # A model's own prompts are in its files.
    if prompts == (None, None):
        return files
    return hashlib.sha256(json.dumps([files, *prompts]).encode()).hexdigest()


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return found
