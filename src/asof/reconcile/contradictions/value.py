"""Two standing figures of independent sources for the same thing that cannot both be true."""

from bisect import bisect_right
from collections.abc import Iterator
from heapq import heappop, heappush

from asof.reconcile.contradictions.finding import Matter, closed_by, contradiction, said
from asof.reconcile.intervals import Interval, close
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, stated, surely_later
from asof.reconcile.rivals import why_not
from asof.reconcile.supersession import takes_the_place
from asof.reconcile.tracks import Line
from asof.records import Contradiction


def value(matter: Matter) -> Iterator[Contradiction]:
    """For each track, figures beside their neighbours among those standing when they were said; two figures once."""
    for line in matter.lines:
        told: set[frozenset[Interval]] = set()
        ends = _Ends(line, matter.by_id)
        for earlier, later in _neighbours(line, ends):
            both = frozenset((stated(earlier), stated(later)))
            if both not in told and _opposed(earlier, later, line, matter.by_id):
                end = ends.of(earlier, later)
                if end is None or end.order[0] > later.order[0]:
                    told.add(both)
                    closed = end.claim.asserted_at if end else None
                    yield contradiction("value", (earlier, later), _explained(earlier, later, line), closed)


class _Ends:
    """Which claim first took another's place on a line; looked for once for each, since many pairs ask."""

    def __init__(self, line: Line, by_id: dict[str, Placed]) -> None:
        self._line, self._by_id = line, by_id
        self._known: dict[str, Placed | None] = {}

    def of(self, *items: Placed) -> Placed | None:
        """The first claim that took the place of one of these, or None."""
        for item in items:
            if item.id not in self._known:
                self._known[item.id] = closed_by(item, self._line, self._by_id)
        ends = [end for item in items if (end := self._known[item.id]) is not None]
        return min(ends, key=lambda p: (p.order, p.id)) if ends else None


def _neighbours(line: Line, gone: _Ends) -> Iterator[tuple[Placed, Placed]]:
    """Each distinct total that is not denied, behind the next lower and the next higher one that stood by then."""
    standing: list[Interval] = []
    holders: dict[Interval, Placed] = {}
    ends: list[tuple[tuple[object, ...], str, Interval]] = []
    for item in line.placed:
        while ends and ends[0][0] <= item.order:
            ended = heappop(ends)[2]
            standing.remove(ended)
            del holders[ended]
        interval = stated(item)
        if interval in holders or item.id in line.denied:
            continue
        if count_of(item).basis != "total" or is_single(item):
            continue
        place = bisect_right(standing, _by_bounds(interval), key=_by_bounds)
        for beside in standing[max(0, place - 1) : place + 1]:
            yield holders[beside], item
        standing.insert(place, interval)
        holders[interval] = item
        end = gone.of(item)
        if end:
            heappush(ends, (end.order, item.id, interval))


def _by_bounds(interval: Interval) -> tuple[int, int]:
    return interval.low, -1 if interval.high is None else interval.high


def _opposed(earlier: Placed, later: Placed, line: Line, by_id: dict[str, Placed]) -> bool:
    rounded = count_of(earlier).quantity.approximate or count_of(later).quantity.approximate
    if close(stated(earlier), stated(later), rounded) or not independent(earlier, later):
        return False
    if takes_the_place(later, earlier, line.outcome) or why_not(earlier, later):
        return False
    new = by_id.get(line.superseded.get(earlier.id, ""))
    return new is None or (new.id != later.id and not surely_later(later, new))


def independent(a: Placed, b: Placed) -> bool:
    """Whether two claims are not one voice, nor carried from one origin, nor one outlet's own two figures."""
    own = a.voice.startswith("outlet:") and b.voice.startswith("outlet:") and a.claim.document == b.claim.document
    return a.voice != b.voice and a.origin != b.origin and not own


def _explained(earlier: Placed, later: Placed, line: Line) -> str:
    one, two = said(earlier, str(stated(earlier))), said(later, str(stated(later)))
    return f"Of {line.group.words} {line.outcome}, {one} and {two}; no number satisfies both."
