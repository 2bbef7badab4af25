"""Additions told in a report of their own ("another three have died"): they extend the number of before."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from asof.reconcile.figures import Figure
from asof.reconcile.intervals import Interval

ADDED_LATER = "an addition of a later report to a stated number"


_REACH = 200
"""So many figures back a number is looked for to which something was added; a story of more is flooded."""


def extended(figures: Sequence[Figure]) -> list[Figure]:
    """Figures in order of assertion, those that only add put on top of the last number of their own source or outlet.

    The low end stays that number, since who is added may be among them. One addition told twice adds once; one that has
    nothing to add to says nothing beside numbers of all.
    """
    made: list[Figure] = []
    for figure in figures:
        made.append(_on_top(figure, made) if figure.adds else figure)
    stated = [f for f in made if not f.adds]
    return stated if any(not f.floor for f in stated) else made


def _on_top(figure: Figure, before: Sequence[Figure]) -> Figure:
    base = next((f for f in reversed(before[-_REACH:]) if _is_base(f, figure)), None)
    if base is None or base.interval.best is None:
        return replace(figure, floor=True)
    more = figure.interval.best or figure.interval.low
    if base.because == ADDED_LATER and base.added == more:
        return replace(
            base, order=figure.order, asserted_at=figure.asserted_at, claims=_both(base.claims, figure.claims)
        )
    high = base.interval.high
    interval = Interval(
        low=base.interval.low, best=base.interval.best + more, high=None if high is None else high + more
    )
    return replace(
        figure,
        interval=interval,
        core=Interval(low=interval.best or 0, best=interval.best, high=interval.high),
        claims=_both(base.claims, figure.claims),
        origins=_both(base.origins, figure.origins),
        because=ADDED_LATER,
        adds=False,
        added=more,
        passing=base.passing and figure.passing,
    )


def _is_base(before: Figure, figure: Figure) -> bool:
    """Whether a number of before is one that an addition extends: a stated one, of the same source or outlet."""
    spoken = before.outlet == figure.outlet or not set(before.voices).isdisjoint(figure.voices)
    return spoken and not before.adds and not before.floor and before.order[0] < figure.order[0]


def _both(one: Iterable[str], two: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *two)))


def with_those_behind(figures: Sequence[Figure]) -> list[Figure]:
    """Figures of a growing toll in order, marked where an outlet's own is lower than a source's that still stands.

    They are no later state of the toll, unless they say that it was lowered.
    """
    most, made = 0, []
    waiting: list[Figure] = []
    for figure in figures:
        if waiting and waiting[0].order[0] < figure.order[0]:
            most, waiting = max([most, *(f.interval.best or 0 for f in waiting)]), []
        own = not figure.kinds and not figure.lowers
        low = own and figure.interval.best is not None and figure.interval.best < most
        made.append(replace(figure, behind=True) if low else figure)
        if figure.kinds and not figure.hedged and not figure.floor:
            waiting.append(figure)
    return made
