"""Where an event was, of which reports say how far from a border it was."""

import pytest

from asof.link.where import where
from asof.records import EventPlace, PlaceMention
from asof.records.distance import kilometres, nearest
from asof.resources.outlines import lines
from link.factory import analysis, place, report

TEXT = "A well burned in Algeria, 40 miles from the Libyan border. In Norvik nobody knew."
LINE = (26.25, 9.44)
"""A point of the border of Algeria and Libya."""


def asked(*places: PlaceMention, text: str = TEXT) -> EventPlace:
    document = report("a", text)
    return where([document], {"a": analysis(document, *places)}, {})


def algeria() -> PlaceMention:
    return place(report("a", TEXT), "Algeria", 1, kind="country", country="DZ", admin1=None, lat=28.0, lon=3.0)


def border(**more: object) -> PlaceMention:
    at = TEXT.index("Libyan border")
    given = {"name": "border of Libya", "kind": "region", "made_by": "places/border"}
    given |= {"lat": LINE[0], "lon": LINE[1], "precision": 5, "distance": 64.4} | more
    return PlaceMention(start=at, end=at + 13, text="Libyan border", **given)  # type: ignore[arg-type]


def test_a_country_alone_is_narrowed_to_its_border() -> None:
    """So far from the border as is said, towards the country's midst; UCDP's precision of a line."""
    found = asked(algeria(), border())
    assert (found.name, found.country, found.where_prec) == ("Algeria", "DZ", 5)
    assert found.lat is not None
    assert found.lon is not None
    assert kilometres(found.lat, found.lon, *LINE) == pytest.approx(64.4, abs=0.5)
    assert found.lon < LINE[1]


def test_without_a_distance_it_is_the_border_itself() -> None:
    """ "Near the Libyan border" is the line's nearest point."""
    found = asked(algeria(), border(distance=None), text=TEXT.replace("40 miles from", "very close to"))
    assert (found.lat, found.lon, found.where_prec) == (*LINE, 5)


def test_who_crosses_a_border_is_not_there() -> None:
    """A border that nothing is said to be at does not narrow the country."""
    found = asked(algeria(), border(distance=None), text=TEXT.replace("40 miles from", "and men left"))
    assert (found.lat, found.lon) == (28.0, 3.0)


def test_a_stated_direction_is_gone() -> None:
    """ "40 miles north of the border" lies north, wherever the country's midst is."""
    found = asked(algeria(), border(bearing=0.0))
    assert found.lat is not None
    assert found.lon is not None
    assert found.lat > LINE[0]
    assert found.lon == pytest.approx(LINE[1], abs=0.01)


@pytest.mark.parametrize(
    "other",
    [
        border(precision=6),
        border(lat=48.97, lon=8.2),
    ],
    ids=["of no known line", "of other countries"],
)
def test_a_border_that_is_not_the_countrys_does_not_narrow_it(other: PlaceMention) -> None:
    """A border whose line is not known, or runs elsewhere, leaves the country at its midst (6)."""
    found = asked(algeria(), other)
    assert (found.lat, found.lon) == (28.0, 3.0)


def test_a_town_is_better_than_a_border() -> None:
    """Where reports name a town that the gazetteer knows, the border says nothing more."""
    town = place(report("a", TEXT), "Norvik", 2, country="DZ", admin1="Illizi", lat=27.9, lon=9.1)
    found = asked(algeria(), town, border())
    assert (found.name, found.lat, found.lon) == ("Norvik", 27.9, 9.1)


def test_a_town_that_nobody_knows_lies_at_the_border() -> None:
    """A town without coordinates is put at its country's border, towards the country's midst."""
    town = place(report("a", TEXT), "Norvik", None, country="DZ", admin1=None, precision=None)  # type: ignore[arg-type]
    found = asked(algeria(), town, border())
    assert (found.name, found.where_prec) == ("Norvik", 5)
    assert found.lat is not None
    assert found.lon is not None
    along = nearest(lines(frozenset({"DZ", "LY"})), (found.lon, found.lat))
    assert kilometres(found.lat, found.lon, along[1], along[0]) < 70
