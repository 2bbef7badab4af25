"""Parts more than wholes, and more people gone than were taken."""

import pytest
from msgspec.structs import replace

from asof.reconcile import reconcile
from asof.records import Population, Range, Span
from tests.reconcile.factory import Pile


def kinds(pile):
    """(kind, claims) of the contradictions."""
    return [(c.kind, c.claims) for c in reconcile(pile.linked()).contradictions]


def test_a_part_is_no_more_than_its_whole():
    """Nine foreign hostages killed cannot be if a later report gives five hostages in all."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 9, who="foreign hostages", id="part")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 5, who="hostages", id="whole")
    assert kinds(pile) == [("subset", ("part", "whole"))]


@pytest.mark.parametrize(
    "whole",
    [
        {"who": "hostages", "sentence": Range(start=900, end=990)},
        {"who": "hostages", "text": "a"},
        {"who": "people", "population": Population(head="person")},
    ],
)
def test_a_whole_told_in_passing_bounds_nothing(whole):
    """A number far down in a report, a single person, or a number without its noun may be of some of them only."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 9, who="foreign hostages")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 1, **whole)
    assert kinds(pile) == []


def test_attackers_are_not_counted_among_the_people():
    """A number of people killed is of all of them but the attackers."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 9, who="attackers")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 2, who="people")
    assert kinds(pile) == []


def test_who_is_still_held_says_nothing_of_who_was_taken():
    """Five still trapped and thirty rescued are no contradiction."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("held", 5, who="miners", made_by="count/frame-held/trapped")
    pile.count("freed", 30, who="miners")
    assert kinds(pile) == []


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
    pile.count("held", 40, who="hostages", id="taken", made_by="count/frame-held/hostages")
    pile.count("freed", 30, who="hostages", id="freed")
    pile.count("killed", 15, who="hostages", id="killed")
    assert kinds(pile) == [("arithmetic", ("taken", "killed", "freed"))]


def test_an_open_number_of_taken_bounds_nothing():
    """At least forty taken leaves room for any number gone."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("held", 40, None, who="hostages", made_by="count/frame-held/hostages")
    pile.count("freed", 90, who="hostages")
    assert kinds(pile) == []


@pytest.mark.parametrize(("verb", "found"), [("took", True), ("hold", False)])
def test_taken_or_held_by_one_rule_is_told_apart_by_the_verb(verb, found):
    """Whoever took twenty cannot have had 15 freed and six killed of them; whoever holds twenty still may have."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    text = f"Rebels {verb} 20 people hostage."
    pile.text(text)
    pile.count("held", 20, who="hostages", made_by="count/frame-held/hold", id="taken")
    start = text.index("20")
    pile.claims[-1] = replace(pile.claims[-1], span=Span(start=start, end=start + 2, text="20"))
    pile.count("freed", 15, who="hostages")
    pile.count("killed", 6, who="hostages")
    assert bool(kinds(pile)) is found


def test_a_whole_whose_headline_lacks_its_noun_bounds_its_parts():
    """Five dead, says a headline; five people, says the text: nine foreigners cannot be among them."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 9, who="foreign people")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 5, id="whole")
    pile.count("killed", 5, part="headline", population=Population(head="person"))
    assert [kind for kind, _ in kinds(pile)] == ["subset"]
