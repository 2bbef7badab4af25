"""How alike two reports are: evidence for and against one event, weighed.

The weights (`resources/link/likeness.yaml`) are a logistic regression's over pairs of reports (bench/link/fit.py);
the score is the log-odds that two reports tell of one event.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from asof.link.features import LATER, Features, mass_of
from asof.resources import structure

_SOON = 3
"""Within how many days of an event, that of the event counted, it is first reported."""
_WEEK = 6
"""From so many days on a report goes back to an event."""
_SEVERAL = 3
"""So many names in common say where something was, if no place is known."""
_RARE_ENOUGH = 60.0
"""Rarity of shared proper words, added up, beyond which more tells no more."""


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The cosine of two unit vectors."""
    if len(left) > len(right):
        left, right = right, left
    return min(1.0, sum([weight * right[word] for word, weight in left.items() if word in right]))


class _Pair:
    """Two reports and the proper words that they share, in the order of the earlier.

    `strangers`: whether both name somebody or something, and nothing that the other names; `elsewhere`: whether they
    play in two places (a report of what came of it is told from where the court sits); `apart`: the days between them.
    """

    __slots__ = ("apart", "earlier", "elsewhere", "later", "shared", "strangers")

    def __init__(self, earlier: Features, later: Features) -> None:
        self.earlier, self.later = earlier, later
        held = later.proper
        self.shared = [w for w in earlier.proper if w in held]
        self.strangers = not self.shared and bool(earlier.proper and held)
        self.apart = _apart(earlier, later)
        self.elsewhere = _conflict(earlier.scene.keys(), later.scene.keys())
        if self.elsewhere and self.recalls:
            self.elsewhere = 0.0

    @property
    def words(self) -> float:
        """The cosine of their words."""
        return cosine(self.earlier.terms, self.later.terms)

    @property
    def names(self) -> float:
        """The part of that cosine that the shared proper words make."""
        one, other = self.earlier.terms, self.later.terms
        return sum([one.get(w, 0.0) * other.get(w, 0.0) for w in self.shared])

    @property
    def recalls(self) -> float:
        """Whether one tells weeks later what came of the other's event: it names that day, the place and somebody."""
        if self.earlier.day is None or self.later.day is None or self.apart < LATER:
            return 0.0
        first, then = (self.earlier, self.later) if self.earlier.day <= self.later.day else (self.later, self.earlier)
        if not then.recalled or not first.people & then.people:
            return 0.0
        told = {d for n in range(_SOON) if (d := (first.day or 0) - n) in then.recalled}
        told |= first.valid & then.recalled
        here = any(w in then.terms for w in first.scene) or len(self.shared) >= _SEVERAL
        return float(bool(told) and here)

    @property
    def goes_back(self) -> float:
        """Whether one opens with when the other's event was ("in May", "seven weeks after"), and names its place."""
        if self.earlier.day is None or self.later.day is None or self.apart < _WEEK:
            return 0.0
        first, then = (self.earlier, self.later) if self.earlier.day <= self.later.day else (self.later, self.earlier)
        day = first.day or 0
        told = any(a <= day and day - _SOON < b + 1 for a, b in then.periods)
        return float(told and (any(w in then.terms for w in first.scene) or bool(self.shared)))

    @property
    def unheard(self) -> float:
        """Whether they were published weeks apart and name nobody in common: another matter of one place.

        Not where one goes back to the other.
        """
        weeks = self.apart >= LATER and not self.earlier.people & self.later.people
        return float(weeks and not self.goes_back)

    @property
    def looks_back(self) -> float:
        """Whether of two reports of about one day one tells what came of an event weeks past, and the other does not.

        They recall no day in common and name nobody in common: another matter of that place and day.
        """
        one, other = self.earlier, self.later
        if self.apart >= LATER or not (one.recalled or other.recalled or one.opens or other.opens):
            return 0.0
        back = one.recalled.isdisjoint(other.recalled) and one.opens.isdisjoint(other.opens)
        return float(back and one.people.isdisjoint(other.people))

    @property
    def rarity(self) -> float:
        """How rare the shared proper words are, added up."""
        held = self.earlier.proper
        return min(sum([held[w] for w in self.shared]), _RARE_ENOUGH) / _RARE_ENOUGH

    @property
    def proper(self) -> float:
        """The share of the smaller one's proper words, by rarity, that the other has too."""
        return _share(self.shared, self.earlier.proper, self.earlier.mass, self.later.mass)

    @property
    def scene(self) -> float:
        """The share of the smaller one's scene that the other has too."""
        one, other = self.earlier.scene, self.later.scene
        return _share([w for w in one if w in other], one, mass_of(one), mass_of(other))


