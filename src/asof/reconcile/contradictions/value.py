"""Two standing figures of independent sources for the same thing that cannot both be true."""

from collections.abc import Iterator
from itertools import pairwise

from asof.reconcile.contradictions.finding import Matter, closed_by, contradiction, said
from asof.reconcile.intervals import Interval, close
from asof.reconcile.persons import is_single
from asof.reconcile.placing import Placed, count_of, stated, surely_later
from asof.reconcile.rivals import why_not
from asof.reconcile.supersession import takes_the_place
from asof.reconcile.tracks import Line
from asof.records import Contradiction


def value(matter: Matter) -> Iterator[Contradiction]:
    """For each track, the pairs of neighbouring figures that do not meet, each by those who first said them."""
    for line in matter.lines:
        told = _first_of_each(line)
        for low, high in pairwise(told):
            earlier, later = sorted((low, high), key=lambda p: p.order)
            if _opposed(earlier, later, line, matter.by_id):
                end = closed_by((earlier, later), [line], matter.by_id)
                if end is None or end.order[0] > later.order[0]:
                    closed = end.claim.asserted_at if end else None
                    yield contradiction("value", (earlier, later), _explained(earlier, later, line), closed)


def _first_of_each(line: Line) -> list[Placed]:
    """The first claim of each distinct total that is not denied, from low to high."""
    first: dict[Interval, Placed] = {}
    for item in line.placed:
        interval = stated(item)
        if interval in first or item.id in line.denied:
            continue
        if count_of(item).basis == "total" and not is_single(item):
            first[interval] = item
    return [first[interval] for interval in sorted(first, key=_by_bounds)]


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
