"""The gazetteer: names to places, from GeoNames' towns of 500 people and more and tables of divisions and regions.

The index is built once and kept in the user's cache folder; where that cannot be written it is built in memory.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from asof.annotate.gazetteer_build import LOADED, connection
from asof.annotate.gazetteer_keys import key_of
from asof.records import Record, Rival
from asof.resources import table

_MOST_CANDIDATES = 60
_BATCH = 400
_LARGE = 100_000
_QUESTION = """
SELECT n.key, p.id, p.name, p.kind, p.geonames, p.country, p.admin1, p.lat, p.lon, p.timezone, p.population, p.capital,
       n.main
FROM names n JOIN places p ON p.id = n.place WHERE n.key IN ({marks}) ORDER BY n.key, p.population DESC, p.id
"""


class Place(Record, frozen=True, kw_only=True):
    """One place of the gazetteer. `kind` as in `PlaceMention`, and sea; `admin1` is GeoNames' code.

    `population` is that of its towns for a division; `main` is false where the name asked for is an alternative one;
    `capital`: of a country.
    """

    id: int
    name: str
    kind: str
    geonames: int | None
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    timezone: str | None
    population: int
    capital: bool = False
    main: bool = True


class Counted(Record, frozen=True, kw_only=True):
    """How many places and names there are, what they come from, and the file that holds them (None: memory)."""

    places: int
    names: int
    origin: str
    path: str | None


def counted() -> Counted:
    """What the gazetteer in use holds. Raises ValueError where a loaded one is damaged."""
    index = connection()
    places, names = (index.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("places", "names"))  # noqa: S608 - our own tables
    path = index.execute("PRAGMA database_list").fetchone()[2] or None
    loaded = path is not None and Path(path).name == LOADED
    origin = "a dump of GeoNames that you loaded" if loaded else "GeoNames' towns of 500 people and more, with asof"
    return Counted(places=places, names=names, origin=origin, path=path)


def lookup(name: str) -> tuple[Place, ...]:
    """The places of a name, the most populous first, at most sixty. Case, accents, hyphens and "St." do not matter."""
    return lookup_all((name,)).get(key_of(name), ())


def lookup_all(names: Iterable[str]) -> dict[str, tuple[Place, ...]]:
    """As `lookup`, for many names in few questions: key (`key_of`) -> places; names without a place are left out."""
    keys = sorted({key_of(name) for name in names} - {""})
    found: dict[str, list[Place]] = {}
    for first in range(0, len(keys), _BATCH):
        for key, place in _rows(keys[first : first + _BATCH]):
            kept = found.setdefault(key, [])
            if len(kept) < _MOST_CANDIDATES:
                kept.append(place)
    return {key: tuple(places) for key, places in found.items()}


def _rows(keys: list[str]) -> list[tuple[str, Place]]:
    question = _QUESTION.format(marks=",".join("?" * len(keys)))
    fields = Place.__struct_fields__
    rows = connection().execute(question, keys).fetchall()
    return [(row[0], _place(dict(zip(fields, row[1:], strict=True)))) for row in rows]


def _place(columns: dict[str, Any]) -> Place:
    return Place(**{**columns, "capital": bool(columns["capital"]), "main": bool(columns.get("main", True))})


@cache
def division(country: str, code: str) -> Place | None:
    """A first-order division by its country and GeoNames' code, or None."""
    question = "SELECT name FROM places WHERE kind = 'admin1' AND country = ? AND admin1 = ?"
    row = connection().execute(question, (country, code)).fetchone()
    named = lookup(row[0]) if row else ()
    return next((p for p in named if (p.kind, p.country, p.admin1) == ("admin1", country, code)), None)


@cache
def country_name(code: str) -> str:
    """The name of a country by its ISO 3166 alpha-2 code; the code where the gazetteer has none."""
    row = connection().execute("SELECT name FROM places WHERE kind = 'country' AND country = ?", (code,)).fetchone()
    return str(row[0]) if row else code


@cache
def large_towns() -> tuple[Place, ...]:
    """The towns of `_LARGE` people and more, the most populous first."""
    question = "SELECT * FROM places WHERE kind = 'city' AND population >= ? ORDER BY population DESC, id"
    rows = connection().execute(question, (_LARGE,)).fetchall()
    return tuple(_place(dict(zip(Place.__struct_fields__, row, strict=False))) for row in rows)


def rival_of(place: Place) -> Rival:
    """A place as an analysis holds one that is not named at a span: a rival of a mention, an outlet's home."""
    return Rival(
        name=place.name,
        kind=place.kind,
        geonames=place.geonames,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=division_name(place),
        timezone=place.timezone,
        population=place.population,
    )


def division_name(place: Place) -> str | None:
    """The name in full of a place's first-order division, or None."""
    return admin1_names().get((place.country or "", place.admin1 or ""))


@cache
def admin1_names() -> dict[tuple[str, str], str]:
    """(Country, GeoNames' code) -> the division's name in full."""
    return {(row["country"], row["code"]): row["name"] for row in table("places/admin1")}


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """Abbreviation as written ("Calif.", "ON") -> (country, code of its first-order division)."""
    rows = table("places/aliases")
    found = {row["name"]: (row["country"], row["code"]) for row in rows if row["kind"] == "abbreviation"}
    return {name.rstrip("."): value for name, value in found.items()} | found


@cache
def town_of_alias(text: str) -> Place | None:
    """The town of a short name as written ("NYC", "D.C."), or None."""
    for row in table("places/aliases"):
        if row["kind"] == "town" and row["name"] == text:
            question = "SELECT * FROM places WHERE kind = 'city' AND geonames = ?"
            found = connection().execute(question, (int(row["code"]),)).fetchone()
            return _place(dict(zip(Place.__struct_fields__, found, strict=False))) if found else None
    return None


@cache
def _demonyms() -> dict[str, str]:
    words: dict[str, str] = {}
    for row in table("places/demonyms"):
        for word in (row["demonym"], row["plural"]):
            if word:
                words.setdefault(unicodedata.normalize("NFC", word), row["country"])
    return words


def country_of_demonym(word: str) -> str | None:
    """The ISO 3166 alpha-2 country of a nationality word ("Malian", "Finns"), or None where it is none."""
    return _demonyms().get(unicodedata.normalize("NFC", word))


__all__ = [
    "Counted",
    "Place",
    "abbreviations",
    "admin1_names",
    "counted",
    "country_of_demonym",
    "division",
    "key_of",
    "large_towns",
    "lookup",
    "lookup_all",
]
