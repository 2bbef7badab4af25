"""Which claim took another's place on its track: a later figure of the same source, or a toll that has grown."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from math import inf
from operator import attrgetter

from asof.reconcile.ahead import Ahead
from asof.reconcile.captivity import of_two_moments
from asof.reconcile.intervals import Interval
from asof.reconcile.placing import Placed, stated, surely_later

GROWING = frozenset({"killed", "injured", "freed", "escaped", "arrested"})
"""Outcomes that add up over time: who is counted once stays counted."""
STATES = frozenset({"held", "missing", "present", "deployed"})
"""Outcomes that come to an end for each person: a later figure is of a later state."""
_TAKEN = frozenset({"taken", "named"})
"""What a number of the held may say whose place one of those taken takes: not one of those who are held."""
_ORDER = attrgetter("order")
_A_DAY = timedelta(days=1)


def supersessions(items: Sequence[Placed], outcome: str, takers: "Takers") -> dict[str, str]:
    """Which claim superseded which, on one track. `items` are in order of assertion; one pass from the end.

    A claim is superseded by the latest later claim of the same voice or origin that says something else; and,
    for a growing outcome, by the first surely later claim of anyone that is higher throughout, and by a lower one of
    the same country's authorities; for a state, by the last one that anybody gives a day later or more. What others
    gave as those authorities did falls with their correction. A denied claim supersedes nothing.
    """
    found: dict[str, str] = {}
    newest: dict[str, Placed] = {}
    holding: dict[str, Placed] = {}
    official: dict[str, Placed] = {}
    highest = _Highest()
    growing, state, denied = outcome in GROWING, outcome in STATES, takers.denied
    for item in reversed(items):
        last = newest if item.holds in _TAKEN else holding
        new = _by_voice(item, last)
        if growing:
            new = new or _by_toll(item, highest, official)
        elif state:
            new = new or _by_another_day(item, last)
        if new:
            found[item.id] = new.id
        if item.hedged or item.id in denied:
            continue
        for key in (*item.speakers, _ANYBODY):
            newest.setdefault(key, item)
            if item.holds != "taken":
                holding.setdefault(key, item)
        if item.leads and not item.adds:
            highest.add(item)
            if item.authority:
                official.setdefault(item.authority, item)
    return found | (_fallen_too(items, found, takers) if growing else {})


def _fallen_too(items: Sequence[Placed], found: dict[str, str], takers: "Takers") -> dict[str, str]:
    """Claims that give the figure which authorities took back later by a lower one, with the claim that did.

    Only in outlets' own words: a hospital or a witness who gave the same counted for themselves.
    """
    by_id = {item.id: item for item in items}
    back: dict[Interval, Placed] = {}
    for item in items:
        if item.authority and item.id in found:
            last = by_id[found[item.id]]
            if stated(item) not in back and _lowers(last, item):
                back[stated(item)] = takers.first(item, last)
    if not back:
        return {}
    others = ((p, back[stated(p)]) for p in items if p.id not in found and stated(p) in back and not p.adds)
    others = ((p, later) for p, later in others if p.authority == later.authority or p.voice.startswith("outlet:"))
    return {p.id: later.id for p, later in others if surely_later(later, p)}


def _lowers(later: Placed, earlier: Placed) -> bool:
    high = stated(later).high
    return later.authority == earlier.authority and high is not None and high < stated(earlier).low


_NEARBY = 16
"""So many claims behind one are looked at one by one, since most figures are soon replaced; then the tree is asked."""


class Takers:
    """Which claim of a track first took another's place; found once for each claim, in O(log n).

    `items`: the track, in order of assertion; those `denied` take no place. A track as of a moment in which nothing is
    denied, and of which everything was known in the order in which it was said, has the takers of the whole track.
    """

    def __init__(self, items: Sequence[Placed], outcome: str, denied: Collection[str] = ()) -> None:
        self.items, self.denied = items, denied
        self._outcome = outcome
        self._known: dict[str, Placed | None] = {}
        self._told: dict[str, list[tuple[int, Placed]]] = {}
        self._rows: dict[str, tuple[_Row, ...]] = {}

    def hold_for(self, items: Sequence[Placed], denied: Collection[str]) -> bool:
        """Whether these takers are those of a track of which so much was known."""
        known = len(items) <= len(self.items) and (not items or self.items[len(items) - 1].id == items[-1].id)
        return known and not denied and not self.denied

    def first(self, item: Placed, last: Placed) -> Placed:
        """The first claim that took a claim's place; `last` is the one that holds it now."""
        if item.id not in self._known:
            self._known[item.id] = self._found(item)
        found = self._known[item.id]
        return found if found is not None and found.order < last.order else last

    def _found(self, item: Placed) -> Placed | None:
        start = bisect_right(self.items, item.order, key=_ORDER)  # whoever spoke no later takes no place
        growing = self._outcome in GROWING
        for later in self.items[start : start + _NEARBY]:
            if not later.replaces or later.hedged or later.id in self.denied:
                continue
            whole = not growing or later.leads or _one_voice(later, item)
            if whole and takes_the_place(later, item, self._outcome):
                return later
        return self._far_behind(item) if start + _NEARBY < len(self.items) else None

    def _far_behind(self, item: Placed) -> Placed | None:
        """As `takes_the_place` has it, asked of trees: by the same voice, anybody a day later, a toll, a correction."""
        if item.when is None:
            return None
        old = stated(item)
        end = inf if old.high is None else old.high
        found = [self._next(key, item, old.low, end) for key in item.speakers]
        if self._outcome in STATES:
            found.append(self._next(_ANYBODY, item, old.low, end, item.when.first + _A_DAY))
        elif self._outcome in GROWING:
            if not item.adds:
                found.append(self._next(_ANYBODY, item, _end_of(old), -inf))
            if item.authority:
                found.append(self._next(f"authority:{item.authority}", item, inf, old.low))
            found.append(self._next(_LOWERED, item, inf, old.low))
        place = min((n for n in found if n is not None), default=None)
        return None if place is None else self.items[place]

    def _next(self, key: str, item: Placed, above: float, below: float, since: datetime | None = None) -> int | None:
        """The place of the first claim in a name that begins above one number or ends below the other."""
        if key not in self._rows:
            self._rows[key] = _rows(self._by_key().get(key, ()))
        found = []
        for row in self._rows[key]:
            if item.holds not in _TAKEN and row.holds == "taken":
                continue  # who was taken is not who is held, whatever the number
            start = row.behind(item, since)
            fewer = item.holds == "still" and row.holds == "named" and stated(item).exact  # more of them were taken
            while (n := row.ahead.next(start, inf if fewer else above, below)) is not None:
                if takes_the_place(self.items[row.places[n]], item, self._outcome):
                    found.append(row.places[n])
                    break
                start = n + 1
        return min(found, default=None)

    def _by_key(self) -> dict[str, list[tuple[int, Placed]]]:
        """The claims that may take a place, with their places on the track, by in whose name they would."""
        if not self._told:
            found = defaultdict(list)
            growing = self._outcome in GROWING
            for n, item in enumerate(self.items):
                if item.replaces and item.when and not item.hedged and item.id not in self.denied:
                    authority = (f"authority:{item.authority}",) if item.authority and item.leads else ()
                    anybody = (_ANYBODY,) if item.leads or not growing else ()
                    corrected = (_LOWERED,) if item.lowers else ()
                    for key in (*item.speakers, *authority, *anybody, *corrected):
                        found[key].append((n, item))
            self._told = dict(found)
        return self._told


