"""The rule of the latest official figure: authorities, police, the military and hospitals."""

from collections.abc import Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.span import certain, chosen
from asof.reconcile.figures import Figure

_OFFICIAL = frozenset({"official", "police", "military", "medical"})


def latest_official(figures: Sequence[Figure]) -> Choice:
    """Best: the last figure with an official, police, military or medical source; none where there is no such."""
    told = [f for f in certain(figures) if _OFFICIAL & set(f.kinds) and f.interval.best is not None]
    if not told:
        return chosen(figures, None, figures, "No official source gives a figure.")
    last = max(told, key=lambda f: f.order)
    return chosen(
        figures, last.interval.best, [last], f"{last.interval.best} is the last figure of an official source."
    )
