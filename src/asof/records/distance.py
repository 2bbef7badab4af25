"""How far two points of the earth are from each other, in which direction, and what lies so far from one."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
"""(longitude, latitude) in degrees."""

_EARTH_KM = 6371.0088


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two points in degrees on the sphere (haversine)."""
    half = math.sin(math.radians(lat_b - lat_a) / 2) ** 2
    half += (
        math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b)) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point that lies `km` from another on the great circle that leaves it at `bearing` (degrees from north)."""
    way, angle, north = km / _EARTH_KM, math.radians(bearing), math.radians(lat)
    there = math.asin(
        max(-1.0, min(1.0, math.sin(north) * math.cos(way) + math.cos(north) * math.sin(way) * math.cos(angle)))
    )
    east = math.atan2(
        math.sin(angle) * math.sin(way) * math.cos(north), math.cos(way) - math.sin(north) * math.sin(there)
    )
    return round(math.degrees(there), 4), round((lon + math.degrees(east) + 540) % 360 - 180, 4)


def bearing(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """The direction (degrees from north, clockwise) in which the great circle to a second point leaves the first."""
    north, there, east = math.radians(lat_a), math.radians(lat_b), math.radians(lon_b - lon_a)
    y = math.sin(east) * math.cos(there)
    x = math.cos(north) * math.sin(there) - math.sin(north) * math.cos(there) * math.cos(east)
    return math.degrees(math.atan2(y, x)) % 360


def nearest(lines: Iterable[Sequence[Point]], to: Point) -> Point:
    """The point of some lines that is nearest to another, on a plane that is true around that one; that one of none."""
    narrow = math.cos(math.radians(to[1]))
    best, least = to, math.inf
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            dx, dy = (bx - ax) * narrow, by - ay
            px, py = (to[0] - ax) * narrow, to[1] - ay
            length = dx * dx + dy * dy
            part = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            apart = (px - part * dx) ** 2 + (py - part * dy) ** 2
            if apart < least:
                best, least = (ax + part * (bx - ax), ay + part * (by - ay)), apart
    return best
