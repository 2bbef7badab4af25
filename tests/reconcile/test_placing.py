"""Which claims may be used as of a moment."""

from datetime import UTC, datetime

import pytest

from asof.reconcile.placing import place, surely_later, tally, zone_of
from asof.records import EventCore, EventPlace
from tests.reconcile.factory import Pile


def test_later_claims_are_unknown_not_set_aside():
    """What is said after the moment asked leaves no trace in the answer."""
    pile = Pile()
    pile.report("a", "2031-05-04T10:00:00Z")
    pile.count("killed", 2)
    pile.report("b", "2031-05-04T18:00:00Z")
    pile.count("killed", 5)
    placing = place(pile.linked(), "2031-05-04T12:00Z")
    assert [p.claim.quantity.low for p in placing.placed] == [2]
    assert placing.set_aside == ()


def test_what_cannot_be_placed_is_counted_by_reason():
    """Days without an hour, unknown times, opinion and background are each named."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 1)
    pile.report("b", None)
    pile.count("killed", 2)
    pile.report("c", "2031-05-03")
    pile.count("killed", 3, part="comment")
    pile.count("killed", 4, event=None)
    pile.count("killed", 5)
    placing = place(pile.linked(), "2031-05-04T12:00")
    assert [p.claim.quantity.low for p in placing.placed] == [5]
    assert tally(placing.set_aside) == {
        "an opinion": 1,
        "said on that day, hour unknown": 1,
        "about no event of these reports": 1,
        "time of saying unknown": 1,
    }


def test_claims_of_no_event_are_counted_once_they_were_said():
    """What a later report says of something else is not counted before; at the end all of them are."""
    pile = Pile()
    pile.report("a", "2031-05-04T10:00:00Z")
    pile.count("killed", 2)
    pile.count("killed", 7, event=None)
    pile.report("b", "2031-05-05T10:00:00Z")
    pile.count("killed", 9, event=None)
    pile.report("c", None)
    pile.count("killed", 8, event=None)
    counts = [tally(place(pile.linked(), at).set_aside) for at in ("2031-05-04T09:00Z", "2031-05-04T12:00Z", None)]
    assert [c.get("about no event of these reports", 0) for c in counts] == [0, 1, 3]


def test_bare_times_are_the_events_own():
    """Noon in a zone east of Greenwich is before noon UTC."""
    pile = Pile(timezone="Asia/Tokyo")
    pile.report("a", "2031-05-04T05:00:00Z")
    pile.count("killed", 2)
    assert place(pile.linked(), "2031-05-04T12:00").placed == ()
    assert len(place(pile.linked(), "2031-05-04T12:00Z").placed) == 1


@pytest.mark.parametrize(("name", "hours"), [("+02:00", 2), ("Not/AZone", 0), ("../etc", 0), (None, 0)])
def test_zones_that_are_no_names(name, hours):
    """Offsets are read, and what is no zone is UTC."""
    event = EventCore(id="e", label="", documents=(), primary=(), place=EventPlace(timezone=name))
    assert datetime(2031, 1, 1, tzinfo=UTC).astimezone(zone_of(event)).hour == hours


def test_a_mistyped_time_is_refused():
    """A time that is none raises before anything is left out because of it."""
    with pytest.raises(ValueError, match="not a time"):
        place(Pile().linked(), "Thursday")


def test_sources_are_chains_in_words():
    """The nearest source comes first; the outlet speaks where there is no chain."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="Tidewater Post")
    pile.count("killed", 2, source="a harbour official")
    pile.count("killed", 2)
    assert [p.source for p in place(pile.linked(), None).placed] == ["a harbour official", "Tidewater Post"]


def test_surely_later_needs_times_that_do_not_meet():
    """A stamp within a known day is not surely later than the day."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 1)
    pile.report("b", "2031-05-04T18:00:00Z")
    pile.count("killed", 2)
    pile.report("c", "2031-05-05")
    pile.count("killed", 3)
    day, evening, next_day = place(pile.linked(), None).placed
    assert not surely_later(evening, day)
    assert surely_later(next_day, day)
    assert surely_later(next_day, evening)


def test_others_behind_another_outcome_are_others_than_those():
    """Hurt were 50 by the headline; in "12 killed and 60 others hurt" the 60 are others than the 12."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.sentence()
    pile.count("injured", 50)
    pile.sentence()
    pile.count("killed", 12)
    pile.count("injured", 60, who="others", basis="increment", id="more")
    assert not next(p for p in place(pile.linked(), None).placed if p.id == "more").adds


def test_others_add_to_those_of_their_own_outcome_in_their_sentence():
    """ "Two died, five were hurt and three others died": five are dead."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.sentence()
    pile.count("killed", 2)
    pile.count("injured", 5)
    pile.count("killed", 3, who="others", basis="increment", id="more")
    assert next(p for p in place(pile.linked(), None).placed if p.id == "more").adds


def test_others_of_whom_nothing_was_said_before_add_to_nobody():
    """ "12 were killed. Twenty others escaped" adds to no number of an earlier report; after "5 escaped" it does."""
    for before, adds in ((None, False), (5, True)):
        pile = Pile()
        pile.report("a", "2031-05-04")
        if before:
            pile.sentence()
            pile.count("escaped", before)
        pile.sentence()
        pile.count("killed", 12)
        pile.sentence()
        pile.count("escaped", 20, who="others", basis="increment", id="more")
        assert next(p for p in place(pile.linked(), None).placed if p.id == "more").adds is adds
