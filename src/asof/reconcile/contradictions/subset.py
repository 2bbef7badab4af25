"""A part that is more than its whole."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from asof.reconcile.contradictions.finding import Matter, contradiction
from asof.reconcile.placing import Placed, stated, surely_later
from asof.reconcile.population import standing
from asof.reconcile.supersession import STATES
from asof.reconcile.tracks import Line
from asof.records import Contradiction

_MOST = 120
"""How many tracks of one outcome are compared with one another: the most told of."""


def subset(matter: Matter) -> Iterator[Contradiction]:
    """For tracks of which one is a part of the other: the last figure of the part, the highest of the whole."""
    by_outcome: dict[str, list[Line]] = defaultdict(list)
    for line in matter.lines:
        by_outcome[line.outcome].append(line)
    for _, lines in sorted(by_outcome.items()):
        chosen = sorted(lines, key=lambda x: (-len(x.placed), x.group))[:_MOST]
        for part in chosen:
            for whole in chosen:
                if standing(part.group, whole.group, matter.event.place.country) == "part":
                    yield from _pair(part, whole)


def _pair(part: Line, whole: Line) -> Iterator[Contradiction]:
    some, every = _last(part.live()), _highest(whole.live())
    if some is None or every is None or _of_another_time(some, every, part.outcome):
        return
    ceiling = stated(every).high
    if ceiling is None or stated(some).low <= ceiling:
        return
    words = (
        f"{some.source} gave {stated(some)} {part.group.words} {part.outcome}, "
        f"but of all {whole.group.words} nobody gave more than {stated(every)} ({every.source})."
    )
    yield contradiction("subset", (some, every), words)


def _of_another_time(some: Placed, every: Placed, outcome: str) -> bool:
    """Whether the part was told of after the whole, when it may have grown, or a passing state on another day."""
    return surely_later(some, every) or (outcome in STATES and surely_later(every, some))


def _highest(live: Sequence[Placed]) -> Placed | None:
    """The claim that allows most; what a lower figure of the whole rules out is a contradiction on its own track."""
    return max(live, key=lambda p: (stated(p).high is None, stated(p).high or 0, p.order), default=None)


def _last(live: Sequence[Placed]) -> Placed | None:
    return next((p for p in reversed(live) if not p.adds), None)
