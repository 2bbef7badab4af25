"""Expressions of time, found by rules that are data and given the values of TIMEX3 (TimeML 1.2.1)."""

from asof.annotate.times.asked import asked, asked_of
from asof.annotate.times.finder import find
from asof.annotate.times.instant import at_places

__all__ = ["asked", "asked_of", "at_places", "find"]
