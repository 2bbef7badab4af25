"""What a later report adds to a number, and who is behind a number of before."""

import pytest

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


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ([(5, "A", 3, None, ANOTHER)], (9, 12, 12)),
        ([(5, "B", 3, "police", ANOTHER)], (9, 12, 12)),
        ([(5, "A", 3, None, ANOTHER), (6, "A", 3, None, ANOTHER)], (9, 12, 12)),
        ([(5, "A", 3, None, ANOTHER), (6, "A", 2, None, ANOTHER)], (9, 14, 14)),
        ([(5, "A", 3, None, ANOTHER), (6, "B", 13, None, {})], (13, 13, 13)),
        ([(5, "B", 3, "a doctor", ANOTHER)], (9, 9, 9)),
    ],
)
def test_an_addition_of_a_later_report_extends_the_number_of_before(more, found):
    """By the same source or outlet; told twice it adds once; a later total stands; another's extends nothing."""
    assert ends(estimate(toll(*more))) == found


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
