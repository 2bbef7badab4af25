"""The whole stage on small piles."""

from asof.reconcile import reconcile
from tests.reconcile.factory import Pile, ends, estimate


def test_a_grown_toll_is_an_update():
    """Twelve dead in the morning and twenty-three at three leave 23, not a span from 12 to 23."""
    pile = Pile()
    pile.report("a", "2031-05-04T10:00:00Z")
    first = pile.count("killed", 12)
    pile.report("b", "2031-05-04T15:00:00Z")
    second = pile.count("killed", 23)
    assert ends(estimate(pile)) == (23, 23, 23)
    track = reconcile(pile.linked()).tracks[0]
    assert [(p.claim, p.superseded_by) for p in track.points] == [(first, second), (second, None)]


def test_as_of_noon_leaves_out_the_afternoon():
    """At noon only the morning's figure is known."""
    pile = Pile()
    pile.report("a", "2031-05-04T10:00:00Z")
    pile.count("killed", 12)
    pile.report("b", "2031-05-04T15:00:00Z")
    pile.count("killed", 23)
    assert ends(estimate(pile, at="2031-05-04T12:00")) == (12, 12, 12)


def test_a_day_is_not_known_at_its_noon():
    """A report of which only the day is known is left out at noon of that day, and counted."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 12)
    found = reconcile(pile.linked(), at="2031-05-04T12:00")
    assert found.events[0].estimates == {}
    assert found.set_aside == {"said on that day, hour unknown": 1}


def test_disjoint_parts_add_up():
    """Hostages and attackers killed are added, because nobody is both."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 35, who="hostages")
    pile.count("killed", 15, who="terrorists")
    assert ends(estimate(pile)) == (50, 50, 50)


def test_a_demand_moves_nothing():
    """A demanded release is set aside with its reason."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("freed", 100, who="militants", factuality="Uu")
    found = reconcile(pile.linked())
    assert found.events[0].estimates == {}
    assert found.set_aside == {"demanded, threatened, predicted or asked": 1}
