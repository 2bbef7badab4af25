"""The next figure of a long row that lies above one number or ends below another, without looking at each of them."""

from collections.abc import Sequence
from math import inf

from asof.reconcile.intervals import Interval


class Ahead:
    """Figures in a row, under a tree of their highest beginnings and lowest ends: a question costs O(log n)."""

    def __init__(self, figures: Sequence[Interval]) -> None:
        lows: list[float] = [f.low for f in figures]
        highs: list[float] = [inf if f.high is None else f.high for f in figures]
        self._lows, self._highs = [lows], [highs]
        while len(lows) > 1:
            lows = [max(lows[n : n + 2]) for n in range(0, len(lows), 2)]
            highs = [min(highs[n : n + 2]) for n in range(0, len(highs), 2)]
            self._lows.append(lows)
            self._highs.append(highs)

    def next(self, start: int, above: float, below: float) -> int | None:
        """The first place from `start` on whose figure begins above one number or ends below the other, or None.

        `inf` as `above`, or `-inf` as `below`, asks for the other alone.
        """
        level, n, top = 0, start, len(self._lows) - 1
        while n < len(self._lows[level]):
            if self._lows[level][n] > above or self._highs[level][n] < below:
                if level == 0:
                    return n
                level, n = level - 1, 2 * n
            else:
                n += 1
                while level < top and n % 2 == 0:
                    level, n = level + 1, n // 2
        return None