_EVIDENCE: dict[str, Callable[[_Pair], float]] = {
    "words": lambda p: p.words,
    "words of friends": lambda p: 0.0 if p.strangers or p.elsewhere else p.words,
    "names": lambda p: p.names,
    "headline": lambda p: cosine(p.earlier.headline, p.later.headline),
    "proper": lambda p: p.proper,
    "proper rarity": lambda p: p.rarity,
    "strangers conflict": lambda p: float(p.strangers),
    "days apart": lambda p: math.log1p(p.apart),
    "scene shared": lambda p: p.scene,
    "scene conflict": lambda p: p.elsewhere,
    "people shared": lambda p: _overlap(p.earlier.people, p.later.people),
    "people conflict": lambda p: _conflict(p.earlier.people, p.later.people),
    "ages shared": lambda p: _overlap(p.earlier.ages, p.later.ages),
    "ages conflict": lambda p: _conflict(p.earlier.ages, p.later.ages),
    "places shared": lambda p: _overlap(p.earlier.places, p.later.places),
    "places conflict": lambda p: _conflict(p.earlier.places, p.later.places),
    "figures shared": lambda p: _overlap(p.earlier.figures, p.later.figures),
    "figures conflict": lambda p: _conflict(p.earlier.figures, p.later.figures),
    "days shared": lambda p: _overlap(p.earlier.valid, p.later.valid),
    "recalled": lambda p: p.recalls,
    "goes back": lambda p: p.goes_back,
    "nobody shared weeks apart": lambda p: p.unheard,
    "looking back conflict": lambda p: p.looks_back,
    "days conflict": lambda p: _conflict(p.earlier.valid, p.later.valid),
}
"""What speaks for and against one event; only what has a weight is looked at."""


@cache
def _weights() -> tuple[tuple[tuple[float, Callable[[_Pair], float]], ...], float]:
    held = structure("link/likeness")
    return tuple((float(v), _EVIDENCE[k]) for k, v in held["weights"].items()), float(held["bias"])


def evidence(earlier: Features, later: Features) -> dict[str, float]:
    """What speaks for and against one event, each from 0 to about 1 (days apart: log of one and the days)."""
    pair = _Pair(earlier, later)
    return {name: found(pair) for name, found in _EVIDENCE.items()}


def likeness(earlier: Features, later: Features) -> float:
    """The log-odds that two reports tell of one event."""
    weights, bias = _weights()
    pair = _Pair(earlier, later)
    return bias + sum([weight * found(pair) for weight, found in weights])


def _share(shared: Sequence[str], left: Mapping[str, float], *masses: float) -> float:
    """How much of the smaller side's rarity, squared, the other shares."""
    least = min(masses)
    return min(1.0, sum([left[w] * left[w] for w in shared]) / least) if shared and least else 0.0


def _apart(earlier: Features, later: Features) -> float:
    """Days between two publications; where one is unknown, one."""
    if earlier.day is None or later.day is None:
        return 1.0
    return float(abs(later.day - earlier.day))


def _overlap(left: frozenset[object], right: frozenset[object]) -> float:
    """The share of the smaller set that the other holds too; 0 where one is empty."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _conflict(left: AbstractSet[object], right: AbstractSet[object]) -> float:
    """1 where both say something and nothing agrees."""
    return 1.0 if left and right and left.isdisjoint(right) else 0.0
