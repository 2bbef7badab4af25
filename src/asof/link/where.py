"""Where an event was: the place for which the evidence of its reports weighs most."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from asof.link.homes import Homes
from asof.link.keys import words
from asof.link.scene_signs import Heard, head
from asof.link.scenes import Candidate, candidates, countries, heard, key_of, like_a_town, stated
from asof.records import Analysis, Claim, Document, EventPlace, PlaceMention
from asof.records.distance import bearing, kilometres, moved, nearest
from asof.resources import structure
from asof.resources.outlines import lines

_ESTIMATED, _COUNTY = 5, 3
_WIDE = frozenset({"country", "admin1"})
_ON_THE_LINE_KM = 3.0
"""A border's point so near to a line of a country is on it: outlines are kept on a grid of 0.01 degrees."""
_MOST, _LIKE = 0.5, 0.5
"""More than this share of the reports are most; a share so great beside the greatest is like it."""


def where(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
    at_home: Homes | None = None,
) -> EventPlace:
    """The place of the event that `documents` tell of.

    `at_home`: where the pile shows outlets to be at home whose address does not say it. A place that no report names,
    an outlet's home, is an estimate (`where_prec` 5). A place that the gazetteer does not know stands where the county
    does that is named with it (3), or has no coordinates. Without any place the record is empty.
    """
    reports = heard(documents, analyses, claims, at_home or {})
    found = _fairly(candidates(reports), reports)
    chosen = max(found, key=lambda c: (round(weight(c.evidence), 9), key_of(c.place)), default=None)
    if chosen is None:
        return EventPlace()
    place = chosen.place
    if not chosen.evidence.get("mentions"):
        return _event_place(place, _ESTIMATED)
    if place.lat is None and place.geonames is None and place.kind == "city":
        there = _in_county(place, found)
        return there if there.lat is not None else _at_border(there, found, reports)
    there = _so_far_from(stated(place, reports))
    return _at_border(there, found, reports) if place.kind in _WIDE else there


def _at_border(there: EventPlace, found: Sequence[Candidate], reports: Sequence[Heard]) -> EventPlace:
    """A wide place, or one without coordinates, put where its country's border is that the reports name.

    Where they say how far from it ("40 miles from the Libyan border"), so far towards the place's own midst, or its
    country's. UCDP takes a point of a border as an estimate (5).
    """
    own = lines(frozenset({there.country or ""}))
    named = (b for r in reports for b in r.borders if b.precision == _ESTIMATED and b.lat is not None)
    for border in named:
        lon, lat = border.lon or 0.0, border.lat or 0.0
        along = nearest(own, (lon, lat)) if own else None
        if along is None or kilometres(lat, lon, along[1], along[0]) > _ON_THE_LINE_KM:
            continue
        midst = _midst(there, found)
        towards = border.bearing if border.bearing is not None or midst is None else bearing(lat, lon, *midst)
        if border.distance is not None and towards is not None:
            lat, lon = moved(lat, lon, border.distance, towards)
        return msgspec.structs.replace(there, lat=lat, lon=lon, where_prec=_ESTIMATED)
    return there


def _midst(there: EventPlace, found: Sequence[Candidate]) -> tuple[float, float] | None:
    """Latitude and longitude of a place's own midst, or of its country's where reports name that."""
    if there.lat is not None and there.lon is not None:
        return there.lat, there.lon
    named = (c.place for c in found if c.place.kind == "country" and c.place.country == there.country)
    return next(((p.lat, p.lon) for p in named if p.lat is not None and p.lon is not None), None)


def _fairly(found: list[Candidate], reports: Sequence[Heard]) -> list[Candidate]:
    """The candidates of the country that the reports' heads speak of, with what must not speak against their place.

    A division whose name most heads use as a town's is not held back for being none; a town that far fewer heads
    name than another one counts for no larger than that one is.
    """
    voted = countries(reports)
    if not voted:
        return found
    kept = [c for c in found if c.place.country is None or c.place.country in voted]
    heads = Counter(name for r in reports for name in {n for p in head(r) for n in _names(p)})
    shares = [max(heads[name] for name in _names(c.place)) / len(reports) for c in kept]
    towns = [
        c.place.kind == "city" or (c.place.kind == "admin1" and share > _MOST and like_a_town(c.place, reports))
        for c, share in zip(kept, shares, strict=True)
    ]
    top = max((share for share, town in zip(shares, towns, strict=True) if town), default=0.0)
    sizes = [_size(c) if town and s >= top * _LIKE else 0.0 for c, s, town in zip(kept, shares, towns, strict=True)]
    largest = max(sizes, default=0.0) if top > _MOST else math.inf
    return [Candidate(c.place, _evened(c, town, largest)) for c, town in zip(kept, towns, strict=True)]


def _names(place: PlaceMention) -> set[str]:
    return {" ".join(words(place.text)), " ".join(words(place.name))}


def _size(candidate: Candidate) -> float:
    return candidate.evidence.get("population") or math.log10((candidate.place.population or 0) + 10)


def _evened(candidate: Candidate, town: bool, largest: float) -> dict[str, float]:
    """Its evidence, but that of being a division where it stands for a town, and its size no more than the largest."""
    found = {name: amount for name, amount in candidate.evidence.items() if not (town and name == "admin1")}
    if "population" in found:
        found["population"] = min(found["population"], largest)
    return found


def _so_far_from(place: PlaceMention) -> EventPlace:
    """The place, or the point that lies as far from it in the direction that the report says."""
    there = _event_place(place, place.precision)
    if place.distance is None or place.bearing is None or place.lat is None or place.lon is None:
        return there
    lat, lon = moved(place.lat, place.lon, place.distance, place.bearing)
    return msgspec.structs.replace(there, lat=lat, lon=lon)


def weight(evidence: Mapping[str, float]) -> float:
    """How much the evidence for one place weighs (`resources/link/where.yaml`)."""
    weights = _weights()
    return sum(amount * weights.get(name, 0.0) for name, amount in sorted(evidence.items()))


@cache
def _weights() -> dict[str, float]:
    return {name: float(one) for name, one in structure("link/where")["weights"].items()}


def _in_county(place: PlaceMention, found: Sequence[Candidate]) -> EventPlace:
    """A town without coordinates put in the midst of the county of its division that is named most."""
    named = [
        c for c in found
        if c.place.kind == "admin2" and c.place.lat is not None and c.evidence.get("mentions")
        and (c.place.country, c.place.admin1) == (place.country, place.admin1)
    ]  # fmt: skip
    if not named:
        return _event_place(place, None)
    county = max(named, key=lambda c: (c.evidence["mentions"], key_of(c.place))).place
    there = msgspec.structs.replace(place, lat=county.lat, lon=county.lon, timezone=county.timezone)
    return _event_place(there, _COUNTY)


def _event_place(chosen: PlaceMention, precision: int | None) -> EventPlace:
    return EventPlace(
        name=chosen.name,
        admin1=chosen.admin1,
        country=chosen.country,
        lat=chosen.lat,
        lon=chosen.lon,
        geonames=chosen.geonames,
        where_prec=precision,
        timezone=chosen.timezone,
    )
