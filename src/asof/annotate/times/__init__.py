"""Expressions of time, found by rules that are data and given the values of TIMEX3 (TimeML 1.2.1)."""

from asof.annotate.times.finder import find

__all__ = ["find"]
