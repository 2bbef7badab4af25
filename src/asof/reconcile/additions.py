"""Additions told in a report of their own ("another three have died"): they extend the number of before."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from asof.reconcile.figures import Figure
from asof.reconcile.intervals import Interval

ADDED_LATER = "an addition of a later report to a stated number"


_REACH = 200
"""So many figures back a number is looked for to which something was added; a story of more is flooded."""
_MOST_CLAIMS = 200
"""A number behind which so many claims stand is extended no further: each addition takes them all over."""


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
    if base is None or base.interval.best is None or len(base.claims) > _MOST_CLAIMS:
        return replace(figure, floor=True)
    new, doubtful = _told_anew(figure, base)
    more = sum(number for number, _ in new)
    best = base.interval.best + more
    high = None if base.interval.high is None else max(base.interval.high + more, best + doubtful)
    made = replace(
        base if not new else figure,
        interval=Interval(low=base.interval.low, best=best, high=high),
        core=Interval(low=best, best=best, high=high),
        claims=_both(base.claims, figure.claims),
        origins=_both(base.origins, figure.origins),
        because=ADDED_LATER,
        adds=False,
        additions=(*base.additions, *new),
        passing=base.passing and figure.passing,
    )
    return replace(made, order=figure.order, asserted_at=figure.asserted_at)


def _told_anew(figure: Figure, base: Figure) -> tuple[list[tuple[int, str]], int]:
    """Which of a figure's additions no other report told since the base, and how many of the others may be new too.

    An addition is one of before where its number is the same and the days in the words of both do not differ; where
    one names no day that is a guess.
    """
    number = figure.interval.best or figure.interval.low
    parts = figure.additions if sum(n for n, _ in figure.additions) == number else ((number, ""),)
    known, new, doubtful = list(base.additions), [], 0
    for part in parts:
        alike = [a for a in known if a[0] == part[0] and (a[1].startswith(part[1]) or part[1].startswith(a[1]))]
        if not alike:
            new.append(part)
            continue
        same = max(alike, key=lambda a: a[1])
        known.remove(same)
        doubtful += 0 if same[1] and part[1] else part[0]
    return new, doubtful


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
