"""What a whole is at least, by the parts of which a number is told."""

from asof.reconcile import reconcile
from asof.records import Population
from tests.reconcile.factory import Pile


def estimates(pile, outcome="killed"):
    """The estimate over every person, and those of each population in words."""
    event = reconcile(pile.linked()).events[0]
    return event.estimates[outcome], {e.population: e for e in event.estimates_by if e.outcome == outcome}


def test_a_part_told_later_raises_its_whole():
    """The hostages are no fewer than the foreign hostages counted since; attackers come on top."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 23, who="hostages")
    pile.count("killed", 32, who="gunmen", source="the ministry", kind="official")
    pile.report("b", "2031-05-06", outlet="B")
    pile.count("killed", 37, who="foreign hostages")
    pile.count("killed", 29, who="gunmen", source="the minister", kind="official")
    whole, apart = estimates(pile)
    assert (apart["hostages"].low, apart["hostages"].best, apart["hostages"].high) == (37, 37, 37)
    assert "37 foreign hostages" in apart["hostages"].reason
    assert (whole.low, whole.best, whole.high) == (66, 66, 66)


def test_a_part_told_earlier_raises_nothing():
    """A later count of the whole may correct what was said of a part."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 37, who="foreign hostages")
    pile.report("b", "2031-05-06", outlet="B")
    pile.count("killed", 23, who="hostages")
    assert estimates(pile)[1]["hostages"].best == 23


def test_who_is_the_only_kind_told_of_is_everyone():
    """Where only attackers are told of as arrested, everyone arrested is an attacker: the later three are all."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("arrested", 5, who="gunmen")
    pile.report("b", "2031-05-06", outlet="B")
    pile.count("arrested", 3, who="gunmen")
    whole, apart = estimates(pile, "arrested")
    assert whole.best == apart["attackers"].best == 3


def test_a_number_in_passing_is_not_of_all():
    """Five hostages are missing; "three were missing" beside it is of some of them."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("missing", 5, who="hostages")
    pile.count("missing", 3, population=Population(head="person"))
    assert estimates(pile, "missing")[0].best == 5


def test_a_country_speaks_of_its_own():
    """What Japan says of "its citizens" is of Japanese; the event's own country speaks of all."""
    citizens = Population(text="citizens", head="citizen")
    for source, country, expected in (
        ("Japan", "NO", "Japanese"),
        ("Japan", "JP", "people"),
        ("Norvik", "NO", "people"),
    ):
        pile = Pile(country=country)
        pile.report("a", "2031-05-04", outlet="A")
        pile.count("killed", 7, population=citizens, source=source)
        assert list(estimates(pile)[1]) == [expected]


def test_a_state_is_as_it_was_last_said():
    """Who is held is told anew each day: yesterday's number is no end of today's, and the reason says of when it is."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("held", 7)
    pile.report("b", "2031-05-06", outlet="B")
    pile.count("held", 132)
    whole, _ = estimates(pile, "held")
    assert (whole.low, whole.best, whole.high) == (132, 132, 132)
    assert whole.reason.endswith("Last said 2031-05-06; it may have ended since.")


def test_deaths_of_others_leave_the_injured():
    """Where far more have died since than were injured, they are other people."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 2)
    pile.count("injured", 6)
    pile.report("b", "2031-05-06", outlet="B")
    pile.count("killed", 40)
    assert estimates(pile, "injured")[0].best == 6


def test_what_is_only_probable_is_no_low_end():
    """One dead said by a hedged voice does not lower what the report states as a fact."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 29, source="the minister")
    pile.count("killed", 1, source="a witness", factuality="PR+")
    assert estimates(pile)[0].low == 29


def rivals():
    """26 hostages escaped by one source, 20 by another, each with parts of its own."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("escaped", 26, who="hostages", source="some papers", id="many")
    pile.count("escaped", 23, who="Norwegian people", source="some papers", basis="part", part_of="many")
    pile.count("escaped", 3, who="British people", source="some papers", basis="part", part_of="many")
    pile.count("escaped", 20, who="hostages", source="other papers", id="few")
    pile.count("escaped", 3, None, who="American people", source="other papers", basis="part", part_of="few")
    return pile


def test_parts_of_rival_accounts_do_not_add_up():
    """23 and three of the one's 26 and three of the other's 20 are no 29."""
    assert estimates(rivals(), "escaped")[0].best == 26


def test_whoever_got_away_was_among_the_hostages():
    """Thirty workers and nine foreign hostages who escaped, by two reports, are no 39 beside 35 hostages."""
    pile = Pile(country="NO")
    for name, number, who in (("a", 35, "hostages"), ("b", 30, "workers"), ("c", 9, "French people")):
        pile.report(name, "2031-05-04", outlet=name)
        pile.count("escaped", number, who=who)
    assert estimates(pile, "escaped")[0].best == 35


def test_parts_told_with_their_total_leave_it_as_it_is():
    """Over 650 freed, among them 573 workers and about 100 foreigners: the report itself says 650."""
    pile = Pile(country="NO")
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("freed", 650, None, who="hostages", id="all")
    pile.count("freed", 573, who="Norwegian workers", basis="part", part_of="all")
    pile.count("freed", 100, who="foreign people", basis="part", part_of="all", approximate=True)
    whole, _ = estimates(pile, "freed")
    assert (whole.low, whole.best, whole.high) == (650, 650, None)


def test_what_is_denied_stays_in_the_high_end_together():
    """35 hostages and 15 gunmen of one report, both denied: its 50 is the high end beside another's two."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 35, who="hostages")
    pile.count("killed", 15, who="gunmen")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 35, who="hostages", source="the ministry", factuality="CT-")
    pile.count("killed", 15, who="gunmen", source="the ministry", factuality="CT-")
    pile.count("killed", 2)
    whole, _ = estimates(pile)
    assert (whole.best, whole.high) == (2, 50)
