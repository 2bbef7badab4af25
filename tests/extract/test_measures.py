"""Measures: what is measured, in which unit, and the same amount stated in another, on sentences of our own."""

import pytest

from asof.annotate import annotate
from asof.extract import extract
from asof.records import Document, MeasureClaim, Passage


def measures(text: str) -> list[MeasureClaim]:
    passages = (Passage(start=0, end=len(text), part="body"),)
    d = Document(document="d", text=text, sha256="0" * 64, passages=passages)
    return [c for c in extract(d, annotate(d)) if isinstance(c, MeasureClaim)]


def test_a_stated_conversion_belongs_to_its_measure() -> None:
    """ "40 miles (60 kilometers)" is one claim with a conversion, not two."""
    (claim,) = measures("The plant lies 40 miles (60 kilometers) south of Norvik.")
    assert (claim.measure, claim.quantity.low, claim.quantity.unit) == ("distance", 40, "mile")
    assert claim.conversion is not None
    assert (claim.conversion.low, claim.conversion.high, claim.conversion.unit) == (60, 60, "km")
    assert claim.of is not None
    assert claim.of.text == "Norvik"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plant lies 40 miles from the border.", [("distance", "mile", "the border")]),
        ("The gang asked for 2 million dollars.", [("money", "USD", None)]),
        ("Some 30 percent of the harvest burned.", [("share", "percent", "the harvest burned")]),
        ("The siege lasted four days.", [("duration", "day", None)]),
        ("Twelve miners died.", []),
        ("He is 40 years old.", []),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """The measure, its unit, and what it is of; ages and counts are no measures."""
    found = [(c.measure, c.quantity.unit, c.of.text if c.of else None) for c in measures(text)]
    assert found == expected


def test_two_measures_far_apart_are_two_claims() -> None:
    """A second distance that is not in brackets is a claim of its own."""
    assert len(measures("It is 40 miles from Norvik. Others say it is 60 km from Norvik.")) == 2
