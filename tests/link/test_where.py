"""Where an event was."""

import msgspec
import pytest

from asof.link.scenes import candidates, heard
from asof.link.where import weight, where
from asof.records import Document, EventPlace, Passage, PlaceMention, Rival
from asof.resources import table
from link.factory import analysis, named, place, report


def asked(*reports: tuple[Document, list[PlaceMention]]) -> EventPlace:
    return where([d for d, _ in reports], {d.document: analysis(d, *places) for d, places in reports}, {})


def test_the_finest_place_of_the_region_most_spoken_of() -> None:
    """First the division that has most mentions, then its town; a larger town elsewhere does not win."""
    document = report("a", "In Norvik a shaft fell in. Upper Norvik sent help to Norvik County; so did Karsk.")
    found = asked(
        (
            document,
            [
                place(document, "Norvik", 1),
                place(document, "Upper Norvik", 2, kind="admin1"),
                place(document, "Norvik County", 3, kind="admin2"),
                place(document, "Karsk", 4, admin1="Lower Norvik"),
            ],
        )
    )
    assert (found.name, found.admin1, found.country, found.geonames, found.where_prec) == (
        "Norvik",
        "Upper Norvik",
        "NK",
        1,
        1,
    )


def test_one_report_cannot_outvote_the_others() -> None:
    """A place named twenty times in one report weighs no more than enough."""
    loud = report("a", "Karsk. " * 20)
    quiet = [report(n, "A shaft fell in in Norvik.") for n in ("b", "c", "d")]
    reports = [(loud, [place(loud, "Karsk", 4, nth=n) for n in range(20)])]
    reports += [(d, [place(d, "Norvik", 1)]) for d in quiet]
    assert asked(*reports).name == "Norvik"


def test_a_persons_name_is_no_place() -> None:
    """A town's name within a person's is not heard."""
    document = report("a", "Jan Karsk spoke in Norvik. Karsk left.")
    people = named(document, "person", "Jan Karsk", "Karsk left"[:5])
    marks = [*people, place(document, "Karsk", 4), place(document, "Karsk", 4, nth=1), place(document, "Norvik", 1)]
    assert where([document], {"a": analysis(document, *marks)}, {}).name == "Norvik"


def test_nowhere() -> None:
    """Without a resolved place the record is empty."""
    assert asked((report("a", "A shaft fell in."), [])) == EventPlace()


COUNTY = {"kind": "admin2", "lat": 10.0, "lon": 20.0, "precision": 3}


def test_a_town_far_from_the_county_of_the_event_is_not_the_place() -> None:
    """A county named more than a town a hundred kilometres off is the place; a town within it is the finer one."""
    document = report("a", "A shaft fell in in Norvik County. Norvik County sent for Karsk. Vessen slept.")
    county = [place(document, "Norvik County", 3, nth=n, **COUNTY) for n in (0, 1)]
    far = place(document, "Karsk", 4, lat=11.0, lon=20.0)
    near = place(document, "Vessen", 5, lat=10.1, lon=20.1)
    assert asked((document, [*county, far])).name == "Norvik County"
    assert asked((document, [*county, far, near])).name == "Vessen"


def test_a_quarter_is_told_as_its_town() -> None:
    """Of two places named alike, the town within whose reach the other lies; one farther off has no such claim."""
    document = report("a", "A shaft fell in in Norvik. Sheds in Vessen burned.")
    town = place(document, "Norvik", 1, lat=10.0, lon=20.0, population=1_000_000)

    def weighed(lat: float) -> float:
        quarter = place(document, "Vessen", 5, lat=lat, lon=20.0, population=40_000)
        found = candidates(heard([document], {"a": analysis(document, town, quarter)}, {}, {}))
        return next(weight(c.evidence) for c in found if c.place.geonames == 5)

    assert weighed(10.05) < weighed(10.2)


def told(document: Document, *places: PlaceMention, home: Rival | None = None) -> EventPlace:
    one = msgspec.structs.replace(analysis(document, *places), home=home)
    return where([document], {document.document: one}, {})


