"""Nobody is counted as injured and dead."""

import pytest

from asof.reconcile.fates import DIED_SINCE, OFF_THE_DEAD
from asof.records import Range
from tests.reconcile.factory import FAR, Pile, ends, estimate, told

SHOT = "count/frame-injured/shoot"


def test_those_shot_less_the_dead_are_the_injured():
    """Six shot, two of them dead, leaves four injured; the high end keeps the six."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 2)
    pile.count("injured", 6, made_by=SHOT)
    found = estimate(pile, "injured")
    assert ends(found) == (4, 4, 6)
    assert OFF_THE_DEAD in found.reason


def test_a_stated_number_of_wounded_is_believed():
    """Where the wounded are counted apart, the number of those shot is not used."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 2)
    pile.count("injured", 6, made_by=SHOT)
    pile.count("injured", 4)
    found = estimate(pile, "injured")
    assert ends(found) == (4, 4, 4)


def test_a_single_person_shot_may_be_the_one_who_died():
    """A man shot and a man dead are one man; a woman shot beside a dead man is injured."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 1, who="man", text="a")
    pile.count("injured", 1, who="man", text="a", made_by=SHOT)
    assert estimate(pile, "injured").best == 0
    pile.count("injured", 1, who="woman", text="a", made_by=SHOT)
    assert estimate(pile, "injured").best == 1


def test_without_dead_all_who_were_shot_are_injured():
    """Nobody is taken off where nobody died."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("injured", 6, made_by=SHOT)
    assert estimate(pile, "injured").best == 6


def test_who_dies_later_is_no_longer_injured():
    """Three wounded; the next day one dead is reported and the wounded are not counted again."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("injured", 3)
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 1)
    found = estimate(pile, "injured")
    assert ends(found) == (2, 2, 3)
    assert DIED_SINCE in found.reason


def test_the_dead_of_another_report_are_the_one_shot():
    """A report tells only of a boy shot, another that a boy died: one boy, and nobody injured."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("injured", 1, who="boy", text="a", made_by=SHOT)
    pile.report("b", "2031-05-04", outlet="B")
    pile.count("killed", 1, who="boy", text="a")
    assert estimate(pile, "injured").best == 0


def test_fewer_struck_than_died_may_all_be_dead():
    """Five died; two of whom it is only said that they were struck are no injured beside them."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 5)
    pile.count("injured", 2, made_by=SHOT)
    found = estimate(pile, "injured")
    assert ends(found) == (0, 0, 2)


def test_who_surely_lives_is_counted_where_all_who_were_struck_have_died():
    """Three were shot and three died; another one, injured, lives: not nobody, but one."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 3)
    pile.count("injured", 1, text="another", basis="increment")
    pile.count("injured", 3, made_by=SHOT)
    found = estimate(pile, "injured")
    assert found.best == 1


def victims(number):
    """The dead of a report of one dead and three hurt that also counts so many victims."""
    pile = told((4, ("killed", 1), ("injured", 3)))
    pile.count("killed", number, who="victims", made_by="count/frame-killed/victims")
    return estimate(pile)


def test_victims_that_are_all_who_were_struck_are_no_dead():
    """One dead and three hurt are the four victims."""
    assert ends(victims(4)) == (1, 1, 1)


def test_victims_of_another_number_may_be_dead():
    """Two victims beside one dead and three hurt are nobody's sum: they may have died."""
    assert victims(2).high == 2


@pytest.mark.parametrize(("words", "number"), [("he is expected to survive", 1), ("he lay there", 0)])
def test_who_is_said_to_live_is_not_the_one_who_died(words, number):
    """A man dead and a man struck are one man, unless the report says of the one who was struck that he lives."""
    text = f"A man was struck; {words}. "
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 1, who="man", text="a", sentence=Range(start=60, end=70))
    pile.count("injured", 1, who="man", text="a", made_by=SHOT, sentence=Range(start=0, end=len(text)))
    pile.text(text + " " * 60)
    assert estimate(pile, "injured").best == number


def test_others_who_were_struck_are_none_of_the_dead():
    """One dead and three others shot: the three are all alive."""
    pile = told((4, ("killed", 1)))
    pile.count("injured", 3, who="others", made_by=SHOT)
    assert estimate(pile, "injured").best == 3


def test_those_struck_of_an_opening_give_way_to_nobody_below():
    """Six shot and one dead, as a report opens, are five injured, though it tells of three in hospital far down."""
    pile = told((4, ("killed", 1)))
    pile.count("injured", 6, made_by=SHOT)
    pile.count("injured", 3, made_by="count/frame-injured/hospital", sentence=FAR)
    assert estimate(pile, "injured").best == 5


@pytest.mark.parametrize(("number", "injured"), [(8, 0), (7, 0), (3, 3)])
def test_wounds_in_a_number_of_the_dead_are_theirs(number, injured):
    """Seven killed, eight further down: so many victims with wounds are the dead, three are not."""
    pile = told((4, ("killed", 7, "headline"), ("killed", 8, "far down")))
    pile.count("injured", number, who="victims", made_by="count/frame-injured/victims")
    assert estimate(pile, "injured").best == injured


def test_who_had_died_by_the_first_report_is_not_taken_off_its_injured_again():
    """Thirty hurt and ten dead, then twelve dead: two of the thirty may have died since, not twelve."""
    assert ends(estimate(told((4, ("injured", 30), ("killed", 10)), (5, ("killed", 12))), "injured")) == (28, 28, 30)
