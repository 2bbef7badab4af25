"""Which claim took another's place on its track: a later figure of the same source, or a toll that has grown."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import timedelta
from operator import attrgetter

from asof.reconcile.captivity import of_two_moments
from asof.reconcile.intervals import Interval, meet, within
from asof.reconcile.placing import Placed, count_of, opens, stated, surely_later

GROWING = frozenset({"killed", "injured", "freed", "escaped", "arrested"})
"""Outcomes that add up over time: who is counted once stays counted."""
STATES = frozenset({"held", "missing", "present", "deployed"})
"""Outcomes that come to an end for each person: a later figure is of a later state."""
_ORDER = attrgetter("order")


def supersessions(items: list[Placed], outcome: str, denied: frozenset[str]) -> dict[str, str]:
    """Which claim superseded which, on one track. `items` are in order of assertion; one pass from the end.

    A claim is superseded by the latest later claim of the same voice or origin that says something else; and,
    for a growing outcome, by the first surely later claim of anyone that is higher throughout, and by a lower one of
    the same country's authorities; for a state, by the last one that anybody gives a day later or more. What others
    gave as those authorities did falls with their correction. A denied claim supersedes nothing.
    """
    found: dict[str, str] = {}
    newest: dict[str, Placed] = {}
    highest = _Highest()
    for item in reversed(items):
        keys = item.speakers
        new = _by_voice(item, keys, newest)
        if outcome in GROWING:
            new = new or _by_toll(item, highest, newest)
        elif outcome in STATES:
            new = new or _by_another_day(item, newest)
        if new:
            found[item.id] = new.id
        if item.id in denied or _hedged(item):
            continue
        for key in (*keys, *_authority(item), _ANYBODY):
            newest.setdefault(key, item)
        if opens(item) or item.sums:
            highest.add(item)
    return found | (_fallen_too(items, found, denied) if outcome in GROWING else {})


def _fallen_too(items: list[Placed], found: dict[str, str], denied: frozenset[str]) -> dict[str, str]:
    """Claims that give the figure which authorities took back later by a lower one, with the claim that did.

    Only in outlets' own words: a hospital or a witness who gave the same counted for themselves.
    """
    by_id = {item.id: item for item in items}
    back: dict[Interval, Placed] = {}
    for item in items:
        last = by_id.get(found.get(item.id, ""))
        if last and item.authority and stated(item) not in back and _lowers(last, item):
            back[stated(item)] = first_in_place_of(item, last, items, denied)
    if not back:
        return {}
    others = ((p, back[stated(p)]) for p in items if p.id not in found and stated(p) in back and not p.adds)
    others = ((p, later) for p, later in others if p.authority == later.authority or p.voice.startswith("outlet:"))
    return {p.id: later.id for p, later in others if surely_later(later, p)}


def _lowers(later: Placed, earlier: Placed) -> bool:
    high = stated(later).high
    return later.authority == earlier.authority and high is not None and high < stated(earlier).low


def first_in_place_of(item: Placed, last: Placed, items: Sequence[Placed], denied: Collection[str]) -> Placed:
    """The first claim of a track that took a claim's place; `last` is the one that holds it now."""
    outcome = count_of(item).outcome
    first, end = bisect_right(items, item.order, key=_ORDER), bisect_left(items, last.order, key=_ORDER)
    for n in range(first, end):  # whoever spoke no later than the claim takes no place of it
        later = items[n]
        whole = outcome not in GROWING or opens(later) or later.sums or _one_voice(later, item)
        if whole and later.id not in denied and not _hedged(later) and takes_the_place(later, item, outcome):
            return later
    return last


def _by_voice(item: Placed, keys: tuple[str, ...], newest: dict[str, Placed]) -> Placed | None:
    for key in keys:
        later = newest.get(key)
        if later and surely_later(later, item) and _replaces(later, item):
            return later
    return None


_ANYBODY = "anybody"


def _by_another_day(item: Placed, newest: dict[str, Placed]) -> Placed | None:
    last = newest.get(_ANYBODY)
    return last if last and _a_day_later(last, item) and _replaces(last, item) else None


def _authority(item: Placed) -> tuple[str, ...]:
    """The authorities in whose name a figure of the whole is given, in a report's opening or as a sum."""
    return (f"authority:{item.authority}",) if item.authority and (opens(item) or item.sums) else ()


def _by_toll(item: Placed, highest: "_Highest", newest: dict[str, Placed]) -> Placed | None:
    later = newest.get(f"authority:{item.authority}") if item.authority else None
    return later if later and _corrects(later, item) else highest.next_above(item)


def _corrects(later: Placed, earlier: Placed) -> bool:
    """Whether a country's authorities give fewer than they did before: the dead become fewer by a correction only."""
    if not earlier.authority or f"authority:{earlier.authority}" not in _authority(later):
        return False
    high = stated(later).high
    return (
        high is not None and high < stated(earlier).low and surely_later(later, earlier) and _replaces(later, earlier)
    )


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
        if item.adds:
            return None
        end = _end_of(stated(item))
        return next((p for p in reversed(self._claims) if stated(p).low > end and surely_later(p, item)), None)


def _by_height(placed: Placed) -> tuple[int, object]:
    return -stated(placed).low, placed.order


def _hedged(item: Placed) -> bool:
    return item.claim.factuality != "CT+"


def _replaces(later: Placed, earlier: Placed) -> bool:
    """Whether a later figure says something else: not a part or an addition, and not merely less exact."""
    claim = count_of(later)
    if claim.basis != "total" or claim.implied or (later.holds != "still" and of_two_moments(later, earlier)):
        return False
    new, old = stated(later), stated(earlier)
    if new == old:
        return False
    return not (meet(new, old) and within(old, new))


def _a_day_later(later: Placed, earlier: Placed) -> bool:
    if later.when is None or earlier.when is None:
        return False
    return later.when.first - earlier.when.first >= timedelta(days=1)


def takes_the_place(later: Placed, earlier: Placed, outcome: str) -> bool:
    """Whether a surely later claim updates an earlier one rather than disputes it.

    It does where the same voice speaks, where a growing toll has grown, and where a state is told of a day later.
    """
    if not surely_later(later, earlier):
        return False
    told_anew = _one_voice(later, earlier)
    told_anew = told_anew or (outcome in STATES and _a_day_later(later, earlier))
    told_anew = told_anew or (outcome in GROWING and (_outgrows(later, earlier) or _corrects(later, earlier)))
    return told_anew and _replaces(later, earlier)


def _one_voice(a: Placed, b: Placed) -> bool:
    voices = b.speakers
    for voice in a.speakers:  # noqa: SIM110 - asked for every pair of a long track; `any` takes twice the time
        if voice in voices:
            return True
    return False
