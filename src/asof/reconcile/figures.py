"""Figures: what one report says, at one stamp, of one population: an interval with the claims that state it."""

from datetime import datetime

from asof.reconcile.intervals import Interval
from asof.records import Record


class Figure(Record, frozen=True, kw_only=True):
    """An interval that somebody stands behind, as the estimation rules take it.

    `claims` state it; `origins`, `voices`, `kinds` are those of its claims; `hedged`: no claim of it is certain;
    `because`: the named constraint it was reached by, empty where a claim states it outright.
    """

    interval: Interval
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    outlet: str
    kinds: tuple[str, ...]
    order: tuple[datetime, int, int]
    asserted_at: str | None
    hedged: bool = False
    because: str = ""
