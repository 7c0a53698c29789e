"""How sure it is that passages answer: the strength of the best excerpt as a probability, and where it is refused.

Knows a curve for each sort of question, fitted on the tuned questions (logistic calibration, Platt 1999; refit with
``python -m eval.retrieval --fit``); refuses to know what makes an excerpt strong. The threshold of ``selection`` is
where a curve passes one half, so that what is said to be more likely than not is answered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answers.asking import Asked
from assistant.answers.evidence_check import Fit
from assistant.answers.selection import agrees, strength, threshold

STEEPNESS = 6.0
"""How fast certainty grows with strength."""
_DIGITS = 3


def certainty(fits: Sequence[Fit], asked: Asked) -> float:
    """The probability, 0 to 1, that the best of the excerpts that nothing contradicts answers the question."""
    best = max((strength(fit, asked) for fit in fits if fit.sound and agrees(fit, asked)), default=-math.inf)
    return round(probability(best - threshold(asked)), _DIGITS)


def probability(margin: float) -> float:
    """The curve: one half at the threshold (margin 0)."""
    return 1 / (1 + math.exp(-STEEPNESS * margin)) if margin > -math.inf else 0.0
