"""Which claim takes another's place."""

import pytest

from asof.reconcile import reconcile
from asof.records import Range, Span
from tests.reconcile.factory import FAR, Pile, ends


def fates(pile):
    """claim -> the claim that superseded it, over all tracks."""
    return {p.claim: p.superseded_by for t in reconcile(pile.linked()).tracks for p in t.points}


def two(first, second, **more):
    """Two claims of two reports a day apart."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet=more.get("outlet_a", "A"))
    pile.count(more.get("outcome", "held"), *first, source=more.get("source_a"), id="first")
    pile.report("b", "2031-05-05", outlet=more.get("outlet_b", "B"))
    pile.count(more.get("outcome", "held"), *second, source=more.get("source_b"), id="second")
    return fates(pile)["first"]


@pytest.mark.parametrize(
    ("first", "second", "more", "expected"),
    [
        ((12,), (23,), {"outcome": "killed"}, "second"),
        ((23,), (12,), {"outcome": "killed"}, None),
        ((12,), (23,), {}, "second"),
        ((12,), (23,), {"outcome": "displaced"}, None),
        ((12,), (9,), {"source_a": "the mayor", "source_b": "The mayor", "outcome": "displaced"}, "second"),
        ((12,), (9,), {"source_a": "the mayor", "source_b": "the governor", "outcome": "displaced"}, None),
        ((12,), (9,), {"outlet_a": "A", "outlet_b": "A", "outcome": "displaced"}, "second"),
        ((12,), (12,), {"source_a": "the mayor", "source_b": "the mayor"}, None),
        ((4, None), (12,), {"outcome": "killed"}, "second"),
        ((12,), (4, None), {"outcome": "killed"}, None),
        ((12,), (10, None), {"source_a": "the mayor", "source_b": "the mayor"}, None),
        ((10, None), (12,), {"source_a": "the mayor", "source_b": "the mayor"}, "second"),
    ],
)
def test_two_days(first, second, more, expected):
    """A later figure replaces its own source's, a grown toll or a later state anyone's, a vaguer one replaces none."""
    assert two(first, second, **more) == expected


def corrected(first, second, country="XX"):
    """Whether the authorities' lower figure of the next day takes the place of the one before."""
    pile = Pile(country=country)
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 23, source=first, kind="official", id="first")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 20, source=second, kind="official", id="second")
    return fates(pile)["first"] == "second"


def test_one_countrys_authorities_correct_one_another():
    """The prime minister may lower the interior ministry's toll; another country's minister may not."""
    assert corrected("the interior ministry", "the prime minister")
    assert not corrected("the interior ministry", "the Norwegian prime minister")
    assert corrected("the interior ministry", "the prime minister", country=None)


def test_a_lower_figure_far_down_corrects_nothing():
    """A number told in passing may be of some of the dead only."""
    pile = Pile(country="XX")
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 23, source="the ministry", kind="official", id="first")
    pile.report("b", "2031-05-05", outlet="B")
    pile.count("killed", 8, source="the mayor", kind="official", sentence=Range(start=900, end=990))
    assert fates(pile)["first"] is None


def test_what_is_denied_replaces_nothing():
    """A denied higher toll leaves the earlier one standing."""
    pile = Pile()
    pile.report("a", "2031-05-04T08:00:00Z")
    pile.count("killed", 12, id="first")
    pile.report("b", "2031-05-04T10:00:00Z")
    pile.count("killed", 40, id="rumour")
    pile.report("c", "2031-05-04T12:00:00Z")
    pile.count("killed", 40, source="the ministry", factuality="CT-")
    assert fates(pile)["first"] is None


def test_what_is_hedged_replaces_nothing():
    """A probable figure does not take the place of a certain one."""
    pile = Pile()
    pile.report("a", "2031-05-04T08:00:00Z")
    pile.count("killed", 12, id="first")
    pile.report("b", "2031-05-04T10:00:00Z")
    pile.count("killed", 40, factuality="PR+")
    assert fates(pile)["first"] is None


