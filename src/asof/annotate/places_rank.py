"""Which of a name's places is meant: by people, by what the document says of countries and divisions, by company.

The features follow the toponym-resolution literature: population and containment (Leidner 2007, Toponym Resolution
in Text), and one sense per document; the weights were set on half of the articles of a public corpus (bench).
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from asof.annotate.gazetteer import Place, key_of
from asof.annotate.places_candidates import Mention
from asof.records.distance import kilometres

_KIND = {"country": 5.0, "continent": 6.0, "region": 4.0, "sea": 4.0, "admin1": 1.0, "city": 0.0, "admin2": 0.0}
_POPULATION = 0.5
_MAIN_NAME = 1.35
_CAPITAL = 1.0
_AS_WRITTEN = 0.6
_HYPHEN = 1.0
"""Against a name that the gazetteer writes with a hyphen and the text without: "Saint-Louis" is not "St. Louis"."""
_CONTESTED = 3.0
"""Against a country without any company in the text whose name a division of some country bears too."""
_SEAT = 1.0
"""For the town that the division round it is named after."""
_SAME_DIVISION = 1.6
_SAME_COUNTRY = 1.8
_COHERENT_DIVISION = 0.8
_COHERENT_COUNTRY = 0.55
_NEAR = 1.0
_NEAR_KM = 150.0
_MOST_NAMES = 60


class Evidence(NamedTuple):
    """What a document says outright: countries and divisions that it names, each with the names that say so."""

    countries: dict[str, set[str]]
    divisions: dict[tuple[str, str], set[str]]

    def of_country(self, country: str, name: str) -> bool:
        """Whether another name than `name` says the country."""
        return bool(self.countries.get(country, _NOBODY) - {name})

    def of_division(self, division: tuple[str, str], name: str) -> bool:
        """Whether another name than `name` says the division: a town says nothing for the division named after it."""
        return bool(self.divisions.get(division, _NOBODY) - {name})


_NOBODY: frozenset[str] = frozenset()


def resolve(
    mentions: list[Mention], demonyms: Iterable[str], hints: Iterable[tuple[str, str | None]] = ()
) -> list[Place | None]:
    """The place of each mention, in order; None for one without candidates. A name means one place in a document.

    `demonyms`: the countries of the nationality words of the document, as evidence; `hints`: (country, division) of
    which something else than its words speaks, such as its address.
    """
    evidence = _evidence(mentions, [*((country, None) for country in demonyms), *hints])
    groups = _groups(mentions)
    chosen: dict[str, Place] = {}
    written = {key_of(mention.text): mention.text for mention in reversed(mentions)}
    coherence = _coherence(groups)
    for _ in range(2):
        known = list(chosen.items())[:_MOST_NAMES]
        chosen = {
            name: _best(group, _Company(name, written[name], evidence, coherence, _shares(group), _towns(known, name)))
            for name, group in groups.items()
        }
    return [_of_mention(mention, chosen) for mention in mentions]


def _towns(known: list[tuple[str, Place]], name: str) -> list[Place]:
    return [place for other, place in known if other != name and place.kind == "city"]


def _of_mention(mention: Mention, chosen: dict[str, Place]) -> Place | None:
    if not mention.candidates:
        return None
    place = chosen[key_of(mention.text)]
    inside = fitting(mention)
    return place if mention.within is None or place in inside else inside[0]


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
        inside, key = fitting(mention), key_of(mention.text)
        narrowed = len(inside) < len(mention.candidates) or inside[0].id < 0
        if key not in groups or (narrowed and key not in sure):
            groups[key] = inside
        if narrowed:
            sure.add(key)
    return groups


def _evidence(mentions: list[Mention], hints: Iterable[tuple[str, str | None]]) -> Evidence:
    evidence = Evidence({}, {})
    for country, division in hints:
        _said(evidence, country, division, "")
    for mention in mentions:
        if mention.within:
            country, division = mention.within
            _said(evidence, country, division, f"{key_of(mention.text)},")
        for place in mention.candidates:
            if place.kind == "country" and place.country:
                _said(evidence, place.country, None, key_of(mention.text))
            elif place.kind == "admin1" and place.main and place.country and place.admin1:
                evidence.divisions.setdefault((place.country, place.admin1), set()).add(key_of(mention.text))
    return evidence


def _said(evidence: Evidence, country: str, division: str | None, name: str) -> None:
    evidence.countries.setdefault(country, set()).add(name)
    if division:
        evidence.divisions.setdefault((country, division), set()).add(name)


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

    name: str
    written: str
    evidence: Evidence
    coherence: dict[tuple[str, str], float]
    own: dict[tuple[str, str], float]
    others: list[Place]

    def speaks_of(self, country: str) -> bool:
        """Whether another name says the country or lies in it."""
        return self.evidence.of_country(country, self.name) or any(p.country == country for p in self.others)

    def names_beside(self, region: tuple[str, str]) -> float:
        """How many other names have a place in the region, at most three."""
        return min(3.0, self.coherence.get(region, 0.0) - self.own.get(region, 0.0))


def _best(places: tuple[Place, ...], company: _Company) -> Place:
    namesakes = {(p.country, p.admin1) for p in places if p.kind == "admin1"}

    def rank(place: Place) -> tuple[float, int, int]:
        seat = place.kind == "city" and (place.country, place.admin1) in namesakes
        alone = place.kind == "country" and bool(namesakes) and not company.speaks_of(place.country or "")
        return _score(place, company) + _SEAT * seat - _CONTESTED * alone, place.population, -place.id

    return max(places, key=rank)


def _as_written(text: str, name: str) -> bool:
    """Whether the gazetteer spells the name as the text does: "St. Louis" is not "Saint-Louis"."""
    return text.casefold() == name.casefold()


def _hyphened(text: str, name: str) -> bool:
    return "-" in name and "-" not in text


def _score(place: Place, company: _Company) -> float:
    division, country = (place.country or "", place.admin1 or ""), (place.country or "", "")
    total = _KIND.get(place.kind, 0.0) + _POPULATION * math.log10(place.population + 10)
    total += _MAIN_NAME * place.main + _CAPITAL * place.capital + _AS_WRITTEN * _as_written(company.written, place.name)
    total -= _HYPHEN * _hyphened(company.written, place.name)
    if place.admin1:
        total += _COHERENT_DIVISION * company.names_beside(division)
    total += _COHERENT_COUNTRY * company.names_beside(country)
    if place.kind != "country":
        total += _SAME_COUNTRY * company.evidence.of_country(place.country or "", company.name)
    if place.kind != "admin1":
        total += _SAME_DIVISION * company.evidence.of_division(division, company.name)
    near = sum(kilometres(place.lat, place.lon, other.lat, other.lon) < _NEAR_KM for other in company.others)
    return total + _NEAR * min(2, near)
