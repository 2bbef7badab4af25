"""How claims of one track stand to one another."""

import pytest

from asof.reconcile import reconcile
from tests.reconcile.factory import Pile


def relation(first, second, later="2031-05-04", outcome="killed", **more):
    """The relation of a claim of outlet B to one of outlet A before it."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count(outcome, *first, source=more.get("source_a"), id="first", approximate=more.get("about", False))
    pile.report("b", later, outlet="B")
    said = {"text": more["text"]} if "text" in more else {}
    pile.count(outcome, *second, source=more.get("source_b"), id="second", basis=more.get("basis", "total"), **said)
    found = [r for r in reconcile(pile.linked()).relations if (r.a, r.b) == ("second", "first")]
    assert len(found) == 1
    assert found[0].reason.endswith(".")
    return found[0].relation


@pytest.mark.parametrize(
    ("first", "second", "more", "expected"),
    [
        ((12,), (12,), {}, "same"),
        ((20, None), (25,), {}, "refines"),
        ((25,), (20, None), {}, "same"),
        ((20, 26), (24, 30), {}, "narrows"),
        ((12,), (23,), {"later": "2031-05-05"}, "updates"),
        ((12,), (23,), {}, "incomparable"),
        ((12,), (23,), {"outcome": "held"}, "disputes"),
        ((23,), (12,), {"later": "2031-05-05"}, "disputes"),
        ((100,), (107,), {"about": True}, "same"),
        ((12,), (23,), {"source_a": "the mayor", "source_b": "the mayor"}, "incomparable"),
        ((12,), (3,), {"basis": "increment"}, "incomparable"),
        ((30,), (12,), {"later": "2031-05-06", "outcome": "held"}, "updates"),
    ],
)
def test_relations(first, second, more, expected):
    """Each pair of intervals, times and sources has its relation."""
    assert relation(first, second, **more) == expected


def test_a_track_of_thousands_stays_cheap():
    """Relations and contradictions grow with the claims, not with their pairs."""
    pile = Pile()
    for n in range(2500):
        pile.report(f"r{n}", "2031-05-04", outlet=f"O{n % 50}")
        pile.count("killed", n % 40)
        pile.count("killed", n % 7, None)
    linked = pile.linked()
    found = reconcile(linked)
    assert len(found.relations) < 3 * len(linked.claims)
    assert len(found.contradictions) < 100


def test_hostile_piles_stay_cheap():
    """Thousands of populations, in one report or in as many, do not multiply."""
    pile = Pile()
    for n in range(3000):
        if n < 1500:
            pile.report(f"r{n}", "2031-05-04", outlet=f"O{n}")
        pile.count("killed", n % 50 + 1, who=f"Nowhere{n} kind{n}s", source=f"source {n}")
    reconcile(pile.linked())


def test_single_people_dispute_nothing():
    """A guard told of by one report says nothing against the twelve of another."""
    assert relation((12,), (1,), later="2031-05-05", outcome="displaced") == "disputes"
    assert relation((12,), (1,), later="2031-05-05", outcome="displaced", text="a") == "incomparable"
