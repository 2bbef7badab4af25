"""Where an event was: first the region that its reports speak of most, then the finest place within it."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from asof.link.homes import Division, Homes, settled
from asof.records import Analysis, Claim, Document, EventPlace, PlaceMention, Range
from asof.records.distance import kilometres

_EARLY = 800
"""At this distance from a report's beginning, in characters, a mention weighs half."""
_ENOUGH = 3.0
"""One report's word for one place weighs no more than this."""
_IN, _POLICE, _HEAD, _DATELINE, _BARE = 1.5, 2.0, 2.0, 1.5, 1.0
"""What a mention weighs: behind "in" or "near", in front of "police", in a headline, in a dateline, else."""
_ORIGIN, _NAMED_FOR = 0.7, 0.4
"""Behind "of" or "from", where people come from; in front of another capital, as in the name of a hospital."""
_CLAIMED = 1.5
"""How much more a mention weighs in the sentence of a main claim."""
_HOME = 1.6
"""How much more a mention weighs in the home division of the report's outlet."""
_WELL_KNOWN = 100_000
"""A town of so many people is named without its division even by outlets of another one."""
_COUNTY_KM = 40.0
"""A town farther than this from a county's midst does not lie in it."""
_LARGE, _LARGER = 300_000, 5
"""A quarter is a part of a town of so many people, and so many times as many as it has itself."""
_DENSITY = 4_000
"""People on a square kilometre of a large town, from which its reach is reckoned."""
_PREPOSITIONS = frozenset({"in", "near", "at", "outside", "around"})
_ORIGINS = frozenset({"from", "of"})
_FORCES = ("police", "fire dep", "sheriff", "mayor", "city council")
_ESTIMATED = 5
_JOINED = "places/joined"
"""What made a mention whose division stands behind its comma."""
_FINEST = ("city", "admin2", "admin1", "country")

Votes = dict[PlaceMention, float]


def where(
    documents: Sequence[Document],
    analyses: Mapping[str, Analysis],
    claims: Mapping[str, Sequence[Claim]],
    at_home: Homes | None = None,
) -> EventPlace:
    """The place of the event that `documents` tell of.

    `at_home`: where outlets are at home. Where no place is named it is that division, as an estimate (`where_prec` 5),
    and without one an empty record.
    """
    at_home = at_home or {}
    votes: Votes = {}
    stands_for: dict[tuple[int | None, str], PlaceMention] = {}
    heard = {d.document: _places(analyses.get(d.document)) for d in documents}
    said = _outright(heard.values())
    outright = {*said, *((p.country or "", None) for places in heard.values() for p in places if p.kind == "country")}
    for document in documents:
        sentences = [c.sentence for c in claims.get(document.document, ()) if c.main]
        home = at_home.get(document.outlet or "")
        places = settled(heard[document.document], [*said, home] if home else said)
        if home:
            places = [p for p in places if not _astray(p, home, outright)]
        for key, (place, weight) in _said(document, places, sentences).items():
            one = stands_for.setdefault(key, place)
            votes[one] = votes.get(one, 0.0) + weight * (_HOME if home == _division(one) else 1.0)
    area = _within(_within(votes, lambda p: p.country), lambda p: p.admin1)
    chosen = _whole(_finest(_in_county(area)), area)
    return _event_place(chosen) if chosen else _estimate(documents, at_home)


def _finest(area: Votes) -> PlaceMention | None:
    """Of the finest kind that has votes, the place that has most."""
    return next((place for kind in _FINEST if (place := _most(area, kind))), None)


def _whole(chosen: PlaceMention | None, area: Votes) -> PlaceMention | None:
    """The large town that reports name, where the chosen place lies within its reach: a quarter's town."""
    if chosen is None or chosen.kind != "city":
        return chosen
    around = [
        p
        for p in area
        if p.kind == "city"
        and (p.population or 0) >= max(_LARGE, _LARGER * (chosen.population or 0))
        and _apart(p, chosen) <= math.sqrt((p.population or 0) / _DENSITY / math.pi)
    ]
    return max(around, key=lambda p: (p.population or 0, p.name), default=chosen)


def _in_county(area: Votes) -> Votes:
    """The votes without the towns far from the county that is more spoken of: an outlet's seat, a hospital's."""
    county = _most(area, "admin2")
    if county is None:
        return area
    limit = area[county]
    return {p: w for p, w in area.items() if p.kind != "city" or w > limit or _apart(p, county) <= _COUNTY_KM}


