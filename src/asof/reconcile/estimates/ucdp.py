"""The UCDP rule: low, best and high after the UCDP GED codebook (Sundberg and Melander 2013; Högbladh 2023).

The codebook's best is the most reliable figure, its low the most conservative, its high the highest that is reliable.
Sources are not ranked here: reliability is how many independent origins stand behind a figure, then whether a report
opens with it, then how recent it is. Of the killed and the injured `weighing` looks at how else each number is told.
"""

from collections.abc import Sequence

from asof.reconcile.estimates.choice import Choice
from asof.reconcile.estimates.span import agreement, backing, backings, certain, chosen, nobody, origins, values
from asof.reconcile.figures import Figure, independent


def ucdp(figures: Sequence[Figure]) -> Choice:
    """Best: the value that most independent origins leave room for.

    Of those, one that a report opens with, then the most recent, then the higher one. Where nobody states a number of
    all, the number of people that most origins tell of.
    Low: the lowest end of a figure stated as a fact. High: the highest stated end, hedged figures included; open where
    a lower bound is above every stated end.
    """
    sure = certain(figures)
    if not values(sure):
        return nobody(figures)
    if all(f.floor and f.interval.low <= 1 for f in sure):
        return _of_the_told(figures, sure)
    behind_each, opening, newest = backings(sure), _opening(sure), _newest(sure)
    best = max(behind_each, key=lambda v: (behind_each[v], v in opening, newest[v], v))
    behind, _ = backing(sure, best)
    words = _reason(best, behind, independent(sure))
    if any(f.behind for f in sure):
        words = words.replace(" or more recently", "")
    return chosen(figures, best, behind, words)


def _of_the_told(figures: Sequence[Figure], sure: Sequence[Figure]) -> Choice:
    """Where nobody states a number of all, as many as most origins tell of: one report may mistake one for two."""
    told = [f for f in sure if f.interval.best is not None]
    counted = {v: [f for f in told if f.interval.best == v] for v in sorted({f.interval.best or 0 for f in told})}
    opening = _opening(sure)
    best = max(counted, key=lambda v: (independent(counted[v]), v in opening, v))
    many, every = independent(counted[best]), independent(sure)
    if many == every:
        return chosen(figures, best, counted[best], _reason(best, counted[best], every))
    words = f"{best} are told of by {many} of {origins(every)}, and no other number by more. Nobody states one of all."
    return chosen(figures, best, counted[best], words)


def _opening(figures: Sequence[Figure]) -> frozenset[int | None]:
    """The values that a report opens with."""
    return frozenset(f.interval.best for f in figures if not f.passing)


def _newest(figures: Sequence[Figure]) -> dict[int | None, tuple[object, ...]]:
    """When each value was last given; nothing where a higher one of before still stands beside it."""
    found: dict[int | None, tuple[object, ...]] = {}
    for figure in figures:
        when = () if figure.behind else figure.order[:2]
        found[figure.interval.best] = max(found.get(figure.interval.best, ()), when)
    return found


def _reason(best: int, behind: Sequence[Figure], every: int) -> str:
    if every == 1:
        return f"{best} is what the only origin that still stands gives."
    others = "" if independent(behind) == every else ", and no other value with more or more recently"
    return f"{best} {agreement(best, behind, every)}{others}."
