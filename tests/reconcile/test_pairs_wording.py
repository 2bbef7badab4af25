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
