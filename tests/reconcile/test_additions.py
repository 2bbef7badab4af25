"""What a later report adds to a number, and who is behind a number of before."""

import pytest

from asof.records import ValidTime
from tests.reconcile.factory import Pile, ends, estimate


def toll(*more: tuple, first: int = 9) -> Pile:
    """Nine dead by the police in one outlet's report; then reports of days, outlets, numbers, sources and what else."""
    pile = Pile()
    pile.report("r", "2031-05-04", outlet="A")
    pile.count("killed", first, source="police")
    for n, (day, outlet, number, source, kept) in enumerate(more):
        pile.report(f"r{n}", f"2031-05-{day:02}", outlet=outlet)
        pile.count("killed", number, source=source, **kept)
    return pile


ANOTHER = {"basis": "increment"}


def of_day(day: int) -> dict:
    """More dead, on a day of May that the report names."""
    return {**ANOTHER, "valid_time": ValidTime(value=f"2031-05-{day:02}", start=0, end=2)}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ([(5, "A", 3, None, ANOTHER)], (9, 12, 12)),
        ([(5, "B", 3, "police", ANOTHER)], (9, 12, 12)),
        ([(5, "A", 30, None, ANOTHER)], (9, 39, 39)),
        ([(5, "A", 3, None, ANOTHER), (6, "A", 3, None, ANOTHER)], (9, 12, 15)),
        ([(5, "A", 3, None, of_day(5)), (6, "A", 3, None, of_day(5))], (9, 12, 12)),
        ([(5, "A", 3, None, of_day(5)), (6, "A", 3, None, of_day(6))], (9, 15, 15)),
        ([(5, "A", 3, None, of_day(5)), (6, "A", 2, None, of_day(6)), (7, "A", 3, None, of_day(5))], (9, 14, 14)),
        ([(5, "A", 3, None, ANOTHER), (6, "A", 2, None, ANOTHER)], (9, 14, 14)),
        ([(5, "A", 3, None, ANOTHER), (6, "B", 13, None, {})], (13, 13, 13)),
        ([(5, "B", 3, "a doctor", ANOTHER)], (9, 9, 9)),
    ],
)
def test_an_addition_of_a_later_report_extends_the_number_of_before(more, found):
    """By the same source or outlet.

    Told twice of one day it adds once, so also where no day is told, but then the high end
    holds that it was others; a later total stands; another's extends nothing."""
    assert ends(estimate(toll(*more))) == found


def test_a_report_that_tells_both_additions_again_adds_nothing():
    """Three on the fifth and two on the sixth, then a look back at both."""
    pile = toll((5, "A", 3, None, of_day(5)), (6, "A", 2, None, of_day(6)))
    pile.report("back", "2031-05-07", outlet="A")
    pile.sentence()
    pile.count("killed", 3, **of_day(5))
    pile.count("killed", 2, **of_day(6))
    assert ends(estimate(pile)) == (9, 14, 14)


def test_a_flood_of_additions_is_cut_off():
    """Of four hundred additions the number takes over the claims of two hundred."""
    pile = toll()
    for n in range(400):
        pile.report(f"more{n}", f"2031-05-05T{n // 60:02}:{n % 60:02}:00Z", outlet="A")
        pile.count("killed", n + 2, **ANOTHER)
    assert 200 < len(estimate(pile).supporting) < 210


def test_an_addition_says_how_the_best_was_reached():
    """The named constraint stands in the reason, and both claims behind it."""
    found = estimate(toll((5, "A", 3, None, ANOTHER)))
    assert "an addition of a later report to a stated number" in found.reason
    assert len(found.supporting) == 2


def test_a_lower_number_of_an_outlet_does_not_lower_a_toll():
    """The coast guard's 31 stays best beside an outlet's later 25, which remains the low end."""
    found = estimate(toll((5, "B", 25, None, {}), first=31))
    assert ends(found) == (25, 31, 31)
    assert "recently" not in found.reason


def test_two_outlets_with_a_lower_number_outweigh_one():
    """Most independent origins decide before time does."""
    assert estimate(toll((5, "B", 25, None, {}), (5, "C", 25, None, {}), first=31)).best == 25
