"""Counts as intervals: what is stated, what it is best read as, and whether two of them can both be true."""

from functools import lru_cache

from msgspec.structs import replace

from asof.records import Bounds, Record


class Interval(Record, frozen=True, kw_only=True, order=True):
    """Bounds with a best reading. `low` is never None (0 where the words leave it open); `high` None is open."""

    low: int
    best: int | None
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether one number is stated."""
        return self.low == self.high

    def __str__(self) -> str:
        """The interval in words: "26", "at least 20", "up to 40", "20 to 26"."""
        if self.exact:
            return str(self.low)
        if self.high is None:
            return f"at least {self.low}"
        return f"up to {self.high}" if self.low == 0 else f"{self.low} to {self.high}"


@lru_cache(maxsize=4096)  # the same few bounds are asked for over and over
def interval_of(bounds: Bounds) -> Interval:
    """The interval of a stated count.

    The best reading of "at least 20" is 20; of "nearly 600", 600; of "20 to 26", 23 (the middle, rounded down);
    "up to 40" has none: it is a ceiling, no figure.
    """
    low, high = bounds.low, bounds.high
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        return Interval(low=low, best=(low + high) // 2, high=high)
    if low is not None:
        return Interval(low=low, best=low, high=None)
    return Interval(low=0, best=high if bounds.approximate else None, high=high)


def rounded(bounds: Bounds, interval: Interval) -> Interval:
    """The interval of a stated count; what is only nearly reached ("nearly 600") is no less than nine tenths of it."""
    nearly = bounds.approximate and interval.low == 0 and interval.high is not None
    return replace(interval, low=interval.high - interval.high // 10) if nearly and interval.high else interval


def meet(a: Interval, b: Interval) -> bool:
    """Whether some number satisfies both."""
    return (a.high is None or b.low <= a.high) and (b.high is None or a.low <= b.high)


def within(a: Interval, b: Interval) -> bool:
    """Whether everything that `a` allows is allowed by `b`."""
    return a.low >= b.low and (b.high is None or (a.high is not None and a.high <= b.high))


def close(a: Interval, b: Interval, approximate: bool) -> bool:
    """Whether two figures meet once the rounded one is taken as within a tenth of what it says."""
    if meet(a, b):
        return True
    if not approximate:
        return False
    gap = b.low - (a.high or 0) if b.low > (a.high or 0) else a.low - (b.high or 0)
    return gap * 10 <= max(a.low, b.low)
