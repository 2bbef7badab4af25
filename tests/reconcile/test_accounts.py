"""What one report says of an outcome, brought together."""

import pytest

from asof.records import Population
from tests.reconcile.factory import Pile, ends, estimate


def whole(build, outcome="killed"):
    """(low, best, high) over every person of one report that `build` fills."""
    pile = Pile(country="DZ")
    pile.report("a", "2031-05-04")
    build(pile)
    return ends(estimate(pile, outcome))


def test_repeats_count_once():
    """The same number in headline and body is one number."""

    def build(pile):
        pile.count("killed", 3, part="headline")
        pile.count("killed", 3)
        pile.count("killed", 3, who="persons")

    assert whole(build) == (3, 3, 3)


def test_the_headline_weighs_more_than_a_detail():
    """Three in the headline against two somewhere in the body leaves three."""

    def build(pile):
        pile.count("killed", 2)
        pile.count("killed", 3, part="headline")

    assert whole(build)[1] == 3


def test_an_addition_extends_what_stands_before_it():
    """Two killed, and then another three, are five."""

    def build(pile):
        pile.count("killed", 2)
        pile.count("killed", 3, basis="increment")

    assert whole(build)[1] == 5


def test_what_an_addition_extends_may_be_all():
    """Five killed; three more, it goes on, who may be among the five: the stated five is the low end."""

    def build(pile):
        pile.count("killed", 5)
        pile.count("killed", 3, basis="increment")

    assert whole(build) == (5, 8, None)


def test_that_nobody_died_is_a_low_end():
    """Two dead in one sentence, "no one was killed" in another: from none to two."""

    def build(pile):
        pile.count("killed", 2)
        pile.count("killed", 0, population=Population(), text="no one")

    assert whole(build)[0] == 0


def test_an_addition_extends_who_is_told_of_in_its_own_sentence():
    """Five killed. Somebody was shot, then another three: one and three are four, and five is what is said."""

    def build(pile):
        pile.count("killed", 5)
        pile.sentence()
        pile.count("killed", 1, text="a")
        pile.count("killed", 3, basis="increment")

    assert whole(build)[1] == 5


def test_an_addition_alone_is_at_least_that_many():
    """Another three, of an unstated base, are three or more."""

    def build(pile):
        pile.count("killed", 3, basis="increment")

    assert whole(build) == (3, 3, None)


def test_a_part_is_not_added_to_its_whole():
    """Ten, including two children, are ten."""

    def build(pile):
        pile.count("killed", 10, id="ten")
        pile.count("killed", 2, who="children", basis="part", part_of="ten")
        pile.count("killed", 4, basis="part", part_of="ten")

    assert whole(build) == (10, 10, 10)


def test_disjoint_kinds_add_up_and_others_do_not():
    """Children and women add up; hostages and workers may be the same people."""

    def disjoint(pile):
        pile.count("killed", 3, who="children")
        pile.count("killed", 2, who="women")

    def unknown(pile):
        pile.count("killed", 3, who="hostages")
        pile.count("killed", 2, who="workers")

    assert whole(disjoint) == (5, 5, 5)
    assert whole(unknown)[1] == 3


def test_foreign_and_own_nationality_add_up():
    """At home, nationals and foreigners share nobody."""

    def build(pile):
        pile.count("freed", 573, who="Algerian workers")
        pile.count("freed", 100, who="foreign workers")

    assert whole(build, "freed") == (673, 673, 673)


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([("a", "man"), ("a", "man")], 1),
        ([("a", "man"), ("a", "woman")], 2),
        ([("a", "man"), ("another", "man")], 2),
        ([("a", "man"), ("Hollis Vane", "person"), ("Vane", "person")], 1),
        ([("Hollis Vane", "person"), ("Odile Marr", "person")], 1),
        ([("a", "child"), ("a", "boy")], 1),
    ],
)
def test_single_victims_told_apart(tellings, expected):
    """Mentions are one person unless something tells them apart."""

    def build(pile):
        for text, noun in tellings:
            implied = text[0].isupper()
            pile.count("killed", 1, who=f"{noun}", text=text, implied=implied)

    assert whole(build)[1] == expected


def test_other_names_may_be_other_people():
    """Of two names told apart nobody says two died: one surely did, two may have."""

    def build(pile):
        for name in ("Hollis Vane", "Odile Marr"):
            pile.count("killed", 1, who="person", text=name, implied=True)

    assert whole(build) == (1, 1, 2)


def test_two_articles_in_one_sentence_are_two_people():
    """A guard and a guard, named side by side, are two."""

    def build(pile):
        pile.sentence()
        pile.count("killed", 1, who="guard", text="a")
        pile.count("killed", 1, who="guard", text="a")

    assert whole(build)[1] == 2


def test_ages_tell_people_apart():
    """Two boys of different ages are two."""

    def build(pile):
        for age in ("9-year-old", "12-year-old"):
            who = Population(text=f"{age} boy", head="boy", role="child", age=age)
            pile.count("killed", 1, text="a", population=who)

    assert whole(build)[1] == 2


def test_a_stated_number_beats_the_names_told():
    """Four dead, of whom two are named, are four."""

    def build(pile):
        pile.count("killed", 4)
        pile.count("killed", 1, text="Hollis Vane", implied=True)
        pile.count("killed", 1, text="Odile Marr", implied=True)

    assert whole(build) == (4, 4, 4)


def test_zero_is_a_number():
    """Nobody killed is an estimate of zero, not its absence."""

    def build(pile):
        pile.count("killed", 0)

    assert whole(build) == (0, 0, 0)


def test_others_than_the_dead_add_nothing_to_the_injured():
    """One dead and three others hurt: the three are all the injured; their sentence has no other number of them."""

    def build(pile):
        pile.sentence()
        pile.count("killed", 1)
        pile.count("injured", 3, basis="increment")

    assert whole(build, "injured") == (3, 3, 3)


def test_months_and_years_tell_nobody_apart():
    """The one-year-old of one sentence is the twenty-month-old of the next."""

    def build(pile):
        for age in ("1-year-old", "20-month-old"):
            who = Population(text=f"{age} boy", head="boy", role="child", age=age)
            pile.count("killed", 1, text="a", population=who)

    assert whole(build)[1] == 1


def test_daughters_may_be_the_children():
    """Two girls in one sentence and two daughters in another are two."""

    def build(pile):
        pile.count("killed", 2, who="girls")
        pile.count("killed", 2, who="daughters")

    assert whole(build)[1] == 2
