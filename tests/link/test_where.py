"""Where an event was."""

import msgspec

from asof.link.where import where
from asof.records import Document, EventPlace, PlaceMention
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
    """A place within the reach of a large town that the report names is that town; farther off it is its own."""
    document = report("a", "A shaft fell in in Vessen. Vessen is old. It lies by Norvik.")
    town = place(document, "Norvik", 1, lat=10.0, lon=20.0, population=1_000_000)

    def found(lat: float, people: int) -> str | None:
        own = [place(document, "Vessen", 5, nth=n, lat=lat, lon=20.0, population=people) for n in (0, 1)]
        return asked((document, [*own, town])).name

    assert found(10.05, 40_000) == "Norvik"
    assert found(10.2, 40_000) == "Vessen"
    assert found(10.05, 400_000) == "Vessen"


def test_a_local_outlet_names_the_division_of_a_town_elsewhere() -> None:
    """A lesser town away from home, of which no report says the division, leaves the home as an estimate."""
    document = msgspec.structs.replace(
        report("a", "A shaft fell in in Karsk. Lower Norvik mourns."), outlet="a.example"
    )
    small = place(document, "Karsk", 4, admin1="Lower Norvik", population=3_000)
    large = place(document, "Karsk", 4, admin1="Lower Norvik", population=300_000)
    outright = place(document, "Lower Norvik", 2, kind="admin1", admin1="Lower Norvik")
    home = {"a.example": ("NK", "Upper Norvik")}

    def found(*places: PlaceMention) -> tuple[str | None, int | None]:
        event = where([document], {"a": analysis(document, *places)}, {}, home)
        return event.name, event.where_prec

    assert found(small) == ("Upper Norvik", 5)
    assert found(large) == ("Karsk", 1)
    assert found(small, outright) == ("Karsk", 1)
