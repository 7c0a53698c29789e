"""Contrastive training of term vectors: each text near the one it is paired with, far from the others of its batch.

Knows batches, loss and optimiser; refuses to know where pairs come from and how vectors are kept. One thread and one
seed: the same pairs give the same vectors.
"""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.int32]
"""The rows of a text's terms."""
Family = Sequence[tuple[Terms, Terms]]
_SCALE = 20.0
_WARM_UP = 50
_LAST_RATE = 0.02
_BETAS = (0.9, 0.999)
_RUNS = 8
_TELL_EVERY = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How long and how fast to train.

    ``shares`` says how often each family is drawn; half the batches of the families ``in_runs`` are runs of
    neighbours, whose texts are of one source and so the hardest to tell apart.
    """

    shares: Mapping[str, float]
    steps: int
    batch: int
    rate: float
    seed: int
    in_runs: frozenset[str] = frozenset()


def fit(families: Mapping[str, Family], vectors: NDArray[np.float32], plan: Plan) -> NDArray[np.float32]:
    """Vectors (terms × dimensions) after training; row 0 stands for unknown terms and stays zero.

    The loss is sentence-transformers' MultipleNegativesRankingLoss in both directions (van den Oord et al. 2018), the
    optimiser Adam on the rows of a batch alone, since most terms are in no given batch.
    """
    import torch
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

    torch.set_num_threads(1)
    chance = random.Random(plan.seed)
    loss_of = MultipleNegativesRankingLoss(
        torch.nn.Identity(),
        scale=_SCALE,
        directions=("query_to_doc", "doc_to_query"),
        partition_mode="per_direction",
    )
    table = torch.from_numpy(vectors.copy())
    optimiser = _RowAdam(table, plan)
    names = sorted(name for name in families if plan.shares.get(name, 0.0) > 0)
    seen = dict.fromkeys(names, 0.0)
    for step in range(plan.steps):
        name = chance.choices(names, [plan.shares[name] for name in names])[0]
        pairs = _drawn(families[name], plan.batch, chance, runs=name in plan.in_runs)
        texts = [first for first, _ in pairs] + [second for _, second in pairs]
        rows, places = np.unique(np.concatenate(texts), return_inverse=True)
        starts = torch.from_numpy(np.cumsum([0] + [len(text) for text in texts[:-1]]))
        used = table[torch.from_numpy(rows)].requires_grad_(True)
        means = torch.nn.functional.embedding_bag(torch.from_numpy(places), used, starts, mode="mean")
        loss = loss_of.compute_loss_from_embeddings([means[: len(pairs)], means[len(pairs) :]], None)
        loss.backward()
        optimiser.step(torch.from_numpy(rows), used.grad)
        seen[name] = loss.item()
        if (step + 1) % _TELL_EVERY == 0:
            _log.info("step %s: %s", step + 1, ", ".join(f"{n} {v:.2f}" for n, v in seen.items()))
    table[0] = 0.0
    found: NDArray[np.float32] = table.numpy()
    return found


def _drawn(pairs: Family, size: int, chance: random.Random, *, runs: bool) -> Sequence[tuple[Terms, Terms]]:
    """Pairs of one family: any, each at most once, or runs of neighbours."""
    if len(pairs) <= size:
        return pairs
    if not runs or chance.random() < 0.5:
        return chance.sample(pairs, size)
    length = size // _RUNS
    starts = [chance.randrange(len(pairs) - length) for _ in range(_RUNS)]
    return [pair for start in starts for pair in pairs[start : start + length]]


class _RowAdam:
    """Adam (Kingma and Ba 2015) that touches only the rows it is given a gradient for."""

    def __init__(self, table: Any, plan: Plan) -> None:
        import torch

        self._table, self._plan, self._count = table, plan, 0
        self._first, self._second = torch.zeros_like(table), torch.zeros_like(table)

    def step(self, rows: Any, gradient: Any) -> None:
        """One step; the rate rises for the first steps and falls to nearly nothing at the last."""
        left = max(_LAST_RATE, 1.0 - self._count / self._plan.steps)
        self._count += 1
        (slow, slower), count = _BETAS, self._count
        rate = self._plan.rate * min(1.0, count / _WARM_UP) * left
        rate *= math.sqrt(1.0 - slower**count) / (1.0 - slow**count)
        first = self._first[rows].mul_(slow).add_(gradient, alpha=1.0 - slow)
        second = self._second[rows].mul_(slower).addcmul_(gradient, gradient, value=1.0 - slower)
        self._first[rows], self._second[rows] = first, second
        self._table[rows] -= rate * first / (second.sqrt() + 1e-8)
