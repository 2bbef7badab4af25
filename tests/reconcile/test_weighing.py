"""Which number is best borne out where reports differ; what the weights may not touch."""

import pytest

from asof.reconcile.weighing import OUTCOMES, candidates
from asof.reconcile.weighing import Case as Weighing
from asof.resources import table
from tests.reconcile.factory import FAR, Pile, ends, estimate, told


def another_toll():
    """Three reports open with two dead; the last tells further down of forty of elsewhere, in a list of its own."""
    twice = (("killed", 2, "headline"), ("killed", 2))
    pile = told((4, *twice), (5, *twice), (6, *twice))
    pile.count("killed", 40, who="miners", sentence=FAR)
    return pile


def one_of_elsewhere():
    """Headlines count three injured; one report says far down that somebody died, the later ones know of nobody."""
    pile = told((4, ("injured", 3, "headline")))
    pile.count("killed", 1, text="a", sentence=FAR)
    for name in ("b", "c"):
        pile.report(name, "2031-05-05", outlet=name)
        pile.count("injured", 3, part="headline")
        pile.count("injured", 3)
    return pile


def test_a_dead_whom_only_one_report_knows_of_may_be_anothers():
    """Somebody who died days later is told of so too: best stays the one, the low end leaves room for nobody."""
    found = estimate(one_of_elsewhere())
    assert ends(found) == (0, 1, 1)
    assert "Low end: told of in passing" in found.reason


def test_nobody_may_be_borne_out_too():
    """One report tells far down of one dead, another of two; headlines count the injured only: perhaps nobody died."""
    pile = one_of_elsewhere()
    pile.report("d", "2031-05-05", outlet="d")
    pile.count("killed", 2, sentence=FAR)
    pile.count("injured", 3, part="headline")
    found = estimate(pile)
    assert (found.low, found.best) == (0, 2)
    assert "Low end: 0 is borne out too" in found.reason


def test_a_toll_that_was_lowered_is_not_raised_again():
    """One origin's nine opens three reports; two days later the police say seven, which the weights may not undo."""
    pile = Pile(country="XX")
    for name in ("a", "b", "c"):
        pile.report(name, "2031-05-04", outlet=name)
        pile.count("killed", 9, part="headline", origin="wire")
        pile.count("killed", 9, origin="wire")
        pile.count("injured", 4)
    pile.report("d", "2031-05-06", outlet="d")
    pile.count("killed", 7, part="headline", source="the police", kind="police")
    found = estimate(pile)
    assert (found.best, found.high) == (7, 9)
    assert "better borne out" not in found.reason


@pytest.mark.parametrize(("denied", "best"), [(9, 1), (30, 2)])
def test_many_that_were_denied_are_left_to_the_rule_too(denied, best):
    """Two far down against a single person is weighed; not where a report opened with thirty, denied by now."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04", outlet="a")
    pile.count("injured", 3, part="headline")
    pile.count("killed", 2, sentence=FAR)
    pile.report("b", "2031-05-04", outlet="b")
    pile.count("killed", denied, part="headline")
    for name in ("c", "d", "e"):
        pile.report(name, "2031-05-05", outlet=name)
        pile.count("injured", 3, part="headline")
        told_of = {"factuality": "CT-", "source": "the ministry", "kind": "official"} if name == "c" else {"text": "a"}
        pile.count("killed", denied if name == "c" else 1, **told_of)
    assert estimate(pile).best == best


def test_other_rules_are_not_weighed():
    """Weights belong to the rule that asks for the most reliable figure; the others do as they are named."""
    assert estimate(one_of_elsewhere(), rule="acled").best == 1


def test_what_openings_give_stands():
    """A number far down in one report takes no place from what all reports open with."""
    assert estimate(another_toll()).best == 2


def test_who_counts_more_than_one_in_an_opening_counts_this_event():
    """Nobody is no candidate where an opening gives a number above one."""
    pile = told((4, ("injured", 3)), (5, ("killed", 2)))
    assert estimate(pile, "injured").best
    assert estimate(pile).best == 2


def test_what_is_larger_than_the_weights_have_seen_is_left_to_the_rule():
    """With more than twenty reports nothing is weighed: the one of whom a report tells far down stays."""
    pile = one_of_elsewhere()
    for n in range(20):
        pile.report(f"more{n}", "2031-05-06", outlet=f"more{n}")
        pile.count("injured", 3, part="headline")
    assert estimate(pile).best == 1


def test_more_people_than_the_weights_have_seen_are_left_to_the_rule():
    """A crisis with tens of dead is nothing that the registry of small incidents can speak of."""
    twice = (("killed", 2, "headline"), ("killed", 2))
    pile = told((4, *twice), (5, *twice), (7, ("freed", 40, "headline"), ("killed", 67, "far down")))
    found = estimate(pile)
    assert (found.low, found.best) == (67, 67)
    assert "better borne out" not in found.reason


def test_a_toll_below_an_opening_that_tells_of_no_dead_is_what_its_report_has_to_say():
    """A later report opens with the freed and tells further down of more dead: the earlier number gives way."""
    pile = told((4, ("killed", 15, "headline")), (6, ("freed", 40, "headline"), ("killed", 37, "far down")))
    assert estimate(pile).best == 37


@pytest.mark.parametrize("row", table("reconcile/weights"), ids=lambda r: r["sign"])
def test_weights(row):
    """Every sign has a weight for each outcome and words for the reason."""
    assert all(abs(float(row[outcome])) < 5 for outcome in OUTCOMES)
    assert row["says"]
    assert row["says"][0].islower()
    assert not row["says"].endswith(".")


def test_every_sign_is_in_the_table():
    """A sign without a weight would be silent."""
    linked = one_of_elsewhere()
    seen = []

    def keep(case):
        seen.append(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("asof.reconcile.estimating.weighed", keep)
        estimate(linked)
        estimate(another_toll())
    assert all(isinstance(case, Weighing) for case in seen)
    signs = {sign for case in seen for told in candidates(case).values() for sign in told}
    assert signs == {row["sign"] for row in table("reconcile/weights")}
