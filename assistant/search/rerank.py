"""Reading question and passage together: an optional second look at the best candidates, with a cross-encoder.

Knows what makes a model a reranker and that only the order of its scores means anything; refuses to know where
candidates come from and how the order is used. Method: Nogueira and Cho, Passage Re-ranking with BERT (2019).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.errors import RerankerProblem
from assistant.search.models import Origin, failed, folder_of, loaded
from assistant.settings import DEFAULTS, ModelOptions

_HEADS = ("ForSequenceClassification", "ForCausalLM")
"""What the classes of models end in that were made to score; any other is given random weights for that."""
_PROBE = ("清洁生产", "推行清洁生产")


class Reranker:
    """A loaded cross-encoder. May be used from any thread."""

    def __init__(self, model: Any, origin: Origin, options: ModelOptions = DEFAULTS) -> None:
        self._model = model
        self._origin = origin
        self._options = options
        # Tokenizers change their settings at every call, which two threads at once must not do.
        self._one_at_a_time = threading.Lock()
        self.name = origin.name

    @classmethod
    def load(cls, name: str, options: ModelOptions = DEFAULTS) -> Reranker:
        """The cross-encoder of that name or folder; ``RerankerProblem`` says why it cannot be had and what to do."""
        origin = Origin(
            name=name,
            folder=folder_of(name),
            what="reranker",
            setting="ASSISTANT_RERANKER",
            marker="config.json",
            error=RerankerProblem,
        )
        model = loaded(origin, "CrossEncoder", options)
        kinds = getattr(model.config, "architectures", None) or ()
        if kinds and not any(kind.endswith(_HEADS) for kind in kinds):
            raise RerankerProblem(f"{name} is no reranker but a {kinds[0]}; ASSISTANT_RERANKER takes a cross-encoder")
        reranker = cls(model, origin, options)
        reranker.scores(_PROBE[0], _PROBE[1:])
        return reranker

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers the question, in units of the model's own; ``RerankerProblem`` if it fails."""
        pairs = [(question, passage or " ") for passage in passages]
        try:
            with self._one_at_a_time:
                found = self._model.predict(pairs, batch_size=self._options.batch_size, show_progress_bar=False)
            scores = np.asarray(found, dtype=np.float64)
            if scores.shape != (len(pairs),):
                raise ArithmeticError(f"it gives {scores.shape[-1]} numbers for a pair, a reranker gives one")
            if not np.isfinite(scores).all():
                raise ArithmeticError("its scores hold values that are no numbers")
        except Exception as error:
            # Devices and models fail in ways of their own: out of memory, an operation that a precision lacks.
            raise failed(self._origin, self._options, error) from error
        return [float(score) for score in scores]
