"""The ends of the dead and the injured where it is open who is which."""

from asof.reconcile import reconcile
from asof.records import Range
from tests.reconcile.factory import Pile


def estimates(*claims, text=""):
    """The estimates of one report."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    for outcome, number, more in claims:
        pile.count(outcome, number, **more)
    pile.text(text)
    return reconcile(pile.linked()).events[0].estimates


def test_who_is_in_danger_may_be_dead_by_now():
    """Two killed, and one in critical condition: up to three; the best stays, and the reason names the constraint."""
    text = "One man is in critical condition. " + " " * 60
    found = estimates(("killed", 2, {}), ("injured", 1, {"sentence": Range(start=0, end=33)}), text=text)["killed"]
    assert (found.low, found.best, found.high) == (2, 2, 3)
    assert "who may yet die" in found.reason


def test_wounds_that_do_not_threaten_life_move_nothing():
    """What stands behind "non-" is taken back."""
    text = "One man has non-life-threatening wounds. " + " " * 60
    found = estimates(("killed", 2, {}), ("injured", 1, {"sentence": Range(start=0, end=40)}), text=text)["killed"]
    assert found.high == 2


def test_who_was_only_struck_may_be_the_dead():
    """Of three who were taken to hospital one may be the one who died."""
    found = estimates(("killed", 1, {}), ("injured", 3, {"made_by": "count/frame-injured/hospital"}))["injured"]
    assert (found.low, found.best, found.high) == (2, 3, 3)


def test_who_is_said_to_be_hurt_is_alive():
    """A plain number of injured is not lowered."""
    found = estimates(("killed", 1, {}), ("injured", 3, {"made_by": "count/frame-injured"}))["injured"]
    assert (found.low, found.best) == (3, 3)


def test_attackers_may_not_be_in_a_stated_number():
    """Three of a family shot dead, the suspect killed too: three, or four with him."""
    found = estimates(("killed", 3, {}), ("killed", 1, {"who": "suspect", "text": "a"}))["killed"]
    assert (found.low, found.best, found.high) == (3, 3, 4)
    assert "attackers apart" in found.reason


def test_who_took_his_own_life_may_not_be_in_a_stated_number():
    """He killed two and himself: two, or three."""
    found = estimates(("killed", 2, {}), ("killed", 1, {"text": "himself", "implied": True}))["killed"]
    assert (found.best, found.high) == (2, 3)


def test_attackers_told_of_as_a_part_are_in_the_number():
    """Four dead, the gunman among them, are four."""
    gunman = {"who": "gunman", "text": "the", "basis": "part", "part_of": "c1"}
    found = estimates(("killed", 4, {}), ("killed", 1, gunman))["killed"]
    assert (found.best, found.high) == (4, 4)


def test_a_number_that_makes_room_for_attackers_and_hostages_counts_both():
    """67 dead; 38 hostages and 29 gunmen died: they are the 67."""
    people = (("killed", 67, {}), ("killed", 38, {"who": "hostages"}), ("killed", 29, {"who": "gunmen"}))
    assert estimates(*people)["killed"].high == 67
