"""Borders of countries: found, and put where they are nearest to what is named."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.annotate.pipeline import annotate
from asof.records import Document, PlaceMention
from asof.records.distance import bearing, kilometres, moved, nearest
from asof.resources import table
from asof.resources.outlines import lines


def borders(text: str) -> list[PlaceMention]:
    found = annotate(Document(document="d", text=text, sha256=""), "rules").places
    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    return [p for p in found if p.made_by == "places/border"]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A well burned near the Libyan border.", "Libyan border", "border of Libya"),
        ("A well burned near Libya's border.", "border", "border of Libya"),
        ("A well burned near the border with Libya.", "border", "border of Libya"),
        ("A well burned at the border between Libya and Algeria.", "border", "border of Algeria and Libya"),
        ("A well burned on the Algerian-Libyan border.", "Algerian-Libyan border", "border of Algeria and Libya"),
        ("A well burned near the South Sudanese border.", "South Sudanese border", "border of South Sudan"),
        ("A well burned at the U.S. - Mexico frontier.", "frontier", "border of Mexico and United States"),
    ],
)
def test_a_border_is_named_by_its_countries(text: str, words: str, name: str) -> None:
    """By nationality or name, in front or behind, one country or two; no span is over that of a country."""
    (found,) = borders(text)
    assert (found.text, found.name, found.kind) == (words, name, "region")


@pytest.mark.parametrize(
    "text",
    [
        "Libyan border guards fled.",
        "The border was shut.",
        "The Elmford border was shut.",
        "An Icelandic border is a shore.",
        "The border of the garden is Border Books.",
    ],
)
def test_what_is_no_border_by_land_is_none(text: str) -> None:
    """Guards, borders of nobody knows what, and those of islands are no lines."""
    assert borders(text) == []


def test_the_point_is_the_nearest_to_the_place_of_the_sentence() -> None:
    """A town of the sentence comes before one of another; the point lies on the border of its own country."""
    text = "Tripoli was calm. Near Djanet in Algeria, 200 km from the Libyan border, a well burned."
    (found,) = borders(text)
    assert (found.precision, found.distance) == (5, 200.0)
    assert found.lat is not None
    assert found.lon is not None
    assert kilometres(found.lat, found.lon, 24.55, 9.48) < 100
    shore = nearest(lines(frozenset({"DZ", "LY"})), (found.lon, found.lat))
    assert kilometres(found.lat, found.lon, shore[1], shore[0]) < 1


def test_towns_of_the_country_itself_are_the_last_to_ask() -> None:
    """The border that is meant is that with a neighbour of whom something is named, else any that is near."""
    outside = borders("Tripoli sent men to Tebessa in Algeria and to the Libyan border.")[0]
    inside = borders("In Ghadames in Libya men shut the Libyan border.")[0]
    assert outside.lat is not None
    assert outside.lon is not None
    assert inside.lat is not None
    assert inside.lon is not None
    assert kilometres(outside.lat, outside.lon, 35.40, 8.12) < 700
    assert kilometres(inside.lat, inside.lon, 30.13, 9.50) < 30


def test_without_a_place_beside_it_a_border_is_as_wide_as_its_country() -> None:
    """Of one country nothing but the midst is known (6); of two it is the middle of their line (5)."""
    (one,) = borders("A well burned near the Chadian border.")
    (two,) = borders("A well burned near the border of Chad and Libya.")
    assert (one.precision, two.precision) == (6, 5)
    assert two.lat is not None
    assert 19 < two.lat < 24


@pytest.mark.parametrize("row", table("places/borders"), ids=lambda row: f"{row['kind']}-{row['word']}")
def test_a_word_of_borders_does_what_its_example_shows(row: dict[str, str]) -> None:
    """The examples of words name a border of Libya, those of people and things at one none."""
    assert row["word"] in row["example"]
    assert bool(borders(row["example"])) is (row["kind"] != "none")


def test_bearing_leads_back() -> None:
    """Going so far in the direction of a point ends there."""
    for a, b in (((30.0, 9.0), (28.0, 3.0)), ((-10.0, 179.0), (-12.0, -178.0)), ((60.0, 10.0), (59.0, 10.0))):
        lat, lon = moved(*a, kilometres(*a, *b), bearing(*a, *b))
        assert kilometres(lat, lon, *b) < 1


def test_the_nearest_point_of_a_line_may_lie_between_its_points() -> None:
    """Not only corners are near; of no lines the point itself is."""
    assert nearest([((0.0, 0.0), (10.0, 0.0))], (4.0, 3.0)) == pytest.approx((4.0, 0.0))
    assert nearest([((0.0, 0.0), (10.0, 0.0))], (14.0, 3.0)) == pytest.approx((10.0, 0.0))
    assert nearest([], (4.0, 3.0)) == (4.0, 3.0)


PIECES = [
    *[
        "border",
        "frontier",
        "Libyan",
        "Libya",
        "Libya's",
        "the",
        "with",
        "between",
        "and",
        "of",
        "-",
        "–",
        "U.S.",
        "US-Mexico",
        "near",
        "Norvik",
        "Tripoli",
    ],
    *[".", "'s", "South", "Sudanese", "Congo", "guards", "’"],
    "40 miles from",
    "border of",
    "\n\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from([" ", "", "  "]))
@settings(max_examples=120, deadline=None)
def test_any_mixture_of_words_of_borders_is_read(pieces: list[str], blank: str) -> None:
    """Whatever stands beside "border", nothing raises, spans are the text's own, and points are on the globe."""
    for found in borders(blank.join(pieces)):
        assert found.lat is not None
        assert found.lon is not None
        assert -90 <= found.lat <= 90
        assert -180 <= found.lon <= 180
        assert found.precision in (5, 6)


@pytest.mark.parametrize("piece", ["Libyan border ", "Libyan-", "border with ", "the Chad–Libya border "])
def test_a_long_line_of_borders_is_read_in_time(piece: str) -> None:
    """Only so many borders of a document are read, and a line of nothing else takes no more than linear time."""
    assert len(borders(piece * (20_000 // len(piece)))) <= 40
