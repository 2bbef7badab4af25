"""Where an event was."""

from typing import Any

import msgspec
import pytest

from asof.link.scenes import candidates, countries, heard
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


MOMBASA: dict[str, Any] = {
    "kind": "admin1",
    "name": "Mombasa",
    "country": "KE",
    "admin1": "Mombasa",
    "lat": -4.0,
    "lon": 39.6,
}
MALINDI: dict[str, Any] = {"country": "KE", "admin1": "Kilifi", "lat": -3.2, "lon": 40.1, "population": 119_859}
DURBAN: dict[str, Any] = {
    "country": "ZA",
    "admin1": "KwaZulu-Natal",
    "lat": -29.9,
    "lon": 31.0,
    "population": 3_338_026,
}
KENYA: dict[str, Any] = {"kind": "country", "country": "KE", "admin1": None, "precision": 6}
KNOWN = {"Mombasa": MOMBASA, "MOMBASA": MOMBASA, "Malindi": MALINDI, "Durban": DURBAN, "Kenya": KENYA}


def wired(name: str, dateline: str, body: str) -> tuple[Document, list[PlaceMention]]:
    """A report of a news agency, with the places of the coast that it names."""
    text = dateline + body
    parts = (
        Passage(start=0, end=len(dateline), part="dateline"),
        Passage(start=len(dateline), end=len(text), part="body"),
    )
    document = msgspec.structs.replace(report(name, text), passages=parts)
    marks = []
    for number, (word, more) in enumerate(KNOWN.items(), 1):
        marks += [place(document, word, number, nth=n, **({"name": word} | more)) for n in range(text.count(word))]
    return document, sorted(marks, key=lambda p: p.start)


SANK = wired(
    "a",
    "MOMBASA, Kenya (Norvik Wire) - ",
    "At least 14 people died when a crowded ferry sank off Mombasa on Tuesday, a harbour pilot said. "
    "Divers searched until dark.",
)
ROSE = wired(
    "b",
    "MOMBASA, Kenya - ",
    "The number of people killed in a ferry sinking in Mombasa has risen to 19, the coast guard said. "
    "Some of the relatives at the quay had come from Malindi.",
)
MOURNED = wired(
    "c",
    "MOMBASA, Kenya - ",
    "Kenya began three days of mourning for 22 people who drowned when a ferry sank near Mombasa. "
    "A mourner from Malindi said that she had lost two sons.",
)
SALVAGED = wired(
    "d",
    "MOMBASA, Kenya - ",
    "Police in Mombasa questioned the owner of the ferry that sank there, killing 23 people. "
    "A salvage ship was on its way from Durban and would come within a week.",
)


def test_where_something_came_from_in_another_country_is_not_the_place() -> None:
    """The heads of the reports decide the country, whatever the size of a town abroad that one of them names."""
    for told_by in ((SANK, ROSE, MOURNED, SALVAGED), (SALVAGED,), (SANK, SALVAGED)):
        assert (asked(*told_by).name, asked(*told_by).country) == ("Mombasa", "KE")


def test_where_a_mourner_came_from_is_not_the_place() -> None:
    """A town that bears its county's name is not held back beside a lesser town behind "from"."""
    assert asked(SANK, ROSE, MOURNED).name == "Mombasa"
    assert asked(MOURNED).name == "Mombasa"


def test_without_datelines_a_division_led_with_is_a_town_where_no_town_of_it_is_named() -> None:
    """Something is "in Mombasa", and few reports name a town of that county."""
    bare = [wired(d.document, "", d.text.partition(" - ")[2]) for d, _ in (ROSE, MOURNED)]
    assert asked(*bare).name == "Mombasa"
    town = wired("e", "", "A ferry sank in Mombasa, killing 14. It went down in Malindi, where 14 coffins stood.")
    marks = [msgspec.structs.replace(p, admin1="Mombasa") for p in town[1]]
    assert asked((town[0], marks)).name == "Malindi"


def test_heads_that_name_two_countries_alike_leave_the_place_to_the_other_evidence() -> None:
    """A name may be that of a town at the outlet's home; a country alone says less than a town."""
    home = Rival(name="Norvik", kind="city", geonames=1, country="NK", admin1="Upper Norvik", lat=10.1, lon=20.0)
    document, marks = wired("f", "", "A mill burned down in Durban on Monday, and two people were hurt.")
    one = msgspec.structs.replace(analysis(document, *marks), home=home)
    reports = heard([document], {"f": one}, {}, {})
    assert countries(reports) == {"NK", "ZA"}
    spoken = wired("g", "", "Kenya sent two ships to Durban after a fire on the quay there.")
    assert countries(heard([spoken[0]], {"g": analysis(spoken[0], *spoken[1])}, {}, {})) == {"ZA"}


def test_a_capital_that_only_files_is_an_estimate_beside_its_country() -> None:
    """What happened in a country whose capital stands only in datelines is there, and not in the capital."""
    text = "ALGIERS - A shaft fell in in Algeria."
    parts = (Passage(start=0, end=10, part="dateline"), Passage(start=10, end=len(text), part="body"))
    document = report("a", text, passages=parts)
    seat = place(document, "ALGIERS", 2507480, name="Algiers", country="DZ", admin1="Algiers", population=3_000_000)
    country = place(document, "Algeria", 2589581, kind="country", country="DZ", admin1=None, lat=28.0, lon=3.0)
    both, alone = asked((document, [seat, country])), asked((document, [seat]))
    assert (both.name, both.country) == ("Algeria", "DZ")
    assert (alone.name, alone.where_prec) == ("Algiers", 5)