class _Row:
    """Claims in order under a tree: those of which the hour is known or those of which only the day is, of one `holds`.

    `places` are theirs on the track.
    """

    def __init__(self, told: Sequence[tuple[int, Placed]]) -> None:
        self.places = [n for n, _ in told]
        self.ahead = Ahead([stated(p) for _, p in told])
        self.holds, self._timed = told[0][1].holds, told[0][1].timed
        self._firsts = [p.order[0] for _, p in told]

    def behind(self, item: Placed, since: datetime | None) -> int:
        """From which claim on they were surely said later than another (see `surely_later`), and since some time."""
        if item.when is None:
            return len(self._firsts)
        both = self._timed and item.timed
        start = bisect_right(self._firsts, item.when.first) if both else bisect_left(self._firsts, item.when.last)
        return start if since is None else max(start, bisect_left(self._firsts, since))


def _rows(told: Sequence[tuple[int, Placed]]) -> tuple[_Row, ...]:
    by_kind: dict[tuple[str, bool], list[tuple[int, Placed]]] = defaultdict(list)
    for n, item in told:
        by_kind[item.holds, item.timed].append((n, item))
    return tuple(_Row(part) for part in by_kind.values())


def _by_voice(item: Placed, newest: dict[str, Placed]) -> Placed | None:
    for key in item.speakers:
        later = newest.get(key)
        if later and later.replaces and surely_later(later, item) and _replaces(later, item):
            return later
    return None


_ANYBODY = "anybody"
_LOWERED = "lowered"