def test_a_local_outlet_means_the_town_at_home() -> None:
    """A lesser town without its division is the one of that name at the outlet's home; a large one stays."""
    document = report("a", "A shaft fell in in Karsk. Karsk police came.")
    rival = Rival(name="Karsk", kind="city", geonames=7, country="NK", admin1="Upper Norvik", lat=10.0, lon=20.0)
    far = {"admin1": "Lower Norvik", "lat": 30.0, "lon": 20.0, "population": 3_000}
    one = place(document, "Karsk", 4, rivals=(rival,), **far)
    home = Rival(name="Norvik", kind="city", geonames=1, country="NK", admin1="Upper Norvik", lat=10.1, lon=20.0)
    assert told(document, one, home=home).geonames == 7
    assert told(document, one).geonames == 4
    large = place(document, "Karsk", 4, admin1="Lower Norvik", lat=30.0, lon=20.0, population=3_000_000)
    assert told(document, large, home=home).geonames == 4


def test_where_nothing_is_named_it_is_the_outlets_home() -> None:
    """The home is an estimate; where the report speaks of another country it is none at all."""
    home = Rival(name="Norvik", kind="city", geonames=1, country="NK", admin1="Upper Norvik", lat=10.1, lon=20.0)
    silent = report("a", "A shaft fell in.")
    assert (told(silent, home=home).name, told(silent, home=home).where_prec) == ("Norvik", 5)
    abroad = report("a", "A shaft fell in in Morvela.")
    country = place(abroad, "Morvela", 9, kind="country", country="MV", admin1=None, precision=6)
    assert told(abroad, country, home=home).name == "Morvela"


def test_the_outlets_name_behind_a_headline_is_no_scene() -> None:
    """What stands behind the last bar of a headline is where the paper is, not where it happened."""
    document = report("a", "A shaft fell in in Karsk.\n\nShaft falls in | The Norvik Courier")
    title = Passage(start=27, end=len(document.text), part="headline")
    with_title = msgspec.structs.replace(document, passages=(Passage(start=0, end=25, part="body"), title))
    town = place(with_title, "Karsk", 4, population=3_000)
    assert told(with_title, town, place(with_title, "Norvik", 1, population=9_000)).name == "Karsk"


def test_a_town_that_the_gazetteer_lacks_lies_in_the_county_named_with_it() -> None:
    """It keeps its name, and has the county's midst for coordinates, with the precision of a county."""
    document = report("a", "A shaft fell in in Vessen. Vessen lies in Norvik County. Vessen mourns, as do Vessen's.")
    town = place(document, "Vessen", 5)
    unknown = [
        msgspec.structs.replace(town, geonames=None, precision=None, start=at, end=at + 6) for at in (19, 27, 57)
    ]
    county = place(document, "Norvik County", 3, **COUNTY)
    found = told(document, *unknown, county)
    assert (found.name, found.lat, found.lon, found.geonames, found.where_prec) == ("Vessen", 10.0, 20.0, None, 3)


def test_so_many_miles_from_a_town_is_a_point_of_its_own() -> None:
    """111 km south of a town is a degree of latitude south of it; without a direction it is the town, less exactly."""
    document = report("a", "A shaft fell in 111 km south of Norvik.")
    town = {"lat": 10.0, "lon": 20.0, "population": 9_000, "distance": 111.2}
    south = told(document, place(document, "Norvik", 1, **town, bearing=180.0, precision=2))
    assert south.lat == pytest.approx(9.0, abs=0.01)
    assert (south.lon, south.where_prec) == (20.0, 2)
    somewhere = told(document, place(document, "Norvik", 1, **town, precision=5))
    assert (somewhere.lat, somewhere.where_prec) == (10.0, 5)


def test_a_bureau_in_a_capital_is_no_scene() -> None:
    """A capital in a dateline is where the report was filed; another town there speaks for itself."""
    document = report("a", "NORVIK - A shaft fell in in Karsk.")
    parts = (Passage(start=0, end=9, part="dateline"), Passage(start=9, end=34, part="body"))
    filed = msgspec.structs.replace(document, passages=parts)
    capital = int(table("link/capitals")[0]["geonames"])
    town = {"lat": 10.0, "lon": 20.0, "population": 3_000}

    def weighed(geonames: int) -> float:
        bureau = place(filed, "NORVIK", geonames, **town)
        scene = place(filed, "Karsk", 4, **town)
        found = candidates(heard([filed], {"a": analysis(filed, bureau, scene)}, {}, {}))
        return next(weight(c.evidence) for c in found if c.place.geonames == geonames)

    assert weighed(capital) < weighed(7)
