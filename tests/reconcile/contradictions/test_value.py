"""Figures of independent sources that cannot both be true."""

from asof.reconcile import reconcile
from tests.reconcile.factory import Pile


def values(pile, at=None):
    """The contradictions of value."""
    return [c for c in reconcile(pile.linked(), at=at).contradictions if c.kind == "value"]


def two(low, high, when="2031-05-04", outcome="killed", **more):
    """Two claims of two outlets."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count(outcome, low, id="first", source=more.get("source_a"))
    pile.report("b", when, outlet="B")
    pile.count(outcome, high, id="second", source=more.get("source_b"), approximate=more.get("about", False))
    return pile


def test_two_figures_of_one_day_contradict():
    """The explanation gives both figures with their sources."""
    found = values(two(12, 23))
    assert [c.claims for c in found] == [("first", "second")]
    assert "A gave 12 and B gave 23" in found[0].explanation


def test_a_grown_toll_is_no_contradiction():
    """The next day's higher toll is an update."""
    assert values(two(12, 23, when="2031-05-05")) == []


def test_a_shrunk_toll_is_one():
    """The dead do not become fewer without a correction."""
    assert len(values(two(23, 12, when="2031-05-05"))) == 1


def test_one_voice_does_not_contradict_itself():
    """Two figures of one source are not two sides."""
    assert values(two(12, 23, source_a="the mayor", source_b="The mayor")) == []


def test_rounded_figures_do_not_contradict():
    """About 105 and 100 agree."""
    assert values(two(100, 105, about=True)) == []


def test_a_contradiction_closes_when_a_side_gives_another_figure():
    """It is open as of the first day, and closed once one side has come round."""
    pile = two(23, 12)
    pile.report("c", "2031-05-06", outlet="B")
    pile.count("killed", 23)
    assert values(pile, at="2031-05-05")[0].closed is None
    found = values(pile)
    assert [(c.opened, c.closed) for c in found] == [("2031-05-04", "2031-05-06")]
