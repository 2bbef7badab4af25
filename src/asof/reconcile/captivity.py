"""The held: how many were taken is another number than how many are held still, and of an earlier moment."""

from collections.abc import Sequence
from datetime import timedelta

from asof.reconcile.placing import Placed, stated, surely_later

TAKEN = "One says how many were taken, the other how many are held still."

_A_DAY = timedelta(days=1)


def of_two_moments(a: Placed, b: Placed) -> bool:
    """Whether of two numbers of the held one is of those who were taken and the other of those who are held still."""
    return {a.holds, b.holds} == {"taken", "still"} or _out_of(a, b) or _out_of(b, a)


def _out_of(more: Placed, less: Placed) -> bool:
    """Whether a number that only a noun tells ("the 20 hostages") is higher than one of those who are held still."""
    high = stated(less).high
    return more.holds == "named" and less.holds == "still" and high is not None and stated(more).low > high


def taken_told_later(a: Placed, b: Placed) -> bool:
    """Whether one of two numbers of the held is of those taken, and told a day or more after the other.

    The other is of those who were held then: it is no rival, and its place is not taken.
    """
    taken, held = (a, b) if a.holds == "taken" else (b, a)
    return (taken.holds, held.holds) == ("taken", "") and taken.order[0] - held.order[0] >= _A_DAY


def held_still(items: Sequence[Placed]) -> list[Placed]:
    """Of the numbers of the held those that say how many are: all of them where nobody says who is held still.

    A number of those taken that was surely said after the last number of those held still may be of others.
    """
    still = (p for p in items if p.holds == "still" and p.claim.factuality == "CT+")
    last = max(still, key=lambda p: p.order, default=None)
    if last is None:
        return list(items)
    return [p for p in items if not of_two_moments(p, last) or _taken_anew(p, last)]


def _taken_anew(item: Placed, last: Placed) -> bool:
    return item.holds == "taken" and item.adds and surely_later(item, last)
