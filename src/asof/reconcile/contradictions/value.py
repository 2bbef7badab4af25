"""Two standing figures of independent sources for the same thing that cannot both be true."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from msgspec.structs import replace

from asof.reconcile.contradictions.finding import Matter, closed_by, contradiction, said
from asof.reconcile.intervals import Interval, close
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
    holders = _Holders()
    leaving: list[tuple[tuple[object, ...], Placed, Placed]] = []  # by when their takers, on any track, were said
    for item in line.placed:
        while leaving and leaving[0][0][:2] <= (item.order, item.id):
            _, gone, taker = heappop(leaving)
            if holders.left_by(gone, taker):
                place = bisect_left(bounds, _bounds(stated(gone)))
                while standing[place] != gone.states:
                    place += 1
                del standing[place], bounds[place]
        if item.id not in line.totals or item.id in line.denied:
            continue
        end = ends[item.id] = closed_by(item, line, by_id)
        if end:
            heappush(leaving, ((end.order, end.id, item.order, item.id), item, end))
        interval = stated(item)
        if holders.joined_by(item, interval):
            place = bisect_right(bounds, _bounds(interval))
            for beside in standing[max(0, place - 1) : place + 1]:
                yield holders.first(beside), item
            standing.insert(place, interval)
            bounds.insert(place, _bounds(interval))


class _Holders:
    """Who stands by each figure of a track, in the order in which they gave it; the first of them speaks for it."""

    def __init__(self) -> None:
        self._told: dict[Interval, deque[Placed]] = {}
        self._gone: set[str] = set()
        self._taken_back: dict[tuple[Interval, str], tuple[object, ...]] = {}

    def first(self, figure: Interval) -> Placed:
        """Who speaks for a figure that somebody stands by."""
        return self._told[figure][0]

    def joined_by(self, item: Placed, figure: Interval) -> bool:
        """Let a claim stand by its figure; whether it is the only one."""
        if figure in self._told:
            self._told[figure].append(item)
            return False
        self._told[figure] = deque((item,))
        return True

    def left_by(self, item: Placed, taker: Placed) -> bool:
        """Let a claim go whose place is taken, with all that only carried it from its origin; whether that was all."""
        figure = stated(item)
        told = self._told.get(figure)
        if told is None or self._is_gone(item, figure):
            return False
        self._gone.add(item.id)
        self._taken_back[figure, item.origin] = taker.order
        while told and self._is_gone(told[0], figure):
            told.popleft()
        if not told:
            del self._told[figure]
        return not told

    def _is_gone(self, item: Placed, figure: Interval) -> bool:
        if item.id in self._gone:
            return True
        back = self._taken_back.get((figure, item.origin))
        return back is not None and item.order < back


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
    return f"Of {_people(earlier, later, line)} {line.outcome}, {one} and {two}; no number satisfies both."


def _people(earlier: Placed, later: Placed, line: Line) -> str:
    """The people whom two figures count, in their reports' own word where they share one ("protesters")."""
    told = {(count_of(p).population.text or "").casefold() for p in (earlier, later)}
    word = told.pop() if len(told) == 1 else ""
    return word if word.isalpha() and word.endswith("s") and word != "others" else line.group.words
