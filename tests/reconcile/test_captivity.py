"""How many were taken, and how many are held still, are two numbers."""

import pytest

from asof.reconcile import reconcile
from asof.records import CountClaim, Range, Span
from asof.resources.holding import holding
from tests.reconcile.factory import Pile, ends, estimate

KIDNAP, HOLD, NAMED, TRAPPED = (f"count/frame-held{end}" for end in ("", "/hold", "/hostages", "/trapped"))


def claim(text: str, number: str, rule: str) -> CountClaim:
    """A claim of the held at a number of a sentence."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    start = text.index(number)
    pile.count(
        "held",
        int(number),
        made_by=rule,
        sentence=Range(start=0, end=len(text)),
        span=Span(start=start, end=start + len(number), text=number),
    )
    return pile.claims[0]


@pytest.mark.parametrize(
    ("text", "number", "rule", "found"),
    [
        ("Gunmen kidnapped 20 nurses.", "20", KIDNAP, "taken"),
        ("Of the 20 hostages four got away.", "20", NAMED, "taken"),
        ("The 20 hostages are well.", "20", NAMED, "named"),
        ("Some 7 hostages are still in the mill.", "7", NAMED, "still"),
        ("The remaining 7 hostages are well.", "7", NAMED, "still"),
        ("Rebels are holding 9 nurses.", "9", HOLD, ""),
        ("Rebels took 9 nurses hostage.", "9", HOLD, "taken"),
        ("The 11 trapped miners knocked.", "11", TRAPPED, "still"),
    ],
)
def test_of_which_moment_a_number_of_the_held_is(text, number, rule, found):
    """By the rule that made it and the words beside it."""
    assert holding(claim(text, number, rule), text) == found


def told(*numbers: tuple) -> Pile:
    """Reports, each a day, a number of the held, its rule and its sentence."""
    pile = Pile()
    for n, (day, number, rule, text) in enumerate(numbers):
        pile.report(f"r{n}", f"2031-05-{day:02}", outlet=f"Outlet {n}")
        pile.text(text)
        made = claim(text, str(number), rule)
        pile.count("held", number, made_by=rule, sentence=made.sentence, span=made.span)
    return pile


STILL = (5, 7, NAMED, "Some 7 hostages are still in the mill.")


@pytest.mark.parametrize(
    "other",
    [
        (5, 41, KIDNAP, "Gunmen kidnapped 41 nurses."),
        (6, 41, NAMED, "Of the 41 hostages nobody has called home."),
        (6, 200, NAMED, "The fate of 200 hostages moved the country."),
    ],
)
def test_who_was_taken_is_not_held_still(other):
    """Seven are held still, however often the number of those taken is told, and nothing is in dispute."""
    found = reconcile(told(other, STILL).linked())
    assert found.events[0].estimates["held"].best == 7
    assert found.contradictions == ()
    assert not any(p.superseded_by for t in found.tracks for p in t.points if p.low == 7)


def test_fewer_hostages_a_day_later_are_those_left():
    """Five hostages of the next day take the place of seven."""
    found = reconcile(told(STILL, (6, 5, NAMED, "The 5 hostages were seen at a window.")).linked())
    assert found.events[0].estimates["held"].best == 5


def test_two_numbers_of_those_still_held_can_be_rivals():
    """Seven still held by one voice, thirty by another on the same day."""
    found = reconcile(told(STILL, (5, 30, NAMED, "Some 30 hostages are still in the mill.")).linked())
    assert [c.kind for c in found.contradictions] == ["value"]


@pytest.mark.parametrize("outcome", ["held", "missing"])
def test_a_part_of_a_number_that_has_passed_says_nothing_of_now(outcome):
    """Seven cooks of forty: when the forty are twelve, nobody knows how many cooks are left; the twelve stand."""
    pile = Pile()
    pile.report("a", "2031-05-04T09:00Z", outlet="Quarry Post")
    whole = pile.count(outcome, 40, source="the union", kind="other")
    pile.count(outcome, 7, who="cooks", source="the union", basis="part", part_of=whole)
    pile.report("b", "2031-05-04T15:00Z", outlet="Harbour Radio")
    pile.count(outcome, 12, source="the union")
    found = reconcile(pile.linked()).events[0].estimates[outcome]
    assert found.low == found.best == found.high == 12


def test_an_outlets_later_part_takes_no_place_of_its_whole():
    """Thirty hostages in the morning; in the evening a ministry tells of its own nine, wherever the others are."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04T08:00:00Z", outlet="A")
    pile.count("held", 30, who="hostages", source="the rebels")
    pile.report("b", "2031-05-04T18:00:00Z", outlet="A")
    pile.count("held", 9, who="Norwegian hostages", source="the ministry")
    assert ends(estimate(pile, "held")) == (9, 30, 30)


def test_who_is_taken_later_adds_to_those_taken_before():
    """Twelve taken, then five more, are seventeen; five more of whom another outlet tells are no number of all."""
    for outlet, found in (("A", (12, 17, 17)), ("B", (12, 12, 12))):
        pile = Pile()
        pile.report("a", "2031-05-04T08:00:00Z", outlet="A")
        pile.count("held", 12)
        pile.report("b", "2031-05-04T12:00:00Z", outlet=outlet)
        pile.count("held", 5, basis="increment")
        assert ends(estimate(pile, "held")) == found


def test_a_number_of_those_taken_takes_no_place_of_those_held():
    """Nine held, twelve the next day: that replaces nine; forty who were taken replace neither, whoever counts them."""
    holding_nine, holding_twelve = ((day, n, HOLD, f"Rebels are holding {n} nurses.") for day, n in ((4, 9), (5, 12)))
    found = reconcile(told(holding_nine, holding_twelve, (7, 40, NAMED, "Of the 40 hostages four got away.")).linked())
    (track,) = [t for t in found.tracks if t.outcome == "held"]
    low = {p.claim: p.low for p in track.points}
    by = {p.low: p.superseded_by and low[p.superseded_by] for p in track.points}
    assert by == {9: 12, 12: None, 40: None}
    assert found.contradictions == ()
