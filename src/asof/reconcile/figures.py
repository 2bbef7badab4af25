"""Figures: what one report says, at one stamp, of one population: an interval with the claims that state it."""

from collections.abc import Sequence
from datetime import datetime

from asof.reconcile.intervals import Interval
from asof.reconcile.placing import Placed, opens, stated
from asof.records import Record


class Figure(Record, frozen=True, kw_only=True):
    """What a report stands behind, as the estimation rules take it.

    `interval` spans all that it gives; `core` is what it gives most weight to. `claims` state it; `origins` and
    `kinds` (of their sources) are those of its claims; `hedged`: none of them is certain. `because`: the named
    constraint it was reached by, empty where a claim states it outright. `floor`: nobody states a number, so it is
    only as many as are told of, and there may be more. `passing`: no claim of it stands in its report's opening.
    `lowers`: it is told as the authorities' correction of a higher number. `adds`: it only adds to a number told
    elsewhere; `additions`: what it adds, or what later reports added to it, each with its day, empty where no words
    name it. `behind`: an outlet's own, lower than a source's of before.
    """

    interval: Interval
    core: Interval
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    outlet: str
    voices: tuple[str, ...]
    kinds: tuple[str, ...]
    order: tuple[datetime, int, int]
    asserted_at: str | None
    hedged: bool = False
    because: str = ""
    floor: bool = False
    passing: bool = False
    lowers: bool = False
    adds: bool = False
    additions: tuple[tuple[int, str], ...] = ()
    behind: bool = False


def figure_of(interval: Interval, items: Sequence[Placed], because: str = "", core: Interval | None = None) -> Figure:
    """A figure of claims of one report (at least one). Its core is the interval itself unless another is given."""
    first = min(items, key=lambda p: (p.order, p.id))
    chains = [p.claim.attribution.chain for p in items if p.claim.attribution]
    adds = all(p.adds for p in items)
    return Figure(
        interval=interval,
        core=core or interval,
        claims=tuple(dict.fromkeys(p.id for p in items)),
        origins=tuple(dict.fromkeys(p.origin for p in items)),
        outlet=first.outlet,
        voices=tuple(sorted({p.voice for p in items})),
        kinds=tuple(sorted({chain[0].kind for chain in chains if chain})),
        order=first.order,
        asserted_at=first.claim.asserted_at,
        hedged=all(p.claim.factuality != "CT+" for p in items),
        because=because,
        passing=not any(opens(p) for p in items),
        lowers=any(p.lowers and p.authority for p in items),
        adds=adds,
        additions=_additions(items) if adds else (),
    )


def _additions(items: Sequence[Placed]) -> tuple[tuple[int, str], ...]:
    """What claims add, each with its day; one without a day is the one of the same number that has one."""
    found = dict.fromkeys((stated(p).low, _day_of(p)) for p in items)
    dated = {number for number, day in found if day}
    return tuple((number, day) for number, day in found if day or number not in dated)


_DAY = len("2031-05-04")


def _day_of(item: Placed) -> str:
    """The day, month or year that a claim's words give, empty where it is understood only."""
    when = item.claim.valid_time
    return when.value[:_DAY] if when and when.start is not None else ""


def joined(figures: Sequence[Figure], interval: Interval, because: str) -> Figure:
    """One figure out of several of the same report. What is put together out of parts may be more than they are."""
    first = min(figures, key=lambda f: (f.order, f.claims))
    return Figure(
        interval=interval,
        core=Interval(low=interval.best or interval.low, best=interval.best, high=None),
        claims=tuple(dict.fromkeys(c for f in figures for c in f.claims)),
        origins=tuple(dict.fromkeys(o for f in figures for o in f.origins)),
        outlet=first.outlet,
        voices=tuple(sorted({v for f in figures for v in f.voices})),
        kinds=tuple(sorted({k for f in figures for k in f.kinds})),
        order=first.order,
        asserted_at=first.asserted_at,
        hedged=all(f.hedged for f in figures),
        because=because,
        floor=any(f.floor for f in figures),
        passing=all(f.passing for f in figures),
    )


def independent(figures: Sequence[Figure]) -> int:
    """How many independent origins stand behind figures: an origin, or an outlet's own voice, counts once."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while above.setdefault(key, key) != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for figure in figures:
        keys = [*figure.origins, *(v for v in figure.voices if v.startswith("outlet:"))]
        for key in keys:
            above[top(key)] = top(keys[0])
    return len({top(figure.origins[0]) for figure in figures})
