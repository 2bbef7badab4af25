"""The rule of the majority of origins: a figure is best only where more than half of the origins leave room for it."""

from collections.abc import Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.span import agreement, backing, backings, certain, chosen, nobody, origins, values
from asof.reconcile.figures import Figure, independent


def majority_of_origins(figures: Sequence[Figure]) -> Choice:
    """Best: the value that more than half of the independent origins leave room for; none where there is no such."""
    sure = certain(figures)
    if not values(sure):
        return nobody(figures)
    every = independent(sure)
    behind_each = backings(sure)
    best = max(behind_each, key=lambda v: (behind_each[v], v))
    behind, many = backing(sure, best)
    if many * 2 <= every:
        return chosen(figures, None, sure, f"No figure agrees with more than half of {origins(every)}.")
    return chosen(figures, best, behind, f"{best} {agreement(best, behind, every)}.")
