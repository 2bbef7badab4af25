"""The ACLED rule: the most conservative figure (ACLED Codebook, on fatalities: reports differ, the lowest is taken)."""

from collections.abc import Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.span import backing, certain, chosen, nobody, values
from asof.reconcile.figures import Figure


def acled(figures: Sequence[Figure]) -> Choice:
    """Best: the lowest value that a report still standing states as a fact.

    Single people told of count where they are more than any number stated, and where none is.
    """
    sure = certain(figures)
    told = values(sure)
    if not told:
        return nobody(figures)
    best = told[0]
    return chosen(figures, best, backing(sure, best)[0], f"{best} is the lowest figure that still stands.")
