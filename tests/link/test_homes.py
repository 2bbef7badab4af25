"""Where outlets are at home, as the pile shows it."""

import msgspec

from asof.link.homes import homes
from asof.link.where import where
from asof.records import Document, PlaceMention, Rival
from link.factory import analysis, place, report

ELSEWHERE = Rival(name="Karsk", kind="city", geonames=9, lat=1.0, lon=2.0, country="NK", admin1="Lower Norvik")


def of(outlet: str, name: str) -> Document:
    return msgspec.structs.replace(report(name, "A shaft fell in in Karsk. Norvik sent help."), outlet=outlet)


def karsk(document: Document) -> PlaceMention:
    return msgspec.structs.replace(place(document, "Karsk", 4), rivals=(ELSEWHERE,))


def test_an_outlet_is_at_home_where_most_of_its_reports_are() -> None:
    """Two reports of one division make a home; one report, or two of two divisions, do not."""
    documents = [of("a.example", "a1"), of("a.example", "a2"), of("b.example", "b"), of("c.example", "c1")]
    analyses = {d.document: analysis(d, place(d, "Norvik", 1, admin1="Lower Norvik")) for d in documents}
    assert dict(homes(documents, analyses)) == {"a.example": ("NK", "Lower Norvik")}


def test_a_town_of_many_divisions_is_the_one_at_home() -> None:
    """A town that the home division has too is put there, unless the report names the other division."""
    document = of("a.example", "a")
    town = msgspec.structs.replace(karsk(document), population=3_000)
    home = {"a.example": ("NK", "Lower Norvik")}
    found = where([document], {"a": analysis(document, town)}, {}, home)
    assert (found.admin1, found.geonames, found.lat, found.where_prec) == ("Lower Norvik", 9, 1.0, 1)
    assert where([document], {"a": analysis(document, town)}, {}).geonames == 4


def test_an_event_without_a_place_is_estimated_at_the_outlets_home() -> None:
    """Where no report names a place, the home of the outlet is given as an estimate, never as a known place."""
    document = of("a.example", "a")
    found = where([document], {"a": analysis(document)}, {}, {"a.example": ("NK", "Lower Norvik")})
    assert (found.admin1, found.where_prec, found.lat) == ("Lower Norvik", 5, None)
