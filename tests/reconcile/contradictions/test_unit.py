"""Measures that disagree, and conversions."""

import msgspec

from asof.reconcile import reconcile
from asof.records import Amount, Range, Span
from tests.reconcile.factory import Pile


def units(pile):
    """The explanations of the contradictions of unit."""
    return [c.explanation for c in reconcile(pile.linked()).contradictions if c.kind == "unit"]


def converted(value, unit, other, other_unit):
    """One claim with a stated conversion."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.measure(value, unit, conversion=Amount(low=other, high=other, unit=other_unit))
    return units(pile)


def test_a_rounded_conversion_is_said_to_be_rounded():
    """Twenty miles are 32.2 km; 30 is that, rounded."""
    assert converted(20, "mile", 30, "km") == [
        "A gave 20 miles as 30 km; 20 miles is 32.2 km: the conversion is rounded."
    ]


def test_rounding_by_a_twentieth_is_not_worth_a_word():
    """Fifty kilometres for thirty miles mislead nobody."""
    assert converted(30, "mile", 50, "km") == []


def test_amounts_far_from_each_other_are_of_different_things():
    """Nine hundred miles to a border are not thirty miles to a border said wrongly."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.measure(30, "mile")
    pile.report("b", "2031-05-05", outlet="B")
    pile.measure(900, "mile")
    assert units(pile) == []


def test_one_report_speaks_of_different_distances():
    """Two distances with the same words in one report are of two things."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.measure(30, "mile")
    pile.measure(70, "mile")
    assert units(pile) == []


def test_a_wrong_conversion_is_said_to_be_wrong():
    """Thirty miles are not 70 km."""
    assert ["more than rounding explains" in e for e in converted(30, "mile", 70, "km")] == [True]


def test_a_right_conversion_is_no_contradiction():
    """Thirty miles are 48 km."""
    assert converted(30, "mile", 48, "km") == []


def test_unknown_units_are_let_be():
    """What cannot be compared is not called wrong."""
    assert converted(30, "league", 70, "km") == []


def test_two_reports_of_one_distance():
    """Thirty and 70 miles to the border cannot both hold; 48 km agree with the thirty."""
    pile = Pile()
    pile.report("a", "2031-05-04", outlet="A")
    pile.measure(30, "mile", of="the northern border")
    pile.report("b", "2031-05-05", outlet="B")
    pile.measure(70, "mile", of="the border")
    pile.measure(48, "km", of="the border")
    pile.measure(900, "mile", of="the capital")
    found = units(pile)
    assert found == ["Of the same distance (border), A gave 30 miles and B gave 70 miles."]


def test_amounts_that_share_a_name_beside_them():
    """Where the words measured differ, a name and another word beside both amounts tell that they are of one thing."""
    pile = Pile()
    for name, text in (
        ("a", "The pass of Orvan, whose gate is 30 miles from camp, is shut."),
        ("b", "Guards reach Orvan by a gate that lies 70 miles from the mill."),
        ("c", "A gate 90 miles from Tessel is open."),
    ):
        pile.report(name, "2031-05-04", outlet=name)
        number = next(word for word in text.split() if word.isdigit())
        start = text.index(number)
        pile.measure(
            float(number),
            "mile",
            of=name * 5,
            span=Span(start=start, end=start + 2, text=number),
            sentence=Range(start=0, end=len(text)),
        )
        pile.documents[-1] = msgspec.structs.replace(pile.documents[-1], text=text)
    (found,) = units(pile)
    assert "(gate, orvan), a gave 30 miles and b gave 70 miles" in found
