"""Answers to questions."""

from asof.reconcile import answer, reconcile
from tests.reconcile.factory import Pile


def pile():
    """Foreign hostages and attackers killed, hostages freed on demand."""
    made = Pile()
    made.report("a", "2031-05-04T10:00:00Z", outlet="Tidewater Post")
    made.count("killed", 6, who="foreign hostages", source="a security source", id="six")
    made.count("killed", 15, who="gunmen", id="fifteen")
    made.count("freed", 100, who="prisoners", factuality="Uu")
    made.report("b", "2031-05-05", outlet="Hill Echo")
    made.count("killed", 7, who="foreign hostages", source="a security source", id="seven")
    return made.linked()


def ask(at=None, **question):
    """The answers as of `at`."""
    linked = pile()
    return answer(linked, reconcile(linked, at=at), **question)


def ends(found):
    """(low, best, high)."""
    return found.estimate and (found.estimate.low, found.estimate.best, found.estimate.high)


def test_one_answer_for_each_outcome():
    """Without a question everything is answered, demands with what was set aside."""
    found = ask()
    assert [(a.outcome, len(a.points)) for a in found] == [("freed", 0), ("killed", 3)]
    assert found[0].estimate is None
    assert found[0].set_aside == {"demanded, threatened, predicted or asked": 1}
    assert ends(found[1]) == (22, 22, 22)


def test_a_population_is_answered_by_its_own_track():
    """The same words give the estimate of that population."""
    (found,) = ask(outcome="killed", population="foreign hostages")
    assert ends(found) == (7, 7, 7)
    assert [(p.claim, p.superseded_by) for p in found.points] == [("six", "seven"), ("seven", None)]


def test_a_whole_of_which_only_a_part_is_counted_has_a_lower_bound():
    """Nobody counted all hostages; they are no fewer than the foreign ones."""
    (found,) = ask(outcome="killed", population="hostages")
    assert ends(found) == (7, None, None)
    assert "foreign hostages, a part of them" in found.estimate.reason


def test_a_source_is_answered_by_what_it_said_last():
    """The words of a source's name pick its claims; an outlet's name picks its reports."""
    (found,) = ask(outcome="killed", source="security source")
    assert [p.claim for p in found.points] == ["six", "seven"]
    assert found.estimate.supporting == ("seven",)
    (found,) = ask(outcome="killed", source="tidewater")
    assert [p.claim for p in found.points] == ["six", "fifteen"]


def test_as_of_a_moment():
    """On the first evening six are known."""
    (found,) = ask(at="2031-05-04T20:00Z", outcome="killed", population="foreign hostages")
    assert ends(found) == (6, 6, 6)


def test_nothing_known_is_no_estimate():
    """Before anything was said there is nothing to answer."""
    assert ask(at="2031-05-01", outcome="killed") == ()
    (found,) = ask(outcome="killed", population="nurses")
    assert (found.estimate, found.points) == (None, ())
