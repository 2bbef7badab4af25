"""How alike two reports are: evidence for and against one event, weighed.

The weights (`resources/link/likeness.yaml`) are a logistic regression's over pairs of reports (bench/link/fit.py);
the score is the log-odds that two reports tell of one event.
"""

import math
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
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
    if len(left) > len(right):
        left, right = right, left
    return min(1.0, sum([weight * right[word] for word, weight in left.items() if word in right]))


def evidence(earlier: Features, later: Features) -> dict[str, float]:
    """What speaks for and against one event, each from 0 to about 1 (days apart: log of one and the days)."""
    shared = earlier.proper.keys() & later.proper.keys()
    rarity = sum([earlier.proper[w] for w in shared])
    words, common = cosine(earlier.terms, later.terms), cosine_of(shared, earlier, later)
    apart = math.log1p(_apart(earlier, later))
    strangers = bool(earlier.proper and later.proper and not shared)
    elsewhere = _conflict(earlier.scene, later.scene)
    return {
        "words": words,
        "words of friends": 0.0 if strangers or elsewhere else words,
        "names": common,
        "headline": cosine(earlier.headline, later.headline),
        "proper": _share(shared, earlier.proper, later.proper),
        "proper rarity": min(rarity, _RARE_ENOUGH) / _RARE_ENOUGH,
        "strangers conflict": float(strangers),
        "days apart": apart,
        "scene shared": _share(earlier.scene.keys() & later.scene.keys(), earlier.scene, later.scene),
        "scene conflict": elsewhere,
        "divisions conflict": _conflict(earlier.divisions, later.divisions),
        "people shared": _overlap(earlier.people, later.people),
        "people conflict": _conflict(earlier.people, later.people),
        "ages shared": _overlap(earlier.ages, later.ages),
        "ages conflict": _conflict(earlier.ages, later.ages),
        "places shared": _overlap(earlier.places, later.places),
        "places conflict": _conflict(earlier.places, later.places),
        "figures shared": _overlap(earlier.figures, later.figures),
        "figures conflict": _conflict(earlier.figures, later.figures),
        "days shared": _overlap(earlier.valid, later.valid),
        "days conflict": _conflict(earlier.valid, later.valid),
    }


def likeness(earlier: Features, later: Features) -> float:
    """The log-odds that two reports tell of one event."""
    weights, bias = _weights()
    found = evidence(earlier, later)
    return bias + sum([weight * found[name] for name, weight in weights.items()])


def cosine_of(shared: AbstractSet[str], earlier: Features, later: Features) -> float:
    """The part of two reports' cosine that the shared proper words make."""
    return sum([earlier.terms.get(w, 0.0) * later.terms.get(w, 0.0) for w in shared])


def _share(shared: AbstractSet[str], left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """How much of the smaller side's rarity, squared, the other shares."""
    if not shared:
        return 0.0
    least = min(sum([r * r for r in left.values()]), sum([r * r for r in right.values()]))
    return min(1.0, sum([left[w] * left[w] for w in shared]) / least) if least else 0.0


def _apart(earlier: Features, later: Features) -> float:
    """Days between two publications; where one is unknown, one."""
    if earlier.day is None or later.day is None:
        return 1.0
    return float(abs(later.day - earlier.day))


def _overlap(left: frozenset[object], right: frozenset[object]) -> float:
    """The share of the smaller set that the other holds too; 0 where one is empty."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _conflict(left: Collection[object], right: Collection[object]) -> float:
    """1 where both say something and nothing agrees."""
    return float(bool(left and right) and not any(one in right for one in left))
