"""Low ends of the dead and the injured where a few people are told of who may belong to another event."""

from tests.reconcile.factory import ends, estimate, told


def killed(pile):
    """The ends of the killed, with the reason."""
    found = estimate(pile)
    return ends(found), found.reason


def test_one_told_of_in_passing_may_be_anothers_dead():
    """The opening counts three injured, a dead man comes up far below: perhaps nobody died here."""
    pile = told((4, ("injured", 3), ("killed", 1, "far down")))
    assert killed(pile)[0] == (0, 1, 1)
    assert "told of in passing" in killed(pile)[1]


def test_a_number_told_of_further_down_is_of_this_event():
    """Who counts twelve dead counts this event, wherever it stands."""
    pile = told((4, ("injured", 30), ("killed", 12, "far down")))
    assert killed(pile)[0] == (12, 12, 12)


def test_a_dead_of_whom_the_next_report_says_nothing_is_in_doubt():
    """Another report counts the injured and tells of nobody dead."""
    pile = told((4, ("killed", 1)), (5, ("injured", 3)))
    assert killed(pile)[0] == (0, 1, 1)
    assert "passed over in silence" in killed(pile)[1]


def test_a_report_of_before_passes_over_nobody():
    """A report that was said earlier could not know."""
    pile = told((3, ("injured", 3)), (4, ("killed", 1)))
    assert killed(pile)[0] == (1, 1, 1)


def test_two_reports_of_a_dead_leave_no_doubt():
    """What two tell of is not lowered by the silence of a third."""
    pile = told((4, ("killed", 1)), (4, ("killed", 1)), (4, ("injured", 3)))
    assert killed(pile)[0] == (1, 1, 1)