def _by_another_day(item: Placed, newest: dict[str, Placed]) -> Placed | None:
    last = newest.get(_ANYBODY)
    return last if last and _a_day_later(last, item) and _replaces(last, item) else None


def _by_toll(item: Placed, highest: "_Highest", official: dict[str, Placed]) -> Placed | None:
    later = official.get(item.authority) if item.authority else None
    return later if later and _corrects(later, item) else highest.next_above(item)


def _corrects(later: Placed, earlier: Placed) -> bool:
    """Whether a country's authorities give fewer than they did before: the dead become fewer by a correction only."""
    if not earlier.authority or later.authority != earlier.authority or not later.leads:
        return False
    high = stated(later).high
    return (
        high is not None and high < stated(earlier).low and surely_later(later, earlier) and _replaces(later, earlier)
    )


def lowered_by(earlier: Placed, later: Placed) -> bool:
    """Whether a toll that is said to be a correction takes back an earlier, higher one.

    That of authorities takes back what they and outlets gave; anybody else's, what the same voice gave.
    """
    high = stated(later).high
    if not later.lowers or high is None or high >= stated(earlier).low or earlier.adds:
        return False
    outlets = earlier.authority == later.authority or earlier.voice.startswith("outlet:")
    theirs = outlets if later.authority else _one_voice(earlier, later)
    return theirs and surely_later(later, earlier) and _replaces(later, earlier)


def _outgrows(later: Placed, earlier: Placed) -> bool:
    """Whether a figure is higher throughout."""
    return not earlier.adds and stated(later).low > _end_of(stated(earlier))


def _end_of(old: Interval) -> int:
    """What a higher figure lies above; "at least 4" is outgrown by any number above four."""
    return old.low if old.high is None else old.high


_KEPT = 8


class _Highest:
    """At most eight later claims, by falling lower bound: enough to find one that is higher."""

    def __init__(self) -> None:
        self._claims: list[Placed] = []
        self._heights: list[tuple[int, object]] = []

    def add(self, item: Placed) -> None:
        """Remember a claim, where it is among the highest so far."""
        height = _by_height(item)
        if len(self._heights) == _KEPT and self._heights[-1] < height:
            return
        place = bisect_right(self._heights, height)
        self._heights.insert(place, height)
        self._claims.insert(place, item)
        del self._heights[_KEPT:], self._claims[_KEPT:]

    def next_above(self, item: Placed) -> Placed | None:
        """The lowest of them that is surely higher and was surely said later than a figure; None where none is."""
        end = -_end_of(stated(item))
        if item.adds or not self._heights or self._heights[0][0] >= end:
            return None
        for (height, _), later in zip(reversed(self._heights), reversed(self._claims), strict=True):
            if height < end and surely_later(later, item):
                return later
        return None


def _by_height(placed: Placed) -> tuple[int, object]:
    return -stated(placed).low, placed.order


def _replaces(later: Placed, earlier: Placed) -> bool:
    """Whether a later figure says something else: not a part or an addition, and not merely the same less exactly."""
    if not later.replaces or (later.holds == "taken" and earlier.holds not in _TAKEN):
        return False
    if earlier.holds == "still" != later.holds and of_two_moments(later, earlier):
        return False
    new, old = stated(later), stated(earlier)
    return new.low > old.low or (new.high is not None and (old.high is None or new.high < old.high))


def _a_day_later(later: Placed, earlier: Placed) -> bool:
    if later.when is None or earlier.when is None:
        return False
    return later.when.first - earlier.when.first >= _A_DAY


def takes_the_place(later: Placed, earlier: Placed, outcome: str) -> bool:
    """Whether a surely later claim updates an earlier one rather than disputes it.

    It does where the same voice speaks, where a growing toll has grown, and where a state is told of a day later.
    """
    if not later.replaces or not surely_later(later, earlier):
        return False
    told_anew = _one_voice(later, earlier)
    told_anew = told_anew or (outcome in STATES and _a_day_later(later, earlier))
    told_anew = told_anew or (outcome in GROWING and _told_of_all(later, earlier))
    return told_anew and _replaces(later, earlier)


def _told_of_all(later: Placed, earlier: Placed) -> bool:
    """Whether a toll has grown, or was corrected."""
    return _outgrows(later, earlier) or _corrects(later, earlier) or lowered_by(earlier, later)


def _one_voice(a: Placed, b: Placed) -> bool:
    voices = b.speakers
    for voice in a.speakers:  # noqa: SIM110 - asked for every pair of a long track; `any` takes twice the time
        if voice in voices:
            return True
    return False
