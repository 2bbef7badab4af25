"""Stated breakdowns."""

from asof.reconcile import reconcile
from tests.reconcile.factory import Pile


def pile_with(*parts, total=26):
    """A total of escaped hostages with parts by nationality in the same sentence."""
    pile = Pile(country="DZ")
    pile.report("a", "2031-05-04")
    pile.sentence()
    pile.count("escaped", total, who="hostages", id="total")
    for number, nationality in parts:
        pile.count("escaped", number, who=f"{nationality} people")
    return pile


def test_a_breakdown_that_adds_up_is_recognised():
    """Every part stands to the total as a subset, with the sum in the reason."""
    pile = pile_with((22, "Algerian"), (1, "American"), (2, "British"), (1, "French"))
    found = reconcile(pile.linked())
    reasons = {r.reason for r in found.relations if r.relation == "subset" and r.b == "total"}
    assert reasons == {"A part of 26 hostages: 22+1+2+1 = 26, which adds up."}
    assert not [c for c in found.contradictions if c.kind == "arithmetic"]


def test_a_breakdown_that_exceeds_its_total_is_a_contradiction():
    """Parts of more than the total cannot hold with it."""
    pile = pile_with((22, "Algerian"), (7, "American"))
    found = [c for c in reconcile(pile.linked()).contradictions if c.kind == "arithmetic"]
    assert len(found) == 1
    assert "22+7 = 29" in found[0].explanation
    assert found[0].claims[0] == "total"


def test_a_breakdown_that_is_not_complete_is_none():
    """Parts of fewer than the total leave room for others."""
    found = reconcile(pile_with((10, "Algerian"), (2, "American")).linked())
    assert not [c for c in found.contradictions if c.kind == "arithmetic"]


def test_marked_parts_need_no_nationality():
    """Parts that extraction marks with their total are a breakdown wherever they stand."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("injured", 5, id="total")
    pile.count("injured", 3, who="men", basis="part", part_of="total")
    pile.count("injured", 3, who="women", basis="part", part_of="total")
    found = [c for c in reconcile(pile.linked()).contradictions if c.kind == "arithmetic"]
    assert ["3+3 = 6" in c.explanation for c in found] == [True]


def test_an_open_total_leaves_room_for_more():
    """Parts of 32 agree with a total of at least 26."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04")
    pile.count("freed", 26, None, who="hostages", id="total")
    pile.count("freed", 22, who="Kenyan hostages", basis="part", part_of="total")
    pile.count("freed", 10, who="Peruvian hostages", basis="part", part_of="total")
    reasons = {r.reason for r in reconcile(pile.linked()).relations if r.relation == "subset"}
    assert reasons == {"A part of at least 26 hostages: 22+10 = 32, which the total leaves room for."}
