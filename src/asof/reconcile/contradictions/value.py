"""Two standing figures of independent sources for the same thing that cannot both be true."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from msgspec.structs import replace

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
        ends: dict[str, Placed | None] = {}
        for earlier, later in _neighbours(line, matter.by_id, ends):
            found = _dispute(earlier, later, line)
            if found is None or not _stands(earlier, later, line, matter.by_id):
                continue
            both = frozenset((stated(earlier), stated(later)))
            end = _first_end(earlier, later, ends)
            if both not in told and (end is None or end.order[0] > later.order[0]):
                told.add(both)
                yield found if end is None else replace(found, closed=end.claim.asserted_at)


def _first_end(earlier: Placed, later: Placed, ends: Mapping[str, Placed | None]) -> Placed | None:
    """The first claim that took the place of one of two, or None."""
    one, two = ends[earlier.id], ends[later.id]
    if one is None or two is None:
        return one or two
    return min(one, two, key=lambda p: (p.order, p.id))


def _neighbours(
    line: Line, by_id: dict[str, Placed], ends: dict[str, Placed | None]
) -> Iterator[tuple[Placed, Placed]]:
    """Each distinct total that is not denied, behind the next lower and the next higher one that stood by then.

    `ends` is filled with the claim that first took the place of each.
    """
    bounds: list[tuple[int, int]] = []
    standing: list[Interval] = []
    holders: dict[Interval, Placed] = {}
    going: list[tuple[tuple[object, ...], str, Interval]] = []
    for item in line.placed:
        while going and going[0][0] <= item.order:
            ended = heappop(going)[2]
            place = bisect_left(bounds, _bounds(ended))
            while standing[place] != ended:
                place += 1
            del standing[place], bounds[place], holders[ended]
        interval = stated(item)
        if interval in holders or item.id in line.denied:
            continue
        if count_of(item).basis != "total" or is_single(item):
            continue
        end = ends[item.id] = closed_by(item, line, by_id)
        place = bisect_right(bounds, _bounds(interval))
        for beside in standing[max(0, place - 1) : place + 1]:
            yield holders[beside], item
        standing.insert(place, interval)
        bounds.insert(place, _bounds(interval))
        holders[interval] = item
        if end:
            heappush(going, (end.order, item.id, interval))


def _bounds(interval: Interval) -> tuple[int, int]:
    return interval.low, -1 if interval.high is None else interval.high


def _dispute(earlier: Placed, later: Placed, line: Line) -> Contradiction | None:
    """The dispute that two figures make by what they say, whatever became of them; found once for all moments."""
    both = earlier.id, later.id
    if both not in line.met:
        rivals = _opposed(earlier, later, line.outcome)
        line.met[both] = contradiction("value", (earlier, later), _explained(earlier, later, line)) if rivals else None
    return line.met[both]


def _opposed(earlier: Placed, later: Placed, outcome: str) -> bool:
    rounded = count_of(earlier).quantity.approximate or count_of(later).quantity.approximate
    if close(stated(earlier), stated(later), rounded) or not independent(earlier, later):
        return False
    return not takes_the_place(later, earlier, outcome) and not why_not(earlier, later)


def _stands(earlier: Placed, later: Placed, line: Line, by_id: dict[str, Placed]) -> bool:
    """Whether nobody had surely taken the place of the earlier figure when the later was said."""
    new = by_id.get(line.superseded.get(earlier.id, ""))
    return new is None or (new.id != later.id and not surely_later(later, new))


def independent(a: Placed, b: Placed) -> bool:
    """Whether two claims are not one voice, nor carried from one origin, nor one outlet's own two figures."""
    own = a.voice.startswith("outlet:") and b.voice.startswith("outlet:") and a.claim.document == b.claim.document
    return a.voice != b.voice and a.origin != b.origin and not own


def _explained(earlier: Placed, later: Placed, line: Line) -> str:
    one, two = said(earlier, str(stated(earlier))), said(later, str(stated(later)))
    return f"Of {line.group.words} {line.outcome}, {one} and {two}; no number satisfies both."
