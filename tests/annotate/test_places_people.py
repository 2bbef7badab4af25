"""Places that people are from, short names, datelines, and the homes of outlets that no table knows."""

import pytest

from asof.annotate import annotate
from asof.annotate.places_hints import home
from asof.records import Document, Passage


def found(text: str, **more: object) -> list[tuple[str, str | None]]:
    document = Document(document="d", text=text, sha256="", **more)  # type: ignore[arg-type]
    return [(p.name, p.admin1) for p in annotate(document).places]


def test_a_girl_of_a_town_is_from_a_place() -> None:
    """Somebody of whom nobody has heard before is named by the town."""
    assert ("Reno", "Nevada") in found("Police said that a 6-year-old Reno girl was hurt in Nevada.")


def test_a_day_behind_a_town_is_no_part_of_its_name() -> None:
    """A weekday or month begins with a capital as well."""
    assert ("Charlotte", "North Carolina") in found("A mill burned in west Charlotte Sunday afternoon.")


def test_the_bronx_is_called_so() -> None:
    """A town has the name that news use."""
    assert ("Bronx", "New York") in found("A mill burned in the Bronx on Monday.")


def test_a_datelines_town_stays_a_place_that_no_list_knows() -> None:
    """The town in front of the dateline's comma is one of the division behind it."""
    text = "QUARVIK, Georgia (WXYQ) - A mill burned."
    parts = (Passage(start=0, end=26, part="dateline"), Passage(start=26, end=len(text), part="body"))
    assert ("Quarvik", "Georgia") in [(n.title(), a) for n, a in found(text, passages=parts)]


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        ("https://oldchicago.example/a", "", ("Chicago", "Illinois")),
        ("https://news.example/chicago/20310304/a", "", ("Chicago", "Illinois")),
        ("https://mchicagox.example/a", "", None),
        ("https://washingtonstar.example/a", "", None),
        ("https://news.example/a", "KARSK (KING) - A mill burned.", ("Seattle", "Washington")),
    ],
)
def test_an_outlets_home_from_its_name(url: str, text: str, expected: tuple[str, str] | None) -> None:
    """A large town that the host begins or ends with, or the path's first step; a station credited comes first."""
    at = home(Document(document="d", text=text, sha256="", url=url))
    assert (at and (at.name, at.admin1)) == expected