def _apart(a: PlaceMention, b: PlaceMention) -> float:
    """Kilometres between two places; none where one of them has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _most(area: Votes, kind: str) -> PlaceMention | None:
    of_kind = [place for place in area if place.kind == kind]
    return max(of_kind, key=lambda p: (area[p], p.name, p.geonames or 0), default=None)


def _outright(reports: Iterable[Sequence[PlaceMention]]) -> list[Division]:
    """The divisions that reports name as such, those of most reports first."""
    named = Counter(d for places in reports for d in sorted({_division(p) for p in places if p.kind == "admin1"}))
    return sorted(named, key=lambda d: (-named[d], d))


def _division(place: PlaceMention) -> Division:
    return place.country or "", place.admin1 or ""


def _astray(place: PlaceMention, home: Division, outright: Collection[Division]) -> bool:
    """Whether it is a lesser town away from the outlet's home and no report says the division or the country of it.

    A local outlet that tells of another division says so; else its readers know a place of that name nearer by.
    """
    if place.kind not in ("city", "admin2") or (place.population or 0) >= _WELL_KNOWN or place.made_by == _JOINED:
        return False
    here = _division(place)
    return here not in (home, *outright) and (place.country == home[0] or (place.country or "", None) not in outright)


def _estimate(documents: Sequence[Document], at_home: Homes) -> EventPlace:
    """The home of the first report's outlet that has one."""
    for document in documents:
        if document.outlet and document.outlet in at_home:
            country, division = at_home[document.outlet]
            return EventPlace(name=division, admin1=division, country=country, where_prec=_ESTIMATED)
    return EventPlace()


def _places(analysis: Analysis | None) -> list[PlaceMention]:
    """The places of a report that are no part of a person's name."""
    if analysis is None:
        return []
    people = {at for n in analysis.names if n.type == "person" for at in range(n.start, n.end)}
    return [p for p in analysis.places if p.start not in people]


def _said(
    document: Document, places: Sequence[PlaceMention], sentences: Sequence[Range]
) -> dict[tuple[int | None, str], tuple[PlaceMention, float]]:
    """What one report says of each place, no place more than enough."""
    said: dict[tuple[int | None, str], tuple[PlaceMention, float]] = {}
    for place in places:
        if place.country and place.kind in _FINEST:
            key = (place.geonames, place.name)
            first, weight = said.get(key, (place, 0.0))
            said[key] = (first, min(weight + _weight(document, place, sentences), _ENOUGH))
    return said


def _weight(document: Document, place: PlaceMention, sentences: Sequence[Range]) -> float:
    passage = document.passage_at(place.start)
    if passage is not None and passage.part == "headline":
        return _HEAD
    if passage is not None and passage.part == "dateline":
        return _DATELINE
    weight = _by_words(document.text, place)
    if any(s.holds(place.start, place.end) for s in sentences):
        weight *= _CLAIMED
    return weight / (1 + place.start / _EARLY)


def _by_words(text: str, place: PlaceMention) -> float:
    """What the words beside a mention make of it."""
    after = text[place.end : place.end + 16]
    if after.strip().lower().startswith(_FORCES):
        return _POLICE
    if place.kind == "city" and after[:1] == " " and after[1:2].isupper():
        return _NAMED_FOR
    before = text[max(0, place.start - 12) : place.start].lower().split()
    if before and before[-1] in _PREPOSITIONS:
        return _IN
    return _ORIGIN if before and before[-1] in _ORIGINS else _BARE


def _within(votes: Votes, part: Callable[[PlaceMention], str | None]) -> Votes:
    """The votes for places of the part (country, division) that has most; all where none names its part."""
    sums: dict[str, float] = {}
    for place, weight in votes.items():
        if (name := part(place)) is not None:
            sums[name] = sums.get(name, 0.0) + weight
    if not sums:
        return votes
    chosen = max(sums, key=lambda name: (sums[name], name))
    return {p: w for p, w in votes.items() if part(p) == chosen}


def _event_place(chosen: PlaceMention) -> EventPlace:
    return EventPlace(
        name=chosen.name,
        admin1=chosen.admin1,
        country=chosen.country,
        lat=chosen.lat,
        lon=chosen.lon,
        geonames=chosen.geonames,
        where_prec=chosen.precision,
        timezone=chosen.timezone,
    )
