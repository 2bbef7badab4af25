"""The named rules of estimation."""

import pytest

from asof.reconcile import reconcile
from asof.reconcile.estimates import RULES
from tests.reconcile.factory import FAR, Pile, ends, estimate, told


def pile():
    """Two outlets give 12 on one day, a third 9; the next day the police give 10 and a witness, hedged, 20."""
    made = Pile()
    made.report("a", "2031-05-04", outlet="A")
    made.count("displaced", 12)
    made.report("b", "2031-05-04", outlet="B")
    made.count("displaced", 12)
    made.report("c", "2031-05-04", outlet="C")
    made.count("displaced", 9)
    made.report("d", "2031-05-06", outlet="D")
    made.count("displaced", 10, source="police", kind="police")
    made.report("e", "2031-05-06", outlet="E")
    made.count("displaced", 20, source="a witness", kind="witness", factuality="PR+")
    return made.linked()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("ucdp", (9, 12, 20)),
        ("acled", (9, 9, 20)),
        ("gtd", (9, 10, 20)),
        ("majority-of-origins", (9, None, 20)),
        ("latest-official", (9, 10, 20)),
    ],
)
def test_each_rule_has_its_own_best(rule, expected):
    """The rules agree on the ends of what is said and differ in what they believe; each gives its reason."""
    found = reconcile(pile(), rule=rule).events[0].estimates["displaced"]
    assert ends(found) == expected
    assert found.rule == rule
    assert found.reason.endswith(".")


def test_all_rules_are_tested():
    """A rule that is added is added here."""
    assert sorted(RULES) == ["acled", "gtd", "latest-official", "majority-of-origins", "ucdp"]


def test_an_unknown_rule_names_those_there_are():
    """The error lists the names."""
    with pytest.raises(ValueError, match="acled, gtd, latest-official, majority-of-origins, ucdp"):
        reconcile(pile(), rule="oracle")


def test_copies_of_one_origin_are_one_voice():
    """Three outlets that carry one wire story do not outvote two that report themselves."""
    made = Pile()
    for outlet in "ABC":
        made.report(outlet, "2031-05-04")
        made.count("held", 40, origin="wire")
    for outlet in "DE":
        made.report(outlet, "2031-05-04")
        made.count("held", 30)
    assert estimate(made, "held").best == 30


def test_two_voices_in_one_report_are_two_figures():
    """A report that quotes a captor and a minister does not hide that they differ."""
    made = Pile()
    made.report("a", "2031-05-04", outlet="A")
    made.count("held", 41, source="a captor")
    made.count("held", 20, source="the minister")
    (found,) = reconcile(made.linked()).events[0].estimates_by
    assert ends(found) == (20, 41, 41)
    assert "1 of 2 independent origins" in found.reason


def test_disjoint_populations_add_up_across_reports():
    """Hostages counted by one report and attackers by another are people of whom nobody is both."""
    made = Pile()
    made.report("a", "2031-05-04", outlet="A")
    made.count("killed", 35, who="hostages")
    made.report("b", "2031-05-05", outlet="B")
    made.count("killed", 15, who="gunmen")
    found = estimate(made)
    assert ends(found) == (50, 50, 50)
    assert found.reason.startswith("35 hostages + 15 attackers = 50")


def test_a_stated_whole_is_not_outdone_by_its_parts():
    """A number of all people covers everyone but the attackers, whatever the parts come to."""
    made = Pile()
    made.report("a", "2031-05-04", outlet="A")
    made.count("killed", 4)
    made.report("b", "2031-05-05", outlet="B")
    made.count("killed", 3, who="women")
    made.report("c", "2031-05-05", outlet="C")
    made.count("killed", 2, who="children")
    assert estimate(made).best == 4


def test_a_ceiling_alone_gives_no_best():
    """Up to forty is no figure."""
    made = Pile()
    made.report("a", "2031-05-04")
    made.count("held", None, 40)
    for rule in RULES:
        found = estimate(made, "held", rule=rule)
        assert (found.best, found.high) == (None, 40)


def test_a_number_in_passing_takes_nobodys_place():
    """Two reports open with four dead; a later one compares with eight elsewhere, far down: four stays the best."""
    pile = Pile()
    for name, when in (("a", "2031-05-04"), ("b", "2031-05-05")):
        pile.report(name, when)
        pile.count("killed", 4)
    pile.report("c", "2031-05-06")
    pile.count("killed", 8, sentence=FAR)
    found = estimate(pile)
    assert ends(found) == (4, 4, 8)


def test_of_two_numbers_the_one_in_the_opening_is_best():
    """As many origins stand behind each: what opens a report goes before what it says in passing."""
    pile = Pile()
    pile.report("a", "2031-05-04")
    pile.count("killed", 4)
    pile.report("b", "2031-05-05")
    pile.count("killed", 9, sentence=FAR)
    found = estimate(pile)
    assert found.best == 4


def test_where_people_are_only_told_of_one_report_outvotes_nobody():
    """Two reports tell of one man, a third of two: nobody states a number, and most tell of one."""
    made = Pile()
    for name in "abc":
        made.report(name, "2031-05-04", outlet=name)
        made.count("arrested", 1, who="man", text="a")
    made.count("arrested", 1, who="man", text="another")
    found = estimate(made, "arrested")
    assert (found.best, found.high) == (1, 2)
    assert "2 of 3 independent origins" in found.reason


def test_the_reason_says_who_only_leaves_room():
    """Two report five arrests, a third tells of one man arrested: it leaves room for five and does not give them."""
    made = Pile()
    for name in "ab":
        made.report(name, "2031-05-04", outlet=name)
        made.count("arrested", 5)
    made.report("c", "2031-05-04", outlet="c")
    made.count("arrested", 1, who="man", text="a")
    reason = estimate(made, "arrested").reason
    assert reason.startswith("5 agrees with all of 3 independent origins (1 of them only leaves room for it).")


def test_a_state_told_in_passing_takes_the_place_of_an_earlier_one():
    """Forty held on Saturday; on Monday a report on something else says that 12 still are: twelve."""
    pile = told((4, ("held", 40, "headline")), (6, ("freed", 28, "headline"), ("held", 12, "far down"), ("held", 12)))
    found = estimate(pile, "held")
    assert (found.best, found.high) == (12, 12)


def test_a_state_told_far_down_beside_an_opening_is_a_later_one_too():
    """Forty held on Saturday; Monday's report opens with five children of them, and says further down that 12 are."""
    pile = told((4, ("held", 40, "headline")), (6, ("held", 12, "far down")))
    pile.count("held", 5, who="children", part="headline")
    found = estimate(pile, "held")
    assert (found.best, found.high) == (12, 12)
