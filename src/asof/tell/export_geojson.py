"""Events as GeoJSON (RFC 7946): a point each, with how exactly it is known as properties."""

from typing import Any

import msgspec

from asof.records import Event, Story
from asof.tell.clean import one_line
from asof.tell.export_event import DATE_PRECISION, PRECISION, country_name, in_order, reports, whereabouts
from asof.tell.map_shapes import radius_km
from asof.tell.standing import Standing


def geojson(story: Story) -> dict[str, Any]:
    """A FeatureCollection with a feature for each event; one whose place is not known has no geometry (RFC 7946, 3.2).

    `where_prec` and `date_prec` are UCDP's, `uncertainty_radius_m` is how far from the point the event may have been,
    `estimates` holds low, best and high by outcome. Longitude comes first, WGS 84.
    """
    standing = Standing(story)
    features = [_feature(standing, event) for event in in_order(story)]
    return {"type": "FeatureCollection", "features": features}


def _feature(standing: Standing, event: Event) -> dict[str, Any]:
    place, documents = event.place, reports(standing, event)
    known = place.lat is not None and place.lon is not None
    radius = radius_km(place)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if known else None,
        "properties": {
            "label": one_line(event.label),
            "start": event.start,
            "end": event.end,
            "date_prec": event.date_prec,
            "date_precision": DATE_PRECISION.get(event.date_prec or 0),
            "place": whereabouts(event),
            "country": country_name(place.country),
            "country_code": place.country,
            "timezone": place.timezone,
            "where_prec": place.where_prec,
            "precision": PRECISION.get(place.where_prec or 0),
            "uncertainty_radius_m": round(radius * 1000) if known and radius is not None else None,
            "reports": len(documents),
            "outlets": sorted({d.outlet for d in documents if d.outlet}),
            "as_of": standing.at,
            "rule": next((e.rule for _, e in sorted(event.estimates.items())), None),
            "estimates": {
                outcome: {"low": e.low, "best": e.best, "high": e.high}
                for outcome, e in sorted(event.estimates.items())
                if standing.estimated
            },
        },
    }


def to_bytes(found: dict[str, Any]) -> bytes:
    """JSON in UTF-8, indented, ending in a line feed; a lone surrogate is written as "?"."""
    return msgspec.json.format(msgspec.json.encode(_sound(found)), indent=1) + b"\n"


def _sound(value: Any) -> Any:
    """The same with every text fit for UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_sound(k): _sound(v) for k, v in value.items()}
    return [_sound(v) for v in value] if isinstance(value, list | tuple) else value
