"""Numbers of several events together are of no one event."""

from asof.reconcile import reconcile
from asof.records import Range
from tests.reconcile.factory import Pile, ends, estimate

OPENING = Range(start=0, end=32)
ROUND_UP = "Nine hurt in separate shootings. " + " " * 3000


def injured(text):
    """The injured of a report that opens with a number of no one event, gives it again, and tells of two here."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("injured", 9, main=False, event=None, sentence=OPENING)
    pile.count("injured", 9, sentence=OPENING)
    pile.count("injured", 2)
    pile.text(text)
    made = reconcile(pile.linked())
    return made.events[0].estimates["injured"], made.set_aside


def test_a_number_of_several_events_is_set_aside():
    """The nine of several shootings are not the two of this one, and it is counted that they were left out."""
    found, set_aside = injured(ROUND_UP)
    assert ends(found) == (2, 2, 2)
    assert set_aside["a number of several events together"] == 1


def test_background_alone_sets_nothing_aside():
    """Without words of several events a number in the background may be of this one."""
    found, set_aside = injured("Nine hurt in the hall. " + " " * 3000)
    assert found.high == 9
    assert "a number of several events together" not in set_aside


def test_a_single_dead_of_a_round_up_may_be_anothers():
    """The report opens with people of several events: the one dead it tells of may have died elsewhere."""
    found = killed_beside(ROUND_UP)
    assert ends(found) == (0, 1, 1)
    assert "told of among several events" in found.reason


def test_background_alone_casts_no_doubt():
    """An opening that counts people of no event of these reports, without words of several, is no round-up."""
    found = killed_beside("Nine hurt in the hall. " + " " * 3000)
    assert ends(found) == (1, 1, 1)


def killed_beside(text):
    """The dead of a report with that text, which opens with nine injured as background and tells of one dead."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("injured", 9, main=False, event=None, sentence=OPENING)
    pile.count("killed", 1)
    pile.text(text)
    return estimate(pile)


def test_a_later_update_says_nothing_of_an_earlier_one():
    """What an update of the evening tells of other events casts no doubt on the dead of noon."""
    pile = Pile()
    pile.report("live", "2031-05-04")
    pile.count("killed", 1, part="update", asserted_at="2031-05-04T12:00:00Z")
    told = {"part": "update", "asserted_at": "2031-05-04T20:00:00Z", "sentence": OPENING}
    pile.count("injured", 9, main=False, event=None, **told)
    pile.text(ROUND_UP)
    found = estimate(pile)
    assert ends(found) == (1, 1, 1)


def test_a_plural_of_a_crime_sums_up_several_though_the_number_is_the_main_one():
    """Nine hurt in shootings are several events'; nine hurt in separate attacks may be one story, and stay."""
    for words, best in (("Nine hurt in weekend shootings. ", 2), ("Nine hurt in separate attacks.  ", 9)):
        pile = Pile()
        pile.report("a", "2031-05-04")
        pile.count("injured", 9, sentence=OPENING)
        pile.count("injured", 2, sentence=Range(start=500, end=520))
        pile.text(words + " " * 3000)
        assert estimate(pile, "injured").best == best
