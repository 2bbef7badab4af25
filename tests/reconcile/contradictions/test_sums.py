"""Parts more than wholes, and more people gone than were taken."""

from asof.reconcile import reconcile
from tests.reconcile.factory import Pile


def kinds(pile):
    """(kind, claims) of the contradictions."""
    return [(c.kind, c.claims) for c in reconcile(pile.linked()).contradictions]


def test_a_part_is_no_more_than_its_whole():
    """Nine foreign hostages killed cannot be if nobody gives more than five hostages."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 9, who="foreign hostages", id="part")
    pile.count("killed", 5, who="hostages", id="whole")
    assert kinds(pile) == [("subset", ("part", "whole"))]


def test_a_part_told_later_may_have_grown():
    """The next day's nine do not contradict the five of the day before."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 5, who="hostages")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 9, who="foreign hostages")
    assert kinds(pile) == []


def test_no_more_can_be_gone_than_were_taken():
    """In one report, thirty freed and fifteen killed of forty taken are too many."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("held", 40, who="hostages", id="taken")
    pile.count("freed", 30, who="hostages", id="freed")
    pile.count("killed", 15, who="hostages", id="killed")
    assert kinds(pile) == [("arithmetic", ("taken", "killed", "freed"))]


def test_an_open_number_of_taken_bounds_nothing():
    """At least forty taken leaves room for any number gone."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("held", 40, None, who="hostages")
    pile.count("freed", 90, who="hostages")
    assert kinds(pile) == []
