"""The curve of certainty, fitted on tuned questions: how steep it is, and what each threshold would cost.

Knows probabilities and whether a question has an answer; refuses to know how either came about.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answers.certainty import STEEPNESS
from eval.retrieval.measures import auroc, interval, roc
from eval.retrieval.product import Outcome

_SHOWN = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def curve(outcomes: Sequence[Outcome]) -> str:
    """A table of thresholds with what each refuses, and the logistic curve that fits best (Platt, 1999)."""
    yes = [o.evidence for o in outcomes if o.case.answerable]
    no = [o.evidence for o in outcomes if not o.case.answerable]
    lines = [f"{'certainty below':>16}{'answerable refused':>22}{'unanswerable refused':>22}"]
    rows = roc(yes, no)
    for level in _SHOWN:
        cut = min(rows, key=lambda row: abs(row[0] - level))
        lines.append(f"{level:>16.1f}{cut[1]:>21.1%} {cut[2]:>21.1%}")
    steepness, middle = fitted(outcomes)
    area = interval([auroc([y], no) for y in yes]) if no else None
    lines.append(f"fitted: steepness {steepness:.2f} (in force {STEEPNESS:.2f}), one half at margin {middle:+.3f}")
    if area is not None:
        lines.append(f"AUROC {area.mean:.1%} [{area.low:.1%}–{area.high:.1%}], resampled over answerable questions")
    return "\n".join(lines)


def fitted(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Steepness and middle of the logistic curve over margins; what is settled by rule takes no part."""
    open_ones = [o for o in outcomes if 0.0 < o.evidence < 1.0]
    margins = np.array([[math.log(o.evidence / (1 - o.evidence)) / STEEPNESS] for o in open_ones])
    truth = np.array([o.case.answerable for o in open_ones])
    if len(set(truth.tolist())) < 2:
        return math.nan, math.nan
    model = LogisticRegression(C=1e6).fit(margins, truth)
    steepness = float(model.coef_[0][0])
    return steepness, -float(model.intercept_[0]) / steepness
