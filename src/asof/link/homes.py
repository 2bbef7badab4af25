"""Where outlets are at home, learned from the pile, and what that makes of towns that many divisions have."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from asof.records import Analysis, Document, PlaceMention, Rival

_SURE = 0.6
"""The share of an outlet's reports, one more report counted against it, that must lie in its home division."""
_PRECISION = {"city": 1, "admin2": 3}

Division = tuple[str | None, str | None]
Homes = Mapping[str, Division]


def homes(documents: Sequence[Document], analyses: Mapping[str, Analysis]) -> Homes:
    """Outlet -> the division (country, name) that most of its reports name most; an outlet of many has none."""
    seen: dict[str, Counter[Division]] = defaultdict(Counter)
    for document in documents:
        analysis = analyses.get(document.document)
        places = analysis.places if analysis else ()
        named: Counter[Division] = Counter((p.country, p.admin1) for p in places if p.admin1)
        if document.outlet and named:
            seen[document.outlet][_first(named)] += 1
    at_home = {outlet: _first(named) for outlet, named in seen.items()}
    return {o: home for o, home in at_home.items() if seen[o][home] >= _SURE * (1 + seen[o].total())}


def _first(counted: Counter[Division]) -> Division:
    return max(counted, key=lambda d: (counted[d], d[0] or "", d[1] or ""))


def settled(places: Sequence[PlaceMention], likely: Sequence[Division]) -> list[PlaceMention]:
    """The places of a report, each name that could lie in a `likely` division put there.

    The first likely division that has the name wins; a name stays where it is if it is in a likely division already
    or the report itself names its division.
    """
    said = {(p.country, p.admin1) for p in places if p.kind == "admin1"}
    instead: dict[str, Rival] = {}
    for place in places:
        here = (place.country, place.admin1)
        if here in said or here in likely:
            continue
        rivals = {(r.country, r.admin1): r for r in reversed(place.rivals)}
        better = next((rivals[d] for d in likely if d in rivals), None)
        if better:
            instead[place.name] = better
    return [_moved(p, instead[p.name]) if p.name in instead and p.kind in _PRECISION else p for p in places]


def _moved(place: PlaceMention, rival: Rival) -> PlaceMention:
    precision = place.precision if rival.kind == place.kind else _PRECISION[rival.kind]
    return msgspec.structs.replace(
        place,
        name=rival.name,
        kind=rival.kind,
        geonames=rival.geonames,
        lat=rival.lat,
        lon=rival.lon,
        country=rival.country,
        admin1=rival.admin1,
        timezone=rival.timezone,
        population=rival.population,
        precision=precision,
        rivals=(),
    )
