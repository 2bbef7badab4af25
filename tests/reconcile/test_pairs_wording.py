"""What the words beside two counts say of how they stand to one another, and of whether they are of one event."""

import pytest
from msgspec.structs import replace

from asof.reconcile.pairs import between
from asof.records import Range
from tests.reconcile.factory import Pile


def in_one_report(text, first, second, **more):
    """The relation between two numbers of a text, each given as its words and its value (and its source)."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    for name, (words, low, *source) in (("a", first), ("b", second)):
        pile.count("killed", low, id=name, text=words, source=source[0] if source else None, **more.get(name, {}))
        start = text.index(words)
        claim = pile.claims[-1]
        before = max(text.rfind(". ", 0, start) + 2, 0) if ". " in text[:start] else 0
        end = text.find(". ", start) + 1 or len(text)
        span = replace(claim.span, start=start, end=start + len(words), text=words)
        pile.claims[-1] = replace(claim, span=span, sentence=Range(start=before, end=end))
    pile.text(text)
    return between(pile.linked(), "a", "b")


def across(first, second, text):
    """The relation of a count a day later to an earlier one beside the same words."""
    pile = Pile(country="IQ")
    for name, day, low in (("a", "04", first), ("b", "05", second)):
        pile.report(name, f"2031-05-{day}", outlet=name.upper())
        pile.count("killed", low, id=name, sentence=Range(start=0, end=90))
        pile.text(f"{'.' * 30} {text}")
    return between(pile.linked(), "a", "b").relation


def test_a_toll_that_a_report_gives_as_of_before_is_updated():
    """It stood at 35 on Monday: the 40 updates it, whichever stands first; "stands" says nothing of before."""
    found = in_one_report("The toll at Norvik rose to 40. It stood at 35 on Monday.", ("40", 40), ("35", 35))
    assert (found.relation, found.a, found.b) == ("updates", "a", "b")
    found = in_one_report("The toll at Norvik, up from 35, is now 40.", ("35", 35), ("40", 40))
    assert (found.relation, found.a) == ("updates", "b")
    found = in_one_report("The toll stood at 35, police said. Rebels gave 60 dead.", ("35", 35), ("60", 60))
    assert found.relation != "updates"


def test_a_number_before_of_other_people_is_no_update():
    """The number before was of miners, the one now of rescuers."""
    more = {"a": {"who": "rescuers"}, "b": {"who": "miners"}}
    text = "Now 40 rescuers are dead. The miners' toll stood at 35 on Monday."
    assert in_one_report(text, ("40", 40), ("35", 35), **more).relation == "incomparable"


def test_one_voice_against_another_in_one_report_is_a_dispute():
    """The mayor only gave 12; far from the number "only" speaks of something else."""
    text = "The army gave 20 dead at Norvik. The mayor said that only 12 died at Norvik."
    assert in_one_report(text, ("20", 20, "the army"), ("12", 12, "the mayor")).relation == "disputes"
    text = "The army gave 20 dead at Norvik. The mayor said that 12 died at Norvik, only by smoke, it seems."
    assert in_one_report(text, ("20", 20, "the army"), ("12", 12, "the mayor")).relation == "subset"


def test_a_dispute_may_be_of_a_part():
    """Nine rebels by the army's count, by another's only one of all people."""
    text = "The army gave nine rebels dead at Norvik. A spokesman said that only one died at Norvik."
    more = {"a": {"who": "rebels"}, "b": {"who": "people"}}
    assert in_one_report(text, ("nine", 9, "the army"), ("one", 1, "a spokesman"), **more).relation == "disputes"


def test_a_lower_number_below_an_opening_is_a_part():
    """A headline of eight, and five bodies further down, in the same voice."""
    text = "Eight dead in Norvik mill fire. Rescuers found five in the mill."
    assert in_one_report(text, ("Eight", 8), ("five", 5), a={"part": "headline"}).relation == "incomparable"
    far = f"{text[:31]} {'.' * 2000} Rescuers found five in the mill at Norvik."
    assert in_one_report(far, ("Eight", 8), ("five", 5), a={"part": "headline"}).relation == "subset"


@pytest.mark.parametrize(("text", "relation"), [("Killed in Norvik.", "updates"), ("Killed in Iraq.", "incomparable")])
def test_a_country_is_too_wide_to_tell_an_event(text, relation):
    """Twelve and then twenty at Norvik are one toll; twelve and then twenty in a whole country may be two."""
    assert across(12, 20, text) == relation


def test_a_country_is_enough_where_the_numbers_agree():
    """Forty in that country, twice; three are met by chance."""
    assert across(40, 40, "Killed in Iraq.") == "same"
    assert across(3, 3, "Killed in Iraq.") == "incomparable"


def test_a_later_number_far_below_is_no_dispute():
    """Nine after twelve disputes it; five after twelve is rather of some of them, or of others."""
    assert across(12, 9, "In Norvik the mill burned.") == "disputes"
    assert across(12, 5, "In Norvik the mill burned.") == "incomparable"


def test_a_number_that_corrects_a_higher_one_updates_it():
    """First 20, then revised down to 12: one voice's two numbers are a correction, and no puzzle."""
    text = "An adviser gave 20 dead at Norvik before the count was brought down to 12."
    found = in_one_report(text, ("20", 20, "an adviser"), ("12", 12, "an adviser"))
    assert (found.relation, found.a, found.b) == ("updates", "b", "a")


def test_some_of_them_are_a_part_of_those_counted_before():
    """Seven of the victims are some of the eight; seven of the streets are not."""
    text = "Eight died at the gate. Nothing else is known yet. Police said that 7 of the victims were guards."
    assert in_one_report(text, ("Eight", 8), ("7", 7)).relation == "subset"
    text = "Eight died at the gate. Nothing else is known yet. Police said 9 of the victims were guards."
    assert "Said to be among them" not in in_one_report(text, ("Eight", 8), ("9", 9)).reason


def test_a_part_of_a_total_that_its_own_report_gives_again_is_a_part_of_it():
    """Of 11 held, four are deputies, says the later report; the earlier one gave the 11."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("arrested", 11, id="all")
    pile.report("b", "2031-05-08", outlet="B")
    pile.count("arrested", 11, id="again")
    pile.count("arrested", 4, who="officials", basis="part", part_of="again", id="some")
    assert between(pile.linked(), "all", "some").relation == "subset"


def test_victims_of_the_dead_are_people():
    """More than 200 victims are as many dead as 236 are, less exactly; of those freed a victim is no more than that."""
    pile = Pile()
    for name, day, low, high, who in (("a", "04", 236, 236, "people"), ("b", "05", 200, None, "victims")):
        pile.report(name, f"2031-05-{day}", outlet=name)
        pile.count("killed", low, high, who=who, id=name, sentence=Range(start=0, end=90))
        pile.text(f"{'.' * 40} the arms depot in Norvik blew up")
    assert between(pile.linked(), "a", "b").relation == "same"


def test_a_number_of_one_place_alone_is_a_part_of_a_higher_one():
    """Of 400 dead 156 died in one province alone, whatever else the two sentences share."""
    pile = Pile()
    text = "Some 156 people died in the province of Elm alone."
    pile.report("a", "2031-05-04", outlet="A")
    pile.text(text)
    start = text.index("156")
    pile.count("killed", 156, id="a", sentence=Range(start=0, end=len(text)))
    pile.claims[-1] = replace(pile.claims[-1], span=replace(pile.claims[-1].span, start=start, end=start + 3))
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 400, id="b")
    assert between(pile.linked(), "a", "b").relation == "subset"
