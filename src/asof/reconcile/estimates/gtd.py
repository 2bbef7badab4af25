"""The GTD rule: the most recent independent sources; where they differ, their majority, else the lowest.

After the Codebook of the Global Terrorism Database, on the number of fatalities.
"""

from collections.abc import Sequence
from datetime import timedelta

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.span import agreement, backing, backings, certain, chosen, nobody, values
from asof.reconcile.figures import Figure, independent

_RECENT = timedelta(days=1)
"""Figures said within a day of the last one are of the same recency."""


def gtd(figures: Sequence[Figure]) -> Choice:
    """Best: what the most recent reports agree on; else what more than half of their origins allow; else the lowest.

    Reports that only tell of single people, or of some of the people, are asked only where none states a number of all.
    """
    sure = certain(figures)
    told = [f for f in sure if f.interval.best is not None and not f.floor] or sure
    last = max(f.order[0] for f in told)
    recent = [f for f in told if last - f.order[0] < _RECENT]
    if not values(recent):
        return nobody(figures)
    best, why = _of_recent(recent)
    return chosen(figures, best, backing(sure, best)[0], why)


def _of_recent(recent: Sequence[Figure]) -> tuple[int, str]:
    found = values(recent)
    if len(found) == 1:
        return found[0], f"{found[0]} is what the most recent reports give."
    every = independent(recent)
    behind_each = backings(recent)
    best = max(found, key=lambda v: (behind_each[v], -v))
    behind, many = backing(recent, best)
    if many * 2 > every:
        return best, f"{best} {agreement(best, behind, every)} of the most recent reports."
    return found[0], f"The most recent reports differ without a majority; {found[0]} is the lowest of them."
