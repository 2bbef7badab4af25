"""How far two points of the earth are from each other, and what lies so far from one."""

import math

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
