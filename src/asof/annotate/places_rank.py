"""Which of a name's places is meant: by people, by what the document says of countries and divisions, by company.

The features follow the toponym-resolution literature: population and containment (Leidner 2007, Toponym Resolution
in Text), and one sense per document; the weights were set on half of the articles of a public corpus (bench).
"""

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from asof.annotate.gazetteer import Place
from asof.annotate.places_candidates import Mention

_KIND = {"country": 5.0, "continent": 6.0, "region": 4.0, "sea": 4.0, "admin1": 1.0, "city": 0.0, "admin2": 0.0}
_POPULATION = 0.5
_MAIN_NAME = 1.35
_CAPITAL = 1.0
_SAME_DIVISION = 1.6
_SAME_COUNTRY = 1.8
_COHERENT_DIVISION = 1.2
_COHERENT_COUNTRY = 0.55
_NEAR = 1.0
_NEAR_KM = 150.0
_EARTH_KM = 6371.0088
_MOST_NAMES = 60


class Evidence(NamedTuple):
    """What a document says outright: countries and divisions that it names, with how often."""

    countries: Counter[str]
    divisions: Counter[tuple[str, str]]


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points in degrees on the sphere (haversine)."""
    half = math.sin(math.radians(lat_b - lat_a) / 2) ** 2
    half += (
        math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b)) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def resolve(mentions: list[Mention], demonyms: Iterable[str]) -> list[Place | None]:
    """The place of each mention, in order; None for one without candidates. A name means one place in a document.

    `demonyms`: the countries of the nationality words of the document, as evidence.
    """
    evidence = _evidence(mentions, demonyms)
    groups = _groups(mentions)
    chosen: dict[str, Place] = {}
    coherence = _coherence(groups)
    for _ in range(2):
        known = list(chosen.items())[:_MOST_NAMES]
        chosen = {
            name: _best(group, _Company(evidence, coherence, _shares(group), _towns(known, name)))
            for name, group in groups.items()
        }
    return [_of_mention(mention, chosen) for mention in mentions]


def _towns(known: list[tuple[str, Place]], name: str) -> list[Place]:
    return [place for other, place in known if other != name and place.kind == "city"]


def _of_mention(mention: Mention, chosen: dict[str, Place]) -> Place | None:
    if not mention.candidates:
        return None
    place = chosen[mention.text]
    inside = fitting(mention)
    return place if place in inside else inside[0]


def fitting(mention: Mention) -> tuple[Place, ...]:
    """The candidates that lie where the words behind the comma say; all where none does or nothing is said."""
    if mention.within is None:
        return mention.candidates
    country, division = mention.within
    inside = tuple(
        c for c in mention.candidates
        if c.country == country and (division is None or c.admin1 == division) and c.kind != "country"
        and (c.kind != "admin1" or division is None)
    )  # fmt: skip
    return inside or mention.candidates


def _groups(mentions: list[Mention]) -> dict[str, tuple[Place, ...]]:
    """Name -> its candidates; those of its joined mentions where it has any."""
    groups: dict[str, tuple[Place, ...]] = {}
    sure: set[str] = set()
    for mention in mentions:
        if not mention.candidates:
            continue
        inside = fitting(mention)
        narrowed = len(inside) < len(mention.candidates)
        if mention.text not in groups or (narrowed and mention.text not in sure):
            groups[mention.text] = inside
        if narrowed:
            sure.add(mention.text)
    return groups


def _evidence(mentions: list[Mention], demonyms: Iterable[str]) -> Evidence:
    countries: Counter[str] = Counter(demonyms)
    divisions: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        if mention.within:
            country, division = mention.within
            countries[country] += 1
            if division:
                divisions[country, division] += 1
        for place in mention.candidates:
            if place.kind == "country" and place.country:
                countries[place.country] += 1
            elif place.kind == "admin1" and place.main and place.country and place.admin1:
                divisions[place.country, place.admin1] += 1
    return Evidence(countries, divisions)


def _coherence(groups: dict[str, tuple[Place, ...]]) -> dict[tuple[str, str], float]:
    """How many of the document's names have a place in each country ("") and division, rare names counting more."""
    total: dict[tuple[str, str], float] = {}
    for name in list(groups)[:_MOST_NAMES]:
        for region, share in _shares(groups[name]).items():
            total[region] = total.get(region, 0.0) + share
    return total


def _shares(places: tuple[Place, ...]) -> dict[tuple[str, str], float]:
    divisions = sorted({(p.country or "", p.admin1 or "") for p in places if p.admin1})
    countries = sorted({p.country or "" for p in places})
    shares = {region: 1 / len(divisions) for region in divisions}
    shares.update({(country, ""): 1 / len(countries) for country in countries})
    return shares


class _Company(NamedTuple):
    """What a document says beside one name: outright, by other names' candidates (less its own), by their places."""

    evidence: Evidence
    coherence: dict[tuple[str, str], float]
    own: dict[tuple[str, str], float]
    others: list[Place]

    def names_beside(self, region: tuple[str, str]) -> float:
        """How many other names have a place in the region, at most three."""
        return min(3.0, self.coherence.get(region, 0.0) - self.own.get(region, 0.0))


def _best(places: tuple[Place, ...], company: _Company) -> Place:
    return max(places, key=lambda place: (_score(place, company), place.population, -place.id))


def _score(place: Place, company: _Company) -> float:
    division, country = (place.country or "", place.admin1 or ""), (place.country or "", "")
    total = _KIND.get(place.kind, 0.0) + _POPULATION * math.log10(place.population + 10)
    total += _MAIN_NAME * place.main + _CAPITAL * place.capital
    if place.admin1:
        total += _COHERENT_DIVISION * company.names_beside(division)
    total += _COHERENT_COUNTRY * company.names_beside(country)
    if place.kind != "country":
        total += _SAME_COUNTRY * (company.evidence.countries[place.country or ""] > 0)
    if place.kind != "admin1":
        total += _SAME_DIVISION * (company.evidence.divisions[division] > 0)
    near = sum(kilometres(place.lat, place.lon, other.lat, other.lon) < _NEAR_KM for other in company.others)
    return total + _NEAR * min(2, near)
