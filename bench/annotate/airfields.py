"""Makes src/asof/resources/places/airfields.tsv: python -m bench.annotate.airfields AIRPORTS.csv > airfields.tsv.

AIRPORTS.csv is that of the package airportsdata (MIT licence; `airportsdata/airports.csv`). Kept are the towns that
airfields serve where the gazetteer has no place of that name within `NEAR_KM`: oil towns, islands and villages too
small for the list of cities; with the fuller name that the airport gives them ("Upper Elmford" for Elmford). The
division is that of the nearest town of the country, the coordinates are the airfield's.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from asof.annotate.gazetteer import lookup
from asof.annotate.gazetteer_build import _cities, _City
from asof.annotate.gazetteer_keys import key_of
from asof.annotate.places_rank import kilometres

NEAR_KM = 60.0
_KIND = re.compile(
    r"\s+(?:Regional|International|Intl|Municipal|Domestic|National|City|County|Airfield|Airport|Airstrip|Aerodrome"
    r"|Air Base|AFB|Airbase|North|South|East|West|New|Seaplane Base|Heliport)\b.*$"
)
_PLAIN = re.compile(r"[A-Z][^\W\d_]+(?:[ '-][^\W\d_]+){0,3}")

Town = tuple[str, str, str, float, float, str]


def towns(rows: list[dict[str, str]]) -> Iterator[Town]:
    """(name, country, division's code, latitude, longitude, zone) of each place that the gazetteer lacks."""
    near: dict[tuple[str, int, int], list[_City]] = defaultdict(list)
    for city in _cities():
        near[city.countrycode, round(city.latitude), round(city.longitude)].append(city)
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        lat, lon = round(float(row["lat"]), 3), round(float(row["lon"]), 3)
        division = _division(near, row["country"], lat, lon)
        if division is None:
            continue
        for name in _names(row):
            key = (key_of(name), row["country"], division)
            if key not in seen and not _known(name, lat, lon):
                seen.add(key)
                yield name, row["country"], division, lat, lon, row["tz"]


def _names(row: dict[str, str]) -> list[str]:
    """The town an airfield serves, and its airport's name where that only puts words in front of the town's."""
    town = re.split(r"[,/(]", row["city"])[0].strip()
    airport = re.split(r"[,/(]", _KIND.sub("", row["name"]))[0].strip()
    names = [airport, town] if row["iata"] and airport.endswith(f" {town}") else [town]
    return [name for name in names if len(name) > 3 and _PLAIN.fullmatch(name)]


def _known(name: str, lat: float, lon: float) -> bool:
    return any(kilometres(lat, lon, p.lat, p.lon) < NEAR_KM for p in lookup(name))


def _division(near: dict[tuple[str, int, int], list[_City]], country: str, lat: float, lon: float) -> str | None:
    """The division of the country's nearest town within three degrees, or None."""
    here = (round(lat), round(lon))
    around = [
        city
        for up in range(-3, 4)
        for right in range(-3, 4)
        for city in near.get((country, here[0] + up, here[1] + right), ())
    ]
    closest = min(around, key=lambda c: kilometres(lat, lon, c.latitude, c.longitude), default=None)
    return closest.admin1code or None if closest else None


def main() -> None:
    """Writes the table."""
    rows = list(csv.DictReader(Path(sys.argv[1]).read_text("utf-8").splitlines()))
    print("# Places that airfields serve or are named after and that the list of towns lacks; from airportsdata (MIT),")
    print("# made by bench/annotate/airfields.py. admin1 is GeoNames' code; coordinates are the airfield's.")
    print("name\tcountry\tadmin1\tlat\tlon\ttimezone")
    for town in sorted(towns(rows)):
        print(*town, sep="\t")


if __name__ == "__main__":
    main()