def test_what_authorities_take_back_falls_in_others_words_too():
    """Police: 21, an outlet the same; police: 12. A hospital that gave 21 stands, and who says it afterwards."""
    pile = Pile(country="XX")
    for name, hour, low, source in (
        ("police", "08", 21, "police"),
        ("outlet", "09", 21, None),
        ("hospital", "09", 21, "a hospital"),
        ("mayor", "10", 20, "the mayor"),
        ("fewer", "11", 12, "police"),
        ("witness", "12", 21, "a witness"),
        ("again", "13", 12, "police"),
    ):
        pile.report(name, f"2031-05-04T{hour}:00:00Z", outlet=name)
        more = {"sentence": FAR} if name == "witness" else {}
        pile.count("killed", low, source=source, kind="police" if source == "police" else "other", id=name, **more)
    assert {name for name, by in fates(pile).items() if by} == {"police", "outlet"}
    assert fates(pile)["outlet"] == "fewer"


def lowered(text="The ministry lowered the toll to 42.", **second):
    """52 by the ministry, by an outlet and by a doctor, then 42 in an outlet's own words."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.count("killed", 52, who="miners", source="the ministry", kind="official", id="ministry")
    pile.count("killed", 52, id="outlet")
    pile.count("killed", 52, source="a doctor", id="doctor")
    pile.report("b", "2031-05-05", outlet="B")
    pile.text(text)
    start = text.index("42")
    span = Span(start=start, end=start + 2, text="42")
    pile.count("killed", 42, sentence=Range(start=0, end=len(text)), span=span, id="later", **second)
    return pile


def test_a_toll_said_to_be_lowered_takes_back_the_higher_one():
    """Of the ministry's and the outlet's own, of the miners too; not the doctor's, who counted for himself."""
    pile = lowered()
    assert fates(pile) == {"ministry": "later", "outlet": "later", "doctor": None, "later": None}


def test_a_lower_number_without_such_words_takes_nothing_back():
    """Forty-two in an outlet's own words may be of some of them."""
    assert set(fates(lowered("The mourners spoke of 42 dead.")).values()) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "A quake that reduced barns to splinters left 42 dead.",
        "Divers were lowered into the shaft where 42 men died.",
        "The rent was lowered to 42 crowns.",
    ],
)
def test_what_is_lowered_or_reduced_besides_a_toll_takes_nothing_back(text):
    """Barns, divers and rents are no tolls."""
    assert set(fates(lowered(text)).values()) == {None}


def test_a_union_lowers_its_own_toll_only():
    """It speaks neither for the ministry nor for the doctor nor for the outlet."""
    pile = lowered("The union lowered its toll to 42.", source="the union", kind="other")
    pile.report("c", "2031-05-03", outlet="C")
    pile.count("killed", 60, who="sailors", source="the union", id="union")
    pile.documents = [pile.documents[2], *pile.documents[:2]]
    found = fates(pile)
    assert (found["ministry"], found["outlet"], found["doctor"], found["union"]) == (None, None, None, "later")


@pytest.mark.parametrize("doubt", ["hedged", "denied"])
def test_a_doubted_correction_takes_nothing_back(doubt):
    """Of those killed of another trade neither, whether it is only probable or somebody denies it."""
    pile = lowered(factuality="PR+" if doubt == "hedged" else "CT+")
    if doubt == "denied":
        pile.report("c", "2031-05-06", outlet="C")
        pile.count("killed", 42, source="the ministry", kind="official", factuality="CT-")
    found = fates(pile)
    assert (found["ministry"], found["outlet"]) == (None, None)


def test_a_correction_is_what_is_known():
    """Where nobody else holds on to the higher number, low, best and high are the lower one."""
    pile = lowered()
    pile.claims = [c for c in pile.claims if c.id != "doctor"]
    found = reconcile(pile.linked())
    assert ends(found.events[0].estimates["killed"]) == (42, 42, 42)
    assert found.contradictions == ()
    assert {r.relation for r in found.relations if r.a == "later"} == {"updates"}
