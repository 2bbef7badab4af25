"""The outlines of countries (Natural Earth 1:50m, public domain), offline, and what is reckoned on the globe."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from asof.records import EventPlace, Record
from asof.records.distance import Point
from asof.resources.outlines import outlines
from asof.tell.export_event import RADIUS_KM

EARTH_KM: Final = 6371.0
Ring = tuple[Point, ...]


class Shape(Record, frozen=True, kw_only=True):
    """A country: ISO alpha-2 code ("" where it has none), name, outer rings (the largest first), bounding box."""

    code: str
    name: str
    rings: tuple[Ring, ...]
    box: tuple[float, float, float, float]


@cache
def shapes() -> tuple[Shape, ...]:
    """All countries, by code then name."""
    arcs, countries = outlines()
    return tuple(_shape(arcs, *country) for country in countries)


def shape_of(code: str | None) -> Shape | None:
    """The shape of a country by its ISO alpha-2 code; None where there is none."""
    return next((s for s in shapes() if s.code == code), None) if code else None


def _shape(arcs: Sequence[Sequence[Point]], code: str, name: str, polygons: list[list[list[int]]]) -> Shape:
    whole = [part for polygon in polygons for part in _unwrapped(_ring(arcs, polygon[0]))]
    rings = sorted(whole, key=lambda r: (-area(r), r))
    xs, ys = [x for r in rings for x, _ in r], [y for r in rings for _, y in r]
    return Shape(code=code, name=name, rings=tuple(rings), box=(min(xs), min(ys), max(xs), max(ys)))


def _ring(arcs: Sequence[Sequence[Point]], numbers: list[int]) -> Ring:
    """The points of a ring from its arcs; ~n is arc n the other way round (TopoJSON)."""
    points: list[Point] = []
    for n in numbers:
        part = arcs[n] if n >= 0 else arcs[~n][::-1]
        points.extend(part[1:] if points else part)
    return tuple(points)


def _unwrapped(ring: Ring) -> Iterator[Ring]:
    """A ring that crosses the 180th meridian without its leap: once on either side; one around a pole with the pole."""
    points = [ring[0]]
    for x, y in ring[1:]:
        last = points[-1][0]
        points.append((x - 360 * round((x - last) / 360), y))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = -90.0 if points[0][1] < 0 else 90.0
        points += [(points[-1][0], pole), (points[0][0], pole)]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    for shift in (0, -360, 360):
        if west + shift < 180 and east + shift > -180:
            yield tuple((x + shift, y) for x, y in points)


def area(ring: Iterable[Point]) -> float:
    """The area that a ring encloses, in the square of its unit (the shoelace formula)."""
    points = list(ring)
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def centre(ring: Iterable[Point]) -> Point:
    """The centroid of a ring; the mean of its points where it encloses nothing."""
    points = list(ring)
    pairs = list(zip(points, points[1:] + points[:1], strict=True))
    double = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)
    if abs(double) < 1e-9:
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (3 * double)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (3 * double)
    return x, y


def distance_km(one: Point, other: Point) -> float:
    """The length of the great circle between two points, in km (haversine)."""
    (ax, ay), (bx, by) = [(math.radians(x), math.radians(y)) for x, y in (one, other)]
    h = math.sin((by - ay) / 2) ** 2 + math.cos(ay) * math.cos(by) * math.sin((bx - ax) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def around(point: Point, km: float, steps: int = 72) -> Iterator[Point]:
    """The points at a distance from a point, all around it; longitudes may pass 180."""
    lon, lat, angle = math.radians(point[0]), math.radians(point[1]), km / EARTH_KM
    for n in range(steps):
        bearing = 2 * math.pi * n / steps
        sine = math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
        y = math.asin(max(-1.0, min(1.0, sine)))
        x = lon + math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(y)
        )
        yield math.degrees(x), math.degrees(y)


def radius_km(place: EventPlace) -> float | None:
    """How far from its point an event may have been, in km; None where nothing is known of it.

    By where_prec (`RADIUS_KM`); of an event of which only the country is known, as far as its main land reaches.
    """
    if place.where_prec != 6 or place.lat is None or place.lon is None:
        return RADIUS_KM.get(place.where_prec or 0)
    shape, point = shape_of(place.country), (place.lon, place.lat)
    return float(round(max(distance_km(point, p) for p in shape.rings[0]))) if shape else None


def clipped(ring: Iterable[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """What of a ring lies in a box (Sutherland and Hodgman 1974); empty where nothing does."""
    points: list[Point] = list(ring)
    for axis, bound, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if not points:
            break
        points = _half(points, axis, bound, sign)
    return points


def _half(points: list[Point], axis: int, bound: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    last = points[-1]
    last_in = (last[axis] - bound) * sign >= 0
    for point in points:
        inside = (point[axis] - bound) * sign >= 0
        if inside != last_in:
            share = (bound - last[axis]) / (point[axis] - last[axis])
            other = 1 - axis
            crossing: Any = [0.0, 0.0]
            crossing[axis], crossing[other] = bound, last[other] + share * (point[other] - last[other])
            kept.append((crossing[0], crossing[1]))
        if inside:
            kept.append(point)
        last, last_in = point, inside
    return kept
