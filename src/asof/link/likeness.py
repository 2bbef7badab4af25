"""How alike two reports are: evidence for and against one event, weighed.

The weights (`resources/link/likeness.yaml`) are a logistic regression's over pairs of reports (bench/link/fit.py);
the score is the log-odds that two reports tell of one event.
"""

import math
from collections.abc import Mapping
from functools import cache

from asof.link.features import Features
from asof.resources import structure

_RARE_ENOUGH = 60.0
"""Rarity of shared proper words, added up, beyond which more tells no more."""


@cache
def _weights() -> tuple[dict[str, float], float]:
    held = structure("link/likeness")
    return {k: float(v) for k, v in held["weights"].items()}, float(held["bias"])


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The cosine of two unit vectors."""
    small, large = sorted((left, right), key=len)
    return sum(weight * large[word] for word, weight in small.items() if word in large)


def evidence(earlier: Features, later: Features) -> dict[str, float]:
    """What speaks for and against one event, each from 0 to about 1 (days apart: log of one and the days)."""
    shared = [rarity for word, rarity in earlier.proper.items() if word in later.proper]
    least = min(_mass(earlier.proper), _mass(later.proper))
    return {
        "words": cosine(earlier.terms, later.terms),
        "headline": cosine(earlier.headline, later.headline),
        "proper": sum(r * r for r in shared) / least if least else 0.0,
        "proper rarity": min(sum(shared), _RARE_ENOUGH) / _RARE_ENOUGH,
        "days apart": math.log1p(_apart(earlier, later)),
        "ages shared": _overlap(earlier.ages, later.ages),
        "ages conflict": _conflict(earlier.ages, later.ages),
        "places shared": _overlap(earlier.places, later.places),
        "places conflict": _conflict(earlier.places, later.places),
        "figures shared": _overlap(earlier.figures, later.figures),
        "days shared": _overlap(earlier.valid, later.valid),
        "days conflict": _conflict(earlier.valid, later.valid),
    }


def likeness(earlier: Features, later: Features) -> float:
    """The log-odds that two reports tell of one event."""
    weights, bias = _weights()
    found = evidence(earlier, later)
    return bias + sum(weight * found[name] for name, weight in weights.items())


def _mass(proper: Mapping[str, float]) -> float:
    return sum(r * r for r in proper.values())


def _apart(earlier: Features, later: Features) -> float:
    """Days between two publications; where one is unknown, three."""
    if earlier.day is None or later.day is None:
        return 3.0
    return float(abs(later.day - earlier.day))


def _overlap(left: frozenset[object], right: frozenset[object]) -> float:
    """The share of the smaller set that the other holds too; 0 where one is empty."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _conflict(left: frozenset[object], right: frozenset[object]) -> float:
    """1 where both say something and nothing agrees."""
    return float(bool(left and right and not left & right))
