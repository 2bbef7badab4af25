"""Units that measure the same thing, and whether two stated amounts agree once rounding is allowed for."""

import math
from functools import cache
from typing import Literal

from asof.records import Amount
from asof.resources import table

Agreement = Literal["agree", "rounded", "disagree", "incomparable"]

_SAME = 0.01
"""Amounts within one part in a hundred are the same."""


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {
        word.replace("_", " "): (row["dimension"], float(row["factor"]))
        for row in table("reconcile/units")
        for word in (row["unit"].replace(" ", "_"), *row["words"].split())
    }


def in_base(amount: Amount) -> tuple[str, float, float] | None:
    """Dimension and bounds of an amount in base units; None for an unknown unit or an open amount."""
    unit = _units().get(amount.unit.casefold())
    if unit is None or amount.low is None or amount.high is None:
        return None
    return unit[0], amount.low * unit[1], amount.high * unit[1]


def converted(value: float, unit: str, other: str) -> float | None:
    """A value in another unit; None where the two do not measure the same."""
    one, two = _units().get(unit.casefold()), _units().get(other.casefold())
    return value * one[1] / two[1] if one and two and one[0] == two[0] else None


def agreement(a: Amount, b: Amount) -> Agreement:
    """Whether two amounts agree, agree once each is taken as rounded to its last digit that is not zero, or not."""
    one, two = in_base(a), in_base(b)
    if one is None or two is None or one[0] != two[0]:
        return "incomparable"
    if _meet(one[1] * (1 - _SAME), one[2] * (1 + _SAME), two[1], two[2]):
        return "agree"
    wide_a, wide_b = in_base(_unrounded(a)), in_base(_unrounded(b))
    if wide_a and wide_b and _meet(wide_a[1], wide_a[2], wide_b[1], wide_b[2]):
        return "rounded"
    return "disagree"


def _meet(low: float, high: float, other_low: float, other_high: float) -> bool:
    return low <= other_high and other_low <= high


def _unrounded(amount: Amount) -> Amount:
    """The amounts that would be rounded to this one, by its last digit that is not zero."""
    low, high = amount.low or 0.0, amount.high or 0.0
    return Amount(low=low - _half_step(low), high=high + _half_step(high), unit=amount.unit)


def _half_step(value: float) -> float:
    """Half of the place of the last digit that is not zero: 5 for 60, 0.5 for 64, 0.05 for 1.5."""
    if not value or not math.isfinite(value):
        return 0.0
    for place in range(12, -7, -1):
        step = 10.0**place
        if round(value / step) and math.isclose(value / step, round(value / step), rel_tol=1e-9):
            return step / 2
    return 0.0
